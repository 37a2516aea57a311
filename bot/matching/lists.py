"""Questions that ask for several facts: curated lists, spans of time, everything on a name or a kind of event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Collection, Fact, Tag, Topic
from bot.matching.index import Document, Index
from bot.matching.matcher import Match, Matcher
from bot.matching.names import Phrases
from bot.matching.question import Question
from bot.matching.text import fold, words_of
from bot.matching.times import Extent, Time

# Names in more facts than this share (Havana, Beijing) do not narrow a list.
TELLING_NAME = 0.30
SURE_LIKENESS = 0.62
LIKELY = 0.40
RELEVANT = 0.52
MOST_RELEVANT = 10


@dataclass(frozen=True, slots=True)
class FoundList:
    """Facts that answer a question together, in chronicle order; the collection when it is a curated one."""

    facts: tuple[Fact, ...]
    likeness: float
    collection: Collection | None = None


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
        self._index = Index(documents, len(self._collections))
        kinds: list[Tag | Topic] = [*base.tags.values(), *base.topics.values()]
        self._kinds = Phrases(
            ((kind.id, language, words) for kind in kinds for language, words in [*kind.name, *kind.aliases]),
            stemmed=True,
        )

    def find(self, question: Question, match: Match) -> FoundList | None:
        """The list that a question asks for, if it asks for one and there is one."""
        spans = [time for time in question.times if time.is_span]
        collection, likeness = self._nearest_collection(question)
        asks = question.wants_list or bool(spans)
        if collection and likeness >= (LIKELY if asks else SURE_LIKENESS):
            within = _within(self._base.in_collection(collection), question.times)
            if within:
                return FoundList(within, likeness, collection)
        if not asks:
            return None
        facts = self._constrained(question, match)
        return FoundList(facts, 0.5) if facts else None

    def _nearest_collection(self, question: Question) -> tuple[Collection | None, float]:
        if not self._collections:
            return None, 0.0
        reading = self._index.read(question.words, question.language)
        views = self._index.views(question.words, reading)
        likeness = 0.4 * views.nearest + 0.3 * views.centroid + 0.3 * views.coverage
        best = int(np.argmax(likeness))
        return self._collections[best], float(likeness[best])

    def _constrained(self, question: Question, match: Match) -> tuple[Fact, ...]:
        """The facts that agree with all that the question pins down; the most alike when it pins down nothing."""
        names = [
            mention.keys
            for mention in question.mentions
            if max(self._matcher.weight_of_name.get(key, 1.0) for key in mention.keys) >= TELLING_NAME
        ]
        kinds = [mention.keys for mention in self._kinds.find(question.words, question.language)]
        if not names and not kinds and not question.times:
            return self._relevant(match)
        chosen: Sequence[Fact] = tuple(self._base.facts.values())
        profiles = {profile.fact.id: profile for profile in self._matcher.profiles}
        for keys in names:
            chosen = [fact for fact in chosen if keys & profiles[fact.id].entities]
        if question.direction:
            chosen = [fact for fact in chosen if fact.direction in (None, question.direction)]
        for keys in kinds:
            narrower = [fact for fact in chosen if keys & {fact.topic, *fact.tags}]
            chosen = narrower or chosen
        found = _within(chosen, question.times)
        return found if len(found) > 1 else ()

    def _relevant(self, match: Match) -> tuple[Fact, ...]:
        if not match.candidates:
            return ()
        least = match.candidates[0].score * RELEVANT
        found = [c.fact for c in match.candidates if c.score >= least][:MOST_RELEVANT]
        return self._base.chronicle(fact.id for fact in found) if len(found) > 1 else ()


def _within(facts: Iterable[Fact], times: Sequence[Time]) -> tuple[Fact, ...]:
    """The facts that lie in every stretch of time named (in any of them, if these are single years)."""
    facts = tuple(facts)
    spans = [time for time in times if time.is_span]
    if spans:
        return tuple(f for f in facts if all(_in_span(f, time) for time in spans))
    if times:
        return tuple(f for f in facts if any(f.when.overlaps(time.first, time.last) for time in times))
    return facts


def _in_span(fact: Fact, time: Time) -> bool:
    if time.extent is Extent.BEFORE:
        return fact.when.first_day < time.last
    if time.extent is Extent.AFTER:
        return fact.when.last_day >= time.first
    # A fact that lasts longer than the span belongs to it only when it begins there.
    return time.first <= fact.when.first_day <= time.last or (
        fact.when.overlaps(time.first, time.last) and fact.when.last_day <= time.last
    )
