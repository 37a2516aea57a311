"""What the best fact leaves open of a question, and what it alone meets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.facts.base import FactBase
from bot.facts.model import Elsewhere, Phrasings, Text
from bot.matching.decision import signals
from bot.matching.finder import Finder
from bot.matching.gap import NO_GAP, Gap

NIXON = Elsewhere(
    id="us-cn-nixon",
    name=Text(en="Nixon in China", es="Nixon en China", zh="尼克松访华"),
    questions=Phrasings(en=("Nixon in Beijing in 1972", "when did Nixon meet Mao")),
)


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(replace(small_base, elsewhere={NIXON.id: NIXON}))


def _gap(finder: Finder, words: str) -> Gap:
    return finder.matcher.match(finder.read(words, "en")).gap


def test_a_word_of_a_subject_outside_is_seen(finder: Finder) -> None:
    """Nixon's landing in Beijing would be answered with whoever else landed there."""
    assert _gap(finder, "when did Nixon see Mao receive Guevara").outside > 0.2
    assert _gap(finder, "when did Mao receive Guevara").outside == 0


def test_what_only_the_best_fact_has_speaks_for_it(finder: Finder) -> None:
    """Of two facts that share nearly all words, the one with the word that counts would be doubted like the other."""
    assert _gap(finder, "Hu Jintao's state visit to Cuba in November 2008").alone > 0
    assert _gap(finder, "xyzzy").alone == 0


def test_a_question_without_words_leaves_nothing_open(finder: Finder) -> None:
    """A message of signs alone would end in an error."""
    match = finder.matcher.match(finder.read("???", "en"))
    assert match.gap.share == NO_GAP.share
    assert all(value == value for value in signals(match).values()), "not a number"
