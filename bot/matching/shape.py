"""Shape: runs of characters across the borders of words, of all phrasings of one owner in one language taken together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.matching.grams import AT_ONCE, Hashes, portions, runs_of
from bot.matching.sparse import Flags, Floats, Integers, Longs, Postings, firsts

# Phrasings that a run of characters must stand in to be kept (but no more than there are to an owner): most runs stand in
# one, and tell nothing of how others would ask.
LEAST_PHRASINGS = 3
LEAST_RUN = 0.2  # the IDF from which on a run of characters is worth looking up
DRAWERS = 16  # that keys are sorted into by their first bits when they are many, and worked on one after the other
READ = 150_000  # cells of posting lists that are read for one question, the rarest runs first
LONGEST_LIST = READ // 4


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Sorted keys (a run's hash with the number of the phrasing as its last bits), how often each occurs, and the runs."""

    keys: Hashes
    counts: npt.NDArray[np.uint8]
    hashes: Hashes
    idf: Floats


class Shape:
    """Cosine of runs of characters between a question and each group, square-root damped."""

    def __init__(self, spoken: Sequence[str], owner: Integers, group: Integers, owners: int, groups: int):
        """spoken: the words of each phrasing, joined by blanks; owner and group: whose each is, of so many."""
        self._groups = groups
        self._row_bits = np.uint64(max(1, (len(spoken) - 1).bit_length()))
        square = np.zeros(len(spoken))
        drawers = [self._counted(keys, owner, owners) for keys in self._keys(spoken)]
        for drawer in drawers:
            weights, row, _ = self._weights(drawer)
            square += np.bincount(row, weights=weights**2, minlength=len(spoken))
        norms = np.maximum(np.sqrt(square), 1e-9).astype(np.float32)
        self._hashes = np.concatenate([drawer.hashes for drawer in drawers])
        self._idf: Floats = np.concatenate([drawer.idf for drawer in drawers])
        lengths = np.zeros(groups)
        kept: list[tuple[Longs, Integers, Floats]] = []
        while drawers:
            drawer = drawers.pop(0)
            weights, row, run = self._weights(drawer)
            mine = group[row]
            first = np.flatnonzero(_changes(run) | _changes(mine))
            value = np.sqrt(np.add.reduceat(weights / norms[row], first)) if len(first) else weights
            run, mine = run[first], mine[first]
            lengths += np.bincount(mine, weights=value**2, minlength=groups)
            size = np.bincount(run, minlength=len(drawer.hashes))
            # What stands nearly everywhere tells nothing; of what stands in very many, no question could afford to read.
            telling = ((drawer.idf > LEAST_RUN) & (size <= LONGEST_LIST))[run]
            size[(drawer.idf <= LEAST_RUN) | (size > LONGEST_LIST)] = 0
            kept.append((size, mine[telling], value[telling]))
        sizes, rows, values = (np.concatenate(parts) for parts in zip(*kept, strict=True))
        del kept
        values /= np.maximum(np.sqrt(lengths), 1e-9).astype(np.float32)[rows]
        self._postings = Postings(np.concatenate(([0], np.cumsum(sizes))), rows, values)

    def _weights(self, drawer: _Drawer) -> tuple[Floats, Longs, Integers]:
        """Of each key the weight of its run, its phrasing, and the number of its run in the drawer."""
        run = (np.cumsum(_changes(drawer.keys & ~self._row_mask)) - 1).astype(np.int32)
        weights = np.sqrt(drawer.counts, dtype=np.float32) * drawer.idf[run]
        return weights, (drawer.keys & self._row_mask).astype(np.int64), run

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

    def _keys(self, spoken: Sequence[str]) -> Iterator[Hashes]:
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
        while found:
            yield np.concatenate(found.pop(0))

    def _counted(self, keys: Hashes, owner: Integers, owners: int) -> _Drawer:
        keys.sort()
        first = firsts(keys)
        counts = np.minimum(np.diff(first, append=len(keys)), 255).astype(np.uint8)
        keys = keys[first]
        hashes = keys & ~self._row_mask
        new_run = _changes(hashes)
        held_by = np.diff(np.flatnonzero(new_run), append=len(keys))
        kept = np.repeat(held_by >= min(LEAST_PHRASINGS, len(owner) // max(1, owners)), held_by)
        keys, counts, hashes, new_run = keys[kept], counts[kept], hashes[kept], new_run[kept]
        new_owner = new_run | _changes(owner[(keys & self._row_mask).astype(np.int64)])
        begins = np.flatnonzero(new_run)
        holding = np.add.reduceat(new_owner, begins, dtype=np.int64) if len(begins) else np.zeros(0, dtype=np.int64)
        idf = np.log1p(np.maximum(owners / np.maximum(holding, 1) - 1, 0) * 0.9 + 0.02).astype(np.float32)
        return _Drawer(keys, counts, hashes[new_run], idf)


def _changes(values: npt.NDArray[np.generic]) -> Flags:
    """Whether each value differs from the one before."""
    changes = np.ones(len(values), dtype=bool)
    changes[1:] = values[1:] != values[:-1]
    return changes
