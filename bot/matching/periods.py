"""Questions for a stretch of time, and the facts that lie in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.facts.model import Fact
from bot.matching import cues
from bot.matching.question import Question, telling_words
from bot.matching.text import HAN_STOP, words_of
from bot.matching.times import MONTH, Extent, Time

MONTH_NAMES = re.compile(rf"\b(?:{MONTH})\b")


def names_only_times(question: Question) -> bool:
    """Whether a question says nothing but when, and that something happened: "1996 to 1999", "what happened in 2011"."""
    if question.wants_one_thing and not question.wants_list:
        return False
    spoken = MONTH_NAMES.sub(" ", " ".join(word for word in question.words if not word.isdigit()))
    spoken = cues.ANYTHING.sub(" ", spoken)
    return telling_words(replace(question, words=tuple(words_of(HAN_STOP.sub(" ", spoken))))) == 0


def beginning_within(facts: Iterable[Fact], times: Sequence[Time]) -> tuple[Fact, ...]:
    """The facts that begin in any of the stretches of time named."""
    return tuple(f for f in facts if any(time.first <= f.when.first_day <= time.last for time in times))


def is_within(fact: Fact, times: Sequence[Time]) -> bool:
    """Whether a fact lies in every stretch of time named, and in any of the years, months and days."""
    spans = [time for time in times if time.is_span]
    if spans:
        return all(_in_span(fact, time) for time in spans)
    return not times or any(_in_point(fact, time) for time in times)


def _in_point(fact: Fact, time: Time) -> bool:
    """Whether a fact begins or ends in a year, month or day; what only lasts beyond it at both ends tells little of it."""
    return time.first <= fact.when.first_day <= time.last or time.first <= fact.when.last_day <= time.last


def _in_span(fact: Fact, time: Time) -> bool:
    if time.extent is Extent.BEFORE:
        return fact.when.first_day < time.last
    if time.extent is Extent.AFTER:
        return fact.when.last_day >= time.first
    # A fact that lasts longer than the span belongs to it only when it begins there.
    return time.first <= fact.when.first_day <= time.last or (
        fact.when.overlaps(time.first, time.last) and fact.when.last_day <= time.last
    )
