"""How near two facts are in subject: names and kinds that they share, their topic, their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.facts.model import Fact

NEAREST = 25  # facts near of kin that a follow-up may mean though none of its words says so


@dataclass(frozen=True, slots=True, order=True)
class Kinship:
    """All of it together first, then each part, from 0 to 1."""

    total: float
    names: float
    kinds: float
    topic: float
    years: float


def kinship(fact: Fact, other: Fact) -> Kinship:
    """How near two facts are; years is 1 for the same day and half of that for two years apart."""
    names, kinds = shared(fact.entities, other.entities), shared(fact.tags, other.tags)
    topic = float(fact.topic == other.topic)
    years = 1 / (1 + abs((fact.when.first_day - other.when.first_day).days) / 730.5)
    return Kinship(0.3 * names + 0.3 * kinds + 0.1 * topic + 0.3 * years, names, kinds, topic, years)


def nearest_of_kin(facts: Sequence[Fact], given: Sequence[Fact], most: int) -> list[int]:
    """The numbers of the facts nearest to any of those given (themselves among them), nearest first."""
    near = {number: max((kinship(one, fact) for one in given[:3]), default=None) for number, fact in enumerate(facts)}
    known = {number: one for number, one in near.items() if one is not None}
    return sorted(known, key=lambda number: known[number], reverse=True)[:most]


def shared(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter list that the other has too."""
    return len(set(one) & set(other)) / max(1, min(len(one), len(other)))
