"""The whole check of a knowledge folder: what stands in it, and then whether the live matcher finds it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from bot.evaluation.collisions import Progress, collisions
from bot.evaluation.opposites import read_as_both
from bot.facts.base import Knowledge, read_knowledge
from bot.facts.checks import check_knowledge
from bot.facts.problems import Problem
from bot.matching.finder import Finder
from bot.opening import open_finder

PATIENCE = 2  # seconds without a word
WORTH_PROCESSES = 50  # facts: fewer are asked before a second process has started
MOST_PROCESSES = 4


def check_folder(
    folder: Path, *, quick: bool = False, progress: Progress | None = None, cache: Path | None = None
) -> tuple[Knowledge, list[Problem]]:
    """What was read, and every problem in order; what needs the matcher is looked for in a base without any other, unless
    quick.

    cache is where the index of this folder is kept (see open_finder).
    """
    knowledge = read_knowledge(folder)
    problems = sorted((*knowledge.problems, *check_knowledge(knowledge)))
    if not problems and not quick:
        size = len(knowledge.base.facts)
        if progress:
            progress(0, size)
        finder = open_finder(folder, cache) if cache else Finder(knowledge.base)
        processes = 1 if size < WORTH_PROCESSES else min(MOST_PROCESSES, os.cpu_count() or 1)
        problems = sorted((*read_as_both(knowledge), *collisions(finder, knowledge.located, progress, processes)))
    return knowledge, problems


class ShownProgress:
    """One line on a terminal that tells how far the asking is, once that has taken longer than anybody waits in silence."""

    def __init__(self, stream: TextIO = sys.stderr, clock: Callable[[], float] = time.monotonic):
        self._stream, self._clock, self._began = stream, clock, clock()
        self._shown = False

    def __call__(self, done: int, of: int) -> None:
        if self._stream.isatty() and self._clock() - self._began > PATIENCE:
            self._shown = True
            self._stream.write(f"\rasking the phrasings of each fact: {done} of {of}")
            self._stream.flush()

    def clear(self) -> None:
        """Take the line away, so that what is written next begins on an empty one."""
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()
