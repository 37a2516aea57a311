"""This day in history: which facts belong to a day, and what is said of them in three languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.answers.html import telegram_html
from bot.answers.offered import for_a_day
from bot.answers.today import after_day, before_day, day_asked, on_day, today_reply, years_ago
from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Fact, Language
from tests.conftest import Golden

TODAY = date(2026, 11, 24)
EDTF = {
    "the day": "1960-11-24",
    "an interval that begins on it": "2008-11-24/2008-11-26",
    "another day": "1961-11-25",
    "the month only": "1962-11",
    "the year only": "1963",
    "about the day": "1964-11-24~",
    "perhaps the day": "1965-11-24?",
    "an interval that ends on it": "1966-11-20/1966-11-24",
    "this very year": "2026-11-24",
    "next year": "2027-11-24",
}
# Written behind /today → the last such day up to 24 November 2026; None where no day can be read.
WRITTEN: dict[str, date | None] = {
    "28 September": date(2026, 9, 28),
    "September 28": date(2026, 9, 28),
    "the 28th of September": date(2026, 9, 28),
    "28 de septiembre": date(2026, 9, 28),
    "el 28 de septiembre de 1960": date(2026, 9, 28),
    "9月28日": date(2026, 9, 28),
    "9月28号": date(2026, 9, 28),
    "1960年9月28日": date(2026, 9, 28),
    "1960-09-28": date(2026, 9, 28),
    "09-28": date(2026, 9, 28),
    "28/9": date(2026, 9, 28),
    "24 November": TODAY,
    "25 December": date(2025, 12, 25),
    "29 February": date(2024, 2, 29),
    "31 September": None,
    "September": None,
    "1960": None,
    "tomorrow or so": None,
    "": None,
}
# years since → in words
AGO: dict[int, dict[Language, str]] = {
    0: {"en": "less than a year ago", "es": "hace menos de un año", "zh": "不到一年前"},
    1: {"en": "one year ago", "es": "hace un año", "zh": "1年前"},
    2: {"en": "2 years ago", "es": "hace 2 años", "zh": "2年前"},
    5: {"en": "5 years ago", "es": "hace 5 años", "zh": "5年前"},
    21: {"en": "21 years ago", "es": "hace 21 años", "zh": "21年前"},
}


def dated(base: FactBase, dates: Sequence[str]) -> FactBase:
    """A base whose facts happened on these dates."""
    some = next(iter(base.facts.values()))
    given = some.model_dump()
    facts = [Fact(**given | {"id": f"fact-{number}", "date": edtf}) for number, edtf in enumerate(dates)]
    return replace(base, facts={fact.id: fact for fact in facts})


def dates_of(facts: Sequence[Fact]) -> list[str]:
    return [fact.date for fact in facts]


def test_what_is_known_to_the_day_and_past_belongs_to_it(small_base: FactBase) -> None:
    """A fact of "November 1962" would be given as of this very day; or one of a coming year as history."""
    base = dated(small_base, list(EDTF.values()))
    assert dates_of(on_day(base, TODAY)) == ["2026-11-24", "2008-11-24/2008-11-26", "1960-11-24"]


def test_the_nearest_days_on_both_sides(small_base: FactBase) -> None:
    """On a day without anything the reader would be sent away with nothing, or to a day that is not the nearest."""
    base = dated(small_base, ["1960-11-20", "1971-11-20", "1950-11-01", "1980-12-03", "1990-03-01", "1959-12"])
    assert on_day(base, TODAY) == ()
    assert dates_of(before_day(base, TODAY)) == ["1971-11-20", "1960-11-20"]
    assert dates_of(after_day(base, TODAY)) == ["1980-12-03"]


def test_the_turn_of_the_year_is_no_border(small_base: FactBase) -> None:
    """On 1 January the nearest day before would be eleven months away."""
    base = dated(small_base, ["1960-12-31", "1970-06-01"])
    assert dates_of(before_day(base, date(2026, 1, 1))) == ["1960-12-31"]
    assert dates_of(after_day(base, date(2026, 12, 30))) == ["1960-12-31"]


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2026, 3, 1), True), (date(2026, 2, 28), False), (date(2028, 2, 29), True), (date(2028, 3, 1), False)],
    ids=str,
)
def test_the_leap_day_is_kept_on_1_march_in_other_years(small_base: FactBase, day: date, found: bool) -> None:
    """What happened on 29 February would be told once in four years, or crash the other three."""
    assert bool(on_day(dated(small_base, ["1960-02-29"]), day)) is found


@pytest.mark.parametrize(("text", "day"), WRITTEN.items(), ids=list(WRITTEN))
def test_days_as_people_write_them(text: str, day: date | None) -> None:
    """/today 28 de septiembre would answer for today, or not at all."""
    assert day_asked(text, TODAY) == day


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("years", AGO)
def test_years_ago(small_base: FactBase, years: int, language: Language) -> None:
    """A reader would see "1 years ago"."""
    (fact,) = dated(small_base, [f"{TODAY.year - years}-11-23"]).facts.values()
    assert years_ago(fact, TODAY, language) == AGO[years][language]


def test_years_are_full_years(small_base: FactBase) -> None:
    """What will be 66 years ago next month would be said to be so already."""
    (fact,) = dated(small_base, ["1960-12-25"]).facts.values()
    assert years_ago(fact, TODAY, "en") == "65 years ago"
    (fact,) = dated(small_base, ["2026-11-24"]).facts.values()
    assert [years_ago(fact, TODAY, language) for language in LANGUAGES] == ["today", "hoy mismo", "就在今天"]


def test_inline_mode_offers_the_same_day(small_base: FactBase) -> None:
    """The empty inline query and /today would tell different things of one day."""
    base = dated(small_base, ["1960-11-24", "2008-11-24", "1961-11-20"])
    assert for_a_day(base, TODAY)[0] == on_day(base, TODAY)
    assert for_a_day(base, date(2026, 11, 23))[0] == before_day(base, date(2026, 11, 23))


def test_an_empty_chronicle_is_said(small_base: FactBase) -> None:
    """A base without a single exact date would crash /today."""
    for language in LANGUAGES:
        reply = today_reply(dated(small_base, ["1960"]), TODAY, TODAY, language)
        assert reply.outcome == "chat"
        assert reply.lead


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_reads(small_base: FactBase, golden: Golden, language: Language) -> None:
    """A native reader would stumble over a day's list, a single fact, another day, or a day without anything."""
    several = dated(small_base, ["1960-11-24", "2025-11-24", "2008-11-24/2008-11-26"])
    days = [
        (small_base, date(2026, 9, 28), date(2026, 9, 28)),
        (several, TODAY, TODAY),
        (several, TODAY, date(2026, 11, 30)),
        (several, date(2026, 1, 30), date(2026, 1, 30)),
        (small_base, TODAY, TODAY),
    ]
    shown = ["\n\n".join(telegram_html(today_reply(base, day, today, language))) for base, day, today in days]
    golden(f"today.{language}.txt", "\n\n========\n\n".join(shown) + "\n")
