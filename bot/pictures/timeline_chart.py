"""A timeline of up to two dozen facts: time runs downwards, every fact has its label, and nothing covers anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate

from bot.pictures.canvas import (
    BODY,
    COLOURS,
    FAINT,
    INK,
    MARGIN,
    SMALL,
    TITLE,
    WIDTH,
    Canvas,
    height_of,
    lines_of,
)  # fmt: skip
from bot.pictures.layout import lanes, spread
from bot.pictures.picture import Mark, TimelinePicture

AXIS = 150
LANES = 190
LANE, THINNEST, FROM_BEGINNING = 22, 5, 20
GAP = 16
FEWEST_PIXELS = 500
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50)
MOST_TICKS = 16


def draw(picture: TimelinePicture) -> bytes:
    """The picture as PNG."""
    return laid_out(picture).png()


def laid_out(picture: TimelinePicture) -> Canvas:
    """The picture with everything in its place."""
    first, last = _extent(picture.marks)
    days = max((last - first).days, 1)
    lane_of = lanes([((m.first - first).days, (m.last - first).days) for m in picture.marks], days * 0.02)
    lane = min(LANE, 170 / (max(lane_of) + 1))
    left = LANES + lane * (max(lane_of) + 1) + 64
    whens = [f"{mark.number}. {mark.when}" for mark in picture.marks]
    labels = [lines_of(mark.label, BODY, WIDTH - MARGIN - left) for mark in picture.marks]
    heads = [lines_of(when, SMALL, WIDTH - MARGIN - left) for when in whens]
    heights = [height_of(len(h), SMALL) + height_of(len(b), BODY) for h, b in zip(heads, labels, strict=True)]
    title = lines_of(picture.title, TITLE, WIDTH - 2 * MARGIN)
    top = MARGIN + height_of(len(title), TITLE) + 40
    extent = max(FEWEST_PIXELS, sum(heights) + GAP * (len(heights) - 1) - (heights[0] + heights[-1]) / 2)

    def at(day: date) -> float:
        return top + extent * (day - first).days / days

    anchors = beginnings([(at(mark.first), at(mark.last)) for mark in picture.marks])
    centres = spread(anchors, heights, GAP, top - heights[0] / 2)
    bottom = max(top + extent, centres[-1] + heights[-1] / 2) + 34
    key_height = (len(picture.key) + 1) * 36 if picture.key else 0
    canvas = Canvas(bottom + key_height + 76)
    canvas.paragraph(MARGIN, MARGIN, title, TITLE)
    _axis(canvas, first, last, top, extent)
    for number, anchor in enumerate(anchors):
        _leader(canvas, LANES + lane * (lane_of[number] + 1), anchor, left - 12, centres[number])
    for number, mark in enumerate(picture.marks):
        x = LANES + lane * lane_of[number]
        _mark(canvas, mark, x, at(mark.first), at(mark.last), lane)
        end = canvas.paragraph(left, centres[number] - heights[number] / 2, heads[number], SMALL, FAINT)
        canvas.paragraph(left, end, labels[number], BODY)
    _key(canvas, picture, bottom)
    canvas.text(MARGIN, canvas.height - 34, picture.footer, SMALL, FAINT)
    return canvas


def beginnings(stretches: Sequence[tuple[float, float]]) -> list[float]:
    """Where the line to a label leaves each bar (top and bottom, in ascending order): near its beginning, but not below
    where the next one does, so that the labels stand in the order of the list and no line crosses another."""
    wished = [first + min(last - first, FROM_BEGINNING) / 2 for first, last in stretches]
    return list(accumulate(reversed(wished), min))[::-1]


def _extent(marks: tuple[Mark, ...]) -> tuple[date, date]:
    """Whole years around all marks, or whole months when they lie within one year."""
    first, last = min(mark.first for mark in marks), max(mark.last for mark in marks)
    if first.year == last.year:
        after = date(last.year, 12, 31) if last.month == 12 else date(last.year, last.month + 1, 1)
        return first.replace(day=1), after
    return date(first.year, 1, 1), date(last.year, 12, 31)


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    if first.year == last.year:
        for month in range(first.month, last.month + 1):
            yield date(first.year, month, 1), f"{first.year}-{month:02}"
        return
    years = last.year - first.year + 1
    step = next((step for step in YEAR_STEPS if years / step <= MOST_TICKS), 100)
    for year in range(-(-first.year // step) * step, last.year + 2, step):
        yield date(year, 1, 1), str(year)


def _axis(canvas: Canvas, first: date, last: date, top: float, extent: float) -> None:
    canvas.line([AXIS + 14, AXIS + 14], [top, top + extent], INK, 2)
    days = max((last - first).days, 1)
    for day, label in _ticks(first, last):
        y = top + extent * (day - first).days / days
        if y <= top + extent + 2:
            canvas.line([AXIS + 4, AXIS + 14], [y, y], INK, 2)
            canvas.text(AXIS - 4, y, label, SMALL, FAINT, "right")


def _leader(canvas: Canvas, x: float, y: float, to_x: float, to_y: float) -> None:
    bend = to_x - 18
    canvas.line([x, max(x, bend - 34), bend, to_x], [y, y, to_y, to_y], "#b8c0c7", 1.2)


def _mark(canvas: Canvas, mark: Mark, x: float, top: float, bottom: float, lane: float) -> None:
    colour = COLOURS[mark.status]
    if mark.shape == "day":
        canvas.dot(x + lane / 2, (top + bottom) / 2, colour, 10, filled=mark.status == "established")
        return
    height = max(bottom - top, THINNEST)
    canvas.bar(x + 3, top, lane - 6, height, colour, hatched=mark.shape == "about")
    if mark.is_open:
        canvas.dot(x + lane / 2, bottom, colour, 11, marker="v")


def _key(canvas: Canvas, picture: TimelinePicture, top: float) -> None:
    """What the shapes mean; the colours are told in words at each label."""
    for row, (shape, words) in enumerate(picture.key):
        y = top + 36 * row + 18
        if shape == "day":
            canvas.dot(MARGIN + 12, y, FAINT, 10)
        else:
            canvas.bar(MARGIN + 4, y - 12, 16, 24, FAINT, hatched=shape == "about")
        canvas.text(MARGIN + 40, y, words, SMALL, FAINT)
