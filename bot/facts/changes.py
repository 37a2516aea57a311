"""What differs between two states of the fact base, as far as readers are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.facts.base import FactBase

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
        if old is None:
            found.append(Change(fact.id, "added"))
            continue
        differing: dict[ChangeKind, bool] = {
            "text": (old.title, old.text, old.disagreement) != (fact.title, fact.text, fact.disagreement),
            "date": old.date != fact.date,
            "status": (old.status, old.attribution) != (fact.status, fact.attribution),
            "sources": old.sources != fact.sources,
        }
        found += [Change(fact.id, kind) for kind, differs in differing.items() if differs]
    return (*found, *(Change(fact_id, "removed") for fact_id in before.facts if fact_id not in after.facts))
