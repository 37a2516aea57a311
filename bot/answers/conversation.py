"""A conversation as a value: (conversation, text) → (decision, reply, conversation)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.reply import Reply, reply_to
from bot.facts.model import Language
from bot.matching.decision import Decision
from bot.matching.finder import Finder

MEMORY_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is remembered between two questions of one person in one chat and topic, for ten minutes."""

    question: str = ""
    facts: tuple[str, ...] = ()
    language: Language | None = None
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """One question answered."""

    decision: Decision
    reply: Reply
    conversation: Conversation


def ask(
    finder: Finder,
    text: str,
    conversation: Conversation | None = None,
    *,
    language: Language | None = None,
    fallback: Language = "en",
    now: float = 0.0,
) -> Turn:
    """Answer a text; language forces the answer's language, fallback is the reader's own, now is in seconds."""
    question = finder.read(text, language, fallback)
    decision = finder.decide(question)
    kept = Conversation(text, tuple(f.id for f in decision.facts), question.language, now)
    return Turn(decision, reply_to(decision, finder.base), kept)
