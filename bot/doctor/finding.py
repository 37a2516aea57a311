"""What the doctor finds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["ok", "warning", "fault", "skipped"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do next (empty when nothing)."""

    check: str
    level: Level
    what: str
    next: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def ok(check: str, what: str) -> Finding:
    """Something that is as it should be."""
    return Finding(check, "ok", what)


def warning(check: str, what: str, then: str) -> Finding:
    """Something with which the bot runs, but not as well as it could."""
    return Finding(check, "warning", what, then)


def fault(check: str, what: str, then: str) -> Finding:
    """Something with which the bot does not do its work."""
    return Finding(check, "fault", what, then)


def skipped(check: str, what: str) -> Finding:
    """Something that could not be looked at, and why."""
    return Finding(check, "skipped", what)
