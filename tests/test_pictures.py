"""Pictures: nothing covers anything, dates no more exact than they are, each drawn once and apart from the bot."""

from __future__ import annotations

import asyncio
import dataclasses
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font

from bot.answers.selection import Selection
from bot.answers.timeline import Timeline, timeline
from bot.facts.base import FactBase, Knowledge
from bot.facts.model import LANGUAGES, Language
from bot.matching.spans import Span
from bot.pictures import density, fonts, series_chart, timeline_chart
from bot.pictures.canvas import WIDTH, Canvas, width_of
from bot.pictures.describing import MOST_LABELS, picture_of_series, picture_of_timeline
from bot.pictures.drawing import DrawingError, Easel, draw_apart, picture_key
from bot.pictures.layout import lanes, spread, wrapped
from bot.pictures.picture import DensityPicture, Line, Picture, TimelinePicture
from bot.pictures.plot import Plot

TODAY = date(2026, 11, 24)
SPANS = {
    "a month": Span(date(1960, 11, 1), date(1960, 11, 30)),
    "a year": Span(date(2008, 1, 1), date(2008, 12, 31)),
    "years far apart": Span(date(1847, 1, 1), date(1939, 12, 31)),
    "a poor decade": Span(date(1970, 1, 1), date(1979, 12, 31)),
    "a rich decade": Span(date(2010, 1, 1), date(2019, 12, 31)),
}


def shown_in(span: Span, base: FactBase, language: Language) -> Timeline:
    return timeline(Selection(span), base, language)


def boxes(canvas: Canvas) -> list[tuple[float, float, float, float]]:
    """The real extents of all texts of a picture, in pixels."""
    renderer = canvas.figure.canvas.get_renderer()  # type: ignore[attr-defined]
    extents = [text.get_window_extent(renderer) for text in canvas.texts]
    return [(box.x0, box.y0, box.x1, box.y1) for box in extents]


def assert_tidy(canvas: Canvas) -> None:
    found = boxes(canvas)
    for text, (x0, y0, x1, y1) in zip(canvas.texts, found, strict=True):
        assert x0 >= 0 and x1 <= WIDTH + 1, f"{text.get_text()!r} runs over the edge"
        assert y0 >= 0 and y1 <= canvas.height + 1, f"{text.get_text()!r} runs over the edge"
    for (one, a), (other, b) in combinations(zip(canvas.texts, found, strict=True), 2):
        apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
        assert apart, f"{one.get_text()!r} covers {other.get_text()!r}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SPANS)
def test_no_label_of_a_timeline_covers_another(real_knowledge: Knowledge, name: str, language: Language) -> None:
    """Labels of one busy month would lie on each other, and none could be read."""
    picture = picture_of_timeline(shown_in(SPANS[name], real_knowledge.base, language), real_knowledge.base, TODAY)
    if isinstance(picture, TimelinePicture):
        assert_tidy(timeline_chart.laid_out(picture))
    else:
        assert isinstance(picture, DensityPicture)
        assert_tidy(density.laid_out(picture))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_chart_covers_another(real_knowledge: Knowledge, language: Language) -> None:
    """Years, numbers or names of counters would run into each other in some series."""
    for series in real_knowledge.base.series.values():
        assert_tidy(series_chart.laid_out(picture_of_series(series, real_knowledge.base, language)))


def places() -> st.SearchStrategy[list[tuple[float, float]]]:
    place, height = st.floats(0, 5000, allow_nan=False), st.floats(5, 200, allow_nan=False)
    return st.lists(st.tuples(place, height), min_size=1, max_size=30).map(sorted)


@given(wanted=places(), gap=st.floats(0, 30))
def test_spread_labels_keep_order_and_distance(wanted: Sequence[tuple[float, float]], gap: float) -> None:
    """Two labels would overlap, change places, or stand above the picture."""
    heights = [height for _, height in wanted]
    centres = spread([place for place, _ in wanted], heights, gap, 0)
    assert centres[0] - heights[0] / 2 >= -1e-6
    for (a, b), (x, y) in zip(pairwise(centres), pairwise(heights), strict=True):
        assert b - a >= x / 2 + y / 2 + gap - 1e-6


def test_a_label_with_room_stays_where_it_belongs() -> None:
    """Labels would be moved although nothing is in their way."""
    assert spread([100, 300, 900], [40, 40, 40], 10, 0) == [100, 300, 900]


@given(
    stretches=st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 50)).map(lambda s: (s[0], s[0] + s[1])), min_size=1, max_size=40
    ).map(sorted)
)
def test_bars_of_one_lane_never_meet(stretches: list[tuple[float, float]]) -> None:
    """Two facts of the same time would look like one."""
    chosen = lanes(stretches, 1)
    for (one, a), (other, b) in combinations(zip(chosen, stretches, strict=True), 2):
        assert one != other or a[1] + 1 <= b[0]


@given(text=st.text(alphabet="ab 中文，。", min_size=1, max_size=80), room=st.integers(3, 30))
def test_wrapped_text_keeps_every_letter(text: str, room: int) -> None:
    """A long title would lose its end, or run out of the picture."""
    lines = wrapped(text, [1.0] * len(text), room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= room for line in lines)


def test_marks_stand_on_the_right_side_of_a_break() -> None:
    """A line would begin with a closing mark or a dot, or end with an opening one, as no printed page does."""
    lines = wrapped("abc《中文》·def", [1.0] * 11, 4)
    assert lines == ["abc", "《中", "文》·", "def"]


def test_a_middle_dot_leaves_no_hole(real_knowledge: Knowledge) -> None:
    """Beside spaces, the dot of a Chinese typeface would tear a heading in two."""
    assert width_of("a · b", 20) == width_of("a·b", 20)
    canvas = Canvas(100)
    canvas.text(0, 50, "24 sources · facts", 20)
    assert [text.get_text() for text in canvas.texts] == ["24 sources·facts"]


def test_no_line_to_a_label_crosses_another(real_knowledge: Knowledge) -> None:
    """'1997' and 'January 1997', which begin on the same day, would each seem to have the other's label."""
    facts = tuple(f for f in real_knowledge.base.facts.values() if f.date in ("1997", "1997-01", "1997-02"))
    shown = Timeline(Selection(), facts, "1997", "en")
    picture = picture_of_timeline(shown, real_knowledge.base, TODAY)
    assert isinstance(picture, TimelinePicture)
    starts = timeline_chart.beginnings([(mark.first.toordinal(), mark.last.toordinal()) for mark in picture.marks])
    assert len(facts) > 1
    assert starts == sorted(starts)


@pytest.mark.parametrize("fact_id", ["date-known-to-the-day", "only-the-year", "about-a-year", "going-on"])
def test_dates_look_no_more_exact_than_they_are(real_knowledge: Knowledge, fact_id: str) -> None:
    """A fact of which only the year is known would be drawn as if it had happened on 1 January."""
    kinds = {
        "date-known-to-the-day": ("1960-09-28", "day", date(1960, 9, 28), date(1960, 9, 28), False),
        "only-the-year": ("1960", "stretch", date(1960, 1, 1), date(1960, 12, 31), False),
        "about-a-year": ("1960~", "about", date(1960, 1, 1), date(1960, 12, 31), False),
        "going-on": ("2006/..", "stretch", date(2006, 1, 1), TODAY, True),
    }
    edtf, *expected = kinds[fact_id]
    fact = next(iter(real_knowledge.base.facts.values()))
    changed = fact.model_copy(update={"date": edtf})
    vars(changed).pop("when", None)
    picture = picture_of_timeline(Timeline(Selection(), (changed,), "x", "en"), real_knowledge.base, TODAY)
    assert isinstance(picture, TimelinePicture)
    (mark,) = picture.marks
    assert [mark.shape, mark.first, mark.last, mark.is_open] == expected


def test_long_timelines_are_counted_by_year(real_knowledge: Knowledge) -> None:
    """Hundreds of labels would make a picture that no phone shows."""
    shown = shown_in(SPANS["a rich decade"], real_knowledge.base, "en")
    assert len(shown.facts) > MOST_LABELS
    picture = picture_of_timeline(shown, real_knowledge.base, TODAY)
    assert isinstance(picture, DensityPicture)
    assert sum(sum(counts) for _, _, counts in picture.counts) == len(shown.facts)


def test_missing_years_are_no_line(real_knowledge: Knowledge) -> None:
    """A line over years without figures would show trade that nobody counted."""
    canvas = Canvas(1000)
    plot = Plot(100, 2000, 2010, 10)
    series_chart._runs(canvas, plot, Line("x", ((2000, 1.0), (2001, 2.0), (2005, 3.0))), "#000000")
    assert len(canvas.figure.lines) + len([a for a in canvas.figure.artists if a]) == 1


@pytest.fixture
def picture(real_knowledge: Knowledge) -> Picture:
    return picture_of_series(real_knowledge.base.series["un-embargo-votes-for"], real_knowledge.base, "zh")


async def test_a_picture_is_drawn_by_another_process(picture: Picture, tmp_path: Path) -> None:
    """Whoever asks meanwhile would wait, and seventy megabytes would stay in memory for good."""
    png = await draw_apart(picture, tmp_path)
    assert png.startswith(b"\x89PNG")


def test_the_bot_starts_without_matplotlib() -> None:
    """Every start would take a second longer."""
    code = "import bot.telegram.app, bot.looking, sys; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_a_picture_is_drawn_once(picture: Picture, tmp_path: Path) -> None:
    """Ten people who open the same chart at once would have it drawn ten times; a restart once more."""
    at_once, most = 0, 0

    async def draw(_picture: Picture) -> bytes:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.01)
        at_once -= 1
        return b"\x89PNG"

    easel = Easel(tmp_path, draw)
    others = [picture_of_series_in(language, picture) for language in LANGUAGES]
    await asyncio.gather(*(easel.picture(one) for one in [picture] * 10 + others))
    assert most == 1
    assert easel.drawn == len({picture_key(one) for one in [picture, *others]})
    again = Easel(tmp_path, draw)
    await again.picture(picture)
    assert again.drawn == 0


def picture_of_series_in(language: Language, like: Picture) -> Picture:
    return dataclasses.replace(like, language=language)


async def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    """A fault in drawing would end in a stack trace instead of the list without a picture."""
    with pytest.raises(DrawingError):
        await draw_apart("no picture", tmp_path)  # type: ignore[arg-type]


def test_without_a_font_only_chinese_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chinese readers would get a picture full of empty boxes; others would lose theirs for nothing."""
    monkeypatch.setattr(fonts, "font_file", lambda: None)
    assert "pylopdf-fonts-zh-cn" in fonts.why_not("zh")
    assert fonts.why_not("en") == fonts.why_not("es") == ""


def test_the_font_has_every_character_of_the_base(real_knowledge: Knowledge) -> None:
    """Some name would be drawn as an empty box."""
    file = fonts.font_file()
    assert file is not None
    known = set(FT2Font(str(file)).get_charmap())
    texts = [text for fact in real_knowledge.base.facts.values() for _, text in fact.title]
    for series in real_knowledge.base.series.values():
        texts += [text for part in (series.title, series.unit, *(c.name for c in series.counters)) for _, text in part]
    assert {c for text in texts for c in text if ord(c) not in known} == set()
