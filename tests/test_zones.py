"""Time zones as people name them, and when an hour comes there, clocks put forward and back included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.daily import SET, ZONES, Wish, read_wish
from bot.answers.zones import next_time, zone_in_words, zone_named, zone_of
from bot.facts.model import LANGUAGES

HAVANA, BEIJING = "America/Havana", "Asia/Shanghai"
NAMED: dict[str, str | None] = {
    "Havana": HAVANA, "La Habana": HAVANA, "la habana": HAVANA, "哈瓦那": HAVANA, "Cuba": HAVANA, "古巴": HAVANA,
    "America/Havana": HAVANA, "america/havana": HAVANA, "Beijing": BEIJING, "Pekín": BEIJING, "pekin": BEIJING,
    "北京": BEIJING, "Shanghai": BEIJING, "上海": BEIJING, "中国": BEIJING, "Madrid": "Europe/Madrid",
    "Ciudad de México": "America/Mexico_City", "mexico city": "America/Mexico_City", "墨西哥城": "America/Mexico_City",
    "Nueva York": "America/New_York", "new  york": "America/New_York", "Londres": "Europe/London", "香港": "Asia/Hong_Kong",
    "UTC": "UTC", "gmt": "UTC", "UTC+8": "UTC+08:00", "utc -5": "UTC-05:00", "+5:30": "UTC+05:30", "−4": "UTC-04:00",
    "UTC+0": "UTC", "UTC+14": "UTC+14:00", "UTC+15": None, "UTC-13": None, "+5:17": None,
    "Atlantis": None, "": None, "../../etc/passwd": None, "9": None,
}  # fmt: skip
WISHES = {
    "": Wish("show"),
    "on": Wish("on"),
    "off": Wish("off"),
    "OFF": Wish("off"),
    "sí": Wish("on"),
    "开": Wish("on"),
    "关闭": Wish("off"),
    "on 9": Wish("on", 9),
    "9": Wish("on", 9),
    "on 9 Havana": Wish("on", 9, HAVANA),
    "9 La Habana": Wish("on", 9, HAVANA),
    "on 09:00 北京": Wish("on", 9, BEIJING),
    "on 9点 北京": Wish("on", 9, BEIJING),
    "on 8 pm Madrid": Wish("on", 20, "Europe/Madrid"),
    "on 12am": Wish("on", 0),
    "on 12 pm": Wish("on", 12),
    "on 9 UTC-5": Wish("on", 9, "UTC-05:00"),
    "on 0 UTC+5:30": Wish("on", 0, "UTC+05:30"),
    "on Havana": Wish("on", None, HAVANA),
    "on a las 9 Bogotá": Wish("on", 9, "America/Bogota"),
    "on 9:30": Wish("unclear"),
    "on 25": Wish("unclear"),
    "on 13 pm": Wish("unclear"),
    "on 9 Atlantis": Wish("unclear"),
    "perhaps": Wish("unclear"),
    "on 9 Havana please": Wish("unclear"),
}
# hour, zone, after (UTC), not before a day later than → due (UTC)
DUE = {
    "later today": (9, "UTC", "2026-11-24 08:59", "", "2026-11-24 09:00"),
    "this very minute is past": (9, "UTC", "2026-11-24 09:00", "", "2026-11-25 09:00"),
    "today's is sent": (9, "UTC", "2026-11-24 08:00", "2026-11-24", "2026-11-25 09:00"),
    "it is tomorrow in Beijing": (7, BEIJING, "2026-11-24 20:00", "", "2026-11-24 23:00"),
    "it is yesterday in Havana": (20, HAVANA, "2026-11-25 00:30", "", "2026-11-25 01:00"),
    "half an hour off": (7, "Asia/Kolkata", "2026-11-24 00:00", "", "2026-11-24 01:30"),
    "fixed offset": (0, "UTC-05:00", "2026-11-24 00:00", "", "2026-11-24 05:00"),
    "Havana in winter": (9, HAVANA, "2026-03-07 00:00", "", "2026-03-07 14:00"),
    "Havana in summer": (9, HAVANA, "2026-03-08 06:00", "", "2026-03-08 13:00"),
    # In Havana the clocks go from midnight to one o'clock: the hour 0 does not exist on 8 March.
    "an hour left out": (0, HAVANA, "2026-03-07 12:00", "", "2026-03-08 05:00"),
    "the day after": (0, HAVANA, "2026-03-08 05:00", "2026-03-08", "2026-03-09 04:00"),
    # On 1 November they go from one o'clock back to midnight: the hour 0 comes twice.
    "an hour that comes twice": (0, HAVANA, "2026-10-31 12:00", "", "2026-11-01 04:00"),
    "not its second coming": (0, HAVANA, "2026-11-01 04:00", "2026-11-01", "2026-11-02 05:00"),
    "Madrid, left out": (2, "Europe/Madrid", "2026-03-28 12:00", "", "2026-03-29 01:00"),
    "zone moved back by a day": (9, HAVANA, "2026-11-25 02:00", "2026-11-25", "2026-11-26 14:00"),
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("text", "zone"), NAMED.items(), ids=list(NAMED))
def test_zones_by_name(text: str, zone: str | None) -> None:
    """Somebody in Havana would have to know what IANA calls their clock."""
    assert zone_named(text) == zone


@pytest.mark.parametrize(("text", "wish"), WISHES.items(), ids=list(WISHES))
def test_what_is_written_behind_daily(text: str, wish: Wish) -> None:
    """/daily on 9 La Habana would be refused, or set to another hour than was meant."""
    assert read_wish(text) == wish


@given(text=st.text(max_size=60))
def test_nothing_written_behind_daily_breaks_it(text: str) -> None:
    """Somebody's odd words would raise an exception instead of getting an example."""
    wish = read_wish(text)
    assert wish.hour is None or 0 <= wish.hour <= 23


def test_offered_zones_are_real_and_named_in_each_language() -> None:
    """A button would set a zone that does not exist, or be labelled in another language."""
    for zone in ZONES:
        assert zone_named(zone) == zone
        assert len(f"y:{SET}.23.{zone}:zh".encode()) <= 64
    assert [zone_in_words(HAVANA, language) for language in LANGUAGES] == ["Havana", "La Habana", "哈瓦那"]
    assert [zone_in_words(BEIJING, language) for language in LANGUAGES] == ["Beijing", "Pekín", "北京"]
    assert not any(zone_in_words(zone, "zh").isascii() for zone in ZONES if zone != "UTC")


def test_every_zone_has_a_name_and_a_clock() -> None:
    """Somebody on a remote island could set a zone that crashes the daily posts."""
    for name in available_timezones():
        zone = zone_named(name)
        assert zone is not None
        assert zone_of(zone).utcoffset(datetime(2026, 11, 24)) is not None
        assert all(zone_in_words(zone, language) for language in LANGUAGES)


def test_a_zone_that_is_gone_is_utc() -> None:
    """A zone that was dropped from the tables of the world would stop all daily posts."""
    for name in ("Atlantis/Capital", "../etc/passwd", "America", ""):
        assert zone_of(name) is UTC


@pytest.mark.parametrize(("hour", "zone", "after", "after_day", "due"), DUE.values(), ids=list(DUE))
def test_when_an_hour_comes_next(hour: int, zone: str, after: str, after_day: str, due: str) -> None:
    """A post would come an hour early or late, twice or not at all when the clocks are changed."""
    assert next_time(hour, zone, at(after), after_day) == at(due)


@given(
    hour=st.integers(0, 23),
    zone=st.sampled_from([HAVANA, BEIJING, "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC-03:30"]),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
)
def test_each_day_has_its_hour_once(hour: int, zone: str, start: datetime) -> None:
    """In some week of the year a day would have two posts, or none."""
    now, days = start.replace(tzinfo=UTC), list[str]()
    for _ in range(5):
        now = next_time(hour, zone, now, days[-1] if days else "")
        days.append(now.astimezone(zone_of(zone)).date().isoformat())
    first = datetime.fromisoformat(days[0])
    assert days == [(first + timedelta(days=n)).date().isoformat() for n in range(5)]
