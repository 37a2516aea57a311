"""The frame of a plot of numbers by year: a grid with round numbers, and years that do not crowd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal
from matplotlib.ticker import MaxNLocator

from bot.pictures.canvas import FAINT, GRID, INK, MARGIN, SMALL, WIDTH, Canvas

PLOT_LEFT, PLOT_HEIGHT = 150, 620
RIGHT = WIDTH - MARGIN - 10
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
MOST_YEARS = 11


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a year and a value stand on a canvas; years from first to last, values from 0 to most."""

    top: float
    first: float
    last: float
    most: float

    def x(self, year: float) -> float:
        return PLOT_LEFT + (RIGHT - PLOT_LEFT) * (year - self.first) / max(self.last - self.first, 1)

    def y(self, value: float) -> float:
        return self.top + PLOT_HEIGHT * (1 - value / self.most)


def round_values(most: float, *, whole: bool) -> list[float]:
    """Round numbers from 0 to at least the largest value."""
    values = [float(v) for v in MaxNLocator(6, integer=whole, steps=[1, 2, 2.5, 5, 10]).tick_values(0, max(most, 1))]
    return [value for value in values if value >= 0]


def year_labels(first: int, last: int) -> Sequence[int]:
    """The years that get a label: round ones, so many as stand side by side."""
    step = next(step for step in YEAR_STEPS if (last - first) / step <= MOST_YEARS)
    return range(-(-first // step) * step, last + 1, step)


def draw_grid(canvas: Canvas, plot: Plot, values: Sequence[float], locale: str) -> None:
    """The horizontal lines with their numbers, written the local way."""
    for value in values:
        y = plot.y(value)
        canvas.line([PLOT_LEFT - 8, RIGHT + 10], [y, y], INK if value == 0 else GRID, 1.5)
        canvas.text(PLOT_LEFT - 18, y, str(format_decimal(value, locale=locale)), SMALL, FAINT, "right")


def draw_years(canvas: Canvas, plot: Plot, years: Sequence[int], shift: float = 0) -> None:
    """The years below the plot."""
    for year in years:
        x = plot.x(year + shift)
        canvas.line([x, x], [plot.top + PLOT_HEIGHT, plot.top + PLOT_HEIGHT + 8], INK, 1.5)
        canvas.text(x, plot.top + PLOT_HEIGHT + 28, str(year), SMALL, FAINT, "center")
