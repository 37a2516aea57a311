"""The matcher: a question in, the facts it may be about out, best first, with everything that decides."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Elsewhere, Fact, Language
from bot.matching.gap import NO_GAP, Gap, Gaps
from bot.matching.guard import Fit, fit_of, profile_of
from bot.matching.index import Document, Floats, Index, Reading, Views
from bot.matching.manner import Manner
from bot.matching.mending import Mender
from bot.matching.mistake import NO_MISTAKE, Mistake, mistake_of
from bot.matching.names import Phrases, keys_of
from bot.matching.ordinals import ordinals_in
from bot.matching.premise import NO_PREMISE, Premise, Premises
from bot.matching.question import Question, Reader, asked_in
from bot.matching.text import fold, words_of
from bot.matching.weights import Weights, shipped_weights

SHORTLIST = 40
SIBLINGS = 5  # the best candidate and those that may be meant instead
SEVERAL, MISTAKEN = "several", "mistaken"  # manners of asking: for several facts, having a fact wrong in mind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact with how alike it is to the question, by view, and how it fits."""

    number: int
    fact: Fact
    score: float
    views: dict[str, float]
    fit: Fit
    phrasing: str
    gained: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A question as the index saw it: its reading, how alike it is to every owner, the root of how many parts it has."""

    reading: Reading
    views: Views
    length: float


@dataclass(frozen=True, slots=True)
class Match:
    """The candidates for a question, best first; what of the question the best one leaves open, and what it takes for
    granted that this one does not bear out; the nearest subject outside the base, and by how much it is more alike than the
    best fact; how much it is like what people ask who have the best fact wrong in mind; what its manner speaks for."""

    question: Question
    candidates: tuple[Candidate, ...]
    seen: Seen = field(repr=False)
    gap: Gap = NO_GAP
    premise: Premise = NO_PREMISE
    elsewhere: Elsewhere | None = None
    elsewhere_lead: float = 0.0
    mistake: Mistake = NO_MISTAKE
    manner: Mapping[str, float] = field(default_factory=dict)


class Matcher:
    """Matches questions against a fact base; built once for a base, then read only."""

    def __init__(self, base: FactBase, weights: Weights | None = None):
        self.base = base
        self.weights = weights or shipped_weights()
        self.facts: tuple[Fact, ...] = tuple(base.facts.values())
        self.number_of = {fact.id: number for number, fact in enumerate(self.facts)}
        people = frozenset(entity.id for entity in base.entities.values() if entity.kind == "person")
        self._names = Phrases(_aliases(base), spelt_variously=people)
        self._concepts = Phrases(_concepts(base), stemmed=True)
        documents = [d for number, fact in enumerate(self.facts) for d in self._documents(number, fact)]
        named: list[set[str]] = [set() for _ in self.facts]
        for document in documents:
            named[document.owner].update(f.removeprefix("@") for f in document.extra if f.startswith("@"))
        self.profiles = tuple(profile_of(f, frozenset(n)) for f, n in zip(self.facts, named, strict=True))
        # Subjects that lie outside compete with the facts, as owners after the last fact.
        self.elsewhere = tuple(base.elsewhere.values())
        for number, subject in enumerate(self.elsewhere, len(self.facts)):
            for language, words in subject.questions:
                documents.append(self._document(number, language, words))
        # So do the facts themselves, as those see them who have them wrong in mind.
        self._first_mistaken = len(self.facts) + len(self.elsewhere)
        for number, fact in enumerate(self.facts, self._first_mistaken):
            for language, words in fact.mistaken_questions:
                documents.append(self._document(number, language, words))
        self.index = Index(documents, self._first_mistaken + len(self.facts))
        self._gaps = Gaps(self.index, len(self.facts), len(self.elsewhere))
        self._manner = Manner(_ways_of_asking(base), (SEVERAL, MISTAKEN))
        # What is written of the facts counts as known: a known word is never corrected to a name.
        self._mender = Mender(self.index.spelling, self.index.vocabulary.__contains__)
        self._reader = Reader(self._names, self._concepts, self._is_known, base.entities, self._mender.mend)
        self._premises = Premises(base)
        self.weight_of_name = {
            entity: self._telling(sum(entity in profile.entities for profile in self.profiles))
            for entity in base.entities
        }

    def read(self, text: str, language: Language | None = None, fallback: Language = "en") -> Question:
        """The question as read (see Reader.read)."""
        return self._reader.read(text, language, fallback)

    def match(self, question: Question) -> Match:
        """The best candidates for a question, best first."""
        seen, first, candidates = self._seen(question)
        reading, facts = seen.reading, first[: len(self.facts)]
        outside = first[len(self.facts) : self._first_mistaken]
        nearest = int(np.argmax(outside)) if len(outside) else None
        return Match(
            question,
            candidates,
            seen,
            self._gap(question, reading, candidates[:SIBLINGS]),
            self._premises.premise(question, self.profiles[candidates[0].number]) if candidates else NO_PREMISE,
            None if nearest is None else self.elsewhere[nearest],
            0.0 if nearest is None else float(outside[nearest] - facts.max(initial=0.0)),
            mistake_of(self.index, reading, seen.views, first, candidates[0].number, self.facts)
            if candidates
            else NO_MISTAKE,
            self._manner.leanings(words_of(question.folded), question.language),
        )

    def best(self, question: Question) -> Candidate | None:
        """The best candidate alone, in less time than a match takes."""
        return next(iter(self._seen(question)[2]), None)

    def _seen(self, question: Question) -> tuple[Seen, Floats, tuple[Candidate, ...]]:
        """The question as the index saw it, how alike it is to every owner at first sight, and the candidates."""
        extra = [f"@{key}" for key in keys_of(question.mentions)] + [f"~{key}" for key in keys_of(question.concepts)]
        extra += [f"#{number}" for number in question.ordinals]
        reading = self.index.read(question.words, question.language, extra)
        views = self.index.views(reading)
        seen = Seen(reading, views, math.sqrt(max(1, len(reading.parts))))
        first = self._mixture(views, seen.length)
        count, facts = min(SHORTLIST, len(self.facts)), first[: len(self.facts)]
        shortlist = np.argpartition(-facts, count - 1)[:count].tolist() if count else []
        return seen, first, self._candidates(question, seen, shortlist)

    def widened(self, match: Match, also: Iterable[int]) -> tuple[Candidate, ...]:
        """The candidates of a match with these facts among them, best first."""
        known = {candidate.number for candidate in match.candidates}
        more = self._candidates(match.question, match.seen, set(also) - known)
        return tuple(sorted((*match.candidates, *more), key=_best_first))

    def _candidates(self, question: Question, seen: Seen, numbers: Iterable[int]) -> tuple[Candidate, ...]:
        return tuple(sorted((self._candidate(question, number, seen) for number in numbers), key=_best_first))

    def gaps(self, question: Question, candidates: Iterable[Candidate]) -> list[Gap]:
        """What a question by itself speaks of and each of these candidates does not."""
        reading = self.index.read(question.words, question.language)
        return [self._gap(question, reading, [candidate]) for candidate in candidates]

    def _gap(self, question: Question, reading: Reading, candidates: Sequence[Candidate]) -> Gap:
        """The gap that the first of these leaves, the next ones being its siblings."""
        if not candidates:
            return NO_GAP
        best, *siblings = (candidate.number for candidate in candidates)
        return self._gaps.gap(question, reading, best, self.profiles[best], siblings)

    def _mixture(self, views: Views, length: float) -> Floats:
        weight = self.weights.ranking
        mixture: Floats = (
            weight["nearest"] * views.nearest
            + weight["centroid"] * views.centroid
            + weight["gain"] * views.gain / length
            + weight["characters"] * views.characters
            + weight["shape"] * views.shape
            + weight["coverage"] * views.coverage
        )
        return mixture

    def _candidate(self, question: Question, number: int, seen: Seen) -> Candidate:
        views = seen.views
        fit = fit_of(question, self.profiles[number], self.weight_of_name)
        nearest = int(views.nearest_phrasing[number])
        phrasing = self.index.texts[nearest] if nearest >= 0 else ""
        values = {
            "nearest": float(views.nearest[number]),
            "centroid": float(views.centroid[number]),
            "gain": float(views.gain[number]) / seen.length,
            "characters": float(views.characters[number]),
            "shape": float(views.shape[number]),
            "coverage": float(views.coverage[number]),
            "asks_same": float(bool(question.asks & _asked_in(phrasing))),
            "asks_other": float(bool(question.asks and not question.asks & _asked_in(phrasing))),
        }
        score = sum(self.weights.ranking[name] * value for name, value in (values | fit.values).items())
        return Candidate(
            number, self.facts[number], score, values, fit, phrasing, self.weights.ranking["gain"] * values["gain"]
        )

    def _is_known(self, word: str) -> bool:
        return self.index.spelling.knows(word)

    def _telling(self, facts: int) -> float:
        """How telling a name is, from 0 (in most facts, as Havana is) to 1 (in few)."""
        return min(1.0, max(0.0, math.log(len(self.facts) / (facts + 0.5)) / math.log(max(2, len(self.facts) / 8))))

    def _documents(self, number: int, fact: Fact) -> list[Document]:
        documents = []
        about = frozenset(fact.entities)
        for language in LANGUAGES:
            for words in (*fact.questions[language], fact.title[language]):
                documents.append(self._document(number, language, words, about))
            text = "\n".join(_written(fact, language))
            listed = tuple(f"@{entity}" for entity in fact.entities)
            documents.append(self._document(number, language, text, about, listed, is_phrasing=False))
        return documents

    def _document(
        self, owner: int, language: str, text: str, about: frozenset[str] = frozenset(),
        listed: tuple[str, ...] = (), is_phrasing: bool = True,
    ) -> Document:  # fmt: skip
        words = tuple(words_of(fold(text)))
        # "Castro" in a fact about Fidel says nothing of Raúl.
        extra = {f"@{key}" for named in self._names.find(words, language) for key in named.keys & about or named.keys}
        extra |= {f"~{key}" for key in keys_of(self._concepts.find(words, language))}
        extra |= {f"#{number}" for number in ordinals_in(" ".join(words))}
        return Document(owner, language, text, words, tuple(sorted(extra.union(listed))), is_phrasing)


def _best_first(candidate: Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.fact.id


@lru_cache(maxsize=50_000)
def _asked_in(phrasing: str) -> frozenset[str]:
    return asked_in(fold(phrasing))


def _written(fact: Fact, language: Language) -> list[str]:
    texts = [fact.text[language]]
    texts += [part[language] for part in (fact.disagreement, fact.attribution) if part]
    return texts


def _ways_of_asking(base: FactBase) -> dict[str, list[tuple[Language, list[str]]]]:
    """How people ask for one fact, for several, and for one that they have wrong in mind: the words of the base's own."""
    facts, collections = base.facts.values(), base.collections.values()
    sorts = {
        "one": (asked for fact in facts for asked in fact.questions),
        SEVERAL: (asked for collection in collections for asked in [*collection.title, *collection.questions]),
        MISTAKEN: (asked for fact in facts for asked in fact.mistaken_questions),
    }
    return {
        sort: [(language, words_of(fold(asked))) for language, asked in questions] for sort, questions in sorts.items()
    }


def _aliases(base: FactBase) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for entity in base.entities.values():
        found += [(entity.id, language, name) for language, name in entity.name]
        found += [(entity.id, language, name) for language, name in entity.aliases]
        found += [(entity.id, "en", name) for name in entity.shared_aliases]
    return found


def _concepts(base: FactBase) -> list[tuple[str, str, str]]:
    return [(group.id, language, words) for group in base.synonyms.values() for language, words in group.words]
