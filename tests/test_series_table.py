"""Series in words and numbers: captions, tables and CSV files."""

from __future__ import annotations

import csv
import io

import pytest

from bot.answers.series_table import (
    CAPTION_LIMIT,
    caption,
    csv_file,
    footer,
    in_order,
    series_asked_for,
    table,
    table_pages,
)
from bot.facts.base import FactBase, Knowledge
from bot.facts.checks import utf16_length
from bot.facts.model import LANGUAGES, Language
from bot.matching.finder import Finder
from tests.conftest import Golden

ASKED = {
    "trade": ["china-cuba-trade"],
    "comercio": ["china-cuba-trade"],
    "贸易": ["china-cuba-trade"],
    "visitantes": ["chinese-visitors-to-cuba"],
    "游客": ["chinese-visitors-to-cuba"],
    "UN votes": ["un-embargo-abstentions", "un-embargo-votes-against", "un-embargo-votes-for"],
    "exports": ["chinese-exports-to-cuba", "chinese-imports-from-cuba"],
    "solar": ["solar-capacity-of-cuba", "solar-parks-in-cuba"],
    "Exportaciones de Cuba a China": ["chinese-imports-from-cuba"],
    "weather": [],
    "": [],
}


@pytest.fixture
def base(real_knowledge: Knowledge) -> FactBase:
    return real_knowledge.base


@pytest.mark.parametrize("text", ASKED)
def test_series_are_found_by_their_words(real_finder: Finder, text: str) -> None:
    """Who writes "comercio" would get the list of all series, or the wrong chart."""
    assert sorted(series.id for series in series_asked_for(text, real_finder, None)) == ASKED[text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_read_as_before(base: FactBase, language: Language, golden: Golden) -> None:
    """A change of wording would slip in unseen."""
    chosen = ("un-embargo-votes-for", "chinese-loans-to-cuba", "solar-parks-in-cuba")
    golden(f"charts-{language}.txt", "\n---\n".join(caption(base.series[one], base, language) for one in chosen) + "\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_fits_a_message(base: FactBase, language: Language) -> None:
    """Telegram would refuse the caption or the table of some series."""
    for series in base.series.values():
        assert utf16_length(caption(series, base, language)) <= CAPTION_LIMIT
        for page in range(table_pages(series)):
            assert utf16_length("".join(table(series, language, page))) < 3800


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_every_figure_once(base: FactBase, language: Language) -> None:
    """A figure would be missing where a page ends, or its counter be another's."""
    for series in base.series.values():
        rows: list[list[str]] = []
        named: dict[str, str] = {}
        for page in range(table_pages(series)):
            _, text, below = table(series, language, page)
            rows += [line.split() for line in text.split("\n")]
            named |= dict(line.split("  ", 1) for line in below.split("\n") if "  " in line)
        who = {counter.id: counter.name[language] for counter in series.counters}
        assert [(int(row[0]), named[row[-1]]) for row in rows] == [(v.year, who[v.counter]) for v in in_order(series)]


def test_numbers_are_written_the_local_way(base: FactBase) -> None:
    """A Spanish reader would take 2.652 for two and a half."""
    trade = base.series["china-cuba-trade"]
    assert "2,652" in caption(trade, base, "en")
    assert "2.652" in caption(trade, base, "es")
    assert "2,652" in caption(trade, base, "zh")


def test_what_must_be_known_of_a_figure_is_told_with_it(base: FactBase) -> None:
    """Half a year's trade would be read as that of a whole year, and as a collapse."""
    told = caption(base.series["china-cuba-trade"], base, "en")
    notes = {value.year: value.note["en"] for value in base.series["china-cuba-trade"].values if value.note}
    assert f"2025 (the Chinese embassy in Havana). {notes[2025]}\n" in told
    assert told.count(notes[1966]) == 1, "first and lowest at once, told once"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_footer_names_whose_figures_they_are(base: FactBase, language: Language) -> None:
    """A picture passed on without the chat would not say where its figures come from."""
    solar, trade = base.series["solar-parks-in-cuba"], base.series["china-cuba-trade"]
    assert all(base.sources[value.source].publisher in footer(solar, base, language) for value in solar.values)
    assert str(len({value.source for value in trade.values})) in footer(trade, base, language), "too many to name"


def test_the_file_holds_figures_that_programs_can_read(base: FactBase) -> None:
    """A spreadsheet would show garbled names, or numbers as text."""
    series = base.series["china-cuba-trade"]
    content = csv_file(series, base, "zh")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(int(row["year"]), float(row["value"])) for row in rows] == [(v.year, v.value) for v in in_order(series)]
    assert all(row["url"].startswith("http") and row["counter"] for row in rows)
