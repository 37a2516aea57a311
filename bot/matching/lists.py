"""Questions that ask for several facts: curated lists, spans of time, everything on a name or a kind of event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Collection, Fact, Tag, Topic
from bot.matching import cues
from bot.matching.index import Document, Index
from bot.matching.likelihood import likelihood_of
from bot.matching.matcher import Match, Matcher
from bot.matching.names import Mention, Phrases
from bot.matching.question import Question, telling_words
from bot.matching.text import HAN_STOP, fold, words_of
from bot.matching.times import MONTH, Extent, Time

# Names in more facts than this share (Havana, Beijing) do not narrow a list.
TELLING_NAME = 0.30
# From which confidence in a single fact on no list is made up that nobody has curated.
FAIRLY_SURE = 0.80
# A question is far from a list whose phrasings are less alike to it, when the nearest fact leaves so much of it open.
NEAR, MOSTLY_OPEN = 0.5, 0.85
HARDLY_INSIDE = 0.3  # likelihood of being about the base
MOST_OPEN = 0.6  # of what a question says, in the nearest fact
MONTH_NAMES = re.compile(rf"\b(?:{MONTH})\b")
BEST_FACTS, WEIGHT_OF_FACTS = 5, 0.15
BOTH = re.compile(r"[&+/、,]|\b(?:and|or|y|e|o|u)\b|和|与|及|或")
RELEVANT = 0.52
MOST_RELEVANT = 10


@dataclass(frozen=True, slots=True)
class FoundList:
    """Facts that answer a question together, in chronicle order; the collection when it is a curated one."""

    facts: tuple[Fact, ...]
    likeness: float
    collection: Collection | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A curated list that a question may ask for, and what speaks for it by name."""

    collection: Collection
    facts: tuple[Fact, ...]
    signals: Mapping[str, float]


class Lists:
    """Finds lists over one fact base."""

    def __init__(self, base: FactBase, matcher: Matcher):
        self._base = base
        self._matcher = matcher
        self._collections = tuple(base.collections.values())
        documents = [
            Document(number, language, words, tuple(words_of(fold(words))))
            for number, collection in enumerate(self._collections)
            for language in LANGUAGES
            for words in (collection.title[language], *collection.questions[language])
        ]
        self._facts_of = {c.id: base.in_collection(c) for c in self._collections}
        self._members = tuple(frozenset(f.id for f in facts) for facts in self._facts_of.values())
        self._entities = {profile.fact.id: profile.entities for profile in matcher.profiles}
        self._kinds_of = {fact.id: frozenset((fact.topic, *fact.tags)) for fact in base.facts.values()}
        self._index = Index(documents, len(self._collections))
        kinds: list[Tag | Topic] = [*base.tags.values(), *base.topics.values()]
        self._kinds = Phrases(
            ((kind.id, language, words) for kind in kinds for language, words in [*kind.name, *kind.aliases]),
            stemmed=True,
        )

    def find(self, question: Question, match: Match, confidence: float, scope: float) -> FoundList | None:
        """The list that a question asks for, if it asks for one and there is one.

        confidence is that of the single best fact, scope that of the question being about the base.
        """
        if question.times and not question.ordinals and names_only_times(question):
            facts = _beginning_within(self._base.facts.values(), question.times)
            return FoundList(facts, 1.0) if facts else None
        if any(number > 1 for number in question.ordinals):
            return None
        offer = self.offer(question, match, confidence, scope)
        weights = self._matcher.weights
        if offer and likelihood_of(weights.listing, offer.signals) >= weights.thresholds.listing:
            return FoundList(offer.facts, offer.signals["nearest"], offer.collection)
        made_up = question.wants_list and confidence < FAIRLY_SURE and scope >= HARDLY_INSIDE
        if not made_up or match.gap.share > MOST_OPEN:
            return None
        facts = self._constrained(question, match)
        return FoundList(facts, 0.5) if facts else None

    def offer(self, question: Question, match: Match, confidence: float, scope: float) -> Offer | None:
        """The curated list that is nearest to a question, narrowed by what it names, with what speaks for it."""
        if not self._collections:
            return None
        words = tuple(word for word in question.words if not (word.isdigit() and question.times))
        views = self._index.views(self._index.read(words, question.language))
        likeness = 0.4 * views.nearest + 0.3 * views.centroid + 0.3 * views.coverage
        best = [c.fact.id for c in match.candidates[:BEST_FACTS]]
        shared = [sum(i in members for i in best) / max(1, len(best)) for members in self._members]
        total = likeness + np.float32(WEIGHT_OF_FACTS) * np.array(shared, dtype=np.float32)
        order = np.argsort(-total, kind="stable")
        chosen = int(order[0])
        facts = self._narrowed(self._collections[chosen], question)
        far = views.nearest[chosen] < NEAR and match.gap.share > MOSTLY_OPEN
        if not facts or far or views.coverage[chosen] == 0:
            return None
        phrased = match.candidates[0].views if match.candidates else {}
        plain = [word for word in question.words if word.isalpha() and len(word) > 3]
        signals = {
            "nearest": float(views.nearest[chosen]),
            "centroid": float(views.centroid[chosen]),
            "coverage": float(views.coverage[chosen]),
            "characters": float(views.characters[chosen]),
            "shape": float(views.shape[chosen]),
            "shared": shared[chosen],
            "lead": min(0.3, float(total[chosen] - total[order[1]])) if len(order) > 1 else 0.3,
            "wants_list": float(question.wants_list),
            "one_thing": float(question.wants_one_thing),
            "span": float(any(time.is_span for time in question.times)),
            "point": float(any(not time.is_span for time in question.times)),
            "several": float(bool(BOTH.search(question.folded))),
            "plurals": sum(word.endswith("s") for word in plain) / max(1, len(plain)),
            "asks": float(bool(question.asks)),
            "telling": min(telling_words(question), 10.0) / 5,
            "confidence": confidence,
            "scope": scope,
            "fact_nearest": phrased.get("nearest", 0.0),
            "fact_shape": phrased.get("shape", 0.0),
            "number": match.gap.number,
            "open": match.gap.share,
            "facts": min(len(facts), 12) / 12,
            "one_fact": float(len(facts) == 1),
        }
        return Offer(self._collections[chosen], facts, signals)

    def conditions(self, question: Question) -> list[Mention]:
        """What a question narrows the facts by: the names that tell something, and the kinds and topics in any language.

        A kind that is called just so goes before others that the word may stand for as well.
        """
        named = [m for m in question.mentions if m.keys in self._telling_names(question)]
        # A word or two do not show their language.
        languages = (question.language, *(language for language in LANGUAGES if language != question.language))
        kinds = next((found for one in languages if (found := self._kinds.find(question.words, one))), [])
        return [*named, *(replace(m, keys=self._called_just_so(m) or m.keys) for m in kinds)]

    def _called_just_so(self, mention: Mention) -> frozenset[str]:
        called = {
            key
            for key in mention.keys
            for kind in (self._base.topics.get(key), self._base.tags.get(key))
            if kind and any(tuple(words_of(fold(name))) == mention.words for _, name in kind.name)
        }
        return frozenset(called)

    def _narrowed(self, collection: Collection, question: Question) -> tuple[Fact, ...]:
        """The facts of a list that also agree with times, names and kinds named; what would leave none is passed over."""
        chosen = _within(self._facts_of[collection.id], question.times)
        kinds = [mention.keys for mention in self._kinds.find(question.words, question.language)]
        any_of_these = bool(BOTH.search(question.folded))
        chosen = _those_of(chosen, self._telling_names(question), self._entities, any_of_these)
        return _those_of(chosen, kinds, self._kinds_of, any_of_these, least=2)

    def _telling_names(self, question: Question) -> list[frozenset[str]]:
        weight = self._matcher.weight_of_name
        return [m.keys for m in question.mentions if max(weight.get(key, 1.0) for key in m.keys) >= TELLING_NAME]

    def _constrained(self, question: Question, match: Match) -> tuple[Fact, ...]:
        """The facts that agree with all that the question pins down; the most alike when it pins down nothing."""
        names = self._telling_names(question)
        kinds = self._kinds.find(question.words, question.language)
        if not names and not kinds and not question.times:
            return self._relevant(match)
        chosen: Sequence[Fact] = tuple(self._base.facts.values())
        for keys in names:
            chosen = [fact for fact in chosen if keys & self._entities[fact.id]]
        if question.direction:
            chosen = [fact for fact in chosen if fact.direction in (None, question.direction)]
        chosen = _within(chosen, question.times)
        for mention in kinds if len(chosen) > MOST_RELEVANT else ():
            chosen = [fact for fact in chosen if mention.keys & {fact.topic, *fact.tags}] or chosen
        found = tuple(chosen)
        return found if len(found) > 1 else ()

    def _relevant(self, match: Match) -> tuple[Fact, ...]:
        if not match.candidates:
            return ()
        least = match.candidates[0].score * RELEVANT
        found = [c.fact for c in match.candidates if c.score >= least][:MOST_RELEVANT]
        return self._base.chronicle(fact.id for fact in found) if len(found) > 1 else ()


def _those_of(
    facts: tuple[Fact, ...],
    asked: Sequence[frozenset[str]],
    keys_of: Mapping[str, frozenset[str]],
    any_of_these: bool,
    least: int = 1,
) -> tuple[Fact, ...]:
    """The facts that have all that is asked, or any of it ("films and books"); all facts when these would be too few."""
    every = tuple(f for f in facts if all(keys & keys_of[f.id] for keys in asked))
    some = tuple(f for f in facts if any(keys & keys_of[f.id] for keys in asked))
    for narrower in (some, every) if any_of_these else (every, some):
        if len(narrower) >= least:
            return narrower
    return facts


def _within(facts: Iterable[Fact], times: Sequence[Time]) -> tuple[Fact, ...]:
    """The facts that lie in every stretch of time named (in any of them, if these are single years)."""
    facts = tuple(facts)
    spans = [time for time in times if time.is_span]
    if spans:
        return tuple(f for f in facts if all(_in_span(f, time) for time in spans))
    if times:
        return tuple(f for f in facts if any(_in_point(f, time) for time in times))
    return facts


def names_only_times(question: Question) -> bool:
    """Whether a question says nothing but when, and that something happened: "1996 to 1999", "what happened in 2011"."""
    if question.wants_one_thing and not question.wants_list:
        return False
    spoken = MONTH_NAMES.sub(" ", " ".join(word for word in question.words if not word.isdigit()))
    spoken = cues.ANYTHING.sub(" ", spoken)
    return telling_words(replace(question, words=tuple(words_of(HAN_STOP.sub(" ", spoken))))) == 0


def _beginning_within(facts: Iterable[Fact], times: Sequence[Time]) -> tuple[Fact, ...]:
    """The facts that begin in any of the stretches of time named."""
    return tuple(f for f in facts if any(time.first <= f.when.first_day <= time.last for time in times))


def _in_point(fact: Fact, time: Time) -> bool:
    """Whether a fact begins or ends in a year, month or day; what only lasts beyond it at both ends tells little of it."""
    return time.first <= fact.when.first_day <= time.last or time.first <= fact.when.last_day <= time.last


def _in_span(fact: Fact, time: Time) -> bool:
    if time.extent is Extent.BEFORE:
        return fact.when.first_day < time.last
    if time.extent is Extent.AFTER:
        return fact.when.last_day >= time.first
    # A fact that lasts longer than the span belongs to it only when it begins there.
    return time.first <= fact.when.first_day <= time.last or (
        fact.when.overlaps(time.first, time.last) and fact.when.last_day <= time.last
    )
