"""Phrasings as a far larger base would have them: those of a base, with words, names and years replaced."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES
from bot.matching.cues import STOP_WORDS
from bot.matching.text import HAN_RANGE, fold

REPLACED = 0.6  # share of the telling words of an entry that are others than those it was made from
INVENTED = 0.15  # share of those that are put together from two words, as the names of people and places are
_PIECE = re.compile(f"[{HAN_RANGE}]{{1,2}}|\\d+|[^\\W\\d_{HAN_RANGE}]+|.", re.DOTALL)
_HAN_PIECE = re.compile(f"[{HAN_RANGE}]{{2}}")


@dataclass(frozen=True, slots=True)
class Planted:
    """The phrasings of a synthetic base, and questions that ask for some of its entries in words that it does not have."""

    phrasings: list[tuple[str, str]]
    questions: list[tuple[str, str]]


def synthetic(base: FactBase, size: int, questions: int, seed: int = 7) -> Planted:
    """So many phrasings of entries (id, words) made from the facts of a base, and at most so many questions (id, words).

    One phrasing each of the entries asked for is withheld and is the question.
    """
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    phrasings: list[tuple[str, str]] = []
    withheld: list[tuple[str, str]] = []
    for number, words in enumerate(_entries(base, dice)):
        if len(phrasings) >= size:
            break
        entry = f"entry-{number}"
        withheld.append((entry, words.pop(dice.randrange(len(words)))))
        phrasings += [(entry, one) for one in words]
    asked = dice.sample(withheld, min(questions, len(withheld)))
    return Planted(phrasings[:size], [one for one in asked if int(one[0][6:]) < int(phrasings[size - 1][0][6:])])


def _entries(base: FactBase, dice: random.Random) -> Iterator[list[str]]:
    """The phrasings of one entry after the other, without end."""
    facts = [[(language, words) for language, words in fact.questions] for fact in base.facts.values()]
    lexicon = _Lexicon([one for phrasings in facts for one in phrasings], dice)
    while True:
        for phrasings in facts:
            lexicon.another()
            words = list(dict.fromkeys(lexicon.changed(language, words) for language, words in phrasings))
            if len(words) > 1:
                yield words


class _Lexicon:
    """The telling words of a base by language, and for the entry at hand which of them stand for which."""

    def __init__(self, phrasings: Sequence[tuple[str, str]], dice: random.Random):
        self._dice = dice
        self._words: dict[str, list[str]] = {}
        for language in LANGUAGES:
            said = " ".join(words for spoken, words in phrasings if spoken == language)
            pieces = _HAN_PIECE.findall(said) if language == "zh" else _PIECE.findall(said)
            self._words[language] = sorted({piece for piece in pieces if _is_telling(piece, language)})
        self._instead: dict[str, str] = {}

    def another(self) -> None:
        """Begin another entry."""
        self._instead = {}

    def changed(self, language: str, words: str) -> str:
        """The phrasing with the words of this entry; the same word becomes the same within an entry."""
        return "".join(self._instead_of(piece, language) for piece in _PIECE.findall(words))

    def _instead_of(self, piece: str, language: str) -> str:
        if piece.isdigit():
            return self._instead.setdefault(piece, self._number_like(piece))
        if not _is_telling(piece, language):
            return piece
        key = fold(piece)
        if key not in self._instead:
            self._instead[key] = self._other(language) if self._dice.random() < REPLACED else piece
        return self._instead[key]

    def _other(self, language: str) -> str:
        words = self._words[language]
        word = self._dice.choice(words)
        if language != "zh" and self._dice.random() < INVENTED:
            other = self._dice.choice(words)
            return word[: (len(word) + 1) // 2] + other[len(other) // 2 :]
        return word

    def _number_like(self, piece: str) -> str:
        if len(piece) == 4:
            return str(self._dice.randint(1847, 2030))
        return "".join(self._dice.choice("123456789") for _ in piece)


def _is_telling(piece: str, language: str) -> bool:
    if language == "zh":
        return bool(_HAN_PIECE.fullmatch(piece))
    return len(piece) > 3 and piece.isalpha() and piece.lower() not in STOP_WORDS[language]
