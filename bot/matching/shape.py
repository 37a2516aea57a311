"""Shape: runs of characters across the borders of words, of all phrasings of one owner in one language taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.grams import AT_ONCE, Hashes, portions, runs_of
from bot.matching.sparse import Flags, Floats, Integers, Longs, Postings, firsts, starts_of

LEAST_RUN = 0.2  # the IDF from which on a run of characters is worth looking up
DRAWERS = 16  # that keys are sorted into by their first bits when they are many, and worked on one after the other
READ = 150_000  # cells of posting lists that are read for one question, the rarest runs first


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Sorted keys (a run's hash with the number of the phrasing as its last bits), how often each occurs, and the runs."""

    keys: Hashes
    counts: Integers
    run: Integers
    hashes: Hashes
    idf: Floats


class Shape:
    """Cosine of runs of characters between a question and each group, square-root damped."""

    def __init__(self, spoken: Sequence[str], group: Integers, group_owner: Integers, owners: int):
        """spoken: the words of each phrasing, joined by blanks; group: whose each is; group_owner: whose that is."""
        self._groups = len(group_owner)
        self._row_bits = np.uint64(max(1, (len(spoken) - 1).bit_length()))
        owner = group_owner[group]
        square = np.zeros(len(spoken))
        drawers = []
        for keys in self._keys(spoken):
            drawer = self._counted(keys, owner, owners)
            weights = np.sqrt(drawer.counts) * drawer.idf[drawer.run]
            square += np.bincount(self._row_of(drawer.keys), weights=weights**2, minlength=len(spoken))
            drawers.append(drawer)
        norms = np.maximum(np.sqrt(square), 1e-9).astype(np.float32)
        self._hashes = np.concatenate([drawer.hashes for drawer in drawers])
        self._idf: Floats = np.concatenate([drawer.idf for drawer in drawers])
        runs: list[Integers] = []
        rows: list[Integers] = []
        values: list[Floats] = []
        before = 0
        while drawers:
            drawer = drawers.pop(0)
            row = self._row_of(drawer.keys)
            weights = (np.sqrt(drawer.counts) * drawer.idf[drawer.run] / norms[row]).astype(np.float32)
            mine = group[row]
            first = np.flatnonzero(_changes(drawer.run) | _changes(mine))
            runs.append(drawer.run[first] + np.int32(before))
            rows.append(mine[first])
            values.append(np.sqrt(np.add.reduceat(weights, first)) if len(first) else weights)
            before += len(drawer.hashes)
        run, at, value = np.concatenate(runs), np.concatenate(rows), np.concatenate(values)
        norms = np.maximum(np.sqrt(np.bincount(at, weights=value**2, minlength=self._groups)), 1e-9).astype(np.float32)
        value /= norms[at]
        telling = self._idf[run] > LEAST_RUN
        self._postings = Postings(starts_of(run[telling], len(self._hashes)), at[telling], value[telling])

    def likeness(self, words: Sequence[str]) -> Floats:
        """How alike the words are to each group."""
        hashes = runs_of([f" {' '.join(words)} "])[1] & ~self._row_mask
        hashes.sort()
        first = firsts(hashes)
        count = np.diff(first, append=len(hashes))
        hashes = hashes[first]
        if not len(hashes) or not len(self._hashes):
            return np.zeros(self._groups, dtype=np.float32)
        place = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        known = self._hashes[place] == hashes
        place, idf = place[known], self._idf[place[known]]
        weights = np.sqrt(count[known]).astype(np.float32) * idf
        norm = np.float32(np.sqrt(np.square(weights).sum()) or 1.0)
        chosen = self._postings.affordable(place, idf, READ)
        return self._postings.sums(place[chosen], [weights[chosen] / norm], self._groups)[0]

    @property
    def _row_mask(self) -> np.uint64:
        return np.uint64((1 << int(self._row_bits)) - 1)

    def _row_of(self, keys: Hashes) -> Longs:
        return (keys & self._row_mask).astype(np.int64)

    def _keys(self, spoken: Sequence[str]) -> list[Hashes]:
        """The keys of all runs, in drawers of ascending hashes."""
        lengths = np.fromiter(map(len, spoken), dtype=np.int64, count=len(spoken))
        drawers = DRAWERS if lengths.sum() > AT_ONCE else 1
        found: list[list[Hashes]] = [[np.zeros(0, dtype=np.uint64)] for _ in range(drawers)]
        for first, last in portions(lengths, np.arange(len(spoken)), AT_ONCE):
            number, hashes = runs_of([f" {words} " for words in spoken[first:last]])
            keys = (hashes & ~self._row_mask) | (number + first).astype(np.uint64)
            if drawers == 1:
                found[0].append(keys)
                continue
            drawer = (keys >> np.uint64(60)).astype(np.uint8)
            for at in range(drawers):
                found[at].append(keys[drawer == at])
        return [np.concatenate(found.pop(0)) for _ in range(drawers)]

    def _counted(self, keys: Hashes, owner: Integers, owners: int) -> _Drawer:
        keys.sort()
        first = firsts(keys)
        counts = np.diff(first, append=len(keys)).astype(np.int32)
        keys = keys[first]
        hashes = keys & ~self._row_mask
        new_run = _changes(hashes)
        run = (np.cumsum(new_run) - 1).astype(np.int32)
        new_owner = new_run | _changes(owner[self._row_of(keys)])
        holding = np.maximum(np.bincount(run[new_owner]), 1)
        idf = np.log1p(np.maximum(owners / holding - 1, 0) * 0.9 + 0.02).astype(np.float32)
        return _Drawer(keys, counts, run, hashes[new_run], idf[: int(new_run.sum())])


def _changes(values: np.ndarray) -> Flags:
    """Whether each value differs from the one before."""
    changes = np.ones(len(values), dtype=bool)
    changes[1:] = values[1:] != values[:-1]
    return changes
