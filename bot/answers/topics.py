"""Browsing by topic: the topics of the base, and the facts of each in date order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from bot.answers.phrases import say
from bot.answers.screens import Link, Screen, counted, facts_screen, page_note, page_of, page_with, turning
from bot.facts.base import FactBase, fact_key
from bot.facts.model import Fact, Language, Tag, Topic
from bot.matching.finder import Finder
from bot.matching.names import Phrases

TOPICS = "t"
_JOINED = re.compile(r"\s+(?:and|y|e)\s+|,\s+|[与和、]")


def topics_screen(base: FactBase, number: int, language: Language, lead: str = "") -> Screen:
    """A page of the topics, each with the number of its facts."""
    topics = _topics(base, language)
    page = page_of(topics, number)
    rows = tuple(
        (Link(counted(topic.name[language], len(facts_of(topic, base)), language), f"{_place(topic)}.1"),)
        for topic in page.items
    )
    lead = lead or say("topics_lead", language, count=len(topics))
    return Screen(language, lead, note=page_note(page, language), rows=(*rows, *turning(page, TOPICS, language)))


def topic_screen(base: FactBase, topic: Topic, number: int, language: Language) -> Screen:
    """A page of the facts of a topic."""
    place = page_with([other.id for other in _topics(base, language)].index(topic.id))
    back = Link(say("all_topics", language), f"{TOPICS}.{place}")
    return facts_screen(topic.name[language], facts_of(topic, base), number, _place(topic), back, language)


def topic_by_key(base: FactBase, key: str) -> Topic | None:
    """The topic that a button names, if it has facts still."""
    return next((topic for topic in _with_facts(base) if fact_key(topic.id) == key), None)


def topic_named(finder: Finder, text: str, language: Language) -> Topic | None:
    """The topic that a text names, misspelt too, or to which most facts of the kind that it names belong; else None."""
    base, question = finder.base, finder.read(text, fallback=language)
    topics = _with_facts(base)
    kinds: tuple[Sequence[Topic | Tag], ...] = (topics, tuple(base.tags.values()))
    for some, is_stemmed in product(kinds, (True, False)):  # stems take other forms of a word, whole words take slips
        names = _phrases(tuple((kind.id, *name) for kind in some for name in _names_of(kind)), is_stemmed)
        for spoken in dict.fromkeys((question.language, language)):
            found = {key for m in names.find(question.words, spoken, lambda _word: False) for key in m.keys}
            if len(found) == 1:
                return _topic_of(found.pop(), topics, base)
    return None


def _names_of(kind: Topic | Tag) -> Iterator[tuple[Language, str]]:
    """What it is called, whole and in parts ("Loans and credits", "Loans", "credits")."""
    for language, name in kind.name:
        yield from ((language, part) for part in dict.fromkeys((name, *_JOINED.split(name))))
    yield from kind.aliases


@lru_cache(maxsize=8)
def _phrases(names: tuple[tuple[str, Language, str], ...], is_stemmed: bool) -> Phrases:
    return Phrases(names, stemmed=is_stemmed)


def _topic_of(kind: str, topics: Sequence[Topic], base: FactBase) -> Topic:
    named = next((topic for topic in topics if topic.id == kind), None)
    return named or max(topics, key=lambda topic: sum(kind in fact.tags for fact in facts_of(topic, base)))


def facts_of(topic: Topic, base: FactBase) -> tuple[Fact, ...]:
    """The facts of a topic, oldest first."""
    return tuple(fact for fact in base.facts.values() if fact.topic == topic.id)


def _place(topic: Topic) -> str:
    return f"{TOPICS}.{fact_key(topic.id)}"


def _with_facts(base: FactBase) -> list[Topic]:
    used = {fact.topic for fact in base.facts.values()}
    return [topic for topic in base.topics.values() if topic.id in used]


def _topics(base: FactBase, language: Language) -> list[Topic]:
    """The topics that have facts, those with most first."""
    return sorted(_with_facts(base), key=lambda topic: (-len(facts_of(topic, base)), topic.name[language]))
