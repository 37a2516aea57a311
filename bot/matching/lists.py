"""Questions that ask for several facts: curated lists, spans of time, everything on a name or a kind of event."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Collection, Fact, Tag, Topic
from bot.matching.belonging import Resemblance, Wanted, belonging_signals, cut
from bot.matching.decision import LEAST_SCORE, Decision
from bot.matching.index import EXACT, Document, Index, Views
from bot.matching.likelihood import likelihood_of
from bot.matching.matcher import SEVERAL, Candidate, Match, Matcher
from bot.matching.names import Mention, Phrases
from bot.matching.periods import beginning_within, is_within, names_only_times
from bot.matching.question import Question, telling_words
from bot.matching.text import fold, words_of

# Names in more facts than this share (Havana, Beijing) do not narrow a list.
TELLING_NAME = 0.30
# A question is far from a list whose phrasings are less alike to it, when the nearest fact leaves so much of it open.
NEAR, QUITE_NEAR, MOSTLY_OPEN = 0.5, 0.7, 0.85
AS_IF_ONE = -4.5  # manner below which a question is not looked at as one for a list, unless it says so plainly
BEST_FACTS = 5
POOL_LISTS = 4  # curated lists whose facts come into question
MOST_IN_POOL = 120  # facts that a name or a time may add
MOSTLY = 0.8  # of the facts of a list in a curated one, for it to bear its title
BOTH = re.compile(r"[&+/、,]|\b(?:and|or|y|e|o|u)\b|和|与|及|或")


@dataclass(frozen=True, slots=True)
class FoundList:
    """Facts that answer a question together, in chronicle order; the collection when it is a curated one."""

    facts: tuple[Fact, ...]
    likeness: float
    collection: Collection | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What speaks for a question asking for a list, by name; how like it is to the curated ones; the facts that come into
    question, and how likely each belongs."""

    signals: Mapping[str, float]
    resemblance: Resemblance
    views: Views
    candidates: Sequence[Candidate]
    belonging: Sequence[float]


class Lists:
    """Finds lists over one fact base."""

    def __init__(self, base: FactBase, matcher: Matcher):
        self._base = base
        self._matcher = matcher
        self.collections = tuple(base.collections.values())
        self.members = tuple(frozenset(f.id for f in base.in_collection(c)) for c in self.collections)
        self.index = index_of(self.collections)
        self._named = {profile.fact.id: profile.entities for profile in matcher.profiles}
        kinds: list[Tag | Topic] = [*base.tags.values(), *base.topics.values()]
        self._kinds = Phrases(
            ((kind.id, language, words) for kind in kinds for language, words in [*kind.name, *kind.aliases]),
            stemmed=True,
        )

    def find(self, question: Question, match: Match, decision: Decision) -> FoundList | None:
        """The list that a question asks for, if it asks for one and there is one; decision is what else it would get."""
        if question.times and not question.ordinals and names_only_times(question):
            facts = beginning_within(self._base.facts.values(), question.times)
            return FoundList(facts, 1.0) if facts else None
        if any(number > 1 for number in question.ordinals):
            return None
        is_answered = decision.outcome == "answer"
        if not question.wants_list and decision.outcome == "closest":
            return None  # "Xi Jinping in Cuba in 2019" is asked of a visit that never was
        weights = self._matcher.weights
        offer = self.offer(question, match, decision.score, decision.scope)
        if offer is None:
            return None
        likely = likelihood_of(weights.listing, offer.signals)
        least = weights.thresholds.listing if is_answered else weights.thresholds.listing_unanswered
        return self.fill(match, offer, likely) if likely >= least else None

    def offer(self, question: Question, match: Match, confidence: float, scope: float) -> Offer | None:
        """What speaks for a question asking for a list; None where nothing does.

        confidence is that of the single best fact, scope that of the question being about the base.
        """
        if not self.collections or not match.candidates:
            return None
        manner = match.manner.get(SEVERAL, 0.0)
        views, resemblance = self._resemblance(question, self.index)
        order = resemblance.order
        chosen = order[0]
        names_nothing = not question.mentions and match.candidates[0].score < LEAST_SCORE
        is_unlike = match.gap.share > MOSTLY_OPEN or names_nothing
        as_if_one = manner < AS_IF_ONE and not question.wants_list
        if views.nearest[chosen] < (QUITE_NEAR if as_if_one else NEAR if is_unlike else 0.0):
            return None
        best = [c.fact.id for c in match.candidates[:BEST_FACTS]]
        scores = [c.score / max(1e-6, match.candidates[0].score) for c in match.candidates[:2]]
        candidates, weighed = self.weighed(match, resemblance)
        belonging = [likelihood_of(self._matcher.weights.belonging, one) for one in weighed]
        phrased = match.candidates[0].views
        plain = [word for word in question.words if word.isalpha() and len(word) > 3]
        likeness = resemblance.likeness
        signals = {
            "nearest": float(views.nearest[chosen]),
            "centroid": float(views.centroid[chosen]),
            "coverage": float(views.coverage[chosen]),
            "characters": float(views.characters[chosen]),
            "shape": float(views.shape[chosen]),
            "shared": sum(fact in self.members[chosen] for fact in best) / len(best),
            "lead": min(0.3, float(likeness[chosen] - likeness[order[1]])) if len(order) > 1 else 0.3,
            "manner": manner,
            "third_belongs": sorted(belonging)[-3] if len(belonging) > 2 else 0.0,
            "second": scores[-1] if len(scores) > 1 else 0.0,
            "wants_list": float(question.wants_list),
            "one_thing": float(question.wants_one_thing),
            "span": float(any(time.is_span for time in question.times)),
            "point": float(any(not time.is_span for time in question.times)),
            "several": float(bool(BOTH.search(question.folded))),
            "plurals": sum(word.endswith("s") for word in plain) / max(1, len(plain)),
            "asks": float(bool(question.asks)),
            "telling": min(telling_words(question), 10.0) / 5,
            "dated": match.candidates[0].fit.time_hit,  # "Xi Jinping in Cuba in 2014" is asked of the one visit
            "confidence": confidence,
            "scope": scope,
            "fact_nearest": phrased["nearest"],
            "fact_shape": phrased["shape"],
            "number": match.gap.number,
            "open": match.gap.share,
            "kinds": float(bool(self._kinds.find(question.words, question.language))),
        }
        return Offer(signals, resemblance, views, candidates, belonging)

    def fill(self, match: Match, offer: Offer, likeness: float) -> FoundList | None:
        """The facts that a question asks for together; None where there is but one."""
        chosen = offer.resemblance.order[0]
        if float(offer.views.nearest[chosen]) >= EXACT:
            collection = self.collections[chosen]
            facts = tuple(f for f in self._base.in_collection(collection) if is_within(f, match.question.times))
            return FoundList(facts, likeness, collection) if facts else None
        candidates = [candidate.fact for candidate in offer.candidates]
        if not match.question.wants_list and self._is_of_one_fact(match.question, candidates):
            return None
        allowed = self._allowed(match.question, candidates)
        offered = zip(offer.candidates, offer.belonging, strict=True)
        chances = np.array([likely if candidate.fact.id in allowed else 0.0 for candidate, likely in offered])
        ids = {offer.candidates[place].fact.id for place in cut(chances) if chances[place] > 0}
        shared = len(ids & self.members[chosen])
        titled = self.collections[chosen] if shared >= MOSTLY * len(ids) else None
        return FoundList(self._base.chronicle(ids), likeness, titled) if len(ids) > 1 else None

    def _is_of_one_fact(self, question: Question, facts: Sequence[Fact]) -> bool:
        """Whether a question names what is the matter of the first of these alone; others may mention it."""
        names = list(self._telling_names(question))
        matter = [all(keys.intersection(fact.entities) for keys in names) for fact in facts]
        return bool(names) and matter[0] and sum(matter) == 1

    def _allowed(self, question: Question, facts: Sequence[Fact]) -> set[str]:
        """The ids of the facts that the question does not exclude: by its times and direction, and by names that any has."""
        wanted = self._wanted(question)
        left = [fact for fact in facts if is_within(fact, wanted.times)]
        if wanted.direction:
            left = [fact for fact in left if fact.direction in (None, wanted.direction)]
        matched = any if BOTH.search(question.folded) else all
        named = [f for f in left if matched(keys & self._named[f.id] for keys in wanted.names)] if wanted.names else []
        return {fact.id for fact in named or left}

    def weighed(self, match: Match, resemblance: Resemblance) -> tuple[Sequence[Candidate], list[dict[str, float]]]:
        """The facts that come into question for a list, best first, each with what speaks for it."""
        wanted = self._wanted(match.question)
        numbers = self._matcher.number_of
        pool = {numbers[fact] for number in resemblance.order[:POOL_LISTS] for fact in self.members[number]}
        for part in (Wanted(names=wanted.names), Wanted(times=wanted.times)):
            if part != Wanted():
                met = [n for n, fact in enumerate(self._matcher.facts) if part.is_met_by(fact, self._named[fact.id])]
                pool.update(met if len(met) <= MOST_IN_POOL else ())
        candidates = self._matcher.widened(match, pool)
        return candidates, belonging_signals(candidates, wanted, resemblance, self._named)

    def resemblance(self, question: Question, index: Index) -> Resemblance:
        """How like the curated lists a question is, by an index of how they are asked for."""
        return self._resemblance(question, index)[1]

    def _resemblance(self, question: Question, index: Index) -> tuple[Views, Resemblance]:
        words = tuple(word for word in question.words if not (word.isdigit() and question.times))
        views = index.views(index.read(words, question.language))
        likeness = 0.4 * views.nearest + 0.3 * views.centroid + 0.3 * views.coverage
        return views, Resemblance(likeness, self.members)

    def _wanted(self, question: Question) -> Wanted:
        kinds = tuple(mention.keys for mention in self._kinds.find(question.words, question.language))
        direction = question.direction or question.heading
        return Wanted(tuple(self._telling_names(question)), kinds, question.times, direction)

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

    def _telling_names(self, question: Question) -> list[frozenset[str]]:
        weight = self._matcher.weight_of_name
        return [m.keys for m in question.mentions if max(weight.get(key, 1.0) for key in m.keys) >= TELLING_NAME]


def index_of(collections: Sequence[Collection], without: Container[str] = ()) -> Index:
    """The index of how curated lists are called and asked for, leaving out some of what they are asked by."""
    documents = [
        Document(number, language, words, tuple(words_of(fold(words))))
        for number, collection in enumerate(collections)
        for language in LANGUAGES
        for words in (collection.title[language], *collection.questions[language])
        if words not in without
    ]
    return Index(documents, len(collections))
