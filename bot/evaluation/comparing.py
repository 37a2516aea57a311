"""The tables of alternatives, speed and growth, printed row by row as they are measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from rich.console import Console

from bot.evaluation import alternatives, growth, speed
from bot.evaluation.questions import Asked, fair, read_questions
from bot.matching.finder import Finder
from bot.terminal import finder_or_exit


def print_alternatives(folder: Path, files: Sequence[Path], cache: Path | None) -> None:
    """Ask the questions of the files (default: the base's own sets) of the bot and of other matchers."""
    _print(alternatives.HEADINGS, alternatives.rows(*_opened(folder, files, cache)))


def print_speed(folder: Path, files: Sequence[Path], cache: Path | None) -> None:
    """Measure how long the questions of the files take, and the worst messages."""
    _print(speed.HEADINGS, speed.rows(*_opened(folder, files, cache)))


def print_growth(folder: Path, most: int) -> None:
    """Measure the matcher over synthetic bases of up to so many phrasings."""
    sizes = [size for size in growth.SIZES if size <= most] or [most]
    _print(growth.HEADINGS, growth.rows(folder, sizes))


def _opened(folder: Path, files: Sequence[Path], cache: Path | None) -> tuple[Finder, list[Asked]]:
    finder = finder_or_exit(folder, cache)
    chosen = files or sorted((folder / "questions").glob("*.jsonl"))
    return finder, fair((asked for file in chosen for asked in read_questions(file)), finder.base.facts)


def _print(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table of which each row is seen as soon as it is known: some take minutes."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    name = headings.index("matcher")
    widths = [26 if number == name else max(9, len(heading)) for number, heading in enumerate(headings)]
    for row in chain([headings], rows):
        cells = [
            cell.ljust(width) if number == name else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        console.print("  ".join(cells).rstrip())
