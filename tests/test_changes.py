"""What differs between two states of the base, as those who were told of a fact would want to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.facts.base import FactBase
from bot.facts.changes import Change, changes
from bot.facts.model import Fact, Phrasings, Text

FACT = "hu-jintao-state-visit-november-2008"
OTHER = Text(en="Other words", es="Otras palabras", zh="别的话")


def _with(base: FactBase, **fields: Any) -> FactBase:
    """The base in which one fact has other fields."""
    return replace(base, facts={**base.facts, FACT: base.facts[FACT].model_copy(update=fields)})


def _with_other_source(base: FactBase) -> FactBase:
    """The base in which a source of the fact has another address."""
    source = base.sources[base.facts[FACT].sources[0]]
    moved = source.model_copy(update={"url": "https://elsewhere.example/"})
    return replace(base, sources={**base.sources, source.id: moved})


CASES: dict[str, tuple[Callable[[FactBase], FactBase], list[str]]] = {
    "nothing": (lambda base: base, []),
    "text": (lambda base: _with(base, text=OTHER), ["text"]),
    "title": (lambda base: _with(base, title=OTHER), ["text"]),
    "what is disputed": (lambda base: _with(base, disagreement=None), ["text"]),
    "date": (lambda base: _with(base, date="2008-11"), ["date"]),
    "status": (lambda base: _with(base, status="reported", attribution=OTHER), ["status"]),
    "who says so": (lambda base: _with(base, attribution=OTHER), ["status"]),
    "another source": (lambda base: _with(base, sources=base.facts[FACT].sources[:1]), ["sources"]),
    "the address of a source": (_with_other_source, ["sources"]),
    "text and date": (lambda base: _with(base, text=OTHER, date="2008"), ["text", "date"]),
    "phrasings and names": (lambda base: _with(base, questions=Phrasings(), entities=(), checked="2027-01-01"), []),
}


@pytest.mark.parametrize(("edited", "kinds"), CASES.values(), ids=CASES)
def test_what_changed_in_a_fact(small_base: FactBase, edited: Callable[[FactBase], FactBase], kinds: list[str]) -> None:
    """Whoever was told a fact would not hear of its correction, or be bothered with what he never saw."""
    assert [(c.fact_id, c.kind) for c in changes(small_base, edited(small_base))] == [(FACT, kind) for kind in kinds]


def test_facts_that_came_and_went(small_base: FactBase) -> None:
    """A fact that was taken back would go on to be believed."""
    facts: dict[str, Fact] = {i: f for i, f in small_base.facts.items() if i != FACT}
    smaller = replace(small_base, facts=facts)
    assert changes(small_base, smaller) == (Change(FACT, "removed"),)
    assert changes(smaller, small_base) == (Change(FACT, "added"),)
