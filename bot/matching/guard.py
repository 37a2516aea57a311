"""What string likeness cannot tell apart: times, names, direction and order, compared between a question and a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.facts.model import LANGUAGES, Fact
from bot.matching import cues
from bot.matching.names import Mention
from bot.matching.ordinals import ordinals_in
from bot.matching.question import Question
from bot.matching.text import fold
from bot.matching.times import Extent, Time

VISITS = "visits"
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20[0-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a fact says that a question may be held to."""

    fact: Fact
    first: date
    last: date
    years: frozenset[int]
    entities: frozenset[str]
    ordinals: frozenset[int]
    is_latest: bool


def profile_of(fact: Fact, named: frozenset[str]) -> Profile:
    """The profile of a fact; named are the entities found in its texts, beside those it lists."""
    texts = [fact.text[language] for language in LANGUAGES] + [fact.title[language] for language in LANGUAGES]
    disagreements = [words for _, words in fact.disagreement] if fact.disagreement else []
    # What people ask speaks of first and last more freely than the fact does.
    spoken = " ".join(map(fold, texts))
    years = {int(y) for y in _YEAR.findall(" ".join([spoken, *map(fold, disagreements)]))}
    years |= {point.year for point in (fact.when.start, fact.when.end) if point}
    return Profile(
        fact=fact,
        first=fact.when.first_day,
        last=fact.when.last_day,
        years=frozenset(years),
        entities=frozenset(fact.entities) | named,
        ordinals=ordinals_in(spoken),
        is_latest=bool(cues.LATEST.search(spoken)) or fact.refresh_days is not None,
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """How a fact agrees with what a question pins down; each from 0 (no) to 1 (fully), misses likewise."""

    time_hit: float = 0.0
    time_miss: float = 0.0
    name_hit: float = 0.0
    name_miss: float = 0.0
    direction_hit: float = 0.0
    direction_miss: float = 0.0
    order_hit: float = 0.0
    order_miss: float = 0.0
    order_clash: float = 0.0

    @property
    def values(self) -> dict[str, float]:
        """Every hit and miss by name, as the weights name them."""
        return {
            "time_hit": self.time_hit,
            "time_miss": self.time_miss,
            "name_hit": self.name_hit,
            "name_miss": self.name_miss,
            "direction_hit": self.direction_hit,
            "direction_miss": self.direction_miss,
            "order_hit": self.order_hit,
            "order_miss": self.order_miss,
            "order_clash": self.order_clash,
        }

    @property
    def vetoes(self) -> tuple[str, ...]:
        """What of the question this fact contradicts, so that it may not be given as the plain answer."""
        return tuple(
            name
            for name, value in (
                ("time", self.time_miss),
                ("name", self.name_miss),
                ("direction", self.direction_miss),
            )
            if value >= 0.99
        )


def fit_of(question: Question, profile: Profile, weight_of_name: Mapping[str, float]) -> Fit:
    """How this fact agrees with the question; weight_of_name is how telling an entity is (rare ones more)."""
    time_hit, time_miss = _time_fit(question, profile)
    name_hit, name_miss = _name_fit(question.mentions, profile, weight_of_name)
    agrees = conflicts = 0.0
    # A person and a place of the other side tell who went there; of a loan or a quarrel they tell nothing.
    direction = question.direction or (question.heading if profile.fact.topic == VISITS else None)
    if direction and profile.fact.direction:
        agrees, conflicts = (1.0, 0.0) if direction == profile.fact.direction else (0.0, 1.0)
    asked = len(question.ordinals) + question.wants_latest
    hit = len(question.ordinals & profile.ordinals) + (question.wants_latest and profile.is_latest)
    return Fit(
        time_hit=time_hit,
        time_miss=time_miss,
        name_hit=name_hit,
        name_miss=name_miss,
        direction_hit=agrees,
        direction_miss=conflicts,
        order_hit=hit / asked if asked else 0.0,
        order_miss=(asked - hit) / asked if asked else 0.0,
        # The second visit is not the first; what calls itself neither may be.
        order_clash=float(bool(question.ordinals and profile.ordinals) and not question.ordinals & profile.ordinals),
    )


def _time_fit(question: Question, profile: Profile) -> tuple[float, float]:
    if not question.times:
        if question.month is None:
            return 0.0, 0.0
        months = {p.month for p in (profile.fact.when.start, profile.fact.when.end) if p and p.month}
        return (0.5, 0.0) if question.month in months else (0.0, 0.3 if months else 0.0)
    fits = [_one_time_fit(time, profile) for time in question.times]
    return sum(hit for hit, _ in fits) / len(fits), min(miss for _, miss in fits)


def _one_time_fit(time: Time, profile: Profile) -> tuple[float, float]:
    if profile.first <= time.last and time.first <= profile.last:
        open_or_long = (profile.last - profile.first).days > 3 * 366
        return (0.6 if open_or_long else 1.0), 0.0
    if time.is_span:
        return 0.0, 0.8
    if time.first.year in profile.years:
        # Right year, other month or day: the text may speak of it, but the date does not.
        same_year = profile.first.year <= time.first.year <= profile.last.year
        if time.extent is Extent.YEAR:
            return 0.7, 0.0
        return (0.2, 0.6) if same_year else (0.4, 0.2)
    return 0.0, 1.0


def _name_fit(mentions: tuple[Mention, ...], profile: Profile, weight_of: Mapping[str, float]) -> tuple[float, float]:
    total = hit = 0.0
    worst = 0.0
    for mention in mentions:
        weight = max((weight_of.get(key, 1.0) for key in mention.keys), default=0.0) * mention.likeness
        total += weight
        if mention.keys & profile.entities:
            hit += weight
        else:
            worst = max(worst, weight)
    if not total:
        return 0.0, 0.0
    return hit / total, worst
