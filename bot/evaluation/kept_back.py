"""Questions from the fact base itself: phrasings and mistaken questions that are kept back, asked of a base without them.

A curator writes many more of them than there are measured questions, and on every fact; so weights that are fitted to both
hold better on what nobody has asked yet.
"""

from __future__ import annotations

from dataclasses import replace

from bot.evaluation.questions import Asked
from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Language, Phrasings

EVERY = 6  # which of a fact's questions of each language are kept back


def keep_back(base: FactBase) -> tuple[FactBase, list[Asked]]:
    """The base without every sixth question of its facts, and these: answerable, or with a false premise."""
    asked: list[Asked] = []
    facts = {}
    for number, fact in enumerate(base.facts.values()):

        def split(phrasings: Phrasings, kind: str, fact: str = fact.id, number: int = number) -> Phrasings:
            kept: dict[Language, tuple[str, ...]] = {}
            for language in LANGUAGES:
                worded = list(enumerate(phrasings[language], number))
                kept[language] = tuple(words for place, words in worded if place % EVERY)
                asked.extend(
                    Asked(kind, words, language, best=fact, accept=frozenset({fact}))
                    for place, words in worded
                    if place % EVERY == 0
                )
            return Phrasings(**kept)

        kept = {
            "questions": split(fact.questions, "answerable"),
            "mistaken_questions": split(fact.mistaken_questions, "false-premise"),
        }
        facts[fact.id] = fact.model_copy(update=kept)
    return replace(base, facts=facts), asked
