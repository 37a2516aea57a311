"""Which facts belong together to a question that asks for several.

A curated list is seldom just what was asked for ("solar parks that were donated" lies across two of them, "since 2015" in a
part of one), so each fact is weighed by itself: by the curated lists that it is in and that the question is like, by names,
times, kinds and direction, by its own likeness, and by how near of kin it is to the facts that are most alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.facts.model import Direction, Fact
from bot.matching.index import Floats
from bot.matching.kinship import shared
from bot.matching.matcher import Candidate
from bot.matching.periods import is_within
from bot.matching.times import Time

LIKE_LISTS = 6  # curated lists that count as evidence together
KIN = 5  # most alike facts that the others are compared with


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question narrows a list by: names and kinds (any of the ids of each will do), times, who acts towards whom."""

    names: tuple[frozenset[str], ...] = ()
    kinds: tuple[frozenset[str], ...] = ()
    times: tuple[Time, ...] = ()
    direction: Direction | None = None

    def is_met_by(self, fact: Fact, named: frozenset[str]) -> bool:
        """Whether a fact, in which these entities are named, has all the names wanted and lies in the times."""
        return all(keys & named for keys in self.names) and is_within(fact, self.times)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How like the curated lists a question is (0..1, in the order of the lists), and the facts in each."""

    likeness: Floats
    members: Sequence[frozenset[str]]

    @property
    def order(self) -> list[int]:
        """The numbers of the lists that are most alike, best first."""
        return [int(number) for number in np.argsort(-self.likeness, kind="stable")[:LIKE_LISTS]]


def belonging_signals(
    candidates: Sequence[Candidate], wanted: Wanted, lists: Resemblance, named: Mapping[str, frozenset[str]]
) -> list[dict[str, float]]:
    """What speaks for each candidate (best first) belonging to the list; named: the entities in each fact, by its id."""
    if not candidates:
        return []
    top = max(candidates[0].score, 1e-6)
    kin = [candidate.fact for candidate in candidates[:KIN]]
    order = lists.order
    alike = [float(lists.likeness[number]) for number in order]
    lead = alike[0] - alike[1] if len(alike) > 1 else 1.0
    found = []
    for rank, candidate in enumerate(candidates):
        fact = candidate.fact
        mine = [a for a, number in zip(alike, order, strict=True) if fact.id in lists.members[number]]
        in_best = bool(alike) and fact.id in lists.members[order[0]]
        named_share = _met(wanted.names, named[fact.id])
        kind_share = _met(wanted.kinds, frozenset((fact.topic, *fact.tags)))
        inside = is_within(fact, wanted.times)
        directions = (wanted.direction, fact.direction)
        found.append(
            {
                "ratio": candidate.score / top,
                "score": min(candidate.score, 4.0),
                "rank": rank / 20,
                "centroid": candidate.views["centroid"],
                "shape": candidate.views["shape"],
                "coverage": candidate.views["coverage"],
                "best_list": alike[0] if in_best else 0.0,
                "best_list_lead": lead * alike[0] if in_best else 0.0,
                "nearest_list": max(mine, default=0.0),
                "nearest_list_share": max(mine, default=0.0) / max(alike[0], 1e-6) if alike else 0.0,
                "lists": sum(mine),
                "name_missed": float(bool(wanted.names)) * (1 - named_share),
                "kind_met": kind_share,
                "kind_missed": float(bool(wanted.kinds)) * (1 - kind_share),
                "time_met": float(bool(wanted.times) and inside),
                "time_missed": float(not inside),
                "direction_met": float(all(directions) and wanted.direction == fact.direction),
                "direction_missed": float(all(directions) and wanted.direction != fact.direction),
                "kin_kinds": sum(shared(fact.tags, other.tags) for other in kin) / len(kin),
                "kin_names": sum(shared(fact.entities, other.entities) for other in kin) / len(kin),
            }
        )
    return found


def _met(wanted: Sequence[frozenset[str]], keys: frozenset[str]) -> float:
    return sum(bool(one & keys) for one in wanted) / len(wanted) if wanted else 0.0


def cut(likely: npt.NDArray[np.float64]) -> list[int]:
    """The places of the facts that make the best list, given how likely each belongs: that with the highest F measure to
    be expected (Ye, Chai, Lee and Chieu 2012: with independent likelihoods it is a head of their order)."""
    order = np.argsort(-likely, kind="stable")
    held = np.cumsum(likely[order])
    measure = 2 * held / (np.arange(1, len(likely) + 1) + likely.sum())
    return [int(place) for place in order[: int(np.argmax(measure)) + 1]] if len(likely) else []
