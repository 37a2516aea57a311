"""Known words that an unknown word resembles: typos, other romanisations, inflections that the stemmer misses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

LEAST_SIMILARITY = 0.6
MOST_ALIKE = 4
LONGEST_WORD = 40


class Spelling:
    """Looks up similar words by optimal string alignment; words are grouped by length, so that few are compared."""

    def __init__(self, words: Iterable[str]):
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(words):
            if len(word) > 1:
                by_length[len(word)].append(word)
        self._by_length = dict(by_length)
        self._known = frozenset(word for words in by_length.values() for word in words)
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
        reach = 1 if len(word) < 6 else 2
        found: list[tuple[float, str]] = []
        for length in range(len(word) - reach, len(word) + reach + 1):
            candidates = self._by_length.get(length)
            if not candidates:
                continue
            scores = process.cdist(
                [word], candidates, scorer=OSA.normalized_similarity, score_cutoff=LEAST_SIMILARITY, dtype=np.float32
            )[0]
            for number in np.flatnonzero(scores):
                found.append((float(scores[number]), candidates[number]))
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        # Far runners-up are other words, not other spellings.
        return tuple((known, score) for score, known in found[:MOST_ALIKE] if score >= found[0][0] - 0.12)
