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


HU_2004 = "hu-jintao-state-visit-november-2004"
# what is asked one after the other: the fact that each is answered with
TALKS = {
    (ASKED, "what came next?"): "guevara-second-visit-to-beijing-february-1965",
    (ASKED, "y después?"): "guevara-second-visit-to-beijing-february-1965",
    (ASKED, "and where was he in 1965?"): "guevara-second-visit-to-beijing-february-1965",
    (ASKED, "and the most recent one"): "guevara-second-visit-to-beijing-february-1965",
    (ASKED, "another question: when did cuba recognise beijing"): "diplomatic-relations-established-1960-09-28",
    (ASKED, "换个话题，中国和古巴是哪天建交的"): "diplomatic-relations-established-1960-09-28",
    ("Hu Jintao in Cuba in 2004", "and in 2008?"): "hu-jintao-state-visit-november-2008",
    (
        "When did Hu Jintao visit Cuba in 2004?",
        "and the one after?",
        "and before that?",
    ): "hu-jintao-state-visit-november-2004",
}


@pytest.mark.parametrize("asked", TALKS)
def test_what_leans_on_the_last_answer(finder: Finder, asked: tuple[str, ...]) -> None:
    """Whoever asks on would have to repeat the whole question each time."""
    conversation = None
    for question in asked:
        turn = ask(finder, question, conversation, now=1.0)
        conversation = turn.conversation
    assert [fact.id for fact in turn.decision.facts][:1] == [TALKS[asked]]
