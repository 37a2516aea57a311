"""The matcher: a question in, the facts it may be about out, best first, with everything that decides."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Elsewhere, Fact, Language
from bot.matching import cues
from bot.matching.guard import Fit, fit_of, profile_of
from bot.matching.index import Document, Floats, Index, Reading, Views, is_known_as_written
from bot.matching.mending import Mender
from bot.matching.mistake import NO_MISTAKE, Mistake, mistake_of
from bot.matching.names import Phrases, keys_of
from bot.matching.ordinals import ordinals_in
from bot.matching.premise import NO_PREMISE, Premise, Premises
from bot.matching.question import Question, Reader, asked_in
from bot.matching.text import fold, han_bigrams, is_han, words_of
from bot.matching.times import is_year
from bot.matching.weights import Weights, shipped_weights

SHORTLIST = 40
SIBLINGS = 5  # the best candidate and those that may be meant instead


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


@dataclass(frozen=True, slots=True)
class Gap:
    """What of a question the best candidate leaves open.

    The share of its weight; the heaviest word, and the heaviest that other facts have and that the next candidates have; a
    number; the thing asked for ("which hotel"); the shares of its words that had to be corrected and that are unknown.
    """

    share: float = 0.0
    worst: float = 0.0
    known: float = 0.0
    sibling: float = 0.0
    number: float = 0.0
    asked: float = 0.0
    misspelt: float = 0.0
    unknown: float = 0.0
    words: tuple[str, ...] = ()


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
    best fact; how much it is like what people ask who have the best fact wrong in mind."""

    question: Question
    candidates: tuple[Candidate, ...]
    seen: Seen = field(repr=False)
    gap: Gap = Gap()
    premise: Premise = NO_PREMISE
    elsewhere: Elsewhere | None = None
    elsewhere_lead: float = 0.0
    mistake: Mistake = NO_MISTAKE


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
        extra = [f"@{key}" for key in keys_of(question.mentions)] + [f"~{key}" for key in keys_of(question.concepts)]
        extra += [f"#{number}" for number in question.ordinals]
        reading = self.index.read(question.words, question.language, extra)
        views = self.index.views(reading)
        seen = Seen(reading, views, math.sqrt(max(1, len(reading.parts))))
        first = self._mixture(views, seen.length)
        count, facts = min(SHORTLIST, len(self.facts)), first[: len(self.facts)]
        shortlist = np.argpartition(-facts, count - 1)[:count].tolist() if count else []
        candidates = self._candidates(question, seen, shortlist)
        outside = first[len(self.facts) : self._first_mistaken]
        nearest = int(np.argmax(outside)) if len(outside) else None
        return Match(
            question,
            candidates,
            seen,
            self._gap(question, reading, candidates[0], candidates[1:SIBLINGS]) if candidates else Gap(),
            self._premises.premise(question, self.profiles[candidates[0].number]) if candidates else NO_PREMISE,
            None if nearest is None else self.elsewhere[nearest],
            0.0 if nearest is None else float(outside[nearest] - facts.max(initial=0.0)),
            mistake_of(self.index, reading, views, first, candidates[0].number, self.facts)
            if candidates
            else NO_MISTAKE,
        )

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
        return [self._gap(question, reading, candidate) for candidate in candidates]

    def _gap(
        self, question: Question, reading: Reading, candidate: Candidate, siblings: Sequence[Candidate] = ()
    ) -> Gap:
        """What the question speaks of and the candidate does not: the mark of another subject or a wrong premise."""
        owner = candidate.number
        told: set[str] = set()
        for sign, mentions in (("@", question.mentions), ("~", question.concepts)):
            for mention in mentions:
                if any(self.index.has(owner, f"{sign}{key}") for key in mention.keys):
                    told.update(_pieces(mention.words))
        if question.ordinals & self.profiles[owner].ordinals:
            told.update(word for word in question.words if ordinals_in(word))
        open_parts = [
            (part.weight * (1 - self.index.covers(owner, part)), part)
            for part in reading.parts
            if part.word not in told
        ]
        total = sum(part.weight for part in reading.parts) or 1.0
        count = max(1, len(reading.parts))
        likeness = [max((weight for _, weight in part.features), default=0.0) for part in reading.parts]
        asked = _asked_things(question)
        numbers = [p for p in reading.parts if p.word.isdigit() and len(p.word) > 1 and not is_year(p.word)]
        return Gap(
            share=sum(weight for weight, _ in open_parts) / total,
            worst=max((weight for weight, _ in open_parts), default=0.0) / self.index.unknown_idf,
            known=max((w for w, part in open_parts if is_known_as_written(part)), default=0.0) / self.index.unknown_idf,
            sibling=max(
                (w * max((self.index.covers(s.number, part) for s in siblings), default=0.0) for w, part in open_parts),
                default=0.0,
            )
            / self.index.unknown_idf,
            misspelt=sum(0.0 < alike < 1.0 for alike in likeness) / count,
            unknown=sum(alike == 0.0 for alike in likeness) / count,
            asked=max((w for w, p in open_parts if p.word in asked), default=0.0) / self.index.unknown_idf,
            number=float(any(not self.index.covers(owner, part) for part in numbers)),
            words=tuple(part.word for weight, part in open_parts if weight > 0.5 * self.index.unknown_idf),
        )

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
        for language in LANGUAGES:
            for words in (*fact.questions[language], fact.title[language]):
                documents.append(self._document(number, language, words))
            text = "\n".join(_written(fact, language))
            listed = tuple(f"@{entity}" for entity in fact.entities)
            documents.append(self._document(number, language, text, listed, is_phrasing=False))
        return documents

    def _document(
        self, owner: int, language: str, text: str, listed: tuple[str, ...] = (), is_phrasing: bool = True
    ) -> Document:
        words = tuple(words_of(fold(text)))
        extra = {f"@{key}" for key in keys_of(self._names.find(words, language))}
        extra |= {f"~{key}" for key in keys_of(self._concepts.find(words, language))}
        extra |= {f"#{number}" for number in ordinals_in(" ".join(words))}
        return Document(owner, language, text, words, tuple(sorted(extra.union(listed))), is_phrasing)


def _best_first(candidate: Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.fact.id


@lru_cache(maxsize=50_000)
def _asked_in(phrasing: str) -> frozenset[str]:
    return asked_in(fold(phrasing))


def _asked_things(question: Question) -> set[str]:
    """The words, or pairs of Han, that say what thing a question asks for."""
    found: set[str] = set()
    for match in cues.ASKED_THING.finditer(" ".join(question.words)):
        found.update(match["thing"].split() if match["thing"] else han_bigrams(match["zh"]))
    return found


def _pieces(words: Iterable[str]) -> Iterator[str]:
    """Words as the index cuts them: Han in pairs."""
    for word in words:
        yield from han_bigrams(word) if is_han(word) else (word,)


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
