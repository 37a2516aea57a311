"""Hard questions to the shipped base, from the message to the decision: wrong premises, slips, periods, conversations."""

from __future__ import annotations

import pytest

from bot.answers.conversation import ask
from bot.evaluation.opposites import read_as_both
from bot.facts.base import Knowledge
from bot.matching.decision import Decision
from bot.matching.finder import Finder

DORTICOS = "president-dorticos-visit-to-china-1961"
# what never was so: the fact that must not be given as the plain answer
WRONG_PREMISES = {
    "castro's 1979 speech backing china against vietnam": "castro-condemns-chinese-attack-on-vietnam-1979",
    "the 60 million cuba lent china in 1960, at what interest rate": "china-60-million-dollar-loan-to-cuba-1960",
    "los 60 millones que Cuba le prestó a China en 1960, ¿a qué interés?": "china-60-million-dollar-loan-to-cuba-1960",
    "1960年古巴借给中国的六千万是无息的吗": "china-60-million-dollar-loan-to-cuba-1960",
}
# as typed: the fact meant
SLIPS = {
    "whichcuban president went to beijing in 61": DORTICOS,
    "which cuban presi dent went to beijing in 61": DORTICOS,
    "what cuban president wasin china in 1691": DORTICOS,
    "多尔蒂克斯哪年访华": DORTICOS,
}
PERIODS = {
    "what happened in 2011": 2011, "¿qué ocurrió en 2011?": 2011, "2011年发生了什么": 2011,
    "any events in 1997?": 1997, "大事记 1995年": 1995,
}  # fmt: skip
# one after the other: the fact of the last
TALKS: dict[tuple[str, ...], str] = {
    ("how big was China's 1960 credit for Cuba", "and at what interest?"): "china-60-million-dollar-loan-to-cuba-1960",
    ("which cuban president was in china in 1961", "who did he meet there?"): "mao-dorticos-meetings-1961",
    ("¿cuándo estuvo Hu Jintao en Cuba en 2004?", "¿y en 2008?"): "hu-jintao-state-visit-november-2008",
    ("胡锦涛2004年去古巴是什么时候", "那2008年呢"): "hu-jintao-state-visit-november-2008",
}
# a full question after another one
ANEW: dict[tuple[str, ...], str] = {
    ("which cuban president was in china in 1961", "when did hu jintao land in havana in 2004"): (
        "hu-jintao-state-visit-november-2004"
    ),
    ("what happened in 2011", "what did castro say of the chinese attack on vietnam"): (
        "castro-condemns-chinese-attack-on-vietnam-1979"
    ),
}


def _after(finder: Finder, talk: tuple[str, ...]) -> Decision:
    conversation = None
    for question in talk:
        turn = ask(finder, question, conversation, now=1.0)
        conversation = turn.conversation
    return turn.decision


@pytest.mark.parametrize("question", WRONG_PREMISES)
def test_a_wrong_premise_is_not_plainly_answered(real_finder: Finder, question: str) -> None:
    """Whoever has it the wrong way round would be confirmed in it, with sources."""
    decision = _after(real_finder, (question,))
    assert decision.outcome not in ("answer", "list")
    assert decision.doubts
    assert WRONG_PREMISES[question] in {fact.id for fact in (*decision.facts, *decision.near)}


@pytest.mark.parametrize("question", SLIPS)
def test_a_question_with_a_slip_finds_its_fact(real_finder: Finder, question: str) -> None:
    """Whoever types in haste would be told that nothing is known."""
    decision = _after(real_finder, (question,))
    assert (decision.outcome, decision.facts[0].id) == ("answer", SLIPS[question])


@pytest.mark.parametrize("question", PERIODS)
def test_a_year_lists_what_began_in_it(real_finder: Finder, question: str) -> None:
    """Whoever asks what happened in a year would get one fact of many, or none."""
    decision = _after(real_finder, (question,))
    year = PERIODS[question]
    begun = [f.id for f in real_finder.base.facts.values() if f.when.first_day.year == year]
    assert (decision.outcome, [fact.id for fact in decision.facts]) == ("list", begun)


@pytest.mark.parametrize("talk", TALKS, ids=[talk[-1] for talk in TALKS])
def test_a_conversation_goes_on(real_finder: Finder, talk: tuple[str, ...]) -> None:
    """Whoever asks on would have to say everything again."""
    decision = _after(real_finder, talk)
    assert (decision.outcome, decision.facts[0].id) == ("answer", TALKS[talk])


@pytest.mark.parametrize("talk", ANEW, ids=[talk[-1] for talk in ANEW])
def test_a_full_question_stands_by_itself(real_finder: Finder, talk: tuple[str, ...]) -> None:
    """A new question would be bent to the last answer."""
    decision = _after(real_finder, talk)
    assert (decision.outcome, decision.facts[0].id) == ("answer", ANEW[talk])
    assert decision.reason != "follow-up"


def test_the_sides_of_every_pair_are_read_apart(real_knowledge: Knowledge) -> None:
    """A word that is taken for its own opposite would make right questions look wrong."""
    assert [str(problem) for problem in read_as_both(real_knowledge)] == []


# which one of two is asked for: the other one, which must not be given
THE_OTHER = {
    "jiang zemin's first time in cuba, dates": "jiang-zemin-state-visit-april-2001",
    "江泽民头一回去古巴是几号": "jiang-zemin-state-visit-april-2001",
    "first ambassador of Cuba in peking": "first-chinese-ambassador-shen-jian-1960",
}


@pytest.mark.parametrize("question", THE_OTHER)
def test_the_second_is_not_given_for_the_first(real_finder: Finder, question: str) -> None:
    """Whoever asks for Jiang's first visit would be told the days of the second, as sure."""
    decision = real_finder.decide(real_finder.read(question))
    assert decision.facts
    assert not (decision.outcome == "answer" and decision.facts[0].id == THE_OTHER[question])


def test_what_names_one_hurricane_gets_no_list_of_all(real_finder: Finder) -> None:
    """Whoever asks for the help after Sandy would have to look for it among that of sixty years."""
    decision = real_finder.decide(real_finder.read("sandy aid from china"))
    assert (decision.outcome, [fact.id for fact in decision.facts]) == ("answer", ["hurricane-sandy-chinese-aid-2012"])
