"""How like a question is to what people ask who have a fact wrong in mind.

"When did Cuba lend China 60 million" is very like what asks for the loan of 1960, but still more like what curators wrote
down as mistaken questions of that fact: it is seen beside both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from bot.facts.model import Fact
from bot.matching.index import EXACT, Floats, Index, Reading, Views


@dataclass(frozen=True, slots=True)
class Mistake:
    """By how much a question is more like a fact's mistaken questions than like what else is written of it.

    All together (lead) and by view; words, word: the share of the question's weight, and the heaviest word, that only the
    mistaken questions have; right_words: the share that only the fact has; nearest_found: how near the nearest mistaken
    question is; other: the lead of the most alike mistaken questions of any fact; about: that fact; is_exact: whether one of
    these says just the same.
    """

    lead: float = 0.0
    nearest: float = 0.0
    centroid: float = 0.0
    characters: float = 0.0
    shape: float = 0.0
    gain: float = 0.0
    words: float = 0.0
    word: float = 0.0
    right_words: float = 0.0
    nearest_found: float = 0.0
    other: float = 0.0
    is_exact: bool = False
    about: Fact | None = None

    @property
    def values(self) -> dict[str, float]:
        """Every sign by name, as the weights name them."""
        return {f"mistaken_{name}": float(getattr(self, name)) for name in SIGNS}


SIGNS = tuple(field.name for field in fields(Mistake) if field.name not in ("is_exact", "about"))
NO_MISTAKE = Mistake()


def mistake_of(
    index: Index, reading: Reading, views: Views, mixture: Floats, fact: int, facts: Sequence[Fact]
) -> Mistake:
    """The mistake that a question makes about the fact of this number.

    The mistaken questions of the facts stand in the index as owners of their own, its last ones. mixture: how alike every
    owner is.
    """
    first_mistaken = len(mixture) - len(facts)
    mistaken = first_mistaken + fact
    about = int(np.argmax(mixture[first_mistaken:]))
    total = sum(part.weight for part in reading.parts) or 1.0
    wrong, right = [], []
    covers = zip(reading.parts, index.cover(mistaken, reading.parts), index.cover(fact, reading.parts), strict=True)
    for part, by_mistaken, by_fact in covers:
        wrong.append(part.weight * max(0.0, by_mistaken - by_fact))
        right.append(part.weight * max(0.0, by_fact - by_mistaken))

    def more_alike(view: Floats) -> float:
        return float(view[mistaken] - view[fact])

    return Mistake(
        lead=more_alike(mixture),
        nearest=more_alike(views.nearest),
        centroid=more_alike(views.centroid),
        characters=more_alike(views.characters),
        shape=more_alike(views.shape),
        gain=more_alike(views.gain) / math.sqrt(max(1, len(reading.parts))),
        words=sum(wrong) / total,
        word=max(wrong, default=0.0) / index.unknown_idf,
        right_words=sum(right) / total,
        nearest_found=float(views.nearest[mistaken]),
        other=float(mixture[first_mistaken + about] - mixture[fact]),
        is_exact=bool(views.nearest[first_mistaken + about] >= EXACT),
        about=facts[about],
    )
