"""What a picture shows, as plain data: all words are in the reader's language already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # the process that draws need not wait for the schema
    from bot.facts.model import Language, Status

Shape = Literal["day", "stretch", "about"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One fact on a time axis; first and last are the days between which it lies, or which it lasts."""

    number: int
    first: date
    last: date
    shape: Shape
    is_open: bool
    status: Status
    when: str
    label: str


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """Facts along an axis of time, each with its label."""

    title: str
    marks: tuple[Mark, ...]
    key: tuple[tuple[Shape, str], ...]
    footer: str
    language: Language


@dataclass(frozen=True, slots=True)
class DensityPicture:
    """How many facts begin in each year or decade, by their standing: what a timeline is that is too long for labels."""

    title: str
    starts: tuple[int, ...]
    years_each: int
    counts: tuple[tuple[Status, str, tuple[int, ...]], ...]
    axis: str
    footer: str
    language: Language
    locale: str


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one counter: year and value, in order of years."""

    name: str
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class SeriesPicture:
    """Yearly figures, a line for each counter with several, and all counters with one together."""

    title: str
    unit: str
    lines: tuple[Line, ...]
    single: Line
    ahead_of: int
    ahead: str
    decimals: int
    footer: str
    language: Language
    locale: str


Picture = TimelinePicture | DensityPicture | SeriesPicture


def drawn(picture: Picture) -> bytes:
    """The picture as PNG. Loads matplotlib, so the bot itself leaves it to a process of its own."""
    from bot.pictures import density, series_chart, timeline_chart

    if isinstance(picture, TimelinePicture):
        return timeline_chart.draw(picture)
    if isinstance(picture, DensityPicture):
        return density.draw(picture)
    return series_chart.draw(picture)
