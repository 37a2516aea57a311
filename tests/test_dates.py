"""Dates as far as they are known: reading them, ordering them, and saying them in three languages."""

from __future__ import annotations

import calendar
import warnings
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.dates import date_in_words
from bot.facts.dates import DateError, Precision, parse_edtf
from bot.facts.model import LANGUAGES

with warnings.catch_warnings():
    # The edtf package was written for an older pyparsing, which did not warn of its grammar.
    warnings.simplefilter("ignore")
    import edtf

# text: first day, last day (None: open)
BOUNDS = {
    "1960": ("1960-01-01", "1960-12-31"),
    "1847": ("1847-01-01", "1847-12-31"),
    "1960-02": ("1960-02-01", "1960-02-29"),
    "1900-02": ("1900-02-01", "1900-02-28"),
    "1960-11": ("1960-11-01", "1960-11-30"),
    "1960-11-19": ("1960-11-19", "1960-11-19"),
    "2000-02-29": ("2000-02-29", "2000-02-29"),
    "1960~": ("1960-01-01", "1960-12-31"),
    "1960-11?": ("1960-11-01", "1960-11-30"),
    "1960-11-19%": ("1960-11-19", "1960-11-19"),
    "1960/1964": ("1960-01-01", "1964-12-31"),
    "1959-01/1960-09-28": ("1959-01-01", "1960-09-28"),
    "1960-11-17/1960-12-01": ("1960-11-17", "1960-12-01"),
    "1960~/1964?": ("1960-01-01", "1964-12-31"),
    "2006/..": ("2006-01-01", None),
    "2006-05-03/..": ("2006-05-03", None),
    "../1958": (None, "1958-12-31"),
}

# text: a part of the reason that the curator reads
BAD_DATES = {
    "": "not a year",
    "60": "not a year",
    "196": "not a year",
    "19600": "not a year",
    "1960-1": "not a year",
    "1960-11-9": "not a year",
    "1960/11/19": "one '/'",
    "19-11-1960": "not a year",
    "November 1960": "not a year",
    "1960-11-19T10:00": "not a year",
    "1960 ": "not a year",
    "1960\n": "not a year",
    "１９６０": "not a year",
    "196X": "not a year",
    "~1960": "not a year",
    "0000": "0000",
    "1960-00": "month 00",
    "1960-13": "month 13",
    "1960-21": "month 21",
    "1960-02-30": "no day 30",
    "1959-02-29": "no day 29",
    "1900-02-29": "no day 29",
    "1960-06-31": "no day 31",
    "1960-06-00": "no day 0",
    "../..": "at least one known end",
    "/1960": "not a year",
    "1960/": "not a year",
    "1964/1960": "ends before it begins",
    "1960-11-19/1960-11-18": "ends before it begins",
    "1960/1961/1962": "one '/'",
}

# In chronicle order: by first day, and what is known better comes later.
ORDER = [
    "../1958",
    "1959",
    "1959-01/1960-09-28",
    "1960",
    "1960/1964",
    "1960-01",
    "1960-01-01",
    "1960-09-02",
    "1960-11",
    "1960-11-17/1960-12-01",
    "1960-11-19",
    "2006/..",
]

# text: as English, Spanish and Chinese readers expect it
WORDS = {
    "1960": ("1960", "1960", "1960年"),
    "1960-09": ("September 1960", "septiembre de 1960", "1960年9月"),
    "1960-09-28": ("28 September 1960", "28 de septiembre de 1960", "1960年9月28日"),
    "2006-05-01": ("1 May 2006", "1 de mayo de 2006", "2006年5月1日"),
    "1960~": ("about 1960", "hacia 1960", "约1960年"),
    "1960-09~": ("about September 1960", "hacia septiembre de 1960", "约1960年9月"),
    "1960-09-28~": ("about 28 September 1960", "hacia el 28 de septiembre de 1960", "约1960年9月28日"),
    "1960-09?": ("September 1960 (uncertain)", "septiembre de 1960 (fecha incierta)", "1960年9月（存疑）"),
    "1960%": ("about 1960 (uncertain)", "hacia 1960 (fecha incierta)", "约1960年（存疑）"),
    "1960/1964": ("1960–1964", "1960-1964", "1960年至1964年"),
    "1960~/1964": ("about 1960 – 1964", "de hacia 1960 a 1964", "约1960年至1964年"),
    "1960-09/1960-11": ("September – November 1960", "de septiembre a noviembre de 1960", "1960年9月至11月"),
    "1960-09/1961-02": (
        "September 1960 – February 1961",
        "de septiembre de 1960 a febrero de 1961",
        "1960年9月至1961年2月",
    ),
    "2005-05-17/2005-05-18": ("17–18 May 2005", "del 17 al 18 de mayo de 2005", "2005年5月17日至18日"),
    "1960-11-17/1960-12-01": (
        "17 November – 1 December 1960",
        "del 17 de noviembre al 1 de diciembre de 1960",
        "1960年11月17日至12月1日",
    ),
    "1960-12-30/1961-01-02": (
        "30 December 1960 – 2 January 1961",
        "del 30 de diciembre de 1960 al 2 de enero de 1961",
        "1960年12月30日至1961年1月2日",
    ),
    "1959-01/1960-09-28": (
        "January 1959 – 28 September 1960",
        "de enero de 1959 al 28 de septiembre de 1960",
        "1959年1月至1960年9月28日",
    ),
    "1960/1961-03": ("1960 – March 1961", "de 1960 a marzo de 1961", "1960年至1961年3月"),
    "1960-11-17/1961-03": (
        "17 November 1960 – March 1961",
        "del 17 de noviembre de 1960 a marzo de 1961",
        "1960年11月17日至1961年3月",
    ),
    "2006/..": ("since 2006", "desde 2006", "2006年起"),
    "2006-05/..": ("since May 2006", "desde mayo de 2006", "2006年5月起"),
    "2006-05-01/..": ("since 1 May 2006", "desde el 1 de mayo de 2006", "2006年5月1日起"),
    "2006~/..": ("since about 2006", "desde hacia 2006", "约2006年起"),
    "../1958": ("until 1958", "hasta 1958", "截至1958年"),
    "../1958-12-31": ("until 31 December 1958", "hasta el 31 de diciembre de 1958", "截至1958年12月31日"),
}


def _day(text: str | None, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise


@pytest.mark.parametrize("text", BOUNDS)
def test_a_date_stands_for_its_days(text: str) -> None:
    """A question about a month or a year would miss what happened in it."""
    first, last = BOUNDS[text]
    when = parse_edtf(text)
    assert (when.first_day, when.last_day) == (_day(first, date.min), _day(last, date.max))


@pytest.mark.parametrize("text", BAD_DATES, ids=repr)
def test_a_bad_date_is_refused_with_its_reason(text: str) -> None:
    """A curator would not learn what is wrong, or an impossible day would be shown to a reader."""
    with pytest.raises(DateError, match=BAD_DATES[text]):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "precision"), [("1960", Precision.YEAR), ("1960-01", Precision.MONTH), ("1960-01-01", Precision.DAY)]
)
def test_precision_is_what_is_written(text: str, precision: Precision) -> None:
    """1960 would be shown as 1 January 1960, which nobody claimed."""
    point = parse_edtf(text).start
    assert point is not None
    assert point.precision is precision


def test_overlap_counts_both_ends() -> None:
    """A visit would not be found by the day on which it began or ended."""
    visit = parse_edtf("1960-11-17/1960-12-01")
    assert visit.overlaps(date(1960, 12, 1), date(1960, 12, 31))
    assert visit.overlaps(date(1960, 1, 1), date(1960, 11, 17))
    assert not visit.overlaps(date(1960, 12, 2), date(1960, 12, 31))
    assert not visit.overlaps(date(1960, 1, 1), date(1960, 11, 16))
    assert parse_edtf("2006/..").overlaps(date(2040, 1, 1), date(2040, 1, 1))


def test_chronicle_order() -> None:
    """Lists would not be in date order."""
    mixed = [*ORDER[1::2], *ORDER[::2]]
    assert sorted(mixed, key=lambda text: parse_edtf(text).sort_key) == ORDER


@pytest.mark.parametrize("text", WORDS)
def test_a_date_in_words(text: str) -> None:
    """A reader would see a date as no one writes it in that language, or more precise than it is known."""
    assert tuple(date_in_words(text, language) for language in LANGUAGES) == WORDS[text]


def _written(point: tuple[int, int, int], precision: int, mark: str) -> str:
    year, month, day = point
    day = min(day, calendar.monthrange(year, month)[1])
    return "-".join((f"{year:04}", f"{month:02}", f"{day:02}")[:precision]) + mark


points = st.builds(
    _written,
    st.tuples(st.integers(1800, 2100), st.integers(1, 12), st.integers(1, 31)),
    st.integers(1, 3),
    st.sampled_from(["", "", "", "~", "?", "%"]),
)
intervals = (
    st.tuples(points, points)
    .map(lambda ends: sorted(ends, key=lambda text: parse_edtf(text).sort_key))
    .map("/".join)
    .filter(lambda text: _is_in_order(text))
)
dates = st.one_of(points, intervals, points.map("{}/..".format), points.map("../{}".format))


def _is_in_order(text: str) -> bool:
    first, last = text.split("/")
    return parse_edtf(first).first_day <= parse_edtf(last).last_day


def _bounds_by_the_standard(text: str) -> tuple[date, date]:
    parsed = edtf.parse_edtf(text)
    first, last = parsed.lower_strict(), parsed.upper_strict()
    open_start, open_end = text.startswith("../"), text.endswith("/..")
    return date.min if open_start else date(*first[:3]), date.max if open_end else date(*last[:3])


@pytest.mark.parametrize("text", BOUNDS)
def test_bounds_are_those_of_the_standard(text: str) -> None:
    """The base would not be EDTF, and its dates would mean something else to other programs."""
    when = parse_edtf(text)
    assert (when.first_day, when.last_day) == _bounds_by_the_standard(text)


@given(dates)
def test_every_date_means_what_the_standard_says(text: str) -> None:
    """As above, for forms that the table forgot."""
    when = parse_edtf(text)
    assert (when.first_day, when.last_day) == _bounds_by_the_standard(text)


@given(dates)
def test_every_date_can_be_said(text: str) -> None:
    """An answer would fail on a date that the checks let pass; or a day would be said that is not known."""
    for language in LANGUAGES:
        words = date_in_words(text, language)
        assert words.strip() == words
        start = parse_edtf(text).start or parse_edtf(text).end
        assert start is not None
        assert str(start.year) in words
