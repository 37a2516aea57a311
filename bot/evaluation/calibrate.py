"""Setting the weights and thresholds from a question set.

Ranking weights: softmax regression over each question's shortlist, held near the weights of before. Confidence: logistic
regression on the signals of the best candidate, over answerable, contrast, out-of-scope and false-premise questions, each
as it stands and once misspelt, so that slips of the finger cost little confidence.
Thresholds: the lowest at which out-of-scope questions are declined, and wrong answers kept, at the rates wanted; judged
on confidences that were each made without the question itself (five folds).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from bot.evaluation.accuracy import one_slip_in
from bot.evaluation.questions import Asked
from bot.matching.decision import signals
from bot.matching.matcher import Match, Matcher
from bot.matching.small_talk import small_talk_in
from bot.matching.weights import WEIGHTS_FILE, Thresholds, Weights

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
FOLDS = 5
MISSPELT_WITH = 101  # another seed than the one that accuracy is measured with
# Of what is worth taking up, the likelihood of being about the base counts so much, that of being right about it the rest.
BLEND = 0.6
DECLINED = 0.955  # share of out-of-scope questions that must be declined
WRONG = 0.03  # share of answerable questions that may be answered wrongly
SCALE = 3.0  # how steep the softmax is over scores of about 1


@dataclass(frozen=True)
class Calibration:
    """What calibration found: the weights, and the cross-validated shares they rest on."""

    weights: Weights
    figures: dict[str, float]


def calibrate(matcher: Matcher, questions: Sequence[Asked]) -> Calibration:
    """Fit ranking, then confidence, then thresholds, on the questions that ask for one fact or for none."""
    chosen = [q for q in questions if q.kind in ("answerable", "contrast", "out-of-scope", "false-premise")]
    chosen = [q for q in chosen if small_talk_in(matcher.read(q.text)) is None]
    ranking = _fit_ranking(matcher, [q for q in chosen if q.kind in ("answerable", "contrast")])
    before = matcher.weights
    matcher.weights = replace(before, ranking=ranking)
    try:
        matches = [matcher.match(matcher.read(q.text)) for q in chosen]
        garble = one_slip_in(8, MISSPELT_WITH)
        misspelt = [matcher.match(matcher.read(garble(q.text))) for q in chosen]
    finally:
        matcher.weights = before
    names, rows, right = _signal_table(chosen, matches)
    _, rows_misspelt, right_misspelt = _signal_table(chosen, misspelt)
    kinds = np.array([q.kind for q in chosen])
    outside, answerable = kinds == "out-of-scope", kinds == "answerable"
    inside = np.isin(kinds, ["answerable", "contrast"])
    clear = inside | outside
    about = _held_out((rows, rows_misspelt), (inside, inside), clear)
    meant = _held_out((rows, rows_misspelt), (right, right_misspelt), np.ones(len(rows), dtype=bool))
    scope_held_out, held_out = _likely(BLEND * about + (1 - BLEND) * meant), _likely(meant)
    scope = float(np.quantile(scope_held_out[outside], DECLINED)) if outside.any() else before.thresholds.scope
    taken = scope_held_out >= scope
    answer = 1.0
    for level in np.arange(0.2, 1.0, 0.005):
        answer = float(level)
        if np.mean((taken & (held_out >= level) & ~right)[answerable]) <= WRONG:
            break
    sure = taken & (held_out >= answer)
    top = np.array([any(c.fact.id in q.accept for c in m.candidates[:3]) for q, m in zip(chosen, matches, strict=True)])
    figures = {
        "questions": float(len(chosen)),
        "answerable_right": float(np.mean(sure[answerable] & right[answerable])),
        "answerable_right_or_offered": float(np.mean(((sure & right) | (taken & ~sure & top))[answerable])),
        "answerable_wrong": float(np.mean(sure[answerable] & ~right[answerable])),
        "out_of_scope_declined": float(np.mean(~taken[outside])) if outside.any() else 1.0,
    }
    about_weights, about_bias = _fit_logistic(np.vstack([rows[clear], rows_misspelt[clear]]), np.tile(inside[clear], 2))
    weights_meant, bias_meant = _fit_logistic(np.vstack([rows, rows_misspelt]), np.concatenate([right, right_misspelt]))
    weights = Weights(
        ranking,
        _named(
            names,
            BLEND * about_weights + (1 - BLEND) * weights_meant,
            BLEND * about_bias + (1 - BLEND) * bias_meant,
        ),
        _named(names, weights_meant, bias_meant),
        Thresholds(round(scope, 3), round(answer, 3), before.thresholds.offered),
    )
    return Calibration(weights, {k: round(v, 4) for k, v in figures.items()})


def _held_out(tables: tuple[Array, Array], right: tuple[Flags, Flags], used: Flags) -> Array:
    """The log-odds of every row of the first table by weights that were fitted without its fold in either table."""
    rows = tables[0]
    found = np.zeros(len(rows))
    folds = np.random.default_rng(1).permutation(len(rows)) % FOLDS
    for fold in range(FOLDS):
        train = used & (folds != fold)
        weights, bias = _fit_logistic(
            np.vstack([table[train] for table in tables]), np.concatenate([flags[train] for flags in right])
        )
        found[folds == fold] = rows[folds == fold] @ weights + bias
    return found


def _likely(odds: Array) -> Array:
    likely: Array = 1 / (1 + np.exp(-odds))
    return likely


def _named(names: Sequence[str], weights: Array, bias: float) -> dict[str, float]:
    return {"bias": round(bias, 3)} | {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}


def store(calibration: Calibration) -> None:
    """Write the weights with the date and figures of their making."""
    data = {
        "made": {"date": date.today().isoformat(), **calibration.figures},
        "ranking": dict(calibration.weights.ranking),
        "scope": dict(calibration.weights.scope),
        "confidence": dict(calibration.weights.confidence),
        "thresholds": asdict(calibration.weights.thresholds),
    }
    WEIGHTS_FILE.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


def _fit_ranking(matcher: Matcher, questions: Sequence[Asked]) -> dict[str, float]:
    names = list(matcher.weights.ranking)
    start = np.array([matcher.weights.ranking[n] for n in names]) * SCALE
    tables = []
    for asked in questions:
        candidates = matcher.match(matcher.read(asked.text)).candidates
        accepted = np.array([c.fact.id in asked.accept for c in candidates])
        if accepted.any() and not accepted.all():
            tables.append((np.array([[(c.views | c.fit.values)[n] for n in names] for c in candidates]), accepted))
    weights, speed = start.copy(), np.zeros_like(start)
    for _ in range(300):
        slope = np.zeros_like(start)
        for table, accepted in tables:
            scores = table @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            wanted = chance * accepted
            slope += table.T @ (chance - wanted / wanted.sum())
        slope = slope / max(1, len(tables)) + 0.003 * (weights - start)
        speed = 0.9 * speed - 0.15 * slope
        weights = weights + speed
    return {n: round(float(w) / SCALE, 3) for n, w in zip(names, weights, strict=True)}


def _signal_table(questions: Sequence[Asked], matches: Sequence[Match]) -> tuple[list[str], Array, Flags]:
    found = [signals(match) for match in matches]
    names = list(found[0])
    rows = np.array([[one[name] for name in names] for one in found])
    right = [
        q.kind in ("answerable", "contrast") and m.candidates[0].fact.id in q.accept
        for q, m in zip(questions, matches, strict=True)
    ]
    return names, rows, np.array(right)


def _fit_logistic(rows: Array, right: Flags, ridge: float = 0.01) -> tuple[Array, float]:
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = (rows - mean) / spread
    weights, bias = np.zeros(rows.shape[1]), 0.0
    for _ in range(3000):
        miss = 1 / (1 + np.exp(-(scaled @ weights + bias))) - right
        weights -= 0.5 * (scaled.T @ miss / len(rows) + ridge * weights)
        bias -= 0.5 * float(miss.mean())
    return weights / spread, bias - float((weights / spread) @ mean)
