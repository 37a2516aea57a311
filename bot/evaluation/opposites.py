"""Words that the matcher takes for their own opposites: it compares by stem, and turns a side round at a negation."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.base import Knowledge
from bot.facts.model import LANGUAGES, Phrasings
from bot.facts.problems import Problem
from bot.matching.opposites import ONE, OTHER, Poles
from bot.matching.text import fold, words_of


def read_as_both(knowledge: Knowledge) -> Iterator[Problem]:
    """Words of one side of a pair that are read as words of the other side, or of neither."""
    pairs = knowledge.base.opposites.values()
    poles = Poles(pairs)
    for pair in pairs:
        for field, sign, facing in (("one", ONE, OTHER), ("other", OTHER, ONE)):
            side: Phrasings = getattr(pair, field)
            for language, number, words in ((lang, n, w) for lang in LANGUAGES for n, w in enumerate(side[lang])):
                found = poles.in_words(words_of(fold(words)), language)
                if sign + pair.id in found and facing + pair.id not in found:
                    continue
                message = f"'{words}' ({language}) is not read as of its own side alone"
                advice = "reword it, or the word of the other side that has the same stem"
                yield knowledge.located["opposites", pair.id].problem(message, advice, field, language, number)
