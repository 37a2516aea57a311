"""What of a question its best candidate leaves open: the mark of another subject or of a wrong premise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching import cues
from bot.matching.guard import Profile
from bot.matching.index import Floats, Index, Part, Reading, is_known_as_written
from bot.matching.ordinals import ordinals_in
from bot.matching.question import Question
from bot.matching.text import han_bigrams, is_han
from bot.matching.times import is_year


@dataclass(frozen=True, slots=True)
class Gap:
    """What of a question a candidate leaves open.

    The share of its weight; the heaviest word, and the heaviest that other facts have, that the next candidates have, and
    that belongs to subjects outside ("Nixon"); a number; the thing asked for ("which hotel"); the shares of its words that
    had to be corrected and that are unknown. And what it alone meets: the heaviest word that the next candidate lacks.
    """

    share: float = 0.0
    worst: float = 0.0
    known: float = 0.0
    sibling: float = 0.0
    outside: float = 0.0
    number: float = 0.0
    asked: float = 0.0
    misspelt: float = 0.0
    unknown: float = 0.0
    alone: float = 0.0
    words: tuple[str, ...] = ()


NO_GAP = Gap()


class Gaps:
    """Looks at what candidates leave open of questions, by one index of facts and, after them, of subjects outside."""

    def __init__(self, index: Index, facts: int, subjects: int):
        self._index = index
        of_facts, outside = index.holding(0, facts), index.holding(facts, facts + subjects)
        # By word, the share of subjects outside among all that speak of it.
        self._outside: Floats = (outside / (of_facts + outside + 0.5)).astype(np.float32)

    def gap(
        self, question: Question, reading: Reading, owner: int, profile: Profile, siblings: Sequence[int] = ()
    ) -> Gap:
        """What the question speaks of and the fact of this number does not; siblings: those that may be meant instead."""
        unit, parts = self._index.unknown_idf, reading.parts
        covered = self._index.cover(owner, parts)
        by_siblings = [self._index.cover(sibling, parts) for sibling in siblings]
        by_any = [max(column) for column in zip(*by_siblings, strict=True)] if siblings else [0.0] * len(parts)
        told = self._told(question, owner, profile)
        left_open = [
            (part.weight * (1 - cover), part, sibling)
            for part, cover, sibling in zip(parts, covered, by_any, strict=True)
            if part.word not in told
        ]
        total = sum(part.weight for part in parts) or 1.0
        count = max(1, len(parts))
        likeness = [max((weight for _, weight in part.features), default=0.0) for part in parts]
        asked = _asked_things(question)
        alone = [p.weight * (a - b) for p, a, b in zip(parts, covered, by_siblings[0], strict=True)] if siblings else []
        return Gap(
            share=sum(weight for weight, _, _ in left_open) / total,
            worst=_heaviest(weight for weight, _, _ in left_open) / unit,
            known=_heaviest(weight for weight, part, _ in left_open if is_known_as_written(part)) / unit,
            sibling=_heaviest(weight * sibling for weight, _, sibling in left_open) / unit,
            outside=_heaviest(weight * self._outsideness(part) for weight, part, _ in left_open) / unit,
            number=float(any(_is_number(part) and not cover for part, cover in zip(parts, covered, strict=True))),
            asked=_heaviest(weight for weight, part, _ in left_open if part.word in asked) / unit,
            misspelt=sum(0.0 < alike < 1.0 for alike in likeness) / count,
            unknown=sum(alike == 0.0 for alike in likeness) / count,
            alone=_heaviest(alone) / unit,
            words=tuple(part.word for weight, part, _ in left_open if weight > 0.5 * unit),
        )

    def _told(self, question: Question, owner: int, profile: Profile) -> set[str]:
        """The words of names, groups of synonyms and ordinals that the fact has, though perhaps by other words."""
        told: set[str] = set()
        for sign, mentions in (("@", question.mentions), ("~", question.concepts)):
            for mention in mentions:
                if any(self._index.has(owner, f"{sign}{key}") for key in mention.keys):
                    told.update(_pieces(mention.words))
        if question.ordinals & profile.ordinals:
            told.update(word for word in question.words if ordinals_in(word))
        return told

    def _outsideness(self, part: Part) -> float:
        """How far a word belongs to subjects outside."""
        best = max(part.features, key=lambda found: found[1], default=None)
        return float(self._outside[best[0]]) if best else 0.0


def _is_number(part: Part) -> bool:
    """Whether a part is a number that is no year; single digits are everywhere."""
    return part.word.isdigit() and len(part.word) > 1 and not is_year(part.word)


def _heaviest(weights: Iterable[float]) -> float:
    return max(weights, default=0.0)


def _asked_things(question: Question) -> set[str]:
    """The words, or pairs of Han, that say what thing a question asks for."""
    found: set[str] = set()
    for match in cues.ASKED_THING.finditer(" ".join(question.words)):
        found.update(match["thing"].split() if match["thing"] else han_bigrams(match["zh"]))
    return found


def _pieces(words: Iterable[str]) -> Iterator[str]:
    """Words as the index cuts them: Han in pairs."""
    for word in words:
        yield from han_bigrams(word) if is_han(word) else (word,)
