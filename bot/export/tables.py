"""The base as tables for spreadsheet programs: CSV in UTF-8 with a byte order mark, without which Chinese breaks there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Fact

BYTE_ORDER_MARK = "\ufeff"
BETWEEN = "; "
TEXTS = ("title", "text", "attribution", "disagreement")
FACT_COLUMNS = (
    *("id", "date", "first_day", "last_day", "topic", "status", "direction"),
    *(f"{name}_{language}" for name in TEXTS for language in LANGUAGES),
    *("entities", "tags", "sources"),
)
SERIES_COLUMNS = ("series", "year", "counter", "value", "unit", "source", "note")

# A spreadsheet program takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def facts_csv(base: FactBase) -> str:
    """One row a fact, in chronicle order."""
    return _table(FACT_COLUMNS, (_fact_row(fact) for fact in base.facts.values()))


def series_csv(base: FactBase) -> str:
    """One row a figure; unit and note in English."""
    rows = []
    for series in base.series.values():
        for value in series.values:
            number = int(value.value) if value.value.is_integer() else value.value
            note = _cell(value.note["en"]) if value.note else ""
            rows.append((series.id, value.year, value.counter, number, _cell(series.unit["en"]), value.source, note))
    return _table(SERIES_COLUMNS, rows)


def _fact_row(fact: Fact) -> tuple[str, ...]:
    when = fact.when
    texts = (getattr(fact, name) for name in TEXTS)
    return (
        fact.id,
        fact.date,
        when.first_day.isoformat() if when.start else "",
        when.last_day.isoformat() if when.end else "",
        fact.topic,
        fact.status,
        fact.direction or "",
        *(_cell(text[language]) if text else "" for text in texts for language in LANGUAGES),
        BETWEEN.join(fact.entities),
        BETWEEN.join(fact.tags),
        BETWEEN.join(fact.sources),
    )


def _cell(text: str) -> str:
    """A text that stays text: a leading apostrophe keeps it from being taken for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows(rows)
    return BYTE_ORDER_MARK + file.getvalue()
