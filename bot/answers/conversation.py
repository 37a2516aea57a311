"""A conversation as a value: (conversation, text) → (decision, reply, conversation)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from bot.answers.reply import Reply, reply_to
from bot.facts.model import LANGUAGES, Language
from bot.matching import cues
from bot.matching.decision import Decision
from bot.matching.finder import Finder
from bot.matching.follow_up import asks_more_of_same, leans_on_before, may_lean_on_before
from bot.matching.question import Question

MEMORY_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is remembered between two questions of one person in one chat and topic, for ten minutes."""

    question: str = ""
    facts: tuple[str, ...] = ()
    language: Language | None = None
    at: float = 0.0

    def as_json(self) -> str:
        """The conversation as text, to be kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Conversation | None:
        """The conversation that was kept as this text; None for no text."""
        if not text:
            return None
        kept = json.loads(text)
        return cls(**{**kept, "facts": tuple(kept["facts"])})


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
    before = conversation if conversation and conversation.at > now - MEMORY_SECONDS else None
    question = finder.read(text, language, before.language or fallback if before else fallback)
    decision = _decide(finder, question, before)
    # What was not answered is still what the next question may lean on.
    facts = tuple(fact.id for fact in decision.facts or decision.near[:1])
    if before and decision.outcome in ("chat", "decline"):
        kept = replace(before, at=now)
    else:
        kept = Conversation(text, facts, decision.question.language, now)
    return Turn(decision, reply_to(decision, finder.base), kept)


def _decide(finder: Finder, question: Question, before: Conversation | None) -> Decision:
    """The decision on a question by itself, or, when it leans on the one before, in its light."""
    facts = tuple(finder.base.facts[i] for i in before.facts if i in finder.base.facts) if before else ()
    if before is None or not facts:
        return finder.decide(question)
    if asks_more_of_same(question):
        asked = next((lang for lang in LANGUAGES if cues.IN_LANGUAGE[lang].search(" ".join(question.words))), None)
        language = asked or before.language or question.language
        same = replace(question, language=language)
        return Decision("answer", same, facts[:1], score=1.0, margin=1.0, reason="follow-up")
    alone = finder.decide(question)
    if alone.outcome == "chat" or question.changes_subject or (alone.entity and not leans_on_before(question)):
        return alone
    if not leans_on_before(question) and not may_lean_on_before(question, alone):
        return alone
    return finder.follow_up(question, finder.read(before.question, before.language), facts)
