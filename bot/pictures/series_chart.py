"""Yearly figures: a line with its own marker for each counter, broken where years are missing."""

from __future__ import annotations

from bot.pictures.canvas import FAINT, MARGIN, SMALL, TITLE, WIDTH, Canvas, height_of, lines_of
from bot.pictures.picture import Line, SeriesPicture
from bot.pictures.plot import PLOT_HEIGHT, Plot, draw_grid, draw_years, round_values, year_labels

# Told apart by colour and by shape, so that either alone is enough.
LOOKS = (
    ("#1f5f8b", "o"), ("#b3261e", "s"), ("#2e7d32", "^"), ("#c77d0a", "v"), ("#6a3d9a", "P"), ("#00838f", "X"),
    ("#8d5524", "<"), ("#ad1457", ">"), ("#37474f", "p"), ("#827717", "h"),
    ("#0d47a1", "d"), ("#e65100", "*"), ("#4a148c", "8"), ("#1b5e20", "H"),
)  # fmt: skip
SINGLE = ("#6b7680", "D")
AHEAD = ("#b8c0c7", "o")


def draw(picture: SeriesPicture) -> bytes:
    """The picture as PNG."""
    return laid_out(picture).png()


def laid_out(picture: SeriesPicture) -> Canvas:
    """The picture with everything in its place."""
    everything = [*picture.lines, picture.single]
    points = [point for line in everything for point in line.points]
    years = [year for year, _ in points]
    values = round_values(max(value for _, value in points), whole=not picture.decimals)
    title = lines_of(picture.title, TITLE, WIDTH - 2 * MARGIN)
    top = MARGIN + height_of(len(title), TITLE) + 60
    room = WIDTH - 2 * MARGIN - 60
    named = [(look, lines_of(line.name, SMALL, room)) for line, look in _looks(picture)]
    if picture.ahead:
        named.append((AHEAD, lines_of(picture.ahead, SMALL, room)))
    heights = [height_of(len(lines), SMALL) + 8 for _, lines in named]
    foot = lines_of(picture.footer, SMALL, WIDTH - 2 * MARGIN)
    foot_height = height_of(len(foot), SMALL)
    canvas = Canvas(top + PLOT_HEIGHT + 66 + sum(heights) + 50 + foot_height)
    canvas.paragraph(MARGIN, MARGIN, title, TITLE)
    canvas.text(MARGIN, top - 34, picture.unit, SMALL, FAINT)
    padding = max(0.5, (max(years) - min(years)) * 0.02)
    plot = Plot(top, min(years) - padding, max(years) + padding, values[-1])
    draw_grid(canvas, plot, values, picture.locale)
    draw_years(canvas, plot, year_labels(min(years), max(years)))
    for line, (colour, marker) in _looks(picture):
        if line is not picture.single:
            _runs(canvas, plot, line, colour)
        for year, value in line.points:
            shown, filled = (AHEAD[0], True) if year > picture.ahead_of else (colour, line is not picture.single)
            canvas.dot(plot.x(year), plot.y(value), shown, 11, filled=filled, marker=marker)
    y = top + PLOT_HEIGHT + 66
    for ((colour, marker), lines), height in zip(named, heights, strict=True):
        canvas.dot(
            MARGIN + 16, y + height_of(1, SMALL) / 2, colour, 11, filled=(colour, marker) != SINGLE, marker=marker
        )
        canvas.paragraph(MARGIN + 48, y, lines, SMALL)
        y += height
    canvas.paragraph(MARGIN, canvas.height - 20 - foot_height, foot, SMALL, FAINT)
    return canvas


def _looks(picture: SeriesPicture) -> list[tuple[Line, tuple[str, str]]]:
    looks = [(line, LOOKS[number % len(LOOKS)]) for number, line in enumerate(picture.lines)]
    return [*looks, *([(picture.single, SINGLE)] if picture.single.points else [])]


def _runs(canvas: Canvas, plot: Plot, line: Line, colour: str) -> None:
    """Joins the figures of one counter in successive years; a missing year leaves a gap."""
    for (year, value), (following, next_value) in zip(line.points, line.points[1:], strict=False):
        if following == year + 1:
            xs, ys = [plot.x(year), plot.x(following)], [plot.y(value), plot.y(next_value)]
            canvas.line(xs, ys, colour, 2.5)
