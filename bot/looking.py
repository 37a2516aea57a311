"""Timelines and charts in the terminal: the words on standard output, the picture or the CSV into a file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from bot.answers.phrases import say
from bot.answers.selection import is_readable, read_selection
from bot.answers.series_table import caption, csv_file, series_asked_for, table, table_pages
from bot.answers.timeline import nothing_there, periods, timeline, unreadable_text, whole_text
from bot.facts.model import LANGUAGES, Language
from bot.matching.finder import Finder
from bot.pictures.describing import picture_of_series, picture_of_timeline
from bot.pictures.fonts import why_not
from bot.pictures.picture import Picture, drawn


def print_timeline(finder: Finder, text: str, language: Language | None, picture: Path | None) -> int:
    """Print all facts of a span; draw them into a file if one is named. Returns the exit status: 1 when there are none."""
    spoken = language or finder.read(text).language
    if not text:
        print("\n".join(period.label for period in periods(finder.base, spoken)))
        return 0
    selection = read_selection(text, finder, spoken, date.today())
    if not is_readable(selection, finder.base):
        print(unreadable_text(text, spoken))
        return 1
    shown = timeline(selection, finder.base, spoken)
    if not shown.facts:
        lead, near = nothing_there(shown, finder.base)
        print("\n".join([lead, *(choice.label for choice in near)]))
        return 1
    print(whole_text(shown))
    return _write(picture_of_timeline(shown, finder.base, date.today()), picture) if picture else 0


def print_chart(finder: Finder, text: str, language: Language | None, out: Path | None) -> int:
    """Print what a series tells and its numbers; into a file, as chart (.png) or as data (.csv). Returns the exit status."""
    spoken = language or finder.read(text).language
    found = series_asked_for(text, finder, spoken) if text else ()
    if len(found) != 1:
        if text:
            print(say("chart_which" if found else "chart_unknown", spoken, text=text))
        print("\n".join(series.title[spoken] for series in found or finder.base.series.values()))
        return 1 if text else 0
    (series,) = found
    print(caption(series, finder.base, spoken))
    for page in range(table_pages(series)):
        _, rows, below = table(series, spoken, page)
        print(f"\n{rows}\n\n{below}")
    if out is None:
        return 0
    if out.suffix == ".csv":
        return _save(csv_file(series, finder.base, spoken), out)
    return _write(picture_of_series(series, finder.base, spoken), out)


def picture_problems() -> list[str]:
    """Why pictures cannot be drawn, one line for each reason; empty when all is well."""
    return list(dict.fromkeys(reason for language in LANGUAGES if (reason := why_not(language))))


def _write(picture: Picture, path: Path) -> int:
    reason = why_not(picture.language)
    if reason:
        print(reason, file=sys.stderr)
        return 2
    return _save(drawn(picture), path)


def _save(content: bytes, path: Path) -> int:
    try:
        path.write_bytes(content)
    except OSError as error:
        print(f"{path}: cannot be written ({error.strerror}); name a file in a folder that exists", file=sys.stderr)
        return 2
    print(path, file=sys.stderr)
    return 0
