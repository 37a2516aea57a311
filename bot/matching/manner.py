"""What the wording of a question gives away of the one who asks, learnt from how all sorts of questions are worded.

Whether several facts are wanted: "Which Chinese firms are in Mariel" shows it by a word, "Chinese ambassadors in Havana"
only by all its words together. Whether something is taken for granted that is not so: "why did they refuse", "what did the
ticket cost", "which hotel" is what people ask who have a fact wrong in mind.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bot.facts.model import Language
from bot.matching.features import Numbers
from bot.matching.sparse import Integers, Rows, flattened
from bot.matching.text import han_bigrams, is_han

LEAST_TEXTS = 5  # that a mark stands in; what is rarer tells of one subject, not of a manner
HELD = 1.0  # how strongly weights are held near nought
ROUNDS = 100

Worded = Iterable[tuple[Language, Sequence[str]]]
Hashes = npt.NDArray[np.uint32]


class Manner:
    """Tells by the words of a question which sort it is of; built once, then read only."""

    def __init__(self, sorts: Mapping[str, Worded], told: Sequence[str]):
        """sorts: the folded words of questions of each sort, each with its language; told: the sorts to be told from all
        others."""
        numbers = Numbers()
        texts: list[list[int]] = []
        of_sort: list[str] = []
        for sort, worded in sorts.items():
            for language, words in worded:
                texts.append(sorted({numbers[mark] for mark in _marks(words, language)}))
                of_sort.append(sort)
        rows, kept = _of_frequent(flattened(texts), len(numbers))
        marks = list(numbers)
        # Marks are kept as their hashes: as words they would take more room than the weights.
        hashes = np.fromiter((_hash(marks[mark]) for mark in kept), dtype=np.uint32, count=len(kept))
        order = np.argsort(hashes)
        self._hashes: Hashes = hashes[order]
        names = np.array(of_sort)
        self._weights = {sort: _fitted(rows, names == sort, len(kept))[order].astype(np.float16) for sort in told}

    def leanings(self, words: Sequence[str], language: Language) -> dict[str, float]:
        """By how much the folded words speak for each sort (above nought) or against it, in log-odds."""
        hashes = np.array([_hash(mark) for mark in set(_marks(words, language))], dtype=np.uint32)
        if not len(hashes) or not len(self._hashes):
            return dict.fromkeys(self._weights, 0.0)
        places = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        places = places[self._hashes[places] == hashes]
        return {sort: float(weights[places].sum(dtype=np.float64)) for sort, weights in self._weights.items()}


def _marks(words: Sequence[str], language: Language) -> Iterator[str]:
    """What is counted: words and pairs of neighbours with both ends, Han by one and two with both ends; any number is one."""
    before = "^"
    for word in words:
        if is_han(word):
            yield from han_bigrams(word)
            yield from word
        else:
            plain = "#" if word.isdigit() else word
            yield f"{language} {plain}"
            yield f"{language} {before} {plain}"
            before = plain
    if words and is_han(words[0]):
        yield f"^{words[0][:2]}"
    if words:
        yield f"{words[-1][-2:]}$" if is_han(words[-1]) else f"{language} {before} $"


def _hash(mark: str) -> int:
    return zlib.crc32(mark.encode())


def _of_frequent(rows: Rows, width: int) -> tuple[Rows, Integers]:
    """The rows with only the marks that stand in enough of them, renumbered, and what their numbers were before."""
    enough = np.bincount(rows.columns, minlength=width) >= LEAST_TEXTS
    renumbered = (np.cumsum(enough) - 1).astype(np.int32)
    mine = enough[rows.columns]
    ends = np.concatenate(([0], np.cumsum(mine)))
    return Rows(ends[rows.starts], renumbered[rows.columns[mine]]), np.flatnonzero(enough).astype(np.int32)


def _fitted(rows: Rows, sorts: npt.NDArray[np.bool_], width: int) -> npt.NDArray[np.float64]:
    """The weights of marks by logistic regression, ridge on them; the bias is left out.

    Each round every weight moves by its slope over a bound of the curvature (Böhning and Lindsay 1988), with momentum
    (Nesterov 1983): nothing needs tuning.
    """
    lengths = np.diff(rows.starts)
    of_text = np.repeat(np.arange(len(rows)), lengths)
    bound = np.bincount(rows.columns, weights=0.25 * (lengths + 1.0)[of_text], minlength=width) + HELD
    bias_bound = max(1.0, 0.25 * float((lengths + 1.0).sum()))
    weights, bias = np.zeros(width), 0.0
    ahead, bias_ahead = weights, bias
    pace = 1.0
    for _ in range(ROUNDS):
        odds = np.bincount(of_text, weights=ahead[rows.columns], minlength=len(rows)) + bias_ahead
        wrong = 1 / (1 + np.exp(-np.clip(odds, -30, 30))) - sorts
        slope = np.bincount(rows.columns, weights=wrong[of_text], minlength=width) + HELD * ahead
        moved, bias_moved = ahead - slope / bound, bias_ahead - float(wrong.sum()) / bias_bound
        faster = (1 + (1 + 4 * pace**2) ** 0.5) / 2
        push = (pace - 1) / faster
        ahead, bias_ahead = moved + push * (moved - weights), bias_moved + push * (bias_moved - bias)
        weights, bias, pace = moved, bias_moved, faster
    return weights
