"""From facts and figures to what their picture shows, in the reader's language."""

from __future__ import annotations

from collections import Counter
from datetime import date

from bot.answers.dates import LOCALES, date_in_words
from bot.answers.phrases import say
from bot.answers.punctuation import listed
from bot.answers.reply import capitalised, marked_title
from bot.answers.series_table import footer
from bot.answers.timeline import Timeline, sources_of
from bot.facts.base import FactBase
from bot.facts.dates import Precision
from bot.facts.model import Fact, Language, Series, Status
from bot.matching.spans import Span
from bot.matching.times import FIRST_YEAR, LAST_YEAR
from bot.pictures.picture import DensityPicture, Line, Mark, Picture, SeriesPicture, Shape, TimelinePicture

EVER = Span(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
MOST_LABELS = 24
MOST_YEARS = 60
STATUSES: tuple[Status, ...] = ("established", "reported", "disputed")
SHAPES: tuple[Shape, ...] = ("day", "stretch", "about")


def picture_of_timeline(shown: Timeline, base: FactBase, today: date) -> Picture:
    """Every fact with its label as long as they fit on one picture; else how many there are in each year or decade."""
    language = shown.language
    newest = max((fact.checked for fact in base.facts.values()), default=today.isoformat())
    footer = say("picture_footer", language, count=sources_of(shown.facts), date=date_in_words(newest, language))
    if len(shown.facts) > MOST_LABELS:
        return _density(shown, footer)
    marks = tuple(_mark(number, fact, language, today) for number, fact in enumerate(shown.facts, 1))
    used = {mark.shape for mark in marks}
    key = tuple((shape, say(f"shape_{shape}", language)) for shape in SHAPES if shape in used)
    return TimelinePicture(shown.title, marks, key, footer, language)


def picture_of_series(series: Series, base: FactBase, language: Language) -> SeriesPicture:
    """The figures of a series by who counted; counters with a single figure stand together."""
    names = {counter.id: counter.name[language] for counter in series.counters}
    values = sorted(series.values, key=lambda value: (value.year, value.value))
    often = [who for who, count in Counter(v.counter for v in values).most_common() if count > 1]
    lines = tuple(
        Line(capitalised(names[who]), tuple((v.year, v.value) for v in values if v.counter == who)) for who in often
    )
    alone = [value for value in values if value.counter not in often]
    # A space that does not break keeps the year beside its name.
    dated = [
        f"{names[v.counter]}（{v.year}）" if language == "zh" else f"{names[v.counter]}\u00a0({v.year})" for v in alone
    ]
    single = Line(say("chart_single", language, names=listed(dated, language)), tuple((v.year, v.value) for v in alone))
    written = int(series.checked[:4])
    return SeriesPicture(
        title=series.title[language],
        unit=series.unit[language],
        lines=lines,
        single=single,
        ahead_of=written,
        ahead=say("chart_ahead", language) if any(v.year > written for v in values) else "",
        decimals=series.decimals,
        footer=footer(series, base, language),
        language=language,
        locale=LOCALES[language],
    )


def _mark(number: int, fact: Fact, language: Language, today: date) -> Mark:
    when = fact.when
    points = [point for point in (when.start, when.end) if point]
    is_open = when.start is None or when.end is None
    first = when.first_day if when.start else when.last_day
    last = when.last_day if when.end else max(today, first)
    exact = not when.is_interval and points[0].precision is Precision.DAY
    unsure = any(point.approximate or point.uncertain for point in points)
    return Mark(
        number=number,
        first=first,
        last=last,
        shape="about" if unsure else "day" if exact else "stretch",
        is_open=is_open,
        status=fact.status,
        when=capitalised(date_in_words(fact.date, language)),
        label=marked_title(fact, language),
    )


def _density(shown: Timeline, footer: str) -> DensityPicture:
    span = shown.selection.span or EVER
    # What began before the span is in it because it ended there.
    years = [(f.when.first_day if f.when.first_day >= span.first else f.when.last_day).year for f in shown.facts]
    first = span.first.year if span.first.year > FIRST_YEAR else min(years)
    last = span.last.year if span.last.year < LAST_YEAR else max(years)
    first, last = min(first, *years), max(last, *years)
    each = 1 if last - first < MOST_YEARS else 10
    starts = tuple(range(first // each * each, last + 1, each))
    counts = tuple(
        (
            status,
            capitalised(say(f"standing_{status}", shown.language)),
            tuple(
                sum(
                    start <= year < start + each and fact.status == status
                    for year, fact in zip(years, shown.facts, strict=True)
                )
                for start in starts
            ),
        )
        for status in STATUSES
    )
    axis = say("picture_per_year" if each == 1 else "picture_per_decade", shown.language)
    return DensityPicture(
        shown.title, starts, each, counts, capitalised(axis), footer, shown.language, LOCALES[shown.language]
    )
