"""Timelines: what words select, pages that leave nothing out, and buttons that carry a selection."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.phrases import say
from bot.answers.selection import MOST_BYTES, Selection, is_readable, parse_payload, read_selection, selected
from bot.answers.timeline import (
    CAPTION_LIMIT,
    MOST_ON_A_PAGE,
    Timeline,
    nearest,
    page_text,
    pages,
    periods,
    timeline,
    unreadable_text,
    whole_text,
)
from bot.facts.base import FactBase, Knowledge
from bot.facts.checks import utf16_length
from bot.facts.model import LANGUAGES, Fact, Language
from bot.matching.finder import Finder
from bot.matching.spans import Span
from tests.conftest import Golden

TODAY = date(2026, 11, 24)
ALL = ("1960-01-01", "1969-12-31")

# What is written → first day, last day, ids selected by, words left over.
READINGS: dict[str, tuple[str | None, str | None, set[str], set[str]]] = {
    "1960s": (*ALL, set(), set()),
    "años sesenta": (*ALL, set(), set()),
    "los 60": (*ALL, set(), set()),
    "1960年代": (*ALL, set(), set()),
    "20世纪60年代": (*ALL, set(), set()),
    "1960–65": ("1960-01-01", "1965-12-31", set(), set()),
    "from 1995 to 2004: visits": ("1995-01-01", "2004-12-31", {"visits"}, set()),
    "visitas 1995-2004": ("1995-01-01", "2004-12-31", {"visits"}, set()),
    "1995至2004年访问": ("1995-01-01", "2004-12-31", {"visits"}, set()),
    "last ten years": ("2017-01-01", "2026-12-31", set(), set()),
    "últimos diez años": ("2017-01-01", "2026-12-31", set(), set()),
    "los últimos 5 años": ("2022-01-01", "2026-12-31", set(), set()),
    "近十年": ("2017-01-01", "2026-12-31", set(), set()),
    "past decade": ("2017-01-01", "2026-12-31", set(), set()),
    "last year": ("2025-01-01", "2025-12-31", set(), set()),
    "今年": ("2026-01-01", "2026-12-31", set(), set()),
    "19th century": ("1800-01-01", "1899-12-31", set(), set()),
    "siglo XIX": ("1800-01-01", "1899-12-31", set(), set()),
    "19世纪": ("1800-01-01", "1899-12-31", set(), set()),
    "Hu Jintao 2008": ("2008-01-01", "2008-12-31", {"hu-jintao"}, set()),
    "胡锦涛 2008年": ("2008-01-01", "2008-12-31", {"hu-jintao"}, set()),
    "loans since 2010": ("2010-01-01", "2049-12-31", {"debt-and-finance", "loan"}, set()),
    "2010年以来的贷款": ("2010-01-01", "2049-12-31", {"debt-and-finance", "loan"}, set()),
    "before 1900": ("1800-01-01", "1899-12-31", set(), set()),
    "noviembre de 1960": ("1960-11-01", "1960-11-30", set(), set()),
    "trade": (None, None, {"trade"}, set()),
    "préstamos desde 2010": ("2010-01-01", "2049-12-31", set(), {"prestamos"}),
    "asdf qwertz": (None, None, set(), {"asdf", "qwertz"}),
    "!?": (None, None, set(), set()),
}


# What is written → the heading in that language.
HEADINGS: dict[str, tuple[Language, str]] = {
    "préstamos desde 2010": ("es", "Desde 2010 · «préstamos»"),
    "PRESTAMOS desde 2010": ("es", "Desde 2010 · «préstamos»"),
    "1995-2004 visits": ("en", "1995–2004 · Visits"),
}


@pytest.fixture
def base(real_knowledge: Knowledge) -> FactBase:
    return real_knowledge.base


@pytest.mark.parametrize("text", HEADINGS)
def test_a_heading_has_words_as_they_are_written(real_finder: Finder, text: str) -> None:
    """Over a picture, Spanish words would stand without their accents: «prestamos» is "we lend"."""
    language, heading = HEADINGS[text]
    selection = read_selection(text, real_finder, language, TODAY)
    assert timeline(selection, real_finder.base, language).heading == heading


@pytest.mark.parametrize("text", READINGS)
def test_what_words_select(real_finder: Finder, text: str) -> None:
    """Somebody who writes a span in their own words would get another one, or none."""
    first, last, keys, words = READINGS[text]
    selection = read_selection(text, real_finder, None, TODAY)
    span = selection.span and (selection.span.first.isoformat(), selection.span.last.isoformat())
    assert span == ((first, last) if first else None)
    assert {key for group in selection.groups for key in group} == keys
    assert set(selection.words) == words
    assert parse_payload(selection.payload(), real_finder.base) == selection


def test_words_that_no_fact_tells_of_are_not_read(real_finder: Finder) -> None:
    """A slip of the pen would be answered with an empty list, as if nothing had happened."""
    for text in ("asdf qwertz", "!?", "1960s asdf"):
        assert not is_readable(read_selection(text, real_finder, None, TODAY), real_finder.base)
    assert is_readable(read_selection("préstamos desde 2010", real_finder, None, TODAY), real_finder.base)


def spans() -> st.SearchStrategy[Span]:
    days = st.dates(date(1840, 1, 1), date(2030, 1, 1))
    return st.tuples(days, days).map(lambda pair: Span(min(pair), max(pair)))


@given(span=spans(), language=st.sampled_from(LANGUAGES))
def test_every_fact_stands_on_one_page_in_order(real_knowledge: Knowledge, span: Span, language: Language) -> None:
    """A fact would be skipped or told twice where a page ends, or a page would not fit below its picture."""
    shown = timeline(Selection(span), real_knowledge.base, language)
    found = pages(shown)
    assert [fact for page in found for fact in page.facts] == list(shown.facts)
    assert list(shown.facts) == sorted(shown.facts, key=lambda fact: (fact.when.sort_key, fact.id))
    assert len(set(shown.facts)) == len(shown.facts)
    number = 1
    for at, page in enumerate(found, 1):
        assert page.first == number
        assert 1 <= len(page.facts) <= MOST_ON_A_PAGE
        assert utf16_length(page_text(shown, page, at, len(found))) <= CAPTION_LIMIT
        number += len(page.facts)


def test_long_lines_make_shorter_pages(base: FactBase) -> None:
    """Titles as long as the base allows would push a caption over what Telegram takes."""
    facts = tuple(base.facts.values())[:30]
    long = tuple(f.model_copy(update={"title": f.title.model_copy(update={"en": "long " * 40})}) for f in facts)
    shown = Timeline(Selection(), long, "Everything", "en")
    assert [fact for page in pages(shown) for fact in page.facts] == list(long)
    texts = [page_text(shown, page, 1, 99) for page in pages(shown)]
    assert max(map(utf16_length, texts)) <= CAPTION_LIMIT


@given(text=st.text(max_size=70))
def test_what_a_button_carries_is_not_trusted(real_knowledge: Knowledge, text: str) -> None:
    """Whoever forges a button could make the bot fall over."""
    selection = parse_payload(text, real_knowledge.base)
    if selection is not None:
        selected(selection, real_knowledge.base)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "//",
        "19601301-19601231//",
        "19600101//",
        "/ffffff/",
        "/abcdef,/",
        "//a:b",
        "19600101-19691231/zz/",
        "//" + "a." * 9,
    ],
)
def test_forged_selections_are_none_or_harmless(base: FactBase, text: str) -> None:
    """A date that does not exist, or a topic that is gone, would raise."""
    selection = parse_payload(text, base)
    assert selection is None or selected(selection, base) is not None


def test_everything_that_fits_fits_a_button(real_finder: Finder) -> None:
    """A button with more than 64 bytes is refused by Telegram, and the whole message with it."""
    for text in READINGS:
        selection = read_selection(text, real_finder, None, TODAY)
        assert selection.fits
        assert len(f"t:999/{selection.payload()}:en".encode()) <= 64
    many = read_selection("1960s sugar nickel rice soybeans machinery tractors bicycles", real_finder, None, TODAY)
    assert not many.fits
    assert len(many.payload().encode()) > MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_buttons_leave_no_fact_out(base: FactBase, language: Language) -> None:
    """A fact of a poor decade could not be reached from the start, or a button would lead to nothing."""
    offered = periods(base, language)
    reached: set[Fact] = set()
    for period in offered:
        found = selected(period.selection, base)
        assert str(len(found)) in period.label
        reached |= set(found)
    assert reached == set(base.facts.values())
    assert len({period.label for period in offered}) == len(offered)


def test_where_there_is_nothing_the_nearest_is_near(real_finder: Finder) -> None:
    """An empty span would end in silence, although the next year has what was sought."""
    selection = read_selection("visits 1950-1958", real_finder, "en", TODAY)
    assert not selected(selection, real_finder.base)
    near = nearest(selection, real_finder.base)
    assert near and all(fact.topic == "visits" for fact in near)
    assert all(fact.when.first_day.year <= 1961 for fact in near)


@pytest.mark.parametrize("language", LANGUAGES)
def test_timelines_read_as_before(small_base: FactBase, language: Language, golden: Golden) -> None:
    """A change of wording would slip in unseen."""
    whole = timeline(Selection(), small_base, language)
    parts = [whole_text(whole), unreadable_text("asdf", language), unreadable_text("", language, too_much=True)]
    span = Span(date(2023, 1, 1), date(2023, 12, 31))
    parts += [whole_text(timeline(Selection(span), small_base, language))]
    parts += [period.label for period in periods(small_base, language)]
    golden(f"timeline-{language}.txt", "\n---\n".join(parts) + "\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_contested_facts_are_marked_in_words(base: FactBase, language: Language) -> None:
    """A rumour would stand in the list like what is proved."""
    shown = timeline(Selection(), base, language)
    lines = whole_text(shown).split("\n")[2:]
    for fact, line in zip(shown.facts, lines, strict=True):
        if fact.status != "established":
            assert say(f"mark_{fact.status}", language) in line
