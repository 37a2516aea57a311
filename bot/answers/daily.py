"""What is said about daily posts, and how the words behind /daily are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.answers.phrases import say
from bot.answers.screens import Link, Screen, in_rows
from bot.answers.zones import BEIJING, HAVANA, zone_in_words, zone_named
from bot.facts.model import Language
from bot.matching.text import fold

HOURS = (7, 8, 9, 12, 18, 20)
ZONES = (HAVANA, BEIJING, "Europe/Madrid", "America/Mexico_City", "America/New_York", "UTC")
# Where the buttons lead: choosing an hour, choosing a zone for the hour, setting both, ending.
CHOOSE_HOUR, CHOOSE_ZONE, SET, END = "hour", "zone", "set", "off"
HOURS_IN_ROW, ZONES_IN_ROW = 3, 2

_ON = {"on", "si", "activar", "activa", "encender", "开", "开启", "打开", "订阅"}
_OFF = {"off", "no", "stop", "desactivar", "desactiva", "apagar", "关", "关闭", "停", "停止", "退订"}
_HOUR = re.compile(r"(?:a las |a la |at )?(\d{1,2})(?: ?(?:[:.h] ?00|h|点|时))? ?(am|pm|a\.m\.|p\.m\.)?(?![\w:.])")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wrote behind /daily; unclear when it cannot be read."""

    kind: Literal["show", "on", "off", "unclear"]
    hour: int | None = None
    zone: str | None = None


def read_wish(text: str) -> Wish:
    """The words behind /daily: on or off, a whole hour, a time zone; each may be missing."""
    rest = " ".join(fold(text).split())
    if not rest:
        return Wish("show")
    first = rest.split(" ", 1)[0]
    if first in _OFF:
        return Wish("off")
    if first in _ON:
        rest = rest.removeprefix(first).strip()
    found = _HOUR.match(rest)
    hour = _hour_of(found) if found else None
    if found:
        rest = rest[found.end() :].strip(" ,;，()")
    zone = zone_named(rest) if rest else None
    if (found and hour is None) or (rest and zone is None):
        return Wish("unclear")
    return Wish("on", hour, zone)


def _hour_of(found: re.Match[str]) -> int | None:
    hour, half = int(found[1]), (found[2] or "").replace(".", "")
    if half:
        return hour % 12 + 12 * (half == "pm") if 1 <= hour <= 12 else None
    return hour if hour <= 23 else None


def daily_screen(hour: int | None, zone: str, language: Language) -> Screen:
    """Whether and when this chat gets daily posts, with what can be changed."""
    if hour is None:
        change = (Link(say("daily_turn_on", language), CHOOSE_HOUR),)
        return Screen(language, say("daily_is_off", language), rows=(change,))
    return Screen(
        language,
        say("daily_is_on", language, hour=clock(hour), zone=zone_in_words(zone, language)),
        rows=(
            (
                Link(say("daily_change_hour", language), CHOOSE_HOUR),
                Link(say("daily_change_zone", language), f"{CHOOSE_ZONE}.{hour}"),
            ),
            (Link(say("daily_turn_off", language), END),),
        ),
    )


def hours_screen(language: Language) -> Screen:
    """A few hours to choose from."""
    links = (Link(clock(hour), f"{CHOOSE_ZONE}.{hour}") for hour in HOURS)
    return Screen(language, say("daily_hours", language), rows=in_rows(links, HOURS_IN_ROW))


def hours_in_zone_screen(zone: str, language: Language) -> Screen:
    """A few hours to choose from, where the time zone is known."""
    links = (Link(clock(hour), f"{SET}.{hour}.{zone}") for hour in HOURS)
    lead = say("daily_hours_in_zone", language, zone=zone_in_words(zone, language))
    return Screen(language, lead, rows=in_rows(links, HOURS_IN_ROW))


def zones_screen(hour: int, language: Language) -> Screen:
    """A few time zones to choose from, for this hour."""
    links = (Link(zone_in_words(zone, language), f"{SET}.{hour}.{zone}") for zone in ZONES)
    return Screen(language, say("daily_zones", language, hour=clock(hour)), rows=in_rows(links, ZONES_IN_ROW))


def clock(hour: int) -> str:
    """A whole hour as clocks show it."""
    return f"{hour:02}:00"
