"""Whether a question's words are those of somebody who wants one fact or several, learnt from how both are asked for.

"Which Chinese firms are in Mariel" shows it by a word; "Chinese ambassadors in Havana" only by all its words together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.facts.model import LANGUAGES, Language
from bot.matching.text import fold, han_bigrams, is_han, words_of

SMOOTHING = 1.0  # occurrences in lists that nothing is known of
TELLING, MOST_TELLING = (
    0.5,
    2.5,
)  # ln of how much likelier: what is nearer to nought is forgotten, and no word counts for more

Worded = Iterable[tuple[Language, str]]


class Manner:
    """Tells by the words of a question whether several facts are wanted; built once, then read only."""

    def __init__(self, several: Worded, one: Worded):
        """several: what asks for lists; one: what asks for one fact, each with its language."""
        lists, facts = _counted(several), _counted(one)
        self._gain: Mapping[Language, Mapping[str, float]] = {
            language: dict(_gains(*lists[language], *facts[language])) for language in LANGUAGES
        }

    def leaning(self, words: Sequence[str], language: Language) -> float:
        """How much likelier the folded words are in a question for several facts: above nought likelier, below less.

        The sum of logarithms of a naive Bayes classifier, by the root of their number as neighbours tell the same twice.
        """
        gain = self._gain[language]
        found = [max(-MOST_TELLING, min(MOST_TELLING, gain.get(mark, 0.0))) for mark in set(_marks(words))]
        return sum(found) / math.sqrt(max(1, len(found)))


def _marks(words: Sequence[str]) -> Iterator[str]:
    """What is counted: words and pairs of neighbours with both ends, Han by one and two with both ends; any number is one."""
    before = "^"
    for word in words:
        if is_han(word):
            yield from han_bigrams(word)
            yield from word
        else:
            plain = "#" if word.isdigit() else word
            yield plain
            yield f"{before} {plain}"
            before = plain
    if words and is_han(words[0]):
        yield f"^{words[0][:2]}"
    if words:
        yield f"{words[-1][-2:]}$" if is_han(words[-1]) else f"{before} $"


def _counted(worded: Worded) -> dict[Language, tuple[Counter[str], int]]:
    """By language in how many texts each mark occurs, and how many texts there are."""
    counts: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
    texts: Counter[Language] = Counter()
    for language, text in worded:
        counts[language].update(set(_marks(words_of(fold(text)))))
        texts[language] += 1
    return {language: (counts[language], texts[language]) for language in LANGUAGES}


def _gains(several: Counter[str], lists: int, one: Counter[str], facts: int) -> Iterator[tuple[str, float]]:
    if not lists or not facts:
        return
    unseen = SMOOTHING * facts / lists  # so that what neither has tells nothing
    for mark in several.keys() | one.keys():
        gain = math.log((several[mark] + SMOOTHING) / (lists + 2 * SMOOTHING))
        gain -= math.log((one[mark] + unseen) / (facts + 2 * unseen))
        if abs(gain) >= TELLING:
            yield mark, gain
