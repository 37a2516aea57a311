"""This day in history: the facts of a day of the year, and, where there are none, those of the nearest days."""

from __future__ import annotations

from datetime import date

from bot.answers.dates import date_in_words, day_of_year_in_words
from bot.answers.phrases import say
from bot.answers.reply import Reply, choice_of, fact_part, list_line, marked_title
from bot.facts.base import FactBase
from bot.facts.dates import Precision
from bot.facts.model import Fact, Language
from bot.matching.text import fold
from bot.matching.times import Extent, times_in

MOST_OF_A_DAY, MOST_OF_A_NEAR_DAY = 8, 4
LEAP_YEAR = 2000


def on_day(base: FactBase, day: date) -> tuple[Fact, ...]:
    """The facts that are known to have begun on this day of the year, in this year or before it, newest first."""
    return _by_distance(base, day).get(0, ())


def before_day(base: FactBase, day: date) -> tuple[Fact, ...]:
    """The facts of the nearest day of the year before this one that has any, newest first."""
    found = _by_distance(base, day)
    nearest = min((days for days in found if days), default=0)
    return found[nearest] if nearest else ()


def after_day(base: FactBase, day: date) -> tuple[Fact, ...]:
    """The facts of the nearest day of the year after this one that has any, newest first."""
    found = _by_distance(base, day)
    furthest = max(found, default=0)  # whose last anniversary is longest ago has its next one soonest
    return found[furthest] if furthest else ()


def _by_distance(base: FactBase, day: date) -> dict[int, tuple[Fact, ...]]:
    """The facts known to the day, up to this one, by how many days ago their last anniversary was; newest first."""
    known = [fact for fact in base.facts.values() if _is_known_to_the_day(fact) and fact.when.first_day <= day]
    found: dict[int, tuple[Fact, ...]] = {}
    for fact in sorted(known, key=lambda fact: fact.when.first_day, reverse=True):
        days = days_since(fact, day)
        found[days] = (*found.get(days, ()), fact)
    return found


def days_since(fact: Fact, day: date) -> int:
    """How many days lie between a fact's last anniversary and the day; 29 February is kept on 1 March in other years."""
    began = fact.when.first_day
    for year in (day.year, day.year - 1):
        try:
            anniversary = began.replace(year=year)
        except ValueError:
            anniversary = date(year, 3, 1)
        if anniversary <= day:
            return (day - anniversary).days
    raise AssertionError("last year's anniversary is past")


def _is_known_to_the_day(fact: Fact) -> bool:
    start = fact.when.start
    return start is not None and start.precision is Precision.DAY and not (start.approximate or start.uncertain)


def today_reply(base: FactBase, day: date, today: date, language: Language) -> Reply:
    """What happened on this day of the year; day is its last occurrence, up to today."""
    found = on_day(base, day)
    words = day_of_year_in_words(day, language)
    lead = "today_lead" if day == today else "day_lead"
    if len(found) == 1:
        when = say("day_and_ago", language, day=words, ago=years_ago(found[0], today, language))
        part = fact_part(found[0], base, language)
        return Reply("answer", language, lead=say(lead, language, day=when), facts=(part,))
    if found:
        lines = [_line(fact, today, language) for fact in found[:MOST_OF_A_DAY]]
        return _list(say(lead, language, day=words), lines, found, language)
    around = {f.id: f for facts in (before_day(base, day), after_day(base, day)) for f in facts[:MOST_OF_A_NEAR_DAY]}
    near = tuple(around.values())
    if not near:
        return Reply("chat", language, lead=say("day_empty", language, day=words))
    return _list(say("day_nearest", language, day=words), [list_line(fact, language) for fact in near], near, language)


def _list(lead: str, lines: list[str], facts: tuple[Fact, ...], language: Language) -> Reply:
    shown = facts[:MOST_OF_A_DAY]
    rest = len(facts) - len(shown)
    return Reply(
        "list",
        language,
        lead=lead,
        lines=tuple(f"{number}. {line}" for number, line in enumerate(lines[:MOST_OF_A_DAY], 1)),
        note=say("list_more", language, count=rest) if rest else "",
        choices=tuple(choice_of(fact, language) for fact in shown),
    )


def _line(fact: Fact, today: date, language: Language) -> str:
    year = date_in_words(str(fact.when.first_day.year), language)
    ago = years_ago(fact, today, language)
    return say("day_line", language, year=year, ago=ago, title=marked_title(fact, language))


def years_ago(fact: Fact, today: date, language: Language) -> str:
    """How many whole years ago a fact began, in words."""
    began = fact.when.first_day
    years = today.year - began.year - ((today.month, today.day) < (began.month, began.day))
    if years == 0:
        return say("today_itself" if began == today else "under_a_year_ago", language)
    return say("years_ago", language, count=years)


def day_asked(text: str, today: date) -> date | None:
    """The last occurrence, up to today, of the day that a text names with a year or without; None where it names none."""
    written = text.strip()
    forms = (
        written, f"{written} {LEAP_YEAR}", f"{LEAP_YEAR}年{written}", f"{LEAP_YEAR}-{written}", f"{written}/{LEAP_YEAR}"
    )  # fmt: skip
    for form in forms:
        times, _ = times_in(fold(form))
        if len(times) == 1 and times[0].extent is Extent.DAY:
            return _last(times[0].first.month, times[0].first.day, today)
    return None


def _last(month: int, day: int, today: date) -> date:
    for year in range(today.year, today.year - 9, -1):  # 29 February may be missing for eight years
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise AssertionError("every day of the year occurs within nine years")
