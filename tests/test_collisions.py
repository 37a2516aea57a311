"""A phrasing that the bot answers with another fact is found, and both places are named."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.collisions import collisions
from bot.facts.base import FactBase, Knowledge, read_knowledge
from bot.facts.model import LANGUAGES, Fact, Language
from bot.matching.finder import Finder


@pytest.fixture(scope="module")
def knowledge(small_folder: Path) -> Knowledge:
    """The small, fixed base."""
    return read_knowledge(small_folder)


@pytest.fixture(scope="module")
def finder(knowledge: Knowledge) -> Finder:
    """The live matcher over the small base."""
    return Finder(knowledge.base)


def _with_words_of(base: FactBase, thief: Fact, robbed: Fact, language: Language) -> tuple[FactBase, str]:
    """The base in which one fact takes a phrasing from another, which keeps it too but ranks behind."""
    words = robbed.questions[language][0]
    taken = thief.questions.model_copy(update={language: (words, *thief.questions[language][1:])})
    left = robbed.questions.model_copy(update={language: robbed.questions[language][1:]})
    facts = {
        thief.id: thief.model_copy(update={"questions": taken}),
        robbed.id: robbed.model_copy(update={"questions": left}),
    }
    return replace(base, facts={**base.facts, **facts}), words


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_answered_with_another_fact_are_reported_with_both_places(
    knowledge: Knowledge, language: Language
) -> None:
    """A reader would ask a fact in its own words and be told another, and no curator would know."""
    thief, robbed = list(knowledge.base.facts.values())[:2]
    matching, words = _with_words_of(knowledge.base, thief, robbed, language)
    finder = Finder(matching)
    finder.base = knowledge.base  # what is asked: the words as they stood; what answers: the fact that took them
    found = [p for p in collisions(finder, knowledge.located, processes=1) if p.id == robbed.id and words in p.message]
    robbed_at, thief_at = (knowledge.located["facts", fact.id].entry for fact in (robbed, thief))
    line = robbed_at.line_of(("questions", language, 0))
    assert [(p.file, p.line) for p in found] == [(robbed_at.file, line)]
    assert f"'{words}' ({language}) is answered with {thief.id} ({thief_at.file}:{thief_at.line})" in found[0].message
    assert found[0].advice


def test_a_good_base_has_no_collision(finder: Finder, knowledge: Knowledge) -> None:
    """Curators would hunt for faults that are none."""
    assert [str(problem) for problem in collisions(finder, knowledge.located, processes=1)] == []


def test_progress_counts_the_facts_up_to_the_last(finder: Finder, knowledge: Knowledge) -> None:
    """Whoever waits half a minute would not see whether anything happens."""
    told: list[tuple[int, int]] = []
    list(collisions(finder, knowledge.located, lambda done, of: told.append((done, of)), processes=1))
    number = len(knowledge.base.facts)
    assert told == [(done, number) for done in range(1, number + 1)]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor")
def test_two_processes_find_what_one_finds(knowledge: Knowledge) -> None:
    """Half of the collisions would be lost, or stand in another order each time."""
    thief, robbed = list(knowledge.base.facts.values())[:2]
    finder = Finder(_with_words_of(knowledge.base, thief, robbed, "en")[0])
    finder.base = knowledge.base
    alone = list(collisions(finder, knowledge.located, processes=1))
    assert alone
    assert list(collisions(finder, knowledge.located, processes=2)) == alone
