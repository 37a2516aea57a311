"""Known words that an unknown word resembles: typos, other romanisations, inflections that the stemmer misses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

LEAST_SIMILARITY = 0.6
MOST_ALIKE = 4
FURTHEST_BEHIND = 0.12  # far runners-up are other words, not other spellings
LONGEST_WORD = 40
MOST_CORRECTED = 20  # words of one question that are looked up
MOST_COMPARED = 4_000  # words, those that have most letters in common first


class Spelling:
    """Looks up similar words by optimal string alignment.

    Few words are compared: those of about the same length, and first those that differ in few letters. A slip changes at
    most two of the letters that a word has, so that words out of reach are seen without comparing them.
    """

    def __init__(self, words: Iterable[str]):
        self._words = sorted((word for word in words if len(word) > 1), key=lambda word: (len(word), word))
        self._known = frozenset(self._words)
        self._letters = np.fromiter(map(_letters, self._words), dtype=np.uint64, count=len(self._words))
        lengths = np.fromiter(map(len, self._words), dtype=np.int64, count=len(self._words))
        self._starts = np.searchsorted(lengths, np.arange(LONGEST_WORD + 4)).tolist()
        self._cache: dict[str, tuple[tuple[str, float], ...]] = {}

    def knows(self, word: str) -> bool:
        """Whether this very word is known."""
        return word in self._known

    def alike(self, word: str) -> tuple[tuple[str, float], ...]:
        """Up to four known words with their similarity (0.6 to 1), best first."""
        if len(word) < 3 or len(word) > LONGEST_WORD or word.isdigit():
            return ()
        known = self._cache.get(word)
        if known is None:
            if len(self._cache) > 20_000:
                self._cache.clear()
            known = self._cache[word] = self._search(word)
        return known

    def _search(self, word: str) -> tuple[tuple[str, float], ...]:
        found: list[tuple[float, str]] = []
        longest = len(word) + _reach(word)
        for slips, candidates in self._by_slips(word):
            scores = process.cdist(
                [word], candidates, scorer=OSA.normalized_similarity, score_cutoff=LEAST_SIMILARITY, dtype=np.float32
            )[0]
            found += [(float(scores[number]), candidates[number]) for number in np.flatnonzero(scores)]
            # A word with more slips than that would be too far behind the best.
            if found and 1 - (slips + 1) / longest < max(found)[0] - FURTHEST_BEHIND - 1e-6:
                break
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        return tuple((known, score) for score, known in found[:MOST_ALIKE] if score >= found[0][0] - FURTHEST_BEHIND)

    def _by_slips(self, word: str) -> Iterator[tuple[int, list[str]]]:
        """The words that may be so many slips away and were not given before, with the number of slips."""
        reach = _reach(word)
        first, last = self._starts[len(word) - reach], self._starts[len(word) + reach + 1]
        different = np.bitwise_count(self._letters[first:last] ^ np.uint64(_letters(word)))
        left, least = MOST_COMPARED, 0
        most = int((1 - LEAST_SIMILARITY) * (len(word) + reach))
        for slips in sorted({1, 2, 3, most} & set(range(most + 1))):
            near = np.flatnonzero((different >= least) & (different <= 2 * slips))
            if len(near) > left:
                near = near[np.argsort(different[near], kind="stable")[:left]]
            if len(near):
                yield slips, [self._words[first + number] for number in near.tolist()]
            left -= len(near)
            least = 2 * slips + 1


def _reach(word: str) -> int:
    """By how much a similar word may be longer or shorter."""
    return 1 if len(word) < 6 else 2


def _letters(word: str) -> int:
    """The letters that a word has, a bit for each."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
