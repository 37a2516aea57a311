"""A series in words and numbers: the caption that reads without the chart, the table, and the CSV file."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable

from bot.answers.citation import shortened
from bot.answers.dates import date_in_words
from bot.answers.phrases import say
from bot.answers.reply import number_in_words
from bot.facts.base import FactBase
from bot.facts.checks import utf16_length
from bot.facts.model import Language, Series, Value
from bot.matching.finder import Finder

CAPTION_LIMIT = 1024
ROWS_ON_A_PAGE = 16
MOST_DIFFERENCES = 3
# How alike a series must be to what was asked for, and how near to the best one others must come to be offered too.
ALIKE, NEARLY_AS_ALIKE = 0.25, 0.93


def series_asked_for(text: str, finder: Finder, language: Language | None) -> tuple[Series, ...]:
    """The series that fit some words, the best first; several when they fit about as well; none when none does."""
    if not finder.base.series:
        return ()
    ranked = finder.figures.ranked(finder.read(text, language))
    best = ranked[0][1]
    return tuple(series for series, likeness in ranked if likeness >= max(ALIKE, NEARLY_AS_ALIKE * best))


def in_order(series: Series) -> list[Value]:
    """The figures by year, and within a year from the lowest."""
    return sorted(series.values, key=lambda value: (value.year, value.value))


def caption(series: Series, language: Language) -> str:
    """What a chart tells, in words: title, first, last, highest and lowest with who counted, and where they differ."""
    values = in_order(series)
    by_value = sorted(values, key=lambda value: value.value)
    unit = series.unit[language]
    title = f"{series.title[language]} ({unit})" if language != "zh" else f"{series.title[language]}（{unit}）"
    colon = "：" if language == "zh" else ": "
    ends = [
        f"{say(f'extreme_{key}', language)}{colon}{_point(value, series, language)}"
        for key, value in (
            ("first", values[0]), ("last", values[-1]), ("highest", by_value[-1]), ("lowest", by_value[0]),
        )
    ]  # fmt: skip
    differences, gaps = _differences(series, language), _has_gaps(values)
    notes = sum(value.note is not None for value in values)
    sentences = [
        _who_counted(series, language),
        say("chart_differ", language, years=_listed(differences, language)) if differences else "",
        say("chart_gaps", language) if gaps else "",
        say("chart_notes", language, count=notes) if notes else "",
    ]
    told = ("" if language == "zh" else " ").join(sentence for sentence in sentences if sentence)
    whole = "\n\n".join([title, "\n".join(ends), told, footer(series, language)])
    return whole if utf16_length(whole) <= CAPTION_LIMIT else shortened(whole, CAPTION_LIMIT)


def footer(series: Series, language: Language) -> str:
    """How many sources the figures have, and the day on which they were last checked."""
    count = len({value.source for value in series.values})
    return say("chart_footer", language, count=count, date=date_in_words(series.checked, language))


def table_pages(series: Series) -> int:
    """How many pages the table has."""
    return -(-len(series.values) // ROWS_ON_A_PAGE)


def table(series: Series, language: Language, page: int) -> tuple[str, str, str]:
    """One page of the table (from 0): heading, the rows in columns for a fixed-width typeface, and who the letters are.

    A phone shows about thirty columns, so counters stand in the rows as letters.
    """
    letters = {counter.id: _letter(number) for number, counter in enumerate(series.counters)}
    shown = in_order(series)[page * ROWS_ON_A_PAGE : (page + 1) * ROWS_ON_A_PAGE]
    numbers = [number_in_words(value.value, series.decimals, language) for value in shown]
    width = max(map(len, numbers))
    rows = "\n".join(
        f"{value.year}  {number:>{width}}  {letters[value.counter]}"
        for value, number in zip(shown, numbers, strict=True)
    )
    names = {counter.id: counter.name[language] for counter in series.counters}
    below = [f"{letters[who]}  {names[who]}" for who in dict.fromkeys(value.counter for value in shown)]
    below.sort(key=lambda line: (len(line.split()[0]), line))
    colon = "：" if language == "zh" else ": "
    below += [
        f"{say('table_note', language, year=v.year, letter=letters[v.counter])}{colon}{v.note[language]}"
        for v in shown
        if v.note
    ]
    unit = f"（{series.unit[language]}）" if language == "zh" else f" ({series.unit[language]})"
    return f"{series.title[language]}{unit}", rows, "\n".join(below)


def csv_file(series: Series, base: FactBase, language: Language) -> bytes:
    """All figures as CSV: UTF-8 with a mark that spreadsheets understand, numbers with a full stop."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["year", "value", "unit", "counter", "note", "source", "publisher", "url", "published", "fact"])
    names = {counter.id: counter.name[language] for counter in series.counters}
    for value in in_order(series):
        source = base.sources[value.source]
        note = value.note[language] if value.note else ""
        writer.writerow(
            [
                value.year, f"{value.value:.{series.decimals}f}", series.unit[language], names[value.counter], note,
                source.title, source.publisher, source.url, source.published or "", value.fact or "",
            ]
        )  # fmt: skip
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _point(value: Value, series: Series, language: Language) -> str:
    number = number_in_words(value.value, series.decimals, language)
    return say("chart_point", language, year=value.year, value=number, who=_name(value.counter, series, language))


def _name(counter_id: str, series: Series, language: Language) -> str:
    return next(counter.name[language] for counter in series.counters if counter.id == counter_id)


def _who_counted(series: Series, language: Language) -> str:
    counted = Counter(value.counter for value in in_order(series))
    most, times = counted.most_common(1)[0]
    if len(counted) == 1:
        return say("chart_counted_alone", language, count=len(series.values), most=_name(most, series, language))
    if times == 1:
        names = _listed([_name(who, series, language) for who in counted][:5], language)
        more = "" if len(counted) <= 5 else " …"
        return say("chart_counted_each", language, count=len(series.values), most=names + more)
    named = (
        f"{_name(most, series, language)} ({times})"
        if language != "zh"
        else f"{_name(most, series, language)}（{times}）"
    )
    return say("chart_counted", language, count=len(series.values), counters=len(counted), most=named)


def _differences(series: Series, language: Language) -> list[str]:
    """The years for which counters differ most, as far apart as they are, in order of years."""
    of_year: dict[int, list[float]] = defaultdict(list)
    for value in series.values:
        of_year[value.year].append(value.value)
    apart = [(max(found) / max(min(found), 1e-9), year) for year, found in of_year.items() if max(found) > min(found)]
    years = sorted(year for _, year in sorted(apart, reverse=True)[:MOST_DIFFERENCES])
    return [
        say(
            "chart_differ_year",
            language,
            year=year,
            low=number_in_words(min(of_year[year]), series.decimals, language),
            high=number_in_words(max(of_year[year]), series.decimals, language),
        )
        for year in years
    ]


def _has_gaps(values: Iterable[Value]) -> bool:
    years = {value.year for value in values}
    return len(years) < max(years) - min(years) + 1


def _listed(words: Iterable[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(words)


def _letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    tens, rest = divmod(number, 26)
    return (_letter(tens - 1) if tens else "") + chr(ord("A") + rest)
