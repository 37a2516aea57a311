"""Growth: what a question costs, and what building takes, as the base grows a thousandfold."""

from __future__ import annotations

import ctypes
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz

from bot.evaluation.accuracy import Share, one_slip_in
from bot.evaluation.peers import bm25, similarity
from bot.evaluation.synthetic import Planted, synthetic
from bot.facts.base import read_knowledge
from bot.matching.phrasebook import Phrasebook

SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUESTIONS = 300
COMPARED = 3_000_000  # phrasings that a scan may compare in all, so that the largest base does not take hours
ENOUGH = 50  # questions, to speak of a share of them
HEADINGS = ("phrasings", "matcher", "build s", "memory MB", "median ms", "p99 ms", "scans", "found", "one slip in 8")

First = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Measured:
    """One matcher over one synthetic base: seconds, megabytes, milliseconds a question, shares of planted questions found."""

    matcher: str
    build: float
    memory: float
    median: float
    slowest: float
    found: Share
    found_misspelt: Share


def rows(folder: Path, sizes: Sequence[int] = SIZES) -> Iterator[tuple[str, ...]]:
    """The table by HEADINGS: of each size ours, BM25 and a scan with rapidfuzz's WRatio; scans is how many of ours one takes.

    The bases are synthetic (see synthetic); found is the share of planted questions, each in words that no phrasing of its
    entry has, whose entry comes first. Each size is measured in a process of its own.
    """
    for size in sizes:
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            measured = process.submit(measure, folder, size).result()
        scan = measured[-1].median
        for one in measured:
            yield (
                f"{size:,}",
                one.matcher,
                f"{one.build:.1f}",
                f"{one.memory:.0f}",
                f"{one.median:.1f}",
                f"{one.slowest:.1f}",
                f"{scan / one.median:.0f}",
                _shown(one.found),
                _shown(one.found_misspelt),
            )


def measure(folder: Path, size: int) -> list[Measured]:
    """The matchers over one synthetic base of so many phrasings; the last is the scan."""
    planted = synthetic(read_knowledge(folder).base, size, QUESTIONS)
    fewer = planted.questions[: max(3, min(QUESTIONS, COMPARED // size // 3))]
    return [
        _measured("this one", _ours, planted, planted.questions),
        _measured("BM25", lambda p: _first_of(p, bm25), planted, planted.questions),
        _measured("WRatio", lambda p: _first_of(p, similarity(fuzz.WRatio)), planted, fewer),
    ]


def _measured(
    name: str, build: Callable[[Planted], First], planted: Planted, questions: Sequence[tuple[str, str]]
) -> Measured:
    before = _memory()
    began = time.perf_counter()
    first = build(planted)
    built = time.perf_counter() - began
    memory = _memory() - before
    first(questions[0][1])  # also pays for what is made on first use
    garble = one_slip_in(8)
    took = []
    shares = []
    for asked in (questions, [(entry, garble(words)) for entry, words in questions]):
        right = 0
        for entry, words in asked:
            began = time.perf_counter()
            right += first(words) == entry
            took.append(1000 * (time.perf_counter() - began))
        shares.append(Share(right, len(asked)))
    return Measured(name, built, memory, float(np.median(took)), float(np.percentile(took, 99)), *shares)


def _ours(planted: Planted) -> First:
    phrasebook = Phrasebook(planted.phrasings)

    def first(question: str) -> str:
        found = phrasebook.find(question)
        return found.top[0][0] if found.top else ""

    return first


def _first_of(planted: Planted, build: Callable[[Sequence[str]], Callable[[str], np.ndarray]]) -> First:
    scores = build([words for _, words in planted.phrasings])
    return lambda question: planted.phrasings[int(np.argmax(scores(question)))][0]


def _memory() -> float:
    """Megabytes of memory in use, without what was freed and only not given back."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * 4096 / 1e6
    return float("nan")


def _shown(share: Share) -> str:
    return str(share).strip() if share.total >= ENOUGH else "–"
