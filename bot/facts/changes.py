"""What differs between two states of the fact base, as far as readers are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.facts.base import FactBase
from bot.facts.model import Fact

ChangeKind = Literal["added", "text", "date", "status", "sources", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One way in which one fact differs; a fact may have several."""

    fact_id: str
    kind: ChangeKind


def changes(before: FactBase, after: FactBase) -> tuple[Change, ...]:
    """What was added or changed, in the chronicle order of the base after, and then what was removed."""
    found: list[Change] = []
    for fact in after.facts.values():
        old = before.facts.get(fact.id)
        kinds: tuple[ChangeKind, ...] = ("added",) if old is None else _differences(before, old, after, fact)
        found += [Change(fact.id, kind) for kind in kinds]
    found += [Change(fact_id, "removed") for fact_id in before.facts if fact_id not in after.facts]
    return tuple(found)


def _differences(before: FactBase, old: Fact, after: FactBase, new: Fact) -> tuple[ChangeKind, ...]:
    differing: dict[ChangeKind, bool] = {
        "text": _words(old) != _words(new),
        "date": old.date != new.date,
        "status": (old.status, old.attribution) != (new.status, new.attribution),
        "sources": [before.sources.get(s) for s in old.sources] != [after.sources.get(s) for s in new.sources],
    }
    return tuple(kind for kind, differs in differing.items() if differs)


def _words(fact: Fact) -> tuple[object, ...]:
    return fact.title, fact.text, fact.disagreement, fact.corrections
