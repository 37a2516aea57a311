"""How a question is read in the light of the last one: what leans, what is said by itself, what the two make together."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.facts.base import FactBase
from bot.matching.finder import Finder
from bot.matching.follow_up import (
    asks_more_of_same,
    follow_up,
    follow_up_signals,
    leaning_facts,
    leans_on_before,
    merge,
    own_words,
    years_on,
)
from bot.matching.kinship import kinship, nearest_of_kin, shared
from bot.matching.likelihood import BEND
from bot.matching.names import keys_of

MAO, SECOND = "mao-guevara-meeting-1960-11-19", "guevara-second-visit-to-beijing-february-1965"
HU_2004, HU_2008 = "hu-jintao-state-visit-november-2004", "hu-jintao-state-visit-november-2008"
XI, SPIES = "xi-jinping-state-visit-to-cuba-july-2014", "wsj-report-chinese-spy-base-june-2023"
CHAIN = [MAO, SECOND, HU_2004, HU_2008, XI, SPIES]

LEANING = [
    "and in 2008?", "what about Hu Jintao?", "who was with him there?", "the year after", "why?", "and the other way round?",
    "¿y en 2008?", "¿y después?", "¿qué más?", "¿por qué?", "¿y al revés?",
    "那2008年呢", "为什么", "然后呢", "还有呢",
]  # fmt: skip
BY_ITSELF = [
    "When did Hu Jintao arrive in Havana for his second state visit?",
    "Which newspaper reported on a Chinese listening station near Havana in June 2023?",
    "¿En qué mes de 1965 volvió Guevara a Pekín con Emilio Aragonés?",
    "Early Chinese loans that helped Havana's sugar mills and railways",
    "Embajadores chinos que sirvieron en La Habana durante los noventa",
    "毛泽东1960年11月在北京会见了古巴哪位领导人",
]
MORE_OF_SAME = {
    "sources?": True, "what's the source": True, "¿fuentes?": True, "来源": True, "prove it": True,
    "what is the source of the Cauto river": False, "and in 2008?": False, "who signed it": False,
}  # fmt: skip
# what a question says beyond pointing at the one before
OWN = {
    "and the most recent one": (),
    "the year before": (),
    "and what about sugar": ("sugar",),
    "what came next?": (),
    "¿y el azúcar?": ("azucar",),
}
# the last question, this one: the fact that goes on
GOES_ON = {
    ("Hu Jintao in Cuba in 2004", HU_2004, "and four years later, in 2008?"): HU_2008,
    ("Hu Jintao in Cuba in 2004", HU_2004, "and four years later?"): HU_2008,
    ("Hu Jintao en Cuba en 2004", HU_2004, "¿y cuatro años después?"): HU_2008,
    ("胡锦涛2004年访问古巴", HU_2004, "四年后呢"): HU_2008,
    ("Hu Jintao in Cuba in 2008", HU_2008, "and four years before?"): HU_2004,
    ("Hu Jintao en Cuba en 2004", HU_2004, "¿y en 2008?"): HU_2008,
    ("胡锦涛2004年访问古巴", HU_2004, "那2008年呢"): HU_2008,
    ("Guevara with Mao", MAO, "what came next?"): SECOND,
    ("Guevara con Mao", MAO, "¿y después?"): SECOND,
    ("Hu Jintao in Cuba in 2008", HU_2008, "and before that?"): HU_2004,
}


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(small_base)


@pytest.mark.parametrize("text", LEANING)
def test_a_continuation_is_known_by_its_wording(finder: Finder, text: str) -> None:
    """Whoever asks on in a few words would have to say everything again."""
    assert leans_on_before(finder.read(text))


@pytest.mark.parametrize("text", BY_ITSELF)
def test_a_full_question_leans_on_nothing(finder: Finder, text: str) -> None:
    """A new question would be answered with something about the last one."""
    assert not leans_on_before(finder.read(text))


@pytest.mark.parametrize("text", MORE_OF_SAME)
def test_who_asks_for_more_of_the_same(finder: Finder, text: str) -> None:
    """Whoever doubts an answer could not ask where it is from; or a new question would get the old answer again."""
    assert asks_more_of_same(finder.read(text)) is MORE_OF_SAME[text]


@pytest.mark.parametrize("text", OWN)
def test_what_a_question_says_by_itself(finder: Finder, text: str) -> None:
    """Words that only point would be looked for in the facts."""
    assert own_words(finder.read(text)) == OWN[text]


def test_what_is_named_anew_takes_the_place_of_what_was_named(finder: Finder) -> None:
    """ "And Hu Jintao in 2008?" would be asked of Xi and 2014 as well, and find neither."""
    before = finder.read("when did Xi Jinping visit Havana in 2014")
    merged = merge(finder.read("and Hu Jintao in 2008?"), before)
    assert {"hu", "jintao", "2008", "visit"} <= set(merged.words)
    assert not {"xi", "2014"} & set(merged.words)
    assert [time.first.year for time in merged.times] == [2008]
    assert keys_of(merged.mentions) == {"hu-jintao"}


def test_what_is_not_named_anew_is_kept(finder: Finder) -> None:
    """ "And why?" would be about nothing."""
    before = finder.read("when did Xi Jinping visit Havana in 2014")
    merged = merge(finder.read("and why?"), before)
    assert (merged.times, keys_of(merged.mentions)) == (before.times, keys_of(before.mentions))
    assert set(before.words) <= set(merged.words)


@pytest.mark.parametrize(("asked", "given_", "then"), GOES_ON, ids=[then for *_, then in GOES_ON])
def test_the_fact_that_goes_on(finder: Finder, asked: str, given_: str, then: str) -> None:
    """Whoever asks for the next visit would get the same one again, or that of somebody else."""
    question, before = finder.read(then), finder.read(asked)
    facts = (finder.base.facts[given_],)
    ranked = leaning_facts(finder.matcher, question, before, facts, finder.matcher.match(question))
    assert ranked[0].candidate.fact.id == GOES_ON[asked, given_, then]
    decision = follow_up(finder.matcher, question, before, facts)
    assert (decision.reason, decision.facts[0].id) == ("follow-up", GOES_ON[asked, given_, then])


def test_every_sign_has_a_weight(finder: Finder) -> None:
    """A sign would count for nothing, or a weight for none, after the next calibration."""
    question, before = finder.read("and in 2008?"), finder.read("Hu Jintao in 2004")
    by_itself = finder.matcher.match(question)
    ranked = leaning_facts(finder.matcher, question, before, (finder.base.facts[HU_2004],), by_itself)
    assert set(ranked[0].signs) == set(finder.matcher.weights.leaning)
    assert set(follow_up_signals(question, ranked, by_itself)) == {
        name.partition(BEND)[0] for name in finder.matcher.weights.follow_up
    } - {"bias"}


def test_near_of_kin_are_those_with_the_same_names_and_times(small_base: FactBase) -> None:
    """A follow-up that names nothing would find a fact from another century before the sister of the last one."""
    facts = tuple(small_base.facts.values())
    hu = small_base.facts[HU_2004]
    assert [facts[n].id for n in nearest_of_kin(facts, [hu], 2)] == [HU_2004, HU_2008]
    assert kinship(hu, hu).total == pytest.approx(1.0)
    assert kinship(hu, small_base.facts[HU_2008]) > kinship(hu, small_base.facts[SPIES])
    assert nearest_of_kin(facts, [], 5) == []


def test_kinship_is_mutual_and_lies_between_nought_and_one(small_base: FactBase) -> None:
    """One fact would lead to another that does not lead back, or outweigh every word of the question."""
    for fact in small_base.facts.values():
        for other in small_base.facts.values():
            near = kinship(fact, other)
            assert near == kinship(other, fact)
            assert all(0 <= part <= 1 for part in (near.total, near.names, near.kinds, near.topic, near.years))


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_a_share_is_one_for_equals_and_nought_for_strangers(one: list[str], other: list[str]) -> None:
    """Facts without names would count as the nearest of all."""
    assert 0 <= shared(sorted(set(one)), sorted(set(other))) <= 1
    assert shared(one, []) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.text(max_size=120), st.sampled_from(CHAIN))
def test_any_text_may_follow_any_answer(finder: Finder, text: str, given_: str) -> None:
    """A strange message after an answer would end in an error."""
    before = finder.read("Guevara in Beijing")
    assert follow_up(finder.matcher, finder.read(text), before, (finder.base.facts[given_],)).outcome


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("and four years later", 4), ("dos anos despues", 2), ("十年后", 10), ("the year after that", 1),
        ("two years earlier", -2), ("un ano antes", -1), ("a year later", 1),
        ("one year earlier", -1), ("un ano despues", 1), ("三年前", -3), ("and later on", 0), ("40 years", 0),
    ],
)  # fmt: skip
def test_how_many_years_on_a_question_asks(words: str, years: int) -> None:
    """Whoever asks what happened four years later would get the year itself, or nothing."""
    assert years_on(words) == years
