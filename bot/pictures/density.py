"""How many facts a long timeline holds, year by year or decade by decade, by their standing."""

from __future__ import annotations

from bot.pictures.canvas import COLOURS, FAINT, MARGIN, SMALL, TITLE, WIDTH, Canvas, height_of, lines_of
from bot.pictures.picture import DensityPicture
from bot.pictures.plot import PLOT_HEIGHT, Plot, draw_grid, draw_years, round_values, year_labels

SHARE = 0.8


def draw(picture: DensityPicture) -> bytes:
    """The picture as PNG."""
    return laid_out(picture).png()


def laid_out(picture: DensityPicture) -> Canvas:
    """The picture with everything in its place."""
    each = picture.years_each
    sums = [sum(row) for row in zip(*(counts for _, _, counts in picture.counts), strict=True)]
    values = round_values(max(sums), whole=True)
    title = lines_of(picture.title, TITLE, WIDTH - 2 * MARGIN)
    top = MARGIN + height_of(len(title), TITLE) + 60
    keyed = [(status, f"{words}: {sum(counts)}") for status, words, counts in picture.counts if sum(counts)]
    canvas = Canvas(top + PLOT_HEIGHT + 70 + 36 * len(keyed) + 70)
    canvas.paragraph(MARGIN, MARGIN, title, TITLE)
    canvas.text(MARGIN, top - 34, picture.axis, SMALL, FAINT)
    plot = Plot(top, picture.starts[0] - 0.1 * each, picture.starts[-1] + each, values[-1])
    draw_grid(canvas, plot, values, picture.locale)
    draw_years(
        canvas, plot, [y for y in year_labels(picture.starts[0], picture.starts[-1]) if y in picture.starts], each / 2
    )
    width = (plot.x(each) - plot.x(0)) * SHARE
    for column, start in enumerate(picture.starts):
        below = 0
        for status, _, counts in picture.counts:
            count = counts[column]
            if count:
                bottom, upper = plot.y(below), plot.y(below + count)
                hatched = status != "established"
                canvas.bar(
                    plot.x(start + each / 2) - width / 2, upper, width, bottom - upper, COLOURS[status], hatched=hatched
                )
            below += count
    for row, (status, words) in enumerate(keyed):
        y = top + PLOT_HEIGHT + 76 + 36 * row
        canvas.bar(MARGIN, y - 11, 30, 22, COLOURS[status], hatched=status != "established")
        canvas.text(MARGIN + 46, y, words, SMALL, FAINT)
    canvas.text(MARGIN, canvas.height - 34, picture.footer, SMALL, FAINT)
    return canvas
