"""What to do with the candidates: answer, offer choices, give what is closest, or say that it is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.facts.model import Collection, Entity, Fact, Series
from bot.matching.index import EXACT
from bot.matching.likelihood import likelihood_of
from bot.matching.matcher import MISTAKEN, SEVERAL, Candidate, Match
from bot.matching.question import Question
from bot.matching.weights import Bar, Weights

Outcome = Literal["answer", "list", "choices", "closest", "decline", "chat"]
MOST_CHOICES = 3
NEAR_FACTS = 3
HARDLY_BEHIND = 0.8  # of the best score
FAR_BEHIND = 0.65  # … where the best one calls itself the second, and the first is asked for
HARDLY_SHARED = 0.85  # of a question left open: who shares so little with all facts asks for none of them
LEAST_SCORE = 2.7  # one right answer in 1,949 to measured questions had less, and no misspelt one
SURE_THOUGH_OPPOSED = 0.9  # confidence in a fact that takes the other side of what the question says
# Leads of what people ask who have a fact wrong in mind, the best one or another, from which on an unsure question gets it as
# the closest; few of these are right after all.
PLAINLY_MISTAKEN, PLAINLY_ABOUT_ANOTHER = 0.6, 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """What a series says of one year (by each counter), or which years it has when that year has no value."""

    series: Series
    year: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a question, and everything that it was decided by."""

    outcome: Outcome
    question: Question
    facts: tuple[Fact, ...] = ()
    score: float = 0.0
    margin: float = 0.0
    reason: str = ""
    near: tuple[Fact, ...] = ()
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    scope: float = 0.0
    bar: Bar | None = None
    doubts: tuple[str, ...] = ()
    small_talk: str | None = None
    entity: Entity | None = None
    collection: Collection | None = None
    figure: Figure | None = None


def likelihood(match: Match, weights: Mapping[str, float]) -> float:
    """A logistic sum of the signals of a match, from 0 to 1: how likely it is what these weights were fitted to."""
    if not match.candidates:
        return 0.0
    return likelihood_of(weights, signals(match))


def margin_of(candidates: Sequence[Candidate]) -> float:
    """The lead of the best candidate over the next, as a share of its score."""
    if not candidates or candidates[0].score <= 0:
        return 0.0
    second = candidates[1].score if len(candidates) > 1 else 0.0
    return min(1.0, max(0.0, 1 - second / candidates[0].score))


def signals(match: Match) -> dict[str, float]:
    """What confidence is made of."""
    best, gap, question = match.candidates[0], match.gap, match.question
    second = match.candidates[1].score if len(match.candidates) > 1 else 0.0
    likeness = best.score - best.gained
    return (
        {
            "score": min(likeness, 4.0),
            "gain": min(best.views["gain"], 8.0),
            "nearest": best.views["nearest"],
            "margin": margin_of(match.candidates),
            "lead": min(best.score - second, 2.0),
            "coverage": best.views["coverage"],
            "characters": best.views["characters"],
            "shape": best.views["shape"],
            "centroid": best.views["centroid"],
            "asks_same": best.views["asks_same"],
            "asks_other": best.views["asks_other"],
            "time_hit": best.fit.time_hit,
            "time_miss": best.fit.time_miss,
            "name_hit": best.fit.name_hit,
            "name_miss": best.fit.name_miss,
            "direction_miss": best.fit.direction_miss,
            "direction_hit": best.fit.direction_hit,
            "order_hit": best.fit.order_hit,
            "order_miss": best.fit.order_miss,
            "order_clash": best.fit.order_clash,
            "elsewhere": max(-3.0, min(1.0, match.elsewhere_lead)),
            "open_share": gap.share,
            "open_worst": gap.worst,
            "open_known": gap.known,
            "open_sibling": gap.sibling,
            "open_number": gap.number,
            "open_asked": gap.asked,
            "open_outside": gap.outside,
            "alone": gap.alone,
            "misspelt": gap.misspelt,
            "unknown": gap.unknown,
            "length": min(len(question.words), 30) / 10,
            "chinese": float(question.language == "zh"),
            "china": float("china" in question.sides),
            "cuba": float("cuba" in question.sides),
            "third": float(question.names_third),
            "manner_mistaken": match.manner.get(MISTAKEN, 0.0),
            "manner_several": match.manner.get(SEVERAL, 0.0),
        }
        | match.premise.values
        | match.mistake.values
    )


def _rival(question: Question, candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate hardly behind the best one that lies in the year asked for, or is the first or second one asked for,
    where the best is not: a fact of 2014 that speaks of 2015 too is no answer for 2015 while there is one of that year."""
    best = candidates[0].fit
    least = (FAR_BEHIND if best.order_clash else HARDLY_BEHIND) * candidates[0].score
    near = [c for c in candidates[1:] if c.score >= least and not c.fit.vetoes and c.fit.name_hit >= best.name_hit]
    is_dated = bool(question.times) and not any(time.is_span for time in question.times)
    for rival in near:
        if is_dated and best.time_hit < 1 <= rival.fit.time_hit:
            return rival
        if question.ordinals and best.order_hit < 1 <= rival.fit.order_hit:
            return rival
    return None


def is_exact(candidate: Candidate) -> bool:
    """Whether the question says, but for order and question words, what one of the fact's phrasings says."""
    return candidate.views["nearest"] >= EXACT and (
        candidate.views["characters"] >= EXACT or candidate.views["characters"] == 0.0
    )


def decide(match: Match, weights: Weights) -> Decision:
    """The outcome for a question that asks for one fact.

    Two likelihoods decide: that the question is about something in the base at all (scope), and that the best
    candidate is the fact meant (confidence).
    """
    question, candidates = match.question, match.candidates
    bar = weights.thresholds.bar(question.language, match.gap.misspelt + match.gap.unknown)
    scope, confidence = likelihood(match, weights.scope), likelihood(match, weights.confidence)
    doubts = match.premise.doubts + match.gap.words
    near = tuple(c.fact for c in candidates[:NEAR_FACTS])

    def decision(outcome: Outcome, facts: Sequence[Fact] = (), reason: str = "") -> Decision:
        margin = round(margin_of(candidates), 4)
        return Decision(
            outcome, question, tuple(facts), round(confidence, 4), margin, reason, near, candidates, scope, bar, doubts
        )

    mistaken = match.mistake
    if candidates and mistaken.is_exact and mistaken.about and not is_exact(candidates[0]):
        return decision("closest", [mistaken.about], reason="premise")
    is_unlike = match.gap.share >= HARDLY_SHARED or not candidates or candidates[0].score < LEAST_SCORE
    is_outside = scope < bar.scope or is_unlike
    if not candidates or (is_outside and not is_exact(candidates[0])):
        return decision("decline", reason="out of scope")
    best = candidates[0]
    if is_exact(best):
        return decision("answer", [best.fact], reason="exact")
    least = max(bar.answer, SURE_THOUGH_OPPOSED) if match.premise.opposed else bar.answer
    is_sure = confidence >= least and not best.fit.vetoes
    is_mistaken = mistaken.lead >= PLAINLY_MISTAKEN or mistaken.other >= PLAINLY_ABOUT_ANOTHER
    if not is_sure and is_mistaken and mistaken.about:
        return decision("closest", [mistaken.about], reason="premise")
    rival = _rival(question, candidates)
    if best.fit.vetoes:
        # Of a year of which something near is known it cannot be said that nothing is.
        return decision("closest", [best.fact], reason="premise" if rival else best.fit.vetoes[0])
    if is_sure and rival is None:
        return decision("answer", [best.fact])
    if is_sure and rival:
        return decision("choices", [rival.fact, best.fact], reason="rival")
    offered = [c.fact for c in candidates if not c.fit.vetoes and c.score >= weights.thresholds.offered * best.score]
    return decision("choices", offered[:MOST_CHOICES], reason="unsure")
