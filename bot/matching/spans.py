"""Stretches of time that are named by what came last or by century: the last ten years, siglo XIX, 近十年."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.matching.times import FIRST_YEAR, LAST_YEAR, Extent, Time

_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "diez": 10, "quince": 15, "veinte": 20, "treinta": 30, "cincuenta": 50,
    "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "十": 10, "十五": 15, "二十": 20, "三十": 30, "五十": 50,
}  # fmt: skip
_NUMBER = r"\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_LAST_YEARS = (
    re.compile(rf"\b(?:last|past|recent)\s+(?P<n>{_NUMBER})\s+years?\b"),
    re.compile(rf"\b(?:los\s+)?(?P<n>{_NUMBER})?\s*ultimos\s+(?P<n2>{_NUMBER})?\s*anos\b"),
    re.compile(rf"(?:最近|过去|近)(?P<n>{_NUMBER})年"),
)
_LAST_DECADE = re.compile(r"\b(?:last|past) decade\b|\bultima decada\b")
_LAST_YEAR = re.compile(r"\b(?:last|past) year\b|\bano pasado\b|\bultimo ano\b|去年")
_THIS_YEAR = re.compile(r"\bthis year\b|\beste ano\b|今年")
_CENTURY = re.compile(r"\b(?P<n>19|20|21)(?:th|st)? century\b|\bsiglo (?P<roman>xix|xxi|xx)\b|(?P<n2>19|20|21)\s*世纪")
_ROMAN = {"xix": 19, "xx": 20, "xxi": 21}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from first to last, both included."""

    first: date
    last: date


def span_of(times: Sequence[Time], folded: str, today: date) -> Span | None:
    """The one span that a folded text names: from the first to the last time in it, within what "since" or "before" leave.

    Years counted back from today include the current one. None when no time is named, or none is left.
    """
    found = [Span(time.first, time.last) for time in times if time.extent not in (Extent.AFTER, Extent.BEFORE)]
    relative = _relative(folded, today)
    if relative:
        found.append(relative)
    elif not found:
        found += _centuries(folded)
    first = max((t.first for t in times if t.extent is Extent.AFTER), default=None)
    before = min((t.last for t in times if t.extent is Extent.BEFORE), default=None)
    last = date(before.year - 1, 12, 31) if before else None
    if not found and first is None and last is None:
        return None
    start = min((span.first for span in found), default=date(FIRST_YEAR, 1, 1))
    end = max((span.last for span in found), default=date(LAST_YEAR, 12, 31))
    start, end = max(start, first or start), min(end, last or end)
    return Span(start, end) if start <= end else None


def without_times(folded: str) -> str:
    """The text without the words by which it names what came last or a century."""
    for pattern in (*_LAST_YEARS, _LAST_DECADE, _LAST_YEAR, _THIS_YEAR, _CENTURY):
        folded = pattern.sub(" ", folded)
    return folded


def _relative(folded: str, today: date) -> Span | None:
    years = 10 if _LAST_DECADE.search(folded) else 0
    for pattern in _LAST_YEARS:
        match = pattern.search(folded)
        if match:
            words = match["n"] or match.groupdict().get("n2") or ""
            years = int(words) if words.isdigit() else _NUMBERS.get(words, 0)
    if years:
        return Span(date(max(today.year - years + 1, FIRST_YEAR), 1, 1), date(today.year, 12, 31))
    for pattern, year in ((_LAST_YEAR, today.year - 1), (_THIS_YEAR, today.year)):
        if pattern.search(folded):
            return Span(date(year, 1, 1), date(year, 12, 31))
    return None


def _centuries(folded: str) -> list[Span]:
    numbers = (int(m["n"] or m["n2"] or _ROMAN[m["roman"]]) for m in _CENTURY.finditer(folded))
    return [Span(date(100 * n - 100, 1, 1), date(min(100 * n - 1, LAST_YEAR), 12, 31)) for n in numbers]
