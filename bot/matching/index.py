"""The index: which phrasings share features with a question, and how alike they are.

A question is looked up in two steps, so that its cost hardly grows with the base. Posting lists of what is written of each
owner (a fact, an intent), those that tell most first and no more than a budget of them, name the candidates; then the
phrasings of the candidates alone are compared. Several lexical views of the same question:
- nearest: cosine to the best single phrasing of an owner (words, Han, names, synonyms; IDF counted over owners);
- centroid: cosine to all that is written of an owner taken together, square-root damped;
- gain: how much likelier the words are under the owner than in the base at large (naive Bayes, smoothed);
- characters: cosine of character n-grams to the best phrasing, which survives misspelling;
- shape: cosine of character n-grams, across the borders of words too, to all phrasings of an owner taken together;
- coverage: the share of the question's weight that occurs anywhere in what is written of the owner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.characters import Characters
from bot.matching.features import HAN_CHARACTER, Cells, Document, Lexicon
from bot.matching.shape import Shape
from bot.matching.sparse import (
    Floats,
    Integers,
    Longs,
    Postings,
    Rows,
    counted,
    lengths_of,
    scaled,
    segment_best,
    segment_sums,
    spans,
    starts_of,
    summed,
)
from bot.matching.spelling import MOST_CORRECTED, Spelling
from bot.matching.text import han_bigrams, han_pieces, is_han, stem

__all__ = ["EXACT", "Document", "Floats", "Index", "Part", "Reading", "Views"]

EXACT = 0.985  # nearness of two questions that say the same but for order and question words
SMOOTHING = 40.0
READ = 150_000  # cells of posting lists of words that are read for one question
CANDIDATES = 120  # owners whose phrasings are compared
COUNTED = 20  # in so many parts words are counted: a single Han counts for less than one
PLAINLY_MEANT = 0.7  # how similar a known word must be to stand for a misspelt one in the runs of characters
CELLS = 200_000  # cells of phrasings that are compared; owners with very many phrasings make fewer candidates


@dataclass(frozen=True, slots=True)
class Views:
    """How alike a question is to owners, one array per view, all in 0..1 but gain.

    nearest_phrasing is the place of the nearest phrasing in Index.texts, or -1.
    """

    nearest: Floats
    centroid: Floats
    gain: Floats
    characters: Floats
    shape: Floats
    coverage: Floats
    nearest_phrasing: Longs


@dataclass(frozen=True, slots=True)
class Part:
    """One word (or pair of Han) of a question: its weight, and the known features it stands for with their likeness."""

    word: str
    weight: float
    features: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the index sees it: weighted features, the weight of what is unknown, its parts in order, and its
    words with those corrected that are plainly misspelt."""

    features: Mapping[int, float]
    unknown: float
    parts: tuple[Part, ...]
    spelt: tuple[str, ...]


class Index:
    """Facts (or intents) by everything that is written of them; built once, then read only."""

    def __init__(self, documents: Iterable[Document], owners: int):
        self.owners = owners
        lexicon = Lexicon()
        cells = lexicon.number(documents, owners)
        self._languages = tuple(lexicon.languages)
        self.vocabulary: Mapping[str, int] = dict(lexicon.features)
        self.texts = cells.texts
        self.spelling = Spelling(word for word in lexicon.spellings if not word.isdigit())
        width = max(1, len(self.vocabulary))
        self._group_count = owners * len(self._languages)
        self._weigh_groups(cells, width)
        self._weigh_phrasings(cells)
        phrasing_owner = cells.owner[cells.is_phrasing]
        self._characters = Characters(tuple(lexicon.spellings), cells.spelt, phrasing_owner, owners)
        self._shape = Shape(cells.spoken, phrasing_owner, cells.group[cells.is_phrasing], owners, self._group_count)

    def _weigh_groups(self, cells: Cells, width: int) -> None:
        """Posting lists of all that is written of an owner in one language."""
        keys = cells.group[cells.rows].astype(np.int64) * width + cells.features
        group, feature, count = summed(keys, cells.counts, width)
        owned, _ = counted(group.astype(np.int64) % max(1, self.owners) * width + feature)
        self._owned = Rows(starts_of(owned // width, self.owners), (owned % width).astype(np.int32))
        holding = np.maximum(np.bincount(self._owned.columns, minlength=width), 1)
        # Damped, and near zero for what nearly every fact has ("when", "China"): question words must not match each other.
        self.idf: Floats = np.log1p(np.maximum(self.owners / holding - 1, 0) * 0.9 + 0.02).astype(np.float32)
        self.unknown_idf = float(np.log1p(self.owners * 0.9))
        centroid = scaled(np.sqrt(count) * self.idf[feature], group, self._group_count)
        gain = _likelihood_gain(feature, count, width)
        order = np.argsort(feature, kind="stable")
        self._groups = Postings(starts_of(feature, width), group[order], centroid[order], gain[order])

    def _weigh_phrasings(self, cells: Cells) -> None:
        """The words of each phrasing."""
        mine = cells.is_phrasing[cells.rows]
        row = (np.cumsum(cells.is_phrasing) - 1)[cells.rows[mine]]
        feature = cells.features[mine]
        self._words = Rows(starts_of(row, len(self.texts)), feature)
        count = cells.counts[mine]
        self._counts = np.minimum(np.rint(count * COUNTED), 255).astype(np.uint8)
        self._lengths = lengths_of(count * self.idf[feature], row, len(self.texts)) * COUNTED
        self._phrasings_of = starts_of(cells.owner[cells.is_phrasing], self.owners)

    def read(self, words: Sequence[str], language: str, extra: Iterable[str] = ()) -> Reading:
        """The question's features; unknown words are replaced by the known ones they resemble."""
        found: dict[int, float] = {}
        parts: list[Part] = []
        spelt: list[str] = []
        unknown = 0.0
        left = MOST_CORRECTED
        for word in words:
            if is_han(word):
                unknown += self._read_han(word, found)
                parts += self._han_parts(word)
                spelt.append(word)
                continue
            part = self._latin_part(word, language, left > 0)
            left -= not is_known_as_written(part)
            for number, weight in part.features:
                found[number] = max(found.get(number, 0.0), weight)
            unknown += self.unknown_idf * (1 - max((w for _, w in part.features), default=0.0))
            parts.append(part)
            spelt.append(self._corrected(word) if part.features and not is_known_as_written(part) else word)
        found |= {self.vocabulary[feature]: 1.0 for feature in extra if feature in self.vocabulary}
        return Reading(found, unknown, tuple(parts), tuple(spelt))

    def _corrected(self, word: str) -> str:
        best = self.spelling.alike(word)
        return best[0][0] if best and best[0][1] >= PLAINLY_MEANT else word

    def _read_han(self, run: str, found: dict[int, float]) -> float:
        """Adds the features of a run to those found; returns the weight of its unknown pairs."""
        unknown = 0.0
        for pair in han_bigrams(run):
            number = self.vocabulary.get(pair)
            if number is not None:
                found[number] = 1.0
            elif len(pair) > 1:
                unknown += self.unknown_idf * HAN_CHARACTER
        for piece in han_pieces(run):
            for character in piece:
                number = self.vocabulary.get(character)
                if number is not None:
                    found.setdefault(number, HAN_CHARACTER)
        return unknown

    def _latin_part(self, word: str, language: str, may_correct: bool) -> Part:
        number = self.vocabulary.get(stem(word, language))
        if number is not None:
            return Part(word, float(self.idf[number]), ((number, 1.0),))
        alike: dict[int, float] = {}
        for known, similarity in self.spelling.alike(word) if may_correct else ():
            for stem_language in self._languages:
                number = self.vocabulary.get(stem(known, stem_language))
                if number is not None:
                    alike[number] = max(alike.get(number, 0.0), similarity**2)
        best = max(alike, key=lambda n: alike[n], default=None)
        weight = self.unknown_idf if best is None else float(self.idf[best])
        return Part(word, weight, tuple(alike.items()))

    def _han_parts(self, run: str) -> list[Part]:
        """Each pair of characters of a run is a part: its weight is that of the pair, or of an unknown word."""
        parts = []
        for pair in han_bigrams(run):
            number = self.vocabulary.get(pair)
            if number is None:
                parts.append(Part(pair, self.unknown_idf * 0.6, ()))
            else:
                parts.append(Part(pair, float(self.idf[number]), ((number, 1.0),)))
        return parts

    def has(self, owner: int, feature: str) -> bool:
        """Whether a feature occurs anywhere in what is written of an owner."""
        number = self.vocabulary.get(feature)
        return number is not None and self._has(owner, number)

    def holding(self, first: int, last: int) -> Longs:
        """By feature, how many of the owners from the first up to, not including, the last have it."""
        cells = self._owned.columns[self._owned.starts[first] : self._owned.starts[last]]
        return np.bincount(cells, minlength=len(self.vocabulary))

    def cover(self, owner: int, parts: Sequence[Part]) -> list[float]:
        """How far each part of a question occurs in what is written of an owner: 0 (not) to 1 (to the letter)."""
        mine = self._owned.row(owner)
        features = [number for part in parts for number, _ in part.features]
        if not features or not len(mine):
            return [0.0] * len(parts)
        places = np.minimum(np.searchsorted(mine, features), len(mine) - 1)
        has = iter((mine[places] == features).tolist())
        return [max([weight if next(has) else 0.0 for _, weight in part.features], default=0.0) for part in parts]

    def _has(self, owner: int, number: int) -> bool:
        mine = self._owned.row(owner)
        at = int(np.searchsorted(mine, number))
        return at < len(mine) and int(mine[at]) == number

    def views(self, reading: Reading) -> Views:
        """How alike the question is to every owner: nearest and characters only to those that come into question."""
        centroid, gain, coverage = self._of_groups(reading)
        shape = self._best_group(self._shape.likeness(reading.spelt))
        hopeful = centroid + shape + np.float32(0.5) * coverage
        owners = self._candidates(hopeful + gain * np.float32(0.3 / max(1, len(reading.parts)) ** 0.5))
        nearest, characters = (np.zeros(self.owners, dtype=np.float32) for _ in range(2))
        where = np.full(self.owners, -1, dtype=np.int64)
        nearest[owners], characters[owners], where[owners] = self._of_phrasings(owners, reading)
        return Views(nearest, centroid, gain, characters, shape, coverage, where)

    def _of_groups(self, reading: Reading) -> tuple[Floats, Floats, Floats]:
        """Centroid, gain and coverage of every owner."""
        features, likeness, weights, norm = self._weighed(reading)
        mass = np.float32(weights.sum() + reading.unknown or 1.0)
        chosen = self._groups.affordable(features, weights, READ)
        features, likeness, weights = features[chosen], likeness[chosen], weights[chosen]
        kinds = [weights / norm, likeness * np.minimum(self.idf[features], np.float32(1.0)), weights / mass]
        centroid, gain, coverage = self._groups.sums(features, kinds, self._group_count)
        return self._best_group(centroid), self._best_group(gain), self._best_group(coverage)

    def _weighed(self, reading: Reading) -> tuple[Longs, Floats, Floats, np.float32]:
        """The features of a question, how like its words they are, their weights, and its length as a vector."""
        count = len(reading.features)
        features = np.fromiter(reading.features.keys(), dtype=np.int64, count=count)
        likeness = np.fromiter(reading.features.values(), dtype=np.float32, count=count)
        weights = likeness * self.idf[features]
        norm = np.float32(np.sqrt(float(np.square(weights).sum()) + reading.unknown**2 * 0.25) or 1.0)
        return features, likeness, weights, norm

    def _candidates(self, hopeful: Floats) -> Longs:
        """The owners that may turn out best, in order of their numbers."""
        most = min(CANDIDATES, self.owners)
        chosen = np.argpartition(-hopeful, most - 1)[:most] if most else np.zeros(0, dtype=np.int64)
        size = self._words.starts[self._phrasings_of[chosen + 1]] - self._words.starts[self._phrasings_of[chosen]]
        if size.sum() > CELLS:
            chosen, size = chosen[order := np.argsort(-hopeful[chosen], kind="stable")], size[order]
            chosen = chosen[: max(10, int(np.searchsorted(np.cumsum(size), CELLS)))]
        return np.sort(chosen)

    def _of_phrasings(self, owners: Longs, reading: Reading) -> tuple[Floats, Floats, Longs]:
        """For these owners the likeness of the nearest phrasing, that by character n-grams, and which is nearest."""
        features, _, weights, norm = self._weighed(reading)
        asked = np.zeros(max(1, len(self.vocabulary)), dtype=np.float32)
        asked[features] = weights / norm * self.idf[features]
        phrasings, ends = spans(self._phrasings_of, owners)
        at, word_ends = spans(self._words.starts, phrasings)
        alike = segment_sums(self._counts[at] * asked[self._words.columns[at]], word_ends) / self._lengths[phrasings]
        nearest, where = segment_best(alike, ends)
        spelt = self._characters.likeness(phrasings, self._characters.spelt_alike(reading.spelt))
        characters, _ = segment_best(spelt, ends)
        return nearest, characters, np.where(where >= 0, np.append(phrasings, -1)[where], -1)

    def _best_group(self, groups: Floats) -> Floats:
        """The best language of each owner."""
        best: Floats = groups.reshape(-1, self.owners).max(axis=0, initial=0.0)
        return best


def is_known_as_written(part: Part) -> bool:
    """Whether a part of a question is a known word and no correction."""
    return bool(part.features) and part.features[0][1] == 1.0


def _likelihood_gain(features: Integers, count: Floats, width: int) -> Floats:
    """ln of how much likelier each word is under an owner than in the base at large, Dirichlet-smoothed."""
    whole = np.bincount(features, weights=count, minlength=width)
    gain: Floats = np.log1p(count * whole.sum() / (SMOOTHING * whole[features])).astype(np.float32)
    return gain
