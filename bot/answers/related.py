"""The neighbourhood of a fact: what is related to it, and what stands before and after it in the chronicle."""

from __future__ import annotations

import math

from bot.answers.phrases import say
from bot.answers.reply import Reply, choice_of, list_line
from bot.facts.base import FactBase
from bot.facts.model import Fact, Language

MOST_RELATED = 5
LEAST_RELATED = 2.0
OF_A_TAG, OF_A_TOPIC, OF_A_TIME = 0.4, 0.5, 1.5


def related(fact: Fact, base: FactBase, most: int = MOST_RELATED) -> tuple[Fact, ...]:
    """The other facts nearest in names, kind, topic and time, nearest first; none that shares too little."""
    scores = {other.id: relatedness(fact, other, base) for other in base.facts.values() if other.id != fact.id}
    ranked = sorted((i for i, score in scores.items() if score >= LEAST_RELATED), key=lambda i: (-scores[i], i))
    return tuple(base.facts[i] for i in ranked[:most])


def related_reply(fact: Fact, base: FactBase, language: Language) -> Reply:
    """The related facts as a list to choose from."""
    found = related(fact, base)
    if not found:
        return Reply("chat", language, lead=say("related_none", language))
    return Reply(
        "list",
        language,
        lead=say("related", language, count=len(found), title=fact.title[language]),
        lines=tuple(f"{number}. {list_line(other, language)}" for number, other in enumerate(found, 1)),
        choices=tuple(choice_of(other, language) for other in found),
    )


def relatedness(fact: Fact, other: Fact, base: FactBase) -> float:
    """How much two facts have in common, from 0 up; a shared name counts the more, the fewer facts it stands in."""
    names = sum(_rarity(entity, base) for entity in set(fact.entities) & set(other.entities))
    tags = OF_A_TAG * len(set(fact.tags) & set(other.tags))
    topic = OF_A_TOPIC * (fact.topic == other.topic)
    years = abs((fact.when.first_day - other.when.first_day).days) / 365.25
    return names + tags + topic + OF_A_TIME / (1 + years)


def _rarity(entity: str, base: FactBase) -> float:
    return math.log((len(base.facts) + 1) / len(base.facts_of_entity[entity]))


def earlier(fact: Fact, base: FactBase) -> Fact | None:
    """The fact before this one in the chronicle; None before the first."""
    return _at(base, _place(fact, base) - 1)


def later(fact: Fact, base: FactBase) -> Fact | None:
    """The fact after this one in the chronicle; None after the last."""
    return _at(base, _place(fact, base) + 1)


def _place(fact: Fact, base: FactBase) -> int:
    return list(base.facts).index(fact.id)


def _at(base: FactBase, place: int) -> Fact | None:
    facts = list(base.facts.values())
    return facts[place] if 0 <= place < len(facts) else None
