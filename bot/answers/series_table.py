"""A series in words and numbers: the caption that reads without the chart, the table, and the CSV file."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable

from bot.answers.amounts import number_in_words
from bot.answers.citation import shortened
from bot.answers.dates import date_in_words
from bot.answers.phrases import say
from bot.answers.punctuation import STOP, bracketed, labelled, listed
from bot.answers.reply import capitalised
from bot.facts.base import FactBase
from bot.facts.checks import utf16_length
from bot.facts.model import Language, Series, Value
from bot.matching.cues import STOP_WORDS
from bot.matching.finder import Finder
from bot.matching.text import fold, is_han, words_of

CAPTION_LIMIT = 1024
ROWS_ON_A_PAGE = 16
MOST_DIFFERENCES = 3
MOST_PUBLISHERS = 3
MOST_TITLE_WORDS = 2
# How alike a series must be to what was asked for, and how near to the best one others must come to be offered too.
ALIKE, NEARLY_AS_ALIKE = 0.25, 0.93


def series_asked_for(text: str, finder: Finder, language: Language | None) -> tuple[Series, ...]:
    """The series that fit some words, the best first; several when they fit about as well; none when none does."""
    if not finder.base.series:
        return ()
    question = finder.read(text, language)
    ranked = finder.figures.ranked(question)
    best = ranked[0][1]
    titled = () if question.direction else _titled(text, finder.base)
    alike = [series for series, likeness in ranked if likeness >= max(ALIKE, NEARLY_AS_ALIKE * best)]
    return tuple({series.id: series for series in (*alike, *titled)}.values())


def _titled(text: str, base: FactBase) -> list[Series]:
    """The series in whose titles a word or two occur, as 'votes' does in those for, against and abstained."""
    sought = [word for word in words_of(fold(text)) if word not in STOP_WORDS["en"] | STOP_WORDS["es"]]
    if not 1 <= len(sought) <= MOST_TITLE_WORDS:
        return []

    def holds(title: str) -> bool:
        folded = fold(title)
        words = set(words_of(folded))
        return all(word in folded if is_han(word) else word in words for word in sought)

    return [series for series in base.series.values() if any(holds(title) for _, title in series.title)]


def in_order(series: Series) -> list[Value]:
    """The figures by year, and within a year from the lowest."""
    return sorted(series.values, key=lambda value: (value.year, value.value))


def caption(series: Series, base: FactBase, language: Language) -> str:
    """What a chart tells, in words: title, first, last, highest and lowest with who counted, and where they differ.

    What must be known of these four figures (that one is of half a year only) is told with them, where there is room.
    """
    whole = _caption(series, base, language, with_notes=True)
    if utf16_length(whole) > CAPTION_LIMIT:
        whole = _caption(series, base, language, with_notes=False)
    return whole if utf16_length(whole) <= CAPTION_LIMIT else shortened(whole, CAPTION_LIMIT)


def _caption(series: Series, base: FactBase, language: Language, *, with_notes: bool) -> str:
    values = in_order(series)
    title = bracketed(series.title[language], series.unit[language], language)
    differences, gaps = _differences(series, language), _has_gaps(values)
    notes = sum(value.note is not None for value in values)
    sentences = [
        _who_counted(series, language),
        say("chart_differ", language, years=listed(differences, language)) if differences else "",
        say("chart_gaps", language) if gaps else "",
        say("chart_notes", language, count=notes) if notes else "",
    ]
    told = ("" if language == "zh" else " ").join(sentence for sentence in sentences if sentence)
    ends = "\n".join(_extremes(series, language, with_notes=with_notes))
    return "\n\n".join([title, ends, told, footer(series, base, language)])


def _extremes(series: Series, language: Language, *, with_notes: bool) -> Iterable[str]:
    """A line for each of the first, last, highest and lowest figures; one that is several of these is told once."""
    values = in_order(series)
    by_value = sorted(values, key=lambda value: value.value)
    labels: dict[Value, list[str]] = {}
    for key, value in (("first", values[0]), ("last", values[-1]), ("highest", by_value[-1]), ("lowest", by_value[0])):
        labels.setdefault(value, []).append(say(f"extreme_{key}", language))
    for value, names in labels.items():
        point = _point(value, series, language)
        line = labelled(capitalised(listed(names, language)), point, language) if len(values) > 1 else point
        yield f"{line}{STOP[language]}{value.note[language]}" if value.note and with_notes else line


def footer(series: Series, base: FactBase, language: Language) -> str:
    """Whose sources the figures have, or how many where these are many, and the day on which they were last checked."""
    day, sources = date_in_words(series.checked, language), {value.source for value in series.values}
    publishers = sorted({base.sources[source].publisher for source in sources})
    if len(publishers) <= MOST_PUBLISHERS:
        named = listed(publishers, language)
        return say("chart_footer_named", language, count=len(publishers), publishers=named, date=day)
    return say("chart_footer", language, count=len(sources), date=day)


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
    below += [
        labelled(say("table_note", language, year=v.year, letter=letters[v.counter]), v.note[language], language)
        for v in shown
        if v.note
    ]
    return bracketed(series.title[language], series.unit[language], language), rows, "\n".join(below)


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
        names = listed([_name(who, series, language) for who in counted][:5], language)
        more = "" if len(counted) <= 5 else " …"
        return say("chart_counted_each", language, count=len(series.values), most=names + more)
    named = bracketed(_name(most, series, language), times, language)
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


def _letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    tens, rest = divmod(number, 26)
    return (_letter(tens - 1) if tens else "") + chr(ord("A") + rest)
