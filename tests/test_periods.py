"""Questions for several facts: those of a time, and what belongs to a list."""

from __future__ import annotations

import numpy as np
import pytest

from bot.facts.base import FactBase
from bot.matching.belonging import cut
from bot.matching.decision import decide
from bot.matching.finder import Finder
from bot.matching.likelihood import BEND, likelihood_of
from bot.matching.periods import beginning_within
from bot.matching.text import fold
from bot.matching.times import Extent, read_times

FIRST, MAO, SECOND = (
    "diplomatic-relations-established-1960-09-28",
    "mao-guevara-meeting-1960-11-19",
    "guevara-second-visit-to-beijing-february-1965",
)
HU_2004, HU_2008 = "hu-jintao-state-visit-november-2004", "hu-jintao-state-visit-november-2008"
XI = "xi-jinping-state-visit-to-cuba-july-2014"

# text: first and last day of the span that it names
SPANS = {
    "oct to dec 2025": "2025-10-01 2025-12-31",
    "between march and may 1961": "1961-03-01 1961-05-31",
    "Jan-Mar 1961": "1961-01-01 1961-03-31",
    "September through October of 1960": "1960-09-01 1960-10-31",
    "enero y febrero de 2026": "2026-01-01 2026-02-28",
    "de marzo a mayo del 2001": "2001-03-01 2001-05-31",
    "2025年10月到12月": "2025-10-01 2025-12-31",
    "2025年1、2月": "2025-01-01 2025-02-28",
    "1960年9月至11月": "1960-09-01 1960-11-30",
    "1961 and 62": "1961-01-01 1962-12-31",
    "1961 y 65": "1961-01-01 1965-12-31",
    "1961 to 62": "1961-01-01 1962-12-31",
    "1996–1999": "1996-01-01 1999-12-31",
}
NO_SPANS = ["dec to oct 2025", "2025年12月到10月", "1961 and 62 buses", "1961 and 60", "1961年和62吨", "may 1961"]
# what only names a time: the facts of it
PERIODS = {
    "events 2004 to 2008": [HU_2004, HU_2008],
    "what happened between 2004 and 2008?": [HU_2004, HU_2008],
    "¿qué pasó entre 2004 y 2008?": [HU_2004, HU_2008],
    "anything from 1960": [FIRST, MAO],
    "sucesos de 1960": [FIRST, MAO],
    "大事记 1960年": [FIRST, MAO],
    "1960年两国之间发生了什么": [FIRST, MAO],
    "1960 y 1965": [FIRST, MAO, SECOND],
    "1960 and 65": [FIRST, MAO, SECOND],
    "sep to nov 1960": [FIRST, MAO],
    "septiembre a noviembre de 1960": [FIRST, MAO],
    "1960年9月至11月": [FIRST, MAO],
    "从2004年到2008年": [HU_2004, HU_2008],
}
# the only fact of a time is an answer, no list
ALONE = {
    "what happened in 2008": HU_2008,
    "¿qué ocurrió en 2008?": HU_2008,
    "2008年发生了什么": HU_2008,
    "events of february 1965": SECOND,
}
NOT_A_PERIOD = [
    "Hu Jintao 2004 to 2008",
    "the second event of 1960",
    "in what year did it happen, 1960?",
    "loans between 1960 and 1965",
]


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(small_base)


@pytest.mark.parametrize("text", SPANS)
def test_spans_of_months_and_years(text: str) -> None:
    """Whoever asks for some months would get those of the last one only, or of the whole year."""
    named = read_times(fold(text)).named
    assert [(f"{time.first} {time.last}", time.extent) for time in named] == [(SPANS[text], Extent.SPAN)]


@pytest.mark.parametrize("text", NO_SPANS)
def test_what_is_no_span(text: str) -> None:
    """An amount, or months in no order, would be taken for a span that nobody meant."""
    assert all(time.extent in (Extent.MONTH, Extent.YEAR) for time in read_times(fold(text)).named)


@pytest.mark.parametrize("question", PERIODS)
def test_a_period_lists_its_facts(finder: Finder, question: str) -> None:
    """Whoever asks what happened in some years would be told that nothing is known, or get one fact of many."""
    decision = finder.decide(finder.read(question))
    assert (decision.outcome, [fact.id for fact in decision.facts]) == ("list", PERIODS[question])


@pytest.mark.parametrize("question", ALONE)
def test_the_only_fact_of_a_time_is_its_answer(finder: Finder, question: str) -> None:
    """A year with a single fact would be said to be unknown, where years with two are listed."""
    decision = finder.decide(finder.read(question))
    assert (decision.outcome, [fact.id for fact in decision.facts]) == ("answer", [ALONE[question]])


@pytest.mark.parametrize("question", ["what happened in 1950", "qué pasó en 1950", "1950年发生了什么"])
def test_a_time_without_facts_has_no_list(finder: Finder, question: str) -> None:
    """An empty list would be sent."""
    decision = finder.decide(finder.read(question))
    assert decision.outcome != "list"


@pytest.mark.parametrize("question", NOT_A_PERIOD)
def test_who_names_more_than_a_time_gets_no_list_of_it(finder: Finder, question: str) -> None:
    """A question about a person or a loan would be answered with everything of its years."""
    read = finder.read(question)
    match = finder.matcher.match(read)
    found = finder.lists.find(read, match, decide(match, finder.matcher.weights))
    everything = beginning_within(finder.base.facts.values(), read.times)
    assert found is None or set(found.facts) != set(everything)


SIGNALS_IN_UNIT = (
    "nearest",
    "coverage",
    "shared",
    "wants_list",
    "one_thing",
    "span",
    "point",
    "several",
    "plurals",
    "asks",
    "kinds",
    "third_belongs",
    "second",
)


@pytest.mark.parametrize(
    "question",
    [
        "Chinese leaders' visits to Cuba",
        "¿qué presidentes chinos han visitado Cuba?",
        "哪些中国国家主席访问过古巴",
    ],
)
def test_what_speaks_for_a_curated_list(finder: Finder, question: str) -> None:
    """Lists would be given on signs that the weights do not know, or that outweigh all others."""
    read = finder.read(question)
    offer = finder.lists.offer(read, finder.matcher.match(read), 0.5, 0.5)
    assert offer
    assert {name.partition(BEND)[0] for name in finder.matcher.weights.listing} - {"bias"} == set(offer.signals)
    assert all(-1e-6 <= offer.signals[name] <= 1 + 1e-6 for name in SIGNALS_IN_UNIT)


def test_a_list_is_narrowed_by_what_the_question_names(finder: Finder) -> None:
    """Whoever asks for Hu's visits would get those of Xi as well."""

    def likely(text: str) -> dict[str, float]:
        question = finder.read(text)
        match = finder.matcher.match(question)
        offer = finder.lists.offer(question, match, 0.5, 0.5)
        assert offer
        candidates, signals = finder.lists.weighed(match, offer.resemblance)
        weights = finder.matcher.weights.belonging
        return {c.fact.id: likelihood_of(weights, s) for c, s in zip(candidates, signals, strict=True)}

    hu, since = likely("visits of Hu Jintao to Cuba"), likely("visits of Chinese leaders to Cuba since 2010")
    assert min(hu[HU_2004], hu[HU_2008]) > hu[XI]
    assert since[XI] > 2 * max(since[HU_2004], since[HU_2008])
    match = finder.matcher.match(finder.read("visits of Hu Jintao to Cuba"))
    offer = finder.lists.offer(match.question, match, 0.5, 0.5)
    found = offer and finder.lists.fill(match, offer, 1.0)
    assert found
    assert [fact.id for fact in found.facts] == [HU_2004, HU_2008]


# how likely each of some facts belongs: which make the list
CUTS: dict[tuple[float, ...], list[int]] = {
    (0.9, 0.8, 0.1, 0.05): [0, 1],
    (0.1, 0.9, 0.05, 0.8): [1, 3],
    (0.9,): [0],
    (0.2, 0.2, 0.2): [0, 1, 2],
    (): [],
}


@pytest.mark.parametrize("likely", CUTS)
def test_where_a_list_is_cut(likely: tuple[float, ...]) -> None:
    """A list would end with what does not belong to it, or leave out what does."""
    assert cut(np.array(likely)) == CUTS[likely]
