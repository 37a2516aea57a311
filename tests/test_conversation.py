"""Conversations: a question that leans on the last one is read in its light, and no other."""

from __future__ import annotations

import pytest

from bot.answers.conversation import ask
from bot.facts.base import FactBase
from bot.matching.finder import Finder

ASKED = "When did Mao Zedong receive Che Guevara?"
OUTSIDE = [
    "how many detainees are still held at guantanamo",
    "quién ganó el mundial de fútbol de 2018",
    "weather in tokyo tomorrow",
    "python list comprehension example",
    "巴西首都是哪里",
]


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(small_base)


@pytest.mark.parametrize("question", OUTSIDE)
def test_another_subject_is_no_continuation(finder: Finder, question: str) -> None:
    """Whoever changes the subject after an answer would be given a fact that has nothing to do with the question."""
    first = ask(finder, ASKED)
    assert first.decision.facts
    assert ask(finder, question, first.conversation).decision.outcome in ("decline", "chat")


def test_the_sources_of_the_last_answer(finder: Finder) -> None:
    """Whoever doubts an answer could not ask for its sources."""
    first = ask(finder, ASKED)
    again = ask(finder, "sources?", first.conversation)
    assert again.decision.facts == first.decision.facts[:1]
