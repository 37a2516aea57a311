"""What is kept of an answer: where it stands, its outcome for the counters, and questions that need a fact."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message, MessageEntity

from bot.answers.conversation import Conversation, Turn
from bot.answers.reply import Reply
from bot.matching.decision import Decision
from bot.storage.answers import GivenAnswer
from bot.telegram.context import House

GIVING = ("answer", "closest", "list")


def given_answer(
    turn: Turn,
    reply: Reply,
    message_ids: Sequence[int],
    thread_id: int | None,
    asker_id: int,
    before: Conversation | None,
) -> GivenAnswer:
    """What to remember of an answer; facts that were only offered were not given."""
    decision = turn.decision
    facts = tuple(fact.id for fact in decision.facts) if decision.outcome in GIVING else ()
    says_more = bool(reply.lead or reply.lines or reply.note) and decision.outcome in GIVING
    words_before = before.as_json() if before else ""
    after = turn.conversation.as_json()
    return GivenAnswer(tuple(message_ids), facts, reply.language, asker_id, words_before, after, says_more, thread_id)


def learn(house: House, decision: Decision, question: str, message: Message) -> None:
    """Count the outcome, and keep a question to which there was no answer."""
    house.counters.add(decision.outcome)
    if decision.outcome == "decline":
        near = [fact.id for fact in decision.near]
        house.unanswered.record(question, decision.question.language, "declined", near, names_in(message))


def names_in(message: Message) -> tuple[str, ...]:
    """The names of users that a message, or what it replies to, mentions by a link to their account."""
    kinds: list[str | None] = [MessageEntity.TEXT_MENTION]
    found: list[str] = []
    for said in filter(None, (message, message.reply_to_message)):
        found += (said.parse_entities(kinds) or said.parse_caption_entities(kinds)).values()
    return tuple(found)
