"""The matcher over any list of phrasings: which entry a question asks for, without names, times or thresholds of a base."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.facts.model import Language
from bot.matching.index import Document, Floats, Index
from bot.matching.language import language_of
from bot.matching.mending import Mender
from bot.matching.question import LONGEST_QUESTION, MOST_WORDS
from bot.matching.text import first_words, fold, has_han, words_of

# The views in one sum; set on public intent sets and not on any one base.
NEAREST, CENTROID, GAIN, CHARACTERS, SHAPE = 0.5, 1.0, 0.2, 0.3, 3.0
# The sum is turned into a share of likelihood by this logistic curve; below one half the phrasebook abstains.
MIDDLE, STEEPNESS = 1.7, 2.5
MOST_SHOWN = 5
ENOUGH_TO_TELL = 5_000  # phrasings, to see what language a list is in


@dataclass(frozen=True, slots=True)
class Found:
    """What a phrasebook has for a question: the entry, or None to abstain; how likely it is (0 to 1, comparable between
    questions); the best entries with their likelihoods."""

    entry: str | None
    score: float
    top: tuple[tuple[str, float], ...]


class Phrasebook:
    """Entries by the phrasings that ask for them; built once, then read only."""

    def __init__(self, phrasings: Iterable[tuple[str, str]]):
        """phrasings: (entry, words), as many for each entry as there are."""
        known = list(phrasings)
        self._main = _main_language(words for _, words in known[:: 1 + len(known) // ENOUGH_TO_TELL])
        self.entries = tuple(dict.fromkeys(entry for entry, _ in known))
        number = {entry: n for n, entry in enumerate(self.entries)}
        self._index = Index((self._document(number[entry], words) for entry, words in known), len(self.entries))
        self._mender = Mender(self._index.spelling, self._index.vocabulary.__contains__)

    def find(self, question: str) -> Found:
        """The entry that a question asks for."""
        words = words_of(self._mender.mend(first_words(fold(question[:LONGEST_QUESTION]), MOST_WORDS)))
        if not words or not self.entries:
            return Found(None, 0.0, ())
        sums = self._sums(words, self._language(question))
        most = min(MOST_SHOWN, len(sums))
        best = np.sort(np.argpartition(-sums, most - 1)[:most])
        best = best[np.argsort(-sums[best], kind="stable")]
        top = tuple((self.entries[n], round(_likelihood(float(sums[n])), 4)) for n in best.tolist())
        score = top[0][1]
        return Found(top[0][0] if score >= 0.5 else None, score, top)

    def _document(self, owner: int, text: str) -> Document:
        return Document(owner, self._language(text), text, tuple(words_of(fold(text))))

    def _language(self, text: str) -> Language:
        """One language for all that is not in Chinese: stems must agree, and a short text shows too little."""
        return "zh" if has_han(text) else self._main

    def _sums(self, words: Sequence[str], language: Language) -> Floats:
        views = self._index.views(self._index.read(words, language))
        gain = views.gain / np.float32(math.sqrt(len(words)))
        sums: Floats = (
            NEAREST * views.nearest
            + CENTROID * views.centroid
            + GAIN * gain
            + CHARACTERS * views.characters
            + SHAPE * views.shape
        )
        return sums


def _main_language(texts: Iterable[str]) -> Language:
    """The language that most of these texts show, where they are not in Chinese."""
    shown = Counter(language_of(text, words_of(fold(text))) for text in texts)
    return "es" if shown["es"] > shown["en"] else "en"


def _likelihood(total: float) -> float:
    return 1 / (1 + math.exp(-STEEPNESS * (total - MIDDLE)))
