"""Words that exclude one another in a statement about one event: support and condemn, lend and borrow, first and last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.facts.model import Language, Opposites
from bot.matching.cues import NEGATION
from bot.matching.names import Phrases, keys_of
from bot.matching.text import fold, is_han, words_of

ONE, OTHER = "+", "-"
_TURNED = {ONE: OTHER, OTHER: ONE}
REACH, HAN_REACH = 3, 4  # how many words, or characters, before one of a pair may negate it


class Poles:
    """Finds in texts the sides of the pairs of a fact base."""

    def __init__(self, pairs: Iterable[Opposites]):
        self._phrases = Phrases(
            (
                (f"{sign}{pair.id}", language, words)
                for pair in pairs
                for sign, side in ((ONE, pair.one), (OTHER, pair.other))
                for language, words in side
            ),
            stemmed=True,
        )

    def in_words(self, words: Sequence[str], language: Language) -> frozenset[str]:
        """The sides that words of one language take, each as its sign and the id of its pair; negated ones as the other."""
        found: set[str] = set()
        run, at = "".join(words), 0  # a mention in Han is found again in it, as it may lie anywhere in a run
        for mention in self._phrases.find(words, language):
            before = " ".join(words[max(0, mention.start - REACH) : mention.start])
            if is_han(mention.words[0]):
                at = run.index(mention.words[0], at)
                before = run[max(0, at - HAN_REACH) : at]
                at += len(mention.words[0])
            negated = bool(NEGATION.search(before))
            found.update((_TURNED[key[0]] + key[1:]) if negated else key for key in keys_of([mention]))
        return frozenset(found)

    def in_texts(self, texts: Iterable[tuple[Language, str]]) -> frozenset[str]:
        """The sides that texts take in any language."""
        return frozenset().union(*(self.in_words(words_of(fold(text)), language) for language, text in texts))


def opposed(asked: frozenset[str], told: frozenset[str]) -> frozenset[str]:
    """The ids of the pairs of which a question takes one side, and a fact the other only."""
    return frozenset(
        pole[1:]
        for pole in asked
        if _TURNED[pole[0]] + pole[1:] in told and pole not in told and _TURNED[pole[0]] + pole[1:] not in asked
    )
