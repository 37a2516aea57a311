"""A page to draw on, measured in pixels from its upper left corner: 1200 wide, which a phone shows well."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.textpath import TextPath

from bot.pictures.fonts import font_file
from bot.pictures.layout import wrapped

if TYPE_CHECKING:
    from bot.facts.model import Status

WIDTH, MARGIN, DPI = 1200, 48, 100
INK, FAINT, PAPER = "#1f2933", "#6b7680", "#ffffff"
GRID = "#e3e7ea"
COLOURS: dict[Status, str] = {"established": "#1f5f8b", "reported": "#c77d0a", "disputed": "#b3261e"}
TITLE, BODY, SMALL = 34, 26, 21


@lru_cache(maxsize=16)
def font(size: float) -> FontProperties:
    """The typeface in a size, in pixels."""
    file = font_file()
    points = size * 72 / DPI
    return FontProperties(fname=str(file), size=points) if file else FontProperties(size=points)


@lru_cache(maxsize=4096)
def _advance(character: str, size: float) -> float:
    """How wide one character is; a space has no outline, so it is measured between two letters."""
    width = TextPath((0, 0), f"n{character}n", size=size, prop=font(size)).get_extents().width
    return float(width - TextPath((0, 0), "nn", size=size, prop=font(size)).get_extents().width)


def _set(text: str) -> str:
    """A text as it is set: the middle dot of this typeface is as wide as a Han character, with room on both sides."""
    return text.replace(" · ", "·")


def lines_of(text: str, size: float, room: float) -> list[str]:
    """A text in lines that are no wider than room, in pixels."""
    text = _set(text)
    return wrapped(text, [_advance(character, size) for character in text], room)


def width_of(text: str, size: float) -> float:
    """How wide one line of text is, in pixels."""
    return sum(_advance(character, size) for character in _set(text))


def height_of(lines: int, size: float) -> float:
    """How high so many lines of text are."""
    return lines * size * 1.32


class Canvas:
    """A figure with pixels as its unit; y grows downwards."""

    def __init__(self, height: float):
        self.height = height
        self.figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.texts: list[Text] = []
        self._drawn = 0

    def text(self, x: float, y: float, words: str, size: float, colour: str = INK, align: str = "left") -> None:
        """Words whose first line is centred at this height."""
        drawn = self.figure.text(
            x / WIDTH, 1 - y / self.height, _set(words), fontproperties=font(size), color=colour, ha=align, va="center",
            parse_math=False,
        )  # fmt: skip
        drawn.set_zorder(1_000_000)
        self.texts.append(drawn)

    def paragraph(self, x: float, top: float, lines: list[str], size: float, colour: str = INK) -> float:
        """Lines below each other from a height downwards; where they end."""
        step = height_of(1, size)
        for number, line in enumerate(lines):
            self.text(x, top + (number + 0.5) * step, line, size, colour)
        return top + len(lines) * step

    def line(self, xs: list[float], ys: list[float], colour: str, width: float = 1.5) -> None:
        """A line through points."""
        points = Line2D(
            [x / WIDTH for x in xs], [1 - y / self.height for y in ys], color=colour, linewidth=width,
            transform=self.figure.transFigure,
        )  # fmt: skip
        self.add(points)

    def dot(self, x: float, y: float, colour: str, size: float = 11, *, filled: bool = True, marker: str = "o") -> None:
        self.add(
            Line2D(
                [x / WIDTH], [1 - y / self.height], marker=marker, markersize=size, color=colour, linestyle="none",
                markerfacecolor=colour if filled else PAPER, markeredgewidth=2, transform=self.figure.transFigure,
            )
        )  # fmt: skip

    def bar(self, x: float, top: float, width: float, height: float, colour: str, *, hatched: bool = False) -> None:
        """A filled bar, or an outlined one with hatching."""
        self.add(
            Rectangle(
                (x / WIDTH, 1 - (top + height) / self.height), width / WIDTH, height / self.height,
                facecolor=PAPER if hatched else colour, edgecolor=colour, linewidth=1.5, hatch="////" if hatched else None,
                transform=self.figure.transFigure,
            )
        )  # fmt: skip

    def add(self, artist: Artist) -> None:
        """Later artists lie above earlier ones, whatever they are."""
        self._drawn += 1
        artist.set_zorder(self._drawn)
        self.figure.add_artist(artist)

    def png(self) -> bytes:
        """The finished picture."""
        out = io.BytesIO()
        self.figure.savefig(out, format="png", dpi=DPI)
        return out.getvalue()
