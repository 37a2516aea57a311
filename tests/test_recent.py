"""What was asked last is remembered: never more than so much, never another's, and never beyond a change of the weights."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from bot.facts.base import FactBase
from bot.matching.finder import MOST_KEPT, Finder
from bot.matching.recent import Recent


@given(st.lists(st.integers(0, 6), max_size=60), st.integers(1, 4))
def test_every_key_gets_its_own_value(keys: list[int], most: int) -> None:
    """Somebody would get the answer to another's question."""
    recent: Recent[int, int] = Recent(most)
    made: list[int] = []
    for key in keys:

        def make(key: int = key) -> int:
            made.append(key)
            return key * key

        assert recent.get(key, make) == key * key
        before = len(made)
        assert recent.get(key, make) == key * key
        assert len(made) == before, "made twice in a row"
        assert len(recent._values) <= most


def test_the_oldest_goes_first() -> None:
    """The question that everybody asks just now would be forgotten for one that nobody asks."""
    recent: Recent[str, int] = Recent(2)
    for number, key in enumerate("abc"):
        recent.get(key, partial(int, number))
    assert recent.get("a", lambda: 99) == 99
    assert recent.get("c", lambda: 99) == 2


def test_an_asked_question_is_decided_once(small_base: FactBase) -> None:
    """A question that many groups ask on one day would cost its full time each time."""
    finder = Finder(small_base)
    first = finder.decide(finder.read("when did Mao receive Che Guevara"))
    assert finder.decide(finder.read("when did Mao receive Che Guevara")) is first
    assert finder.read("¿cuándo?", "es").language == "es"
    assert finder.read("¿cuándo?", "en").language == "en"
    for number in range(MOST_KEPT):
        finder.decide(finder.read(f"question {number}"))
    again = finder.decide(finder.read("when did Mao receive Che Guevara"))
    assert again is not first
    assert (again.outcome, again.facts, again.score) == (first.outcome, first.facts, first.score)


def test_other_weights_decide_anew(small_base: FactBase) -> None:
    """After calibrating, questions asked before would be judged by the weights of before."""
    finder = Finder(small_base)
    question = finder.read("when did Mao receive Che Guevara")
    first = finder.decide(question)
    assert first.bar
    assert first.bar.answer < 1
    weights = finder.matcher.weights
    never = {name: replace(getattr(weights.thresholds, name), answer=1.0, scope=1.0) for name in ("en", "misspelt")}
    finder.matcher.weights = replace(weights, thresholds=replace(weights.thresholds, **never))
    second = finder.decide(question)
    assert second.bar
    assert second.bar.answer == 1


def test_a_short_question_is_remembered_with_what_it_leans_on(small_base: FactBase) -> None:
    """Whoever asks "sources?" or "and in 2014?" would get what another chat was told after another answer."""
    finder = Finder(small_base)
    one, *_, other = finder.base.facts.values()
    facts = (one,)
    question, before = finder.read("and who signed it?"), finder.read("when did Mao receive Che Guevara")
    decision = finder.follow_up(question, before, facts)
    assert finder.follow_up(question, before, facts) is decision
    assert finder.follow_up(question, before, (other,)) is not decision
    assert finder.follow_up(question, finder.read("when did Cuba recognise Beijing"), facts) is not decision
