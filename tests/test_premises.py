"""What a question takes for granted is held against the fact: sides taken, amounts, people, places, times, reasons."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Language, Opposites, Phrasings
from bot.matching.finder import Finder
from bot.matching.likelihood import likelihood_of
from bot.matching.opposites import Poles, opposed
from bot.matching.premise import NO_PREMISE, Premise
from bot.matching.text import fold, words_of

PAIRS = (
    Opposites(
        id="support-condemn",
        one=Phrasings(en=("support", "back China"), es=("apoyar", "a favor de"), zh=("支持", "声援")),
        other=Phrasings(en=("condemn", "speak out against"), es=("condenar", "en contra de"), zh=("谴责", "不支持")),
    ),
    Opposites(
        id="join-leave",
        one=Phrasings(en=("join",), es=("se unió a",), zh=("加入",)),
        other=Phrasings(en=("withdraw", "did not join"), es=("se retiró",), zh=("退出",)),
    ),
)
# language and words: the sides taken
SIDES: dict[tuple[Language, str], set[str]] = {
    ("en", "he supported the invasion"): {"+support-condemn"},
    ("en", "Castro backs China"): {"+support-condemn"},
    ("en", "they condemned it"): {"-support-condemn"},
    ("en", "he never supported it"): {"-support-condemn"},
    ("en", "Cuba did not condemn it"): {"+support-condemn"},
    ("en", "did not join"): {"-join-leave"},
    ("en", "joining and condemning"): {"+join-leave", "-support-condemn"},
    ("en", "he supported one and condemned the other"): {"+support-condemn", "-support-condemn"},
    ("en", "there was not a single word in all that long speech of support"): {"+support-condemn"},
    ("en", "a supper in Beijing"): set(),
    ("es", "Cuba apoyó la resolución"): {"+support-condemn"},
    ("es", "habló en contra de la guerra"): {"-support-condemn"},
    ("es", "no condenó la invasión"): {"+support-condemn"},
    ("es", "se retiró en 1964"): {"-join-leave"},
    ("zh", "古巴支持中国"): {"+support-condemn"},
    ("zh", "古巴不支持中国"): {"-support-condemn"},
    ("zh", "卡斯特罗谴责"): {"-support-condemn"},
    ("zh", "古巴没有支持中国"): {"-support-condemn"},
    ("zh", "1979年卡斯特罗从未谴责，1980年支持"): {"+support-condemn"},
    ("zh", "没有人知道古巴在哪一年加入"): {"+join-leave"},
    ("zh", "他谴责越南，又谴责中国"): {"-support-condemn"},
    ("zh", "古巴加入"): {"+join-leave"},
}
# asked, told: what they disagree on
OPPOSED: dict[tuple[str, str], set[str]] = {
    ("+a", "-a"): {"a"},
    ("-a", "+a"): {"a"},
    ("+a", "+a"): set(),
    ("+a", "+a -a"): set(),
    ("+a -a", "-a"): set(),
    ("+a", ""): set(),
    ("", "-a"): set(),
    ("+a -b", "-a +b"): {"a", "b"},
}


@pytest.fixture(scope="module")
def poles() -> Poles:
    return Poles(PAIRS)


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(small_base)


@pytest.mark.parametrize(("language", "words"), SIDES, ids=[words for _, words in SIDES])
def test_the_side_that_words_take(poles: Poles, language: Language, words: str) -> None:
    """A question that has it the wrong way round would be answered as if it were right."""
    assert poles.in_words(words_of(fold(words)), language) == SIDES[language, words]


@pytest.mark.parametrize(("asked", "told"), OPPOSED)
def test_sides_are_opposed_only_when_the_fact_takes_the_other_alone(asked: str, told: str) -> None:
    """A fact that tells of both sides, or of none, would be kept from somebody who asks rightly."""
    assert opposed(frozenset(asked.split()), frozenset(told.split())) == OPPOSED[asked, told]


def test_sides_of_one_language_are_held_against_texts_of_all(poles: Poles) -> None:
    """A Spanish question would only be held against the Spanish text."""
    texts: list[tuple[Language, str]] = [("en", "Castro condemned it."), ("zh", "卡斯特罗对此表示谴责。")]
    assert poles.in_texts(texts) == {"-support-condemn"}
    assert opposed(poles.in_words(words_of(fold("por qué apoyó la invasión")), "es"), poles.in_texts(texts))


XI, HU, MAO = (
    "xi-jinping-state-visit-to-cuba-july-2014",
    "hu-jintao-state-visit-november-2008",
    "mao-guevara-meeting-1960-11-19",
)
SECOND = "guevara-second-visit-to-beijing-february-1965"
# question and fact: what the fact fails of it
FAILED: dict[tuple[str, str], set[str]] = {
    ("when was Xi Jinping in Havana in 2014", XI): set(),
    ("cuándo visitó Xi Jinping La Habana", XI): set(),
    ("习近平什么时候访问古巴", XI): set(),
    ("when was Hu Jintao in Havana in 2014", XI): {"person"},
    ("when was Xi Jinping in Havana in 1999", XI): {"time"},
    ("习近平1999年访问古巴", XI): {"time"},
    ("the 700 ships that Xi Jinping brought", XI): {"quantity"},
    ("los 700 barcos de Xi Jinping", XI): {"quantity"},
    ("习近平带来的700艘船", XI): {"quantity"},
    ("Xi Jinping was received in Beijing in 2014", XI): {"place"},
    ("when did Xi Jinping visit China", XI): {"heading"},
    ("Guevara went to Havana in 1965", SECOND): {"heading", "place"},
    ("why did Hu Jintao come in November 2008", HU): {"no_reason"},
    ("¿por qué vino Hu Jintao en 2008?", HU): {"no_reason"},
    ("胡锦涛2008年为什么访问古巴", HU): {"no_reason"},
    ("Xi Jinping never visited Cuba", XI): {"negated"},
}


@pytest.mark.parametrize(("asked", "fact"), FAILED, ids=[asked for asked, _ in FAILED])
def test_what_a_fact_fails_of_a_question(finder: Finder, asked: str, fact: str) -> None:
    """A question about what never was would get the nearest fact as a plain answer; or a right one would be doubted."""
    matcher = finder.matcher
    profile = next(p for p in matcher.profiles if p.fact.id == fact)
    failed = set(matcher._premises.premise(finder.read(asked), profile).doubts)
    assert failed & {name for names in FAILED.values() for name in names} == FAILED[asked, fact]


def test_every_sign_has_a_name_and_lies_between_nought_and_one(finder: Finder) -> None:
    """A weight would belong to no sign, or a sign would outweigh all others."""
    assert set(NO_PREMISE.values) == {field.name for field in fields(Premise)} - {"pairs"}
    assert set(NO_PREMISE.values.values()) == {0.0}
    assert NO_PREMISE.doubts == ()
    for text in ("why did Xi Jinping not lend 700 ships to Mao in 1999, and who?", "谁在1999年为什么没有借700艘船", ""):
        question = finder.read(text)
        for profile in finder.matcher.profiles:
            values = finder.matcher._premises.premise(question, profile).values.values()
            assert all(0 <= value <= 1 for value in values)


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_words_take_sides_without_error(text: str, language: Language) -> None:
    """A strange message would end in an error."""
    assert Poles(PAIRS).in_words(words_of(fold(text)), language) <= {sign + pair.id for sign in "+-" for pair in PAIRS}


_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
_SIGNALS = st.dictionaries(st.sampled_from("abcdef"), st.floats(-1e6, 1e6), max_size=6)


@given(_SIGNALS, _SIGNALS, st.floats(-1e6, 1e6))
def test_a_likelihood_lies_between_nought_and_one(
    weights: dict[str, float], signals: dict[str, float], bias: float
) -> None:
    """A question that is odd in every way would overflow, and end in an error."""
    assert 0 <= likelihood_of(weights | {"bias": bias}, signals) <= 1


def test_a_likelihood_rises_with_what_speaks_for_it() -> None:
    """More evidence would make the bot less sure; and a sign without a weight would count."""
    weights = {"bias": 0.0, "good": 2.0, "bad": -1.0}
    assert likelihood_of(weights, {}) == 0.5
    assert likelihood_of(weights, {"good": 1}) > likelihood_of(weights, {"good": 1, "bad": 1}) > 0.5
    assert likelihood_of(weights, {"good": 1, "unheard": 50}) == likelihood_of(weights, {"good": 1})
