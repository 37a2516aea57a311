"""From a place, as a button names it, to the screen there; a place that is gone gives none."""

from __future__ import annotations

from bot.answers.people import NAME, NAMES, kind_screen, kinds_screen, name_by_key, name_screen, names_screen
from bot.answers.phrases import say
from bot.answers.screens import Link, Screen, page_with
from bot.answers.topics import TOPICS, facts_of, topic_by_key, topic_screen, topics_screen
from bot.facts.base import FactBase
from bot.facts.model import Fact, Language

OPENED = "o"


def screen_at(place: str, base: FactBase, language: Language) -> Screen | None:
    """The screen of a place.

    t.1 is a page of the topics, t.KEY.1 a page of one topic's facts; n are the kinds of names, n.person their letters,
    n.person.M.1 a page of names, e.KEY.1 a page of one name's facts; o.FACT.t.KEY a fact opened from there.
    """
    match place.split("."):
        case [kind, number] if kind == TOPICS and _is_number(number):
            return topics_screen(base, int(number), language)
        case [kind, key, number] if kind == TOPICS and _is_number(number):
            topic = topic_by_key(base, key)
            return topic_screen(base, topic, int(number), language) if topic else None
        case [kind] if kind == NAMES:
            return kinds_screen(base, language)
        case [kind, group] if kind == NAMES:
            return kind_screen(base, group, language)
        case [kind, group, letter, number] if kind == NAMES and _is_number(number):
            return names_screen(base, group, letter, int(number), language)
        case [kind, key, number] if kind == NAME and _is_number(number):
            entity = name_by_key(base, key)
            return name_screen(base, entity, int(number), language) if entity else None
        case [kind, key, origin, origin_key] if kind == OPENED:
            return _fact_screen(base, key, origin, origin_key, language)
    return None


def _fact_screen(base: FactBase, key: str, origin: str, origin_key: str, language: Language) -> Screen | None:
    fact = base.by_key.get(key)
    if fact is None:
        return None
    facts: tuple[Fact, ...] = ()
    if origin == TOPICS and (topic := topic_by_key(base, origin_key)):
        facts, name = facts_of(topic, base), topic.name[language]
    elif origin == NAME and (entity := name_by_key(base, origin_key)):
        facts, name = base.facts_of_entity[entity.id], entity.name[language]
    if fact not in facts:
        return Screen(language, fact=fact)
    back = Link(say("back_to", language, name=name), f"{origin}.{origin_key}.{page_with(facts.index(fact))}")
    return Screen(language, rows=((back,),), fact=fact)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4
