"""What is kept of an answer: where it stands, its outcome for the counters, and questions that need a fact."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot, Message, MessageEntity

from bot.answers.conversation import Turn
from bot.answers.reply import Reply
from bot.facts.model import Language
from bot.matching.decision import Decision
from bot.storage.answers import GivenAnswer
from bot.telegram.addressing import question_in
from bot.telegram.context import House

GIVING = ("answer", "closest", "list")


def given_answer(turn: Turn, reply: Reply, message_ids: Sequence[int], thread_id: int | None) -> GivenAnswer:
    """What to remember of an answer; facts that were only offered were not given."""
    decision = turn.decision
    facts = tuple(fact.id for fact in decision.facts) if decision.outcome in GIVING else ()
    says_more = bool(reply.lead or reply.lines or reply.note) and decision.outcome in GIVING
    return GivenAnswer(tuple(message_ids), facts, reply.language, says_more, thread_id)


def learn(house: House, decision: Decision, question: str, message: Message) -> None:
    """Count the outcome, and keep a question to which there was no answer."""
    house.counters.add(decision.outcome)
    if decision.outcome == "decline":
        near = [fact.id for fact in decision.near]
        house.unanswered.record(question, decision.question.language, "declined", near, names_in(message))


def learn_none_chosen(house: House, message: Message, language: Language, bot: Bot) -> None:
    """Keep a question whose choices were none of them what was meant, as far as Telegram still shows the question."""
    asked = message.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id == bot.id:
        return
    question = question_in(asked, bot.id, bot.username) or asked.text or asked.caption or ""
    house.unanswered.record(question, language, "none", _offered(house, message), names_in(asked))


def _offered(house: House, message: Message) -> list[str]:
    """The facts that the buttons of a message offer."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    keys = [
        button.callback_data.split(":")[1:2] for row in rows for button in row if isinstance(button.callback_data, str)
    ]
    by_key = house.finder.base.by_key
    return [by_key[key].id for found in keys for key in found if key in by_key]


def names_in(message: Message) -> tuple[str, ...]:
    """The names of users that a message mentions by a link to their account."""
    kinds: list[str | None] = [MessageEntity.TEXT_MENTION]
    entities = message.parse_entities(kinds) or message.parse_caption_entities(kinds)
    return tuple(entities.values())
