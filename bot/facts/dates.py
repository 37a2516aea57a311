"""Dates as far as they are known: the part of EDTF (ISO 8601-2, level 1) that the fact base uses.

1960, 1960-11, 1960-11-19, each with ~ (about), ? (uncertain) or % (both); intervals A/B, A/.. and ../B.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?", re.ASCII)


class Precision(IntEnum):
    """How much of a point in time is known."""

    YEAR = 1
    MONTH = 2
    DAY = 3


class DateError(ValueError):
    """The text is not a date that the fact base can hold; the message says why."""


@dataclass(frozen=True, slots=True)
class Point:
    """One year, month or day."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def precision(self) -> Precision:
        return Precision.DAY if self.day else Precision.MONTH if self.month else Precision.YEAR

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or interval; start or end is None where the interval is open."""

    text: str
    start: Point | None
    end: Point | None

    @property
    def is_interval(self) -> bool:
        return "/" in self.text

    @property
    def first_day(self) -> date:
        return self.start.first_day if self.start else date.min

    @property
    def last_day(self) -> date:
        return self.end.last_day if self.end else date.max

    def overlaps(self, first: date, last: date) -> bool:
        """Whether some day from first to last may belong to this date."""
        return self.first_day <= last and first <= self.last_day

    @property
    def sort_key(self) -> tuple[date, int, date]:
        """Chronicle order: by first day; what is known to the day goes after what is known to the year."""
        precision = self.start.precision if self.start else Precision.YEAR
        return self.first_day, int(precision), self.last_day


def _point(text: str) -> Point:
    found = _POINT.fullmatch(text)
    if not found:
        raise DateError(f"'{text}' is not a year, a month or a day (1960, 1960-11, 1960-11-19)")
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    mark = found.group(4) or ""
    if not year:
        raise DateError("the year 0000 does not exist")
    if month is not None and not 1 <= month <= 12:
        raise DateError(f"month {month:02} does not exist")
    if day is not None and month is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise DateError(f"{year}-{month:02} has no day {day}")
    return Point(year, month, day, mark in ("~", "%"), mark in ("?", "%"))


@lru_cache(maxsize=8192)
def parse_edtf(text: str) -> Edtf:
    """The date that an EDTF text stands for; raises DateError with the reason."""
    if text.count("/") > 1:
        raise DateError("an interval has two ends, so one '/'")
    if "/" not in text:
        point = _point(text)
        return Edtf(text, point, point)
    first, last = (None if end == ".." else _point(end) for end in text.split("/"))
    if first is None and last is None:
        raise DateError("an interval needs at least one known end")
    edtf = Edtf(text, first, last)
    if edtf.first_day > edtf.last_day:
        raise DateError("the interval ends before it begins")
    return edtf
