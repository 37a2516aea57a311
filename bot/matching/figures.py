"""Questions that ask for a figure of a yearly series: trade, votes, visitors, donations."""

from __future__ import annotations

import numpy as np

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Series
from bot.matching.decision import Figure
from bot.matching.index import Document, Index
from bot.matching.question import Question
from bot.matching.text import fold, words_of
from bot.matching.times import Extent

ALIKE = 0.55


class Figures:
    """Finds the series and the year that a question asks for."""

    def __init__(self, base: FactBase):
        self._series = tuple(base.series.values())
        documents = [
            Document(number, language, words, tuple(words_of(fold(words))))
            for number, series in enumerate(self._series)
            for language in LANGUAGES
            for words in (series.title[language], *series.questions[language])
        ]
        self._index = Index(documents, len(self._series))

    def find(self, question: Question) -> Figure | None:
        """The figure asked for, when the question names one year and little else than the series."""
        years = {time.first.year for time in question.times if time.extent is Extent.YEAR}
        if len(years) != 1 or len(question.times) != 1 or not self._series:
            return None
        (best, likeness), *_ = self.ranked(question)
        return Figure(best, years.pop()) if likeness >= ALIKE else None

    def ranked(self, question: Question) -> list[tuple[Series, float]]:
        """Every series with how alike its wording is to a question without its numbers (0..1), the most alike first."""
        words = tuple(word for word in question.words if not word.isdigit())
        views = self._index.views(self._index.read(words, question.language))
        likeness = 0.4 * views.nearest + 0.3 * views.centroid + 0.3 * views.coverage
        # Trade in both directions is asked for unless the wording shows one.
        for number, series in enumerate(self._series):
            if series.direction and series.direction != question.direction:
                likeness[number] -= 0.1
            elif series.direction and series.direction == question.direction:
                likeness[number] += 0.1
        order = np.argsort(-likeness, kind="stable")
        return [(self._series[int(number)], float(likeness[int(number)])) for number in order]
