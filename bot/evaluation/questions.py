"""Question sets: what people ask, and which facts are right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.facts.model import Language


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its label; fields that its kind does not use are empty."""

    kind: str
    text: str
    language: Language
    style: str = ""
    best: str = ""
    accept: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    pair: int = 0
    dialogue: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be in the base for the question to be fair."""
        if self.kind == "followup":
            return frozenset()
        return frozenset({self.best}) if self.best else self.must


def read_questions(path: Path) -> Iterator[Asked]:
    """The questions of a JSON-lines file (its README describes the fields)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield _asked(json.loads(line))


def _asked(row: dict[str, object]) -> Asked:
    def ids(name: str) -> frozenset[str]:
        value = row.get(name) or ()
        return frozenset([value] if isinstance(value, str) else value)  # type: ignore[call-overload,no-any-return]

    dialogue = tuple((t["q"], frozenset(t["accept"])) for t in row.get("dialogue") or ())  # type: ignore[attr-defined]
    return Asked(
        kind=str(row["kind"]),
        text=str(row.get("q", "")),
        language=row["lang"],  # type: ignore[arg-type]
        style=str(row.get("style") or ""),
        best=str(row.get("best") or ""),
        accept=ids("accept") | ids("facts") | ids("about"),
        wrong=ids("not"),
        must=ids("must"),
        may=ids("may"),
        pair=int(row.get("pair") or 0),  # type: ignore[call-overload]
        dialogue=dialogue,
    )


def covers_list(asked: Asked, ids: Sequence[str]) -> bool:
    """Whether a list has three quarters of what it must have, and at least half of it belongs."""
    covered = len(asked.must.intersection(ids)) >= 0.75 * len(asked.must)
    return covered and bool(ids) and len((asked.must | asked.may).intersection(ids)) >= 0.5 * len(ids)


def fair(questions: Iterable[Asked], facts: Iterable[str]) -> list[Asked]:
    """The questions whose facts are in the base."""
    known = frozenset(facts)
    return [asked for asked in questions if asked.needs <= known]
