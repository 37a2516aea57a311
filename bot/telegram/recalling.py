"""Which conversation a question goes on from, and what is kept of it once it is answered."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message

from bot.answers.conversation import Conversation
from bot.facts.model import Fact, Language
from bot.storage.answers import GivenAnswer
from bot.telegram.addressing import real_reply, replies_to, thread_of
from bot.telegram.context import House, Place


def place_of(message: Message, user_id: int) -> Place:
    """The chat, the topic and the person to whom a conversation belongs."""
    return message.chat_id, thread_of(message), user_id


def asked_at(message: Message) -> float:
    """When a question was put, in seconds; editing it does not change that."""
    return message.date.timestamp()


def conversation_before(
    house: House, message: Message, user_id: int, given: GivenAnswer | None, bot_id: int
) -> Conversation | None:
    """The conversation as it was before a question.

    An edited question goes on from where it did at first, not from its own former version; a reply to an answer goes on
    from that answer, whoever asked for it; any other question from the last one of this person in this chat and topic.
    """
    if given is not None:
        return Conversation.from_json(given.before)
    other = real_reply(message)
    if other is not None and replies_to(message, bot_id):
        replied = house.answers.given_in(message.chat_id, other.message_id)
        answered = Conversation.from_json(replied.after) if replied else None
        if answered is not None:
            return replace(answered, at=asked_at(message))
    return house.conversations.get(place_of(message, user_id))


def keep_conversation(
    house: House, message: Message, user_id: int, given: GivenAnswer | None, after: Conversation
) -> None:
    """Keep the conversation as it is after a question, unless that was edited after others had been asked."""
    place = place_of(message, user_id)
    current = house.conversations.get(place) if given else None
    if given is None or current is None or current == Conversation.from_json(given.after):
        house.conversations.keep(place, after)


def recall_shown(
    house: House,
    shown: Message,
    message_ids: tuple[int, ...],
    user_id: int,
    fact: Fact,
    language: Language,
    *,
    says_more: bool = False,
) -> None:
    """A button showed a fact: what this person asks next, or anybody asks in reply to it, goes on from this fact."""
    now = house.conversations.now()
    after = Conversation(fact.title[language], (fact.id,), language, now)
    place = place_of(shown, user_id)
    house.conversations.keep(place, after)
    question_id = house.answers.question_of(shown.chat_id, message_ids[0]) or message_ids[0]
    given = house.answers.find(shown.chat_id, question_id)
    if given is None:
        given = GivenAnswer(message_ids, (fact.id,), language, user_id)
    kept = replace(
        given,
        fact_ids=(fact.id,),
        language=language,
        after=after.as_json(),
        says_more=says_more,
        thread_id=thread_of(shown),
    )
    house.answers.remember(shown.chat_id, question_id, kept)
