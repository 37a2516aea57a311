"""The index: which phrasings share features with a question, and how alike they are.

Several lexical views of the same question, each cheap because it touches posting lists only:
- nearest: cosine to the best single phrasing of a fact (words, Han, names, synonyms; IDF counted over facts);
- centroid: cosine to all that is written of a fact taken together, square-root damped;
- gain: how much likelier the words are under the fact than in the base at large (naive Bayes, smoothed);
- characters: cosine of character n-grams to the best phrasing, which survives misspelling;
- shape: cosine of character n-grams, across the borders of words too, to all phrasings of a fact taken together;
- coverage: the share of the question's weight that occurs anywhere in the fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.matching.grams import runs_of
from bot.matching.spelling import Spelling
from bot.matching.text import character_ngrams, han_bigrams, han_pieces, is_han, stem

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

HAN_CHARACTER = 0.35  # a single character tells little beside a pair
SMOOTHING = 40.0
LEAST_RUN = 0.2  # the IDF from which on a run of characters is worth looking up


@dataclass(frozen=True, slots=True)
class Document:
    """One phrasing (or title, or text) of one fact, with features that are not words (names, synonyms)."""

    owner: int
    language: str
    text: str
    words: tuple[str, ...]
    extra: tuple[str, ...] = ()
    is_phrasing: bool = True


@dataclass(frozen=True, slots=True)
class Views:
    """How alike a question is to each fact, one array per view, all in 0..1 but gain."""

    nearest: Floats
    centroid: Floats
    gain: Floats
    characters: Floats
    shape: Floats
    coverage: Floats
    nearest_document: Integers


@dataclass(frozen=True, slots=True)
class Part:
    """One word (or pair of Han) of a question: its weight, and the known features it stands for with their likeness."""

    word: str
    weight: float
    features: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the index sees it: weighted features, the weight of what is unknown, and its parts in order."""

    features: Mapping[int, float]
    unknown: float
    parts: tuple[Part, ...]


class Postings:
    """A sparse matrix by feature: for each feature the rows in which it occurs and its weight there."""

    def __init__(
        self, rows: Integers, features: Integers, values: Floats, size: int, width: int, normalise: bool = True
    ):
        """rows, features and values are the cells, each (row, feature) once; size rows, width features."""
        if normalise:
            norms = np.sqrt(np.bincount(rows, weights=values.astype(np.float64) ** 2, minlength=size))
            values = (values / np.maximum(norms, 1e-9)[rows]).astype(np.float32)
        order = np.argsort(features, kind="stable")
        self.starts = np.concatenate(([0], np.cumsum(np.bincount(features, minlength=width))))
        self.rows: Integers = rows[order].astype(np.int32)
        self.values: Floats = values[order].astype(np.float32)
        self.size = size

    def weigh(self, weights: Iterable[tuple[int, float]]) -> Floats:
        """For every row the sum of its values times the weights of these features."""
        chosen = list(weights)
        if not chosen:
            return np.zeros(self.size, dtype=np.float32)
        spans = [slice(self.starts[feature], self.starts[feature + 1]) for feature, _ in chosen]
        rows = np.concatenate([self.rows[span] for span in spans])
        values = np.concatenate([self.values[s] * np.float32(w) for s, (_, w) in zip(spans, chosen, strict=True)])
        return np.bincount(rows, weights=values, minlength=self.size).astype(np.float32)


def summed(rows: Integers, features: Integers, values: Floats, width: int) -> tuple[Integers, Integers, Floats]:
    """The cells with equal ones added up, ordered by row."""
    keys, where = np.unique(rows.astype(np.int64) * width + features, return_inverse=True)
    totals = np.bincount(where, weights=values, minlength=len(keys)).astype(np.float32)
    return (keys // width).astype(np.int32), (keys % width).astype(np.int32), totals


def word_features(words: Iterable[str], language: str) -> list[tuple[str, float]]:
    """The features of folded words with their relative weights: stems, and for Han pairs and single characters."""
    features: list[tuple[str, float]] = []
    for word in words:
        if is_han(word):
            features += [(pair, 1.0) for pair in han_bigrams(word)]
            features += [(character, HAN_CHARACTER) for piece in han_pieces(word) for character in piece]
        else:
            features.append((stem(word, language), 1.0))
    return features


class Index:
    """Facts (or intents) by everything that is written of them; built once, then read only."""

    def __init__(self, documents: Sequence[Document], owners: int):
        self.documents = tuple(sorted(documents, key=lambda d: d.owner))
        self.owners = owners
        self.vocabulary: dict[str, int] = {}
        rows, features, values = self._cells()
        width = max(1, len(self.vocabulary))
        owner_of = np.array([d.owner for d in self.documents], dtype=np.int32)
        rows, features, values = summed(rows, features, values, width)
        owner_rows, owner_features, _ = summed(owner_of[rows], features, values, width)
        self._owned_features, self._owned_starts = owner_features, np.searchsorted(owner_rows, np.arange(owners + 1))
        self._owned: dict[int, frozenset[int]] = {}
        holding = np.maximum(np.bincount(owner_features, minlength=width), 1)
        # Damped, and near zero for what nearly every fact has ("when", "China"): question words must not match each other.
        self.idf: Floats = np.log1p(np.maximum(owners / holding - 1, 0) * 0.9 + 0.02).astype(np.float32)
        self.unknown_idf = float(np.log1p(owners * 0.9))
        self._stem_languages = {d.language for d in self.documents}
        self.spelling = Spelling({w for d in self.documents for w in d.words if not is_han(w) and not w.isdigit()})

        asked = np.array([d.is_phrasing for d in self.documents], dtype=bool)
        self.asked_document: Integers = np.flatnonzero(asked).astype(np.int32)
        self.asked_owner: Integers = owner_of[asked]
        number_asked = np.cumsum(asked) - 1
        self._first_of_owner, self._owner_of_first = _runs(self.asked_owner)
        mine = asked[rows]
        weighed = values[mine] * self.idf[features[mine]]
        self._nearest = Postings(number_asked[rows[mine]], features[mine], weighed, len(self.asked_owner), width)

        groups: dict[tuple[int, str], int] = {}
        group_of = np.array(
            [groups.setdefault((d.owner, d.language), len(groups)) for d in self.documents], dtype=np.int32
        )
        self._first_group, self._owner_of_group = _runs(np.array([owner for owner, _ in groups], dtype=np.int32))
        at, what, count = summed(group_of[rows], features, values, width)
        self._centroid = Postings(at, what, np.sqrt(count) * self.idf[what], len(groups), width)
        self._gain = Postings(at, what, _likelihood_gain(what, count, width), len(groups), width, normalise=False)
        self._held = Postings(at, what, np.ones_like(count), len(groups), width, normalise=False)
        self._characters = self._character_postings()
        self._shape = self._shape_postings(group_of, len(groups))

    def _cells(self) -> tuple[Integers, Integers, Floats]:
        rows: list[int] = []
        features: list[int] = []
        values: list[float] = []
        number_of = self.vocabulary.setdefault
        for row, document in enumerate(self.documents):
            once = set()
            for feature, weight in word_features(document.words, document.language):
                if weight < 1 and feature in once:
                    continue
                once.add(feature)
                rows.append(row)
                features.append(number_of(feature, len(self.vocabulary)))
                values.append(weight)
            for feature in document.extra:
                rows.append(row)
                features.append(number_of(feature, len(self.vocabulary)))
                values.append(1.0)
        return np.array(rows, dtype=np.int32), np.array(features, dtype=np.int32), np.array(values, dtype=np.float32)

    def _character_postings(self) -> Postings:
        """Character n-grams of each phrasing; those of a word are looked up once, however often it occurs."""
        self._gram_vocabulary: dict[str, int] = {}
        of_word: dict[str, list[int]] = {}
        rows: list[int] = []
        features: list[int] = []
        for row, number in enumerate(self.asked_document):
            for word in self.documents[number].words:
                grams = of_word.get(word)
                if grams is None:
                    known = self._gram_vocabulary
                    names = () if is_han(word) else character_ngrams(word)
                    grams = of_word[word] = [known.setdefault(gram, len(known)) for gram in names]
                features += grams
                rows += [row] * len(grams)
        width = max(1, len(self._gram_vocabulary))
        ones = np.ones(len(rows), dtype=np.float32)
        at, what, count = summed(np.array(rows, dtype=np.int32), np.array(features, dtype=np.int32), ones, width)
        owner_features = np.unique(self.asked_owner[at].astype(np.int64) * width + what) % width if len(at) else what
        holding = np.maximum(np.bincount(owner_features, minlength=width), 1)
        self._gram_idf: Floats = np.log1p(np.maximum(self.owners / holding - 1, 0) + 0.01).astype(np.float32)
        return Postings(at, what, count * self._gram_idf[what], len(self.asked_owner), width)

    def _shape_postings(self, group_of: Integers, groups: int) -> Postings:
        """Runs of characters of all phrasings of one owner in one language, square-root damped."""
        texts = [self.documents[number].words for number in self.asked_document]
        numbers, hashes = runs_of(texts)
        self._runs, inverse = np.unique(hashes, return_inverse=True)
        width = max(1, len(self._runs))
        ones = np.ones(len(numbers), dtype=np.float32)
        rows, what, count = summed(numbers, inverse.astype(np.int32), ones, width)
        held_by = np.unique(self.asked_owner[rows].astype(np.int64) * width + what) % width
        holding = np.maximum(np.bincount(held_by, minlength=width), 1)
        self._run_idf: Floats = np.log1p(np.maximum(self.owners / holding - 1, 0) * 0.9 + 0.02).astype(np.float32)
        values = np.sqrt(count) * self._run_idf[what]
        norms = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(texts)))
        values = (values / np.maximum(norms, 1e-9)[rows]).astype(np.float32)
        at, what, total = summed(group_of[self.asked_document][rows], what, values, width)
        return Postings(at, what, np.sqrt(total), groups, width)

    def _shape_view(self, words: Sequence[str]) -> Floats:
        hashes, count = np.unique(runs_of([words])[1], return_counts=True)
        if not len(hashes) or not len(self._runs):
            return np.zeros(self.owners, dtype=np.float32)
        place = np.minimum(np.searchsorted(self._runs, hashes), len(self._runs) - 1)
        known = self._runs[place] == hashes
        weights = np.sqrt(count[known]) * self._run_idf[place[known]]
        norm = float(np.sqrt((weights**2).sum())) or 1.0
        telling = self._run_idf[place[known]] > LEAST_RUN
        asked = self._shape.weigh(zip(place[known][telling].tolist(), (weights[telling] / norm).tolist(), strict=True))
        return self._spread(asked)

    def _features_of(self, owner: int) -> frozenset[int]:
        known = self._owned.get(owner)
        if known is None:
            first, last = self._owned_starts[owner], self._owned_starts[owner + 1]
            known = self._owned[owner] = frozenset(self._owned_features[first:last].tolist())
        return known

    def read(self, words: Sequence[str], language: str, extra: Iterable[str] = ()) -> Reading:
        """The question's features; unknown words are replaced by the known ones they resemble."""
        found: dict[int, float] = {}
        parts: list[Part] = []
        unknown = 0.0
        for word in words:
            if is_han(word):
                for feature, weight in word_features((word,), "zh"):
                    number = self.vocabulary.get(feature)
                    if number is not None:
                        found[number] = max(found.get(number, 0.0), weight)
                    elif len(feature) > 1:
                        unknown += self.unknown_idf * 0.35
                parts += self._han_parts(word)
                continue
            part = self._latin_part(word, language)
            for number, weight in part.features:
                found[number] = max(found.get(number, 0.0), weight)
            unknown += self.unknown_idf * (1 - max((w for _, w in part.features), default=0.0))
            parts.append(part)
        for feature in extra:
            number = self.vocabulary.get(feature)
            if number is not None:
                found[number] = 1.0
        return Reading(found, unknown, tuple(parts))

    def _latin_part(self, word: str, language: str) -> Part:
        number = self.vocabulary.get(stem(word, language))
        if number is not None:
            return Part(word, float(self.idf[number]), ((number, 1.0),))
        alike: dict[int, float] = {}
        for known, similarity in self.spelling.alike(word):
            for stem_language in self._stem_languages:
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
        return number is not None and number in self._features_of(owner)

    def covers(self, owner: int, part: Part) -> float:
        """How far a part of a question occurs in what is written of an owner: 0 (not) to 1 (to the letter)."""
        owned = self._features_of(owner)
        return max((weight for number, weight in part.features if number in owned), default=0.0)

    def views(self, words: Sequence[str], reading: Reading) -> Views:
        """How alike the question is to every fact, by each view."""
        features, unknown = reading.features, reading.unknown
        weights = [(f, w * float(self.idf[f])) for f, w in features.items()]
        norm = float(np.sqrt(sum(w * w for _, w in weights) + unknown**2 * 0.25)) or 1.0
        asked = self._nearest.weigh(weights) / np.float32(norm)
        nearest, nearest_document = self._best(asked)
        groups = self._centroid.weigh(weights) / np.float32(norm)
        gain = self._gain.weigh([(f, w * min(1.0, float(self.idf[f]))) for f, w in features.items()])
        mass = sum(w for _, w in weights) + unknown
        held = self._held.weigh(weights) / np.float32(mass or 1.0)
        return Views(
            nearest=nearest,
            centroid=self._spread(groups),
            gain=self._spread(gain),
            characters=self._character_view(words),
            shape=self._shape_view(words),
            coverage=self._spread(held),
            nearest_document=nearest_document,
        )

    def _character_view(self, words: Sequence[str]) -> Floats:
        bag = Counter(g for w in words if not is_han(w) for g in character_ngrams(w))
        weights, square = [], 0.0
        for gram, count in bag.items():
            number = self._gram_vocabulary.get(gram)
            idf = float(self._gram_idf[number]) if number is not None else self.unknown_idf * 0.5
            square += (count * idf) ** 2
            if number is not None:
                weights.append((number, count * idf))
        if not weights:
            return np.zeros(self.owners, dtype=np.float32)
        return self._best(self._characters.weigh(weights) / np.float32(square**0.5))[0]

    def _best(self, asked: Floats) -> tuple[Floats, Integers]:
        best = np.zeros(self.owners, dtype=np.float32)
        where = np.zeros(self.owners, dtype=np.int32)
        if len(asked):
            best[self._owner_of_first] = np.maximum.reduceat(asked, self._first_of_owner)
            top = np.flatnonzero(asked >= best[self.asked_owner])
            where[self.asked_owner[top]] = self.asked_document[top]
        return best, where

    def _spread(self, groups: Floats) -> Floats:
        """The best language group of each fact."""
        best = np.zeros(self.owners, dtype=np.float32)
        if len(groups):
            best[self._owner_of_group] = np.maximum.reduceat(groups, self._first_group)
        return best


def _likelihood_gain(features: Integers, count: Floats, width: int) -> Floats:
    """ln of how much likelier each word is under a fact than in the base at large, Dirichlet-smoothed."""
    whole = np.bincount(features, weights=count, minlength=width)
    gain: Floats = np.log1p(count * whole.sum() / (SMOOTHING * whole[features])).astype(np.float32)
    return gain


def _runs(owners: Integers) -> tuple[npt.NDArray[np.intp], Integers]:
    """Where each run of equal owners begins, and whose it is."""
    if not len(owners):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int32)
    first = np.concatenate(([0], np.flatnonzero(np.diff(owners)) + 1))
    return first, owners[first]
