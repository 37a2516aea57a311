"""Character n-grams within words: which spellings are like the words of a question, which survives misspelling.

n-grams do not cross words, so those of a phrasing are those of its words: they are kept once for each spelling, and a
phrasing is only the list of its spellings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from bot.matching.grams import Hashes, portions, runs_of
from bot.matching.sparse import (
    Floats,
    Integers,
    Longs,
    Postings,
    Rows,
    counted,
    firsts,
    segment_sums,
    spans,
    starts_of,
)
from bot.matching.text import is_han

SHORTEST, LONGEST = 3, 5
READ = 100_000  # cells of posting lists that are read for one question, the rarest n-grams first


class Characters:
    """Cosine of character n-grams between a question and phrasings."""

    def __init__(self, spellings: Sequence[str], phrasings: Rows, owner: Integers, owners: int):
        """phrasings: the spellings of each phrasing; owner: whose each phrasing is, in order."""
        self._spellings = len(spellings)
        self._phrasings = phrasings
        word, hashes = _grams_of(spellings)
        self._hashes, gram = _numbered(hashes)
        order = np.argsort(word, kind="stable")
        self._grams = Rows(starts_of(word, len(spellings)), gram[order])
        holding = self._holding(owner)
        idf = np.log1p(np.maximum(owners / np.maximum(holding, 1) - 1, 0) + 0.01)
        self._unknown_idf = float(np.log1p(owners * 0.9)) * 0.5
        self._idf: Floats = np.where(holding, idf, self._unknown_idf).astype(np.float32)
        self._norms = self._lengths_as_vectors()
        order = np.argsort(gram, kind="stable")
        self._postings = Postings(starts_of(gram, len(self._hashes)), word[order])
        del self._grams

    def spelt_alike(self, words: Iterable[str]) -> Floats:
        """For each spelling what it adds to the likeness of a phrasing that it stands in."""
        hashes = _grams_of([word for word in words if not is_han(word)])[1]
        hashes.sort()
        first = firsts(hashes)
        count = np.diff(first, append=len(hashes)).astype(np.float32)
        hashes = hashes[first]
        if not len(hashes) or not len(self._hashes):
            return np.zeros(self._spellings, dtype=np.float32)
        place = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        known = self._hashes[place] == hashes
        idf = np.where(known, self._idf[place], np.float32(self._unknown_idf))
        norm = np.float32(np.sqrt(np.square(count * idf).sum()))
        place, weights = place[known], (count * idf * idf / norm)[known]
        chosen = self._postings.affordable(place, idf[known], READ)
        return self._postings.sums(place[chosen], [weights[chosen]], self._spellings)[0]

    def likeness(self, phrasings: Longs, alike: Floats) -> Floats:
        """How alike these phrasings are, given what each spelling adds."""
        at, ends = spans(self._phrasings.starts, phrasings)
        return segment_sums(alike[self._phrasings.columns[at]], ends) / self._norms[phrasings]

    def _holding(self, owner: Integers) -> Longs:
        """In how many owners each n-gram stands."""
        width, grams = max(1, self._spellings), max(1, len(self._hashes))
        owners = np.repeat(owner, np.diff(self._phrasings.starts)).astype(np.int64)
        pairs, _ = counted(owners * width + self._phrasings.columns)
        whose, spelling = pairs // width, pairs % width
        holding = np.zeros(len(self._hashes), dtype=np.int64)
        for first, last in portions(np.diff(self._grams.starts)[spelling], whose):
            at, ends = spans(self._grams.starts, spelling[first:last])
            found, _ = counted(np.repeat(whose[first:last], np.diff(ends)) * grams + self._grams.columns[at])
            holding += np.bincount(found % grams, minlength=len(self._hashes))
        return holding

    def _lengths_as_vectors(self) -> Floats:
        """The length of each phrasing as a vector of its n-grams."""
        grams = max(1, len(self._hashes))
        number = np.repeat(np.arange(len(self._phrasings)), np.diff(self._phrasings.starts))
        square = np.zeros(len(self._phrasings))
        for first, last in portions(np.diff(self._grams.starts)[self._phrasings.columns], number):
            at, ends = spans(self._grams.starts, self._phrasings.columns[first:last])
            keys, count = counted(np.repeat(number[first:last], np.diff(ends)) * grams + self._grams.columns[at])
            weights = np.square(count * self._idf[keys % grams])
            begin, size = int(number[first]), int(number[last - 1]) + 1 - int(number[first])
            square[begin : begin + size] += np.bincount(keys // grams - begin, weights=weights, minlength=size)
        lengths: Floats = np.maximum(np.sqrt(square), 1e-9).astype(np.float32)
        return lengths


def _grams_of(words: Sequence[str]) -> tuple[Integers, Hashes]:
    """The n-grams of words with their borders marked: sister shapes share most of them."""
    return runs_of([f"^{word}$" for word in words], SHORTEST, LONGEST)


def _numbered(hashes: Hashes) -> tuple[Hashes, Integers]:
    """The different hashes in order, and for each hash its place among them."""
    order = np.argsort(hashes, kind="stable")
    first = firsts(hashes[order])
    place = np.empty(len(hashes), dtype=np.int32)
    place[order] = np.repeat(np.arange(len(first), dtype=np.int32), np.diff(first, append=len(hashes)))
    return hashes[order][first], place
