"""The whole way from a question to a decision: small talk, names, figures, lists, and else the matcher."""

from __future__ import annotations

from bot.facts.base import FactBase
from bot.facts.model import Language
from bot.matching.decision import Decision, decide
from bot.matching.matcher import Matcher
from bot.matching.question import Question
from bot.matching.small_talk import small_talk_in
from bot.matching.weights import Weights


class Finder:
    """Decides questions over one fact base; built once for a base, then read only."""

    def __init__(self, base: FactBase, weights: Weights | None = None):
        self.base = base
        self.matcher = Matcher(base, weights)

    def read(self, text: str, language: Language | None = None, fallback: Language = "en") -> Question:
        """The question as read (see Reader.read)."""
        return self.matcher.read(text, language, fallback)

    def decide(self, question: Question) -> Decision:
        """What to do with a question that stands by itself."""
        small_talk = small_talk_in(question)
        if small_talk:
            return Decision("chat", question, score=1.0, margin=1.0, small_talk=small_talk)
        return decide(self.matcher.match(question), self.matcher.weights)
