"""The matcher: a question in, the facts it may be about out, best first, with everything that decides."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Fact, Language
from bot.matching.guard import Fit, fit_of, profile_of
from bot.matching.index import Document, Floats, Index, Views
from bot.matching.names import Phrases, keys_of
from bot.matching.question import Question, Reader
from bot.matching.text import fold, words_of
from bot.matching.weights import Weights

SHORTLIST = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact with how alike it is to the question, by view, and how it fits."""

    fact: Fact
    score: float
    views: dict[str, float]
    fit: Fit
    phrasing: str


@dataclass(frozen=True, slots=True)
class Match:
    """The candidates for a question, best first."""

    question: Question
    candidates: tuple[Candidate, ...]


class Matcher:
    """Matches questions against a fact base; built once for a base, then read only."""

    def __init__(self, base: FactBase, weights: Weights | None = None):
        self.base = base
        self.weights = weights or Weights()
        self.facts: tuple[Fact, ...] = tuple(base.facts.values())
        self._names = Phrases(_aliases(base))
        self._concepts = Phrases(_concepts(base), stemmed=True)
        found = [
            {language: self._named(" ".join(_written(fact, language)), language) for language in LANGUAGES}
            for fact in self.facts
        ]
        self.profiles = tuple(
            profile_of(fact, frozenset().union(*named.values())) for fact, named in zip(self.facts, found, strict=True)
        )
        self.index = Index([d for n, fact in enumerate(self.facts) for d in self._documents(n, fact)], len(self.facts))
        # What the names themselves are written with counts as known: a known word is never corrected to a name.
        self._reader = Reader(self._names, self._concepts, self._is_known, base.entities)
        self.weight_of_name = {
            entity: self._telling(sum(entity in profile.entities for profile in self.profiles))
            for entity in base.entities
        }

    def read(self, text: str, language: Language | None = None, fallback: Language = "en") -> Question:
        """The question as read (see Reader.read)."""
        return self._reader.read(text, language, fallback)

    def match(self, question: Question) -> Match:
        """The best candidates for a question, best first."""
        extra = [f"@{key}" for key in keys_of(question.mentions)] + [f"~{key}" for key in question.concepts]
        features, unknown = self.index.read(question.words, question.language, extra)
        views = self.index.views(question.words, features, unknown)
        length = math.sqrt(max(1, len(question.words)))
        first = self._mixture(views, length)
        count = min(SHORTLIST, len(self.facts))
        shortlist = np.argpartition(-first, count - 1)[:count].tolist() if count else []
        candidates = [self._candidate(question, n, views, length) for n in shortlist]
        return Match(question, tuple(sorted(candidates, key=lambda c: (-c.score, c.fact.id))))

    def _mixture(self, views: Views, length: float) -> Floats:
        weight = self.weights.ranking
        mixture: Floats = (
            weight["nearest"] * views.nearest
            + weight["centroid"] * views.centroid
            + weight["gain"] * views.gain / length
            + weight["characters"] * views.characters
            + weight["coverage"] * views.coverage
        )
        return mixture

    def _candidate(self, question: Question, number: int, views: Views, length: float) -> Candidate:
        fit = fit_of(question, self.profiles[number], self.weight_of_name)
        values = {
            "nearest": float(views.nearest[number]),
            "centroid": float(views.centroid[number]),
            "gain": float(views.gain[number]) / length,
            "characters": float(views.characters[number]),
            "coverage": float(views.coverage[number]),
        }
        score = sum(self.weights.ranking[name] * value for name, value in (values | asdict(fit)).items())
        phrasing = self.index.documents[int(views.nearest_document[number])].text
        return Candidate(self.facts[number], score, values, fit, phrasing)

    def _is_known(self, word: str) -> bool:
        return self.index.spelling.knows(word)

    def _named(self, text: str, language: Language) -> frozenset[str]:
        return keys_of(self._names.find(words_of(fold(text)), language))

    def _telling(self, facts: int) -> float:
        """How telling a name is, from 0 (in most facts, as Havana is) to 1 (in few)."""
        return min(1.0, max(0.0, math.log(len(self.facts) / (facts + 0.5)) / math.log(max(2, len(self.facts) / 8))))

    def _documents(self, number: int, fact: Fact) -> list[Document]:
        documents = []
        for language in LANGUAGES:
            for words in (*fact.questions[language], fact.title[language]):
                documents.append(Document(number, language, words, self._extra(words, language)))
            text = " ".join(_written(fact, language))
            extra = set(self._extra(text, language)) | {f"@{entity}" for entity in fact.entities}
            documents.append(Document(number, language, text, tuple(sorted(extra)), is_phrasing=False))
        return documents

    def _extra(self, text: str, language: Language) -> tuple[str, ...]:
        words = words_of(fold(text))
        named = keys_of(self._names.find(words, language))
        meant = keys_of(self._concepts.find(words, language))
        return tuple(sorted(f"@{key}" for key in named) + sorted(f"~{key}" for key in meant))


def _written(fact: Fact, language: Language) -> list[str]:
    texts = [fact.text[language]]
    texts += [part[language] for part in (fact.disagreement, fact.attribution) if part]
    return texts


def _aliases(base: FactBase) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for entity in base.entities.values():
        found += [(entity.id, language, name) for language, name in entity.name]
        found += [(entity.id, language, name) for language, name in entity.aliases]
        found += [(entity.id, "en", name) for name in entity.shared_aliases]
    return found


def _concepts(base: FactBase) -> list[tuple[str, str, str]]:
    return [(group.id, language, words) for group in base.synonyms.values() for language, words in group.words]
