"""Sparse tables, and the few sums over them that the index needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
AnyIntegers = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse table by row: the cells of row r stand from starts[r] to starts[r + 1]."""

    starts: Longs
    columns: Integers

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, number: int) -> Integers:
        """The columns of one row."""
        return self.columns[self.starts[number] : self.starts[number + 1]]


def starts_of(sorted_rows: AnyIntegers, size: int) -> Longs:
    """Where each of so many rows begins in a list of cells that is in order of rows, and the end."""
    return np.concatenate(([0], np.cumsum(np.bincount(sorted_rows, minlength=size))))


def firsts(keys: npt.NDArray[np.generic]) -> Longs:
    """Where each run of equal keys begins."""
    if not len(keys):
        return np.zeros(0, dtype=np.int64)
    return np.concatenate(([0], np.flatnonzero(keys[1:] != keys[:-1]) + 1))


def counted(keys: Longs) -> tuple[Longs, Longs]:
    """The different keys in order and how often each occurs; keys are sorted in place.

    (numpy.unique finds them with a table of hashes, which takes ten times as long.)
    """
    keys.sort()
    first = firsts(keys)
    return keys[first], np.diff(first, append=len(keys))


def summed(keys: Longs, values: Floats, width: int) -> tuple[Integers, Integers, Floats]:
    """Cells with equal ones added up, in order: rows, columns, sums; a key is the row times width, plus the column."""
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    first = firsts(keys)
    sums = np.add.reduceat(values, first) if len(first) else values
    return (keys[first] // width).astype(np.int32), (keys[first] % width).astype(np.int32), sums


def spans(starts: Longs, chosen: AnyIntegers) -> tuple[Longs, Longs]:
    """Where the cells of these rows stand, and where each row begins among them (with the end)."""
    begin = starts[chosen]
    lengths = starts[np.asarray(chosen) + 1] - begin
    ends = np.concatenate(([0], np.cumsum(lengths)))
    return np.repeat(begin - ends[:-1], lengths) + np.arange(ends[-1]), ends


def segment_sums(values: Floats, ends: Longs) -> Floats:
    """The sums of the segments between ends; an empty segment sums to nought."""
    sums = np.zeros(len(ends) - 1, dtype=np.float32)
    full = np.flatnonzero(ends[1:] > ends[:-1])
    if len(full):
        sums[full] = np.add.reduceat(values, ends[:-1][full])
    return sums


def segment_best(values: Floats, ends: Longs) -> tuple[Floats, Longs]:
    """The greatest value of each segment between ends and where it stands last; nought and -1 for an empty one."""
    best = np.zeros(len(ends) - 1, dtype=np.float32)
    where = np.full(len(ends) - 1, -1, dtype=np.int64)
    full = np.flatnonzero(ends[1:] > ends[:-1])
    if len(full):
        best[full] = np.maximum.reduceat(values, ends[:-1][full])
        segment = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        top = np.flatnonzero(values >= best[segment])
        where[segment[top]] = top
    return best, where


def scaled(values: Floats, rows: AnyIntegers, size: int) -> Floats:
    """The values divided by the length of their row as a vector."""
    return values / lengths_of(values, rows, size)[rows]


def lengths_of(values: Floats, rows: AnyIntegers, size: int) -> Floats:
    """The length of each row as a vector, never nought."""
    squares = np.bincount(rows, weights=np.square(values, dtype=np.float64), minlength=size)
    return np.maximum(np.sqrt(squares), 1e-9).astype(np.float32)


def flattened(lists: Sequence[Sequence[int]]) -> Rows:
    """Lists as the rows of a table."""
    starts = np.concatenate(([0], np.cumsum([len(one) for one in lists], dtype=np.int64)))
    return Rows(starts, np.fromiter((n for one in lists for n in one), dtype=np.int32, count=int(starts[-1])))


@dataclass(frozen=True, slots=True)
class Levels:
    """Values from nought up, each to the nearest of 256 levels that rise by the same factor: to two in a hundred."""

    numbers: npt.NDArray[np.uint8]
    values: Floats

    @classmethod
    def of(cls, values: Floats) -> Levels:
        """The levels of these values; what is less than a ten-thousandth of the greatest counts as that."""
        highest = float(values.max(initial=0.0)) or 1.0
        levels = np.geomspace(highest / 10_000, highest, 256).astype(np.float32)
        between = np.sqrt(levels[1:] * levels[:-1])
        return cls(np.searchsorted(between, values).astype(np.uint8), levels)

    def at(self, pieces: Sequence[slice]) -> Floats:
        """The values in these pieces, one after the other."""
        return np.take(self.values, np.concatenate([self.numbers[piece] for piece in pieces]))


class Postings:
    """For each feature the rows in which it occurs, with one or more values there."""

    def __init__(self, starts: Longs, rows: Integers, *values: Floats):
        """starts: where the cells of each feature begin, with the end; the cells are in order of features.

        They are most of what an index takes, and so are kept in the smallest types: a value as the number of its level.
        """
        self.starts = starts.astype(np.min_scalar_type(-len(rows) - 1))
        self.rows = rows.astype(np.min_scalar_type(int(rows.max(initial=0))))
        self.values = tuple(Levels.of(one) for one in values)

    def affordable(self, features: AnyIntegers, worth: Floats, budget: int) -> AnyIntegers:
        """The places of the features worth most, as long as their lists together do not exceed the budget."""
        order = np.argsort(-worth, kind="stable")
        chosen = features[order]
        cost = np.cumsum(self.starts[chosen + 1] - self.starts[chosen])
        return order if not len(cost) or cost[-1] <= budget else order[: max(1, int(np.searchsorted(cost, budget)))]

    def sums(self, features: AnyIntegers, weights: Sequence[Floats], size: int) -> list[Floats]:
        """For each row, and each kind of value with its weights, the sum over these features.

        With one kind of weights more than of values, the last sums are those of the weights themselves.
        """
        begin, end = self.starts[features], self.starts[features + 1]
        if not len(features):
            return [np.zeros(size, dtype=np.float32) for _ in weights]
        pieces = [slice(a, b) for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
        rows = np.concatenate([self.rows[piece] for piece in pieces])
        found = []
        for number, weight in enumerate(weights):
            spread = np.repeat(weight.astype(np.float32), end - begin)
            if number < len(self.values):
                spread *= self.values[number].at(pieces)
            found.append(np.bincount(rows, weights=spread, minlength=size).astype(np.float32))
        return found
