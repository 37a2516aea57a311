"""Setting the weights and thresholds of questions that stand by themselves, from question sets.

Ranking weights: softmax regression over each question's shortlist, held near the weights of before. Confidence: logistic
regression on the signals of the best candidate, over answerable, contrast, out-of-scope and false-premise questions, each
as it stands and once misspelt, so that slips of the finger cost little confidence.
Thresholds: the lowest at which out-of-scope questions are declined at the rate wanted; then the highest that leaves the share
wanted of answerable questions right at once, as each step up catches wrong premises. Both are judged on likelihoods that
were made without the question itself (eight folds).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

import numpy as np

from bot.evaluation.accuracy import one_slip_in
from bot.evaluation.fitting import Array, Choice, Flags, fit_logistic, fit_softmax, held_out, named, sigmoid
from bot.evaluation.questions import Asked
from bot.matching.decision import is_exact, signals
from bot.matching.matcher import Match, Matcher
from bot.matching.small_talk import small_talk_in
from bot.matching.weights import WEIGHTS_FILE, Weights

MISSPELT_WITH = 101  # another seed than the one that accuracy is measured with
# Of what is worth taking up, the likelihood of being about the base counts so much, that of being right about it the rest.
BLEND = 0.6
DECLINED = 0.955  # share of out-of-scope questions that must be declined
RIGHT = 0.83  # share of answerable questions that must be right at once
# How much questions count in the fit: there are fewer wrong premises and subjects outside than there are in use.
COUNTS = {"false-premise": 1.5, "out-of-scope": 2.0}
MISSPELT_COUNTS = 0.5
RIDGE = 3.0


@dataclass(frozen=True)
class Calibration:
    """What calibration found: the weights, and the cross-validated shares they rest on."""

    weights: Weights
    figures: dict[str, float]


@dataclass(frozen=True)
class Table:
    """The signals of the best candidates of questions, a row each, and what is known of each question."""

    names: list[str]
    rows: Array
    right: Flags
    offered: Flags
    settled: Flags  # by an exact phrasing
    vetoed: Flags
    kinds: np.ndarray[tuple[int], np.dtype[np.str_]]


def calibrate(matcher: Matcher, questions: Sequence[Asked]) -> Calibration:
    """Fit ranking, then confidence, then thresholds, on the questions that ask for one fact or for none."""
    chosen = [q for q in questions if q.kind in ("answerable", "contrast", "out-of-scope", "false-premise")]
    chosen = [q for q in chosen if small_talk_in(matcher.read(q.text)) is None]
    before = matcher.weights
    ranking = _fit_ranking(matcher, [q for q in chosen if q.kind in ("answerable", "contrast")])
    garble = one_slip_in(8, MISSPELT_WITH)
    matcher.weights = replace(before, ranking=ranking)
    try:
        clean = _table(chosen, [matcher.match(matcher.read(q.text)) for q in chosen])
        misspelt = _table(chosen, [matcher.match(matcher.read(garble(q.text))) for q in chosen])
    finally:
        matcher.weights = before
    rows, right = np.vstack([clean.rows, misspelt.rows]), np.concatenate([clean.right, misspelt.right])
    kinds = np.concatenate([clean.kinds, misspelt.kinds])
    counts = np.array([COUNTS.get(kind, 1.0) for kind in kinds])
    counts[len(chosen) :] *= MISSPELT_COUNTS
    groups = np.tile(np.arange(len(chosen)), 2)
    inside, clear = np.isin(kinds, ["answerable", "contrast"]), kinds != "false-premise"
    everything = np.ones(len(rows), dtype=bool)
    about = held_out(rows, inside, counts, groups, clear, RIDGE)[: len(chosen)]
    meant = held_out(rows, right, counts, groups, everything, RIDGE)[: len(chosen)]
    thresholds, figures = _thresholds(clean, BLEND * about + (1 - BLEND) * meant, meant)
    about_weights, about_bias = fit_logistic(rows[clear], inside[clear], counts[clear], RIDGE)
    meant_weights, meant_bias = fit_logistic(rows, right, counts, RIDGE)
    weights = replace(
        before,
        ranking=ranking,
        scope=named(
            clean.names,
            BLEND * about_weights + (1 - BLEND) * meant_weights,
            BLEND * about_bias + (1 - BLEND) * meant_bias,
        ),
        confidence=named(clean.names, meant_weights, meant_bias),
        thresholds=replace(before.thresholds, scope=thresholds[0], answer=thresholds[1]),
    )
    return Calibration(weights, figures)


def _thresholds(table: Table, scope: Array, meant: Array) -> tuple[tuple[float, float], dict[str, float]]:
    """The thresholds of scope and answer, and the shares that they give, from held-out log-odds."""
    outside, answerable = table.kinds == "out-of-scope", table.kinds == "answerable"
    false = table.kinds == "false-premise"
    least = float(np.quantile(scope[outside], DECLINED)) if outside.any() else -30.0
    taken = (scope >= least) | table.settled
    certain = np.where(table.settled, 30.0, np.where(table.vetoed | ~taken, -30.0, meant))
    would_be_right = np.sort(certain[answerable & table.right])[::-1]
    enough = min(len(would_be_right), max(1, round(RIGHT * answerable.sum())))
    level = float(would_be_right[enough - 1])
    sure = certain >= level
    offered = (sure & table.right) | (taken & ~sure & table.offered)
    figures = {
        "questions": float(len(table.rows)),
        "answerable_right": float(np.mean((sure & table.right)[answerable])),
        "answerable_right_or_offered": float(np.mean(offered[answerable])),
        "answerable_wrong": float(np.mean((sure & ~table.right)[answerable])),
        "out_of_scope_declined": float(np.mean(~taken[outside])) if outside.any() else 1.0,
        "false_premise_not_confirmed": float(np.mean(~sure[false])) if false.any() else 1.0,
    }
    likely = sigmoid(np.array([least, level]))
    return (round(float(likely[0]), 3), round(float(likely[1]), 3)), {k: round(v, 4) for k, v in figures.items()}


def _fit_ranking(matcher: Matcher, questions: Sequence[Asked]) -> dict[str, float]:
    names = list(matcher.weights.ranking)
    garble = one_slip_in(8, MISSPELT_WITH)
    choices = []
    for asked in questions:
        for text in (asked.text, garble(asked.text)):
            candidates = matcher.match(matcher.read(text)).candidates
            rows = np.array([[(c.views | c.fit.values)[n] for n in names] for c in candidates])
            choices.append(Choice(rows, np.array([c.fact.id in asked.accept for c in candidates])))
    return fit_softmax(choices, matcher.weights.ranking, steepness=3.0, held=0.003)


def _table(questions: Sequence[Asked], matches: Sequence[Match]) -> Table:
    found = [signals(match) for match in matches]
    names = list(found[0])
    return Table(
        names=names,
        rows=np.array([[one[name] for name in names] for one in found]),
        right=np.array(
            [
                q.kind in ("answerable", "contrast") and m.candidates[0].fact.id in q.accept
                for q, m in zip(questions, matches, strict=True)
            ]
        ),
        offered=np.array(
            [any(c.fact.id in q.accept for c in m.candidates[:3]) for q, m in zip(questions, matches, strict=True)]
        ),
        settled=np.array([is_exact(m.candidates[0]) for m in matches]),
        vetoed=np.array([bool(m.candidates[0].fit.vetoes) for m in matches]),
        kinds=np.array([q.kind for q in questions]),
    )


def store(weights: Weights, figures: dict[str, float]) -> None:
    """Write the weights with the date and figures of their making."""
    made = {"made": {"date": date.today().isoformat(), **figures}}
    WEIGHTS_FILE.write_text(json.dumps(made | asdict(weights), indent=2) + "\n", encoding="utf-8")
