"""Time zones as people name them, and when an hour comes there."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from bot.answers.dates import LOCALES
from bot.facts.model import LANGUAGES, Language
from bot.matching.text import fold

HAVANA, BEIJING = "America/Havana", "Asia/Shanghai"
# Capitals and countries after which no zone is called.
_ALSO = {
    "beijing": BEIJING, "pekin": BEIJING, "peking": BEIJING, "北京": BEIJING, "china": BEIJING, "中国": BEIJING,
    "cuba": HAVANA, "santiago de cuba": HAVANA, "古巴": HAVANA, "habana": HAVANA,
    "spain": "Europe/Madrid", "espana": "Europe/Madrid",
    "西班牙": "Europe/Madrid", "miami": "America/New_York", "迈阿密": "America/New_York",
    "washington": "America/New_York", "华盛顿": "America/New_York", "gmt": "UTC", "utc": "UTC",
}  # fmt: skip
_CALLED_AFTER_CAPITAL: dict[Language, str] = {"en": "Beijing", "es": "Pekín", "zh": "北京"}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?([03]0|45))?")
FURTHEST_WEST, FURTHEST_EAST = timedelta(hours=-12), timedelta(hours=14)


def zone_named(text: str) -> str | None:
    """The time zone that a text names, by a city in any of the languages, by IANA name or as UTC+8; else None."""
    words = " ".join(fold(text.replace("−", "-")).split())
    offset = _OFFSET.fullmatch(words)
    if offset:
        return _fixed(offset)
    return _zones_by_name().get(words)


def zone_of(name: str) -> tzinfo:
    """The time zone of this name, as zone_named gives it; UTC where the name is not known any more."""
    offset = _OFFSET.fullmatch(name.lower())
    if offset:
        return timezone(_shift(offset))
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def zone_in_words(name: str, language: Language) -> str:
    """What a reader of this language calls the zone: a city, or UTC+08:00."""
    if name == BEIJING:
        return _CALLED_AFTER_CAPITAL[language]
    city = _city(name, language)
    return city or name.rpartition("/")[2].replace("_", " ")


def next_time(hour: int, zone: str, after: datetime, after_day: str = "") -> datetime:
    """When this hour comes next, in UTC, on a day later than after_day (2026-11-24).

    An hour that the clocks leave out comes as they are put forward; one that comes twice counts the first time.
    """
    place = zone_of(zone)
    day = after.astimezone(place).date() - timedelta(days=1)
    while True:
        due = datetime.combine(day, time(hour), place).astimezone(UTC)
        if due > after and day.isoformat() > after_day:
            return due
        day += timedelta(days=1)


def _fixed(offset: re.Match[str]) -> str | None:
    shift = _shift(offset)
    if not FURTHEST_WEST <= shift <= FURTHEST_EAST:
        return None
    minutes = abs(int(shift.total_seconds())) // 60
    return f"UTC{offset[1]}{minutes // 60:02}:{minutes % 60:02}" if minutes else "UTC"


def _shift(offset: re.Match[str]) -> timedelta:
    shift = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return shift if offset[1] == "+" else -shift


@cache
def _zones_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    aliases = get_global("zone_aliases")
    names = sorted(available_timezones(), key=lambda name: (name in aliases, "/" not in name, name))
    for name in names:
        for language in LANGUAGES:
            found.setdefault(fold(_city(name, language)), name)
    for name in names:
        found.setdefault(fold(name.rpartition("/")[2].replace("_", " ")), name)
    found |= {fold(name): name for name in names}
    found.pop("", None)
    return found | _ALSO


def _city(zone: str, language: Language) -> str:
    called = get_global("zone_aliases").get(zone, zone)
    known = Locale.parse(LOCALES[language]).time_zones.get(called, {})
    return str(known.get("city", ""))
