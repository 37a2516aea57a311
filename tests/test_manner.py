"""What the wording of a question gives away: whether several facts are wanted, whether something is taken for granted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.model import LANGUAGES, Language
from bot.matching.manner import Manner, Worded
from bot.matching.text import fold, words_of

Asked = tuple[tuple[Language, str], ...]

ONE: Asked = (
    ("en", "when did the ambassador arrive"),
    ("en", "how much was the loan"),
    ("es", "cuándo llegó el embajador"),
    ("zh", "大使哪年到任"),
)
SEVERAL: Asked = (
    ("en", "Chinese ambassadors in Havana"),
    ("en", "all the loans"),
    ("es", "embajadores chinos en La Habana"),
    ("zh", "历任大使"),
)
MISTAKEN: Asked = (
    ("en", "why did the ambassador refuse the loan"),
    ("es", "por qué se negó el embajador"),
    ("zh", "大使为什么拒绝"),
)


def _worded(questions: Asked, times: int) -> Worded:
    return [(language, words_of(fold(words))) for language, words in questions] * times


@pytest.fixture(scope="module")
def manner() -> Manner:
    sorts = {"one": _worded(ONE, 40), "several": _worded(SEVERAL, 10), "mistaken": _worded(MISTAKEN, 20)}
    return Manner(sorts, ("several", "mistaken"))


@pytest.mark.parametrize(
    ("language", "words", "sort"),
    [
        ("en", "loans and ambassadors", "several"),
        ("es", "embajadores chinos", "several"),
        ("zh", "历任", "several"),
        ("en", "why did they refuse", "mistaken"),
        ("es", "por qué se negó", "mistaken"),
        ("zh", "为什么拒绝见他", "mistaken"),
    ],
)
def test_a_sort_is_told_by_its_words(manner: Manner, language: Language, words: str, sort: str) -> None:
    """Who asks for several facts without the word "list" would get one of them; a wrong premise would be confirmed."""
    leanings = manner.leanings(words_of(fold(words)), language)
    assert leanings[sort] > 0
    assert max(leanings, key=lambda one: leanings[one]) == sort


@pytest.mark.parametrize(("language", "words"), ONE)
def test_what_asks_for_one_fact_speaks_for_neither(manner: Manner, language: Language, words: str) -> None:
    """A plain question would get a list, or be taken for a mistake."""
    assert max(manner.leanings(words_of(fold(words)), language).values()) < 0


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_words_are_weighed(manner: Manner, words: str, language: Language) -> None:
    """A stray message would stop the bot; one of unknown words would be taken for something."""
    leanings = manner.leanings(words_of(fold(words)), language)
    assert set(leanings) == {"several", "mistaken"}
    assert manner.leanings(["unheard"], language) == {"several": 0.0, "mistaken": 0.0}


def test_the_order_of_the_questions_does_not_matter() -> None:
    """Moving a fact in its file would change what people are told."""
    ways = [{"one": _worded(ONE, 9), "mistaken": _worded(MISTAKEN, 9)}]
    ways.append({sort: list(reversed(list(worded))) for sort, worded in reversed(ways[0].items())})
    first, second = (Manner(sorts, ("mistaken",)).leanings(["why", "refuse"], "en")["mistaken"] for sorts in ways)
    assert first == pytest.approx(second, rel=1e-2)


def test_a_base_without_questions_says_nothing() -> None:
    """A curator who starts a base of his own would get a crash."""
    assert Manner({"one": [], "several": []}, ("several",)).leanings(["all", "loans"], "en") == {"several": 0.0}
