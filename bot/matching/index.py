"""The index: which phrasings share features with a question, and how alike they are.

Several lexical views of the same question, each cheap because it touches posting lists only:
- nearest: cosine to the best single phrasing of a fact (words, Han, names, synonyms; IDF counted over facts);
- centroid: cosine to all that is written of a fact taken together, square-root damped;
- gain: how much likelier the words are under the fact than in the base at large (naive Bayes, smoothed);
- characters: cosine of character n-grams to the best phrasing, which survives misspelling;
- coverage: the share of the question's weight that occurs anywhere in the fact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.matching.spelling import Spelling
from bot.matching.text import character_ngrams, fold, han_bigrams, has_han, stem, words_of

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Document:
    """One phrasing (or title, or text) of one fact, with features that are not words (names, synonyms)."""

    owner: int
    language: str
    text: str
    extra: tuple[str, ...] = ()
    is_phrasing: bool = True


@dataclass(frozen=True, slots=True)
class Views:
    """How alike a question is to each fact, one array per view, all in 0..1 but gain."""

    nearest: Floats
    centroid: Floats
    gain: Floats
    characters: Floats
    coverage: Floats
    nearest_document: Integers


class Postings:
    """A sparse matrix by feature: for each feature the rows in which it occurs and its weight there."""

    def __init__(self, rows: Sequence[Mapping[str, float]], vocabulary: Mapping[str, int], normalise: bool = True):
        counts = np.zeros(len(vocabulary) + 1, dtype=np.int64)
        features = np.array([vocabulary[f] for row in rows for f in row], dtype=np.int32)
        values = np.array([w for row in rows for w in row.values()], dtype=np.float32)
        sizes = np.array([len(row) for row in rows], dtype=np.int64)
        owners = np.repeat(np.arange(len(rows), dtype=np.int32), sizes)
        if normalise and len(values):
            norms = np.sqrt(np.bincount(owners, weights=values**2, minlength=len(rows)))
            values = (values / np.maximum(norms, 1e-9)[owners]).astype(np.float32)
        order = np.argsort(features, kind="stable")
        np.add.at(counts, features + 1, 1)
        self.starts = np.cumsum(counts)
        self.rows: Integers = owners[order]
        self.values: Floats = values[order]
        self.size = len(rows)

    def weigh(self, weights: Iterable[tuple[int, float]]) -> Floats:
        """For every row the sum of its values times the weights of these features."""
        total = np.zeros(self.size, dtype=np.float32)
        for feature, weight in weights:
            first, last = self.starts[feature], self.starts[feature + 1]
            total[self.rows[first:last]] += self.values[first:last] * np.float32(weight)
        return total


def word_features(folded_words: Iterable[str], language: str) -> list[tuple[str, float]]:
    """The features of words with their relative weights: stems, and for Han bigrams and single characters."""
    features: list[tuple[str, float]] = []
    for word in folded_words:
        if has_han(word):
            features += [(pair, 1.0) for pair in han_bigrams(word)]
            features += [(character, 0.35) for character in word]
        else:
            features.append((stem(word, language), 1.0))
    return features


class Index:
    """Facts (or intents) by everything that is written of them; built once, then read only."""

    def __init__(self, documents: Sequence[Document], owners: int):
        self.documents = tuple(sorted(documents, key=lambda d: d.owner))
        self.owners = owners
        words = [words_of(fold(d.text)) for d in self.documents]
        bags = [self._bag(d, w) for d, w in zip(self.documents, words, strict=True)]
        holders: dict[str, set[int]] = defaultdict(set)
        for document, bag in zip(self.documents, bags, strict=True):
            for feature in bag:
                holders[feature].add(document.owner)
        self.vocabulary = {feature: number for number, feature in enumerate(holders)}
        holding = np.array([len(found) for found in holders.values()], dtype=np.float32)
        # Damped, and zero for what nearly every fact has ("when", "China"): question words must not match each other.
        self.idf: Floats = np.log1p(np.maximum(owners / np.maximum(holding, 1) - 1, 0) * 0.9 + 0.02).astype(np.float32)
        self.unknown_idf = float(np.log1p(owners * 0.9))
        self.spelling = Spelling(
            {word for found in words for word in found if not has_han(word) and not word.isdigit()}
        )
        self._stem_languages = {d.language for d in self.documents}

        asked = [number for number, d in enumerate(self.documents) if d.is_phrasing]
        self.asked_owner: Integers = np.array([self.documents[n].owner for n in asked], dtype=np.int32)
        self.asked_document: Integers = np.array(asked, dtype=np.int32)
        self._first_of_owner, self._owner_of_first = _runs(self.asked_owner)
        self._nearest = Postings([self._weighed(bags[n]) for n in asked], self.vocabulary)

        together: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
        for document, bag in zip(self.documents, bags, strict=True):
            together[document.owner, document.language].update(bag)
        groups = sorted(together)
        damped = [self._weighed({f: n**0.5 for f, n in together[g].items()}) for g in groups]
        self._centroid = Postings(damped, self.vocabulary)
        self._first_group, self._owner_of_group = _runs(np.array([g[0] for g in groups], dtype=np.int32))
        self._gain = self._likelihood_gain(together, groups)
        self._held = Postings([dict.fromkeys(together[g], 1.0) for g in groups], self.vocabulary, normalise=False)

        grams = [Counter(g for w in words[n] if not has_han(w) for g in character_ngrams(w)) for n in asked]
        gram_holders: dict[str, set[int]] = defaultdict(set)
        for number, bag_of_grams in zip(asked, grams, strict=True):
            for gram in bag_of_grams:
                gram_holders[gram].add(self.documents[number].owner)
        self._gram_vocabulary = {gram: number for number, gram in enumerate(gram_holders)}
        gram_holding = np.array([len(found) for found in gram_holders.values()] or [1], dtype=np.float32)
        self._gram_idf: Floats = np.log1p(np.maximum(owners / gram_holding - 1, 0) + 0.01).astype(np.float32)
        self._characters = Postings(
            [{g: n * float(self._gram_idf[self._gram_vocabulary[g]]) for g, n in bag.items()} for bag in grams],
            self._gram_vocabulary,
        )

    @staticmethod
    def _bag(document: Document, words: Sequence[str]) -> Counter[str]:
        bag: Counter[str] = Counter()
        for feature, weight in word_features(words, document.language):
            bag[feature] = max(bag[feature], weight) if weight < 1 else bag[feature] + weight  # type: ignore[assignment]
        for feature in document.extra:
            bag[feature] += 1
        return bag

    def _weighed(self, bag: Mapping[str, float]) -> dict[str, float]:
        return {feature: n * float(self.idf[self.vocabulary[feature]]) for feature, n in bag.items()}

    def _likelihood_gain(
        self, together: Mapping[tuple[int, str], Counter[str]], groups: Sequence[tuple[int, str]]
    ) -> Postings:
        """ln of how much likelier each word is under a fact than in the base, Dirichlet-smoothed."""
        whole: Counter[str] = Counter()
        for group in groups:
            whole.update(together[group])
        total = sum(whole.values())
        smoothing = 40.0
        rows = []
        for group in groups:
            bag = together[group]
            rows.append({f: float(np.log1p(n * total / (smoothing * whole[f]))) for f, n in bag.items()})
        return Postings(rows, self.vocabulary, normalise=False)

    def features(self, words: Sequence[str], language: str, extra: Iterable[str] = ()) -> dict[int, float]:
        """The weighted features of a question, unknown words replaced by the known ones they resemble."""
        return self.read(words, language, extra)[0]

    def read(self, words: Sequence[str], language: str, extra: Iterable[str] = ()) -> tuple[dict[int, float], float]:
        """The question's features (number → weight) and the weight of what the index does not know at all."""
        found: dict[int, float] = {}
        unknown = 0.0
        for word in words:
            if has_han(word):
                for feature, weight in word_features((word,), "zh"):
                    number = self.vocabulary.get(feature)
                    if number is not None:
                        found[number] = max(found.get(number, 0.0), weight)
                    elif len(feature) > 1:
                        unknown += self.unknown_idf * 0.35
                continue
            number = self.vocabulary.get(stem(word, language))
            if number is not None:
                found[number] = max(found.get(number, 0.0), 1.0)
                continue
            best = 0.0
            for known, similarity in self.spelling.alike(word):
                for stem_language in self._stem_languages:
                    number = self.vocabulary.get(stem(known, stem_language))
                    if number is not None:
                        found[number] = max(found.get(number, 0.0), similarity**2)
                        best = max(best, similarity**2)
            unknown += self.unknown_idf * (1 - best)
        for feature in extra:
            number = self.vocabulary.get(feature)
            if number is not None:
                found[number] = 1.0
        return found, unknown

    def views(self, words: Sequence[str], features: Mapping[int, float], unknown: float) -> Views:
        """How alike the question is to every fact, by each view."""
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
            coverage=self._spread(held),
            nearest_document=nearest_document,
        )

    def _character_view(self, words: Sequence[str]) -> Floats:
        bag = Counter(g for w in words if not has_han(w) for g in character_ngrams(w))
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


def _runs(owners: Integers) -> tuple[npt.NDArray[np.intp], Integers]:
    """Where each run of equal owners begins, and whose it is."""
    if not len(owners):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int32)
    first = np.concatenate(([0], np.flatnonzero(np.diff(owners)) + 1))
    return first, owners[first]
