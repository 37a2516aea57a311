"""Setting the weights and thresholds of questions that stand by themselves, from question sets.

Ranking weights: softmax regression over each question's shortlist, held near the weights of before. Confidence: logistic
regression on the signals of the best candidate, over answerable, contrast, out-of-scope and false-premise questions, each
as it stands and once misspelt, so that slips of the finger cost little confidence, and over questions that the base itself
has kept back.
Thresholds: the lowest at which out-of-scope questions are declined at the rate wanted; then, for each language, the highest
that leaves the share wanted of answerable questions right at once, as each step up catches wrong premises; for misspelt
questions the lowest that keeps wrong answers at the rate wanted. All are judged on likelihoods that were made without the
question itself (eight folds).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

import numpy as np

from bot.evaluation.accuracy import one_slip_in
from bot.evaluation.fitting import Array, Choice, Flags, fit_logistic, fit_softmax, held_out, named, sigmoid, with_bends
from bot.evaluation.kept_back import keep_back
from bot.evaluation.questions import Asked
from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Language
from bot.matching.decision import is_exact, signals
from bot.matching.matcher import Match, Matcher
from bot.matching.small_talk import small_talk_in
from bot.matching.weights import MISSPELT, WEIGHTS_FILE, Bar, Thresholds, Weights

MISSPELT_WITH = 101  # another seed than the one that accuracy is measured with
# Of what is worth taking up, the likelihood of being about the base counts so much, that of being right about it the rest.
BLEND = 0.6
DECLINED = 0.975  # share of out-of-scope questions that must be declined
DECLINED_IF_MISSPELT = 0.85  # … of misspelt ones: choices may be offered to some more …
ANSWERED_IF_MISSPELT = 0.08  # … but answers to so many only
RIGHT = 0.82  # share of answerable questions of each language that must be right at once
WRONG_IF_MISSPELT = 0.06  # share of misspelt answerable questions that may be answered wrongly
# How much questions count in the fit: there are fewer wrong premises and subjects outside than there are in use.
COUNTS = {"false-premise": 2.5, "out-of-scope": 2.0, "contrast": 4.0}
MISSPELT_COUNTS = 0.5
KEPT_BACK_COUNTS = 0.2  # questions from the base itself are many
RIDGE = 8.0


Names = np.ndarray[tuple[int], np.dtype[np.str_]]


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
    kinds: Names
    classes: Names  # the language, or misspelt: questions of a class share thresholds


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
    tables = (clean, misspelt, _kept_back(matcher.base, replace(before, ranking=ranking)))
    names, rows = with_bends(clean.names, np.vstack([table.rows for table in tables]))
    right = np.concatenate([table.right for table in tables])
    kinds = np.concatenate([table.kinds for table in tables])
    counts = np.array([COUNTS.get(kind, 1.0) for kind in kinds])
    counts[len(chosen) :] *= MISSPELT_COUNTS
    counts[2 * len(chosen) :] = KEPT_BACK_COUNTS
    alone = np.arange(len(chosen), len(chosen) + len(tables[2].rows))
    groups = np.concatenate([np.tile(np.arange(len(chosen)), 2), alone])
    inside, clear = np.isin(kinds, ["answerable", "contrast"]), kinds != "false-premise"
    everything = np.ones(len(rows), dtype=bool)
    about = held_out(rows, inside, counts, groups, clear, RIDGE)
    meant = held_out(rows, right, counts, groups, everything, RIDGE)
    levels, figures = _thresholds(before.thresholds, clean, misspelt, BLEND * about + (1 - BLEND) * meant, meant)
    about_weights, about_bias = fit_logistic(rows[clear], inside[clear], counts[clear], RIDGE)
    meant_weights, meant_bias = fit_logistic(rows, right, counts, RIDGE)
    weights = replace(
        before,
        ranking=ranking,
        scope=named(
            names,
            BLEND * about_weights + (1 - BLEND) * meant_weights,
            BLEND * about_bias + (1 - BLEND) * meant_bias,
        ),
        confidence=named(names, meant_weights, meant_bias),
        thresholds=levels,
    )
    return Calibration(weights, figures)


def _kept_back(base: FactBase, weights: Weights) -> Table:
    """The facts' own questions, those that have something wrong in mind too, each asked of a base without it."""
    without, asked = keep_back(base)
    matcher = Matcher(without, weights)
    return _table(asked, [matcher.match(matcher.read(one.text, one.language)) for one in asked])


def _thresholds(
    thresholds: Thresholds, clean: Table, misspelt: Table, scope: Array, meant: Array
) -> tuple[Thresholds, dict[str, float]]:
    """The bars of each class of questions, and the shares that they give, from held-out log-odds of both tables."""
    count = len(clean.rows)
    outside, answerable = clean.kinds == "out-of-scope", clean.kinds == "answerable"
    least = _level(scope[:count][outside], DECLINED)
    taken = (scope[:count] >= least) | clean.settled
    certain = _certain(clean, taken, meant[:count])
    bars: dict[Language, Bar] = {}
    sure = np.zeros(count, dtype=bool)
    for language in LANGUAGES:
        mine = clean.classes == language
        # Mostly what this language asks for, and somewhat what all together do, as each by itself has few questions.
        level = 0.75 * _enough(certain, clean, mine & answerable) + 0.25 * _enough(certain, clean, answerable)
        bars[language] = _bar(least, level)
        sure |= mine & (certain >= level)
    garbled_rows = slice(count, 2 * count)
    garbled = misspelt.classes == "misspelt"
    garbled_outside = garbled & (misspelt.kinds == "out-of-scope")
    least = _level(scope[garbled_rows][garbled_outside], DECLINED_IF_MISSPELT)
    known = (scope[garbled_rows] >= least) | misspelt.settled
    certain = _certain(misspelt, known, meant[garbled_rows])
    asked = garbled & (misspelt.kinds == "answerable")
    # Wrong answers, the surest first: so many may be given.
    wrong = np.sort(certain[asked & ~misspelt.right])[::-1]
    level = float(wrong[min(len(wrong) - 1, round(WRONG_IF_MISSPELT * asked.sum()))]) if len(wrong) else -29.0
    level = max(level, _level(certain[garbled_outside], 1 - ANSWERED_IF_MISSPELT), -29.0) + 1e-3
    misspelt_bar = _bar(least, level)
    sure |= (clean.classes == "misspelt") & (np.where(taken, meant[:count], -30.0) >= level)
    offered = (sure & clean.right) | (taken & ~sure & clean.offered)
    false = clean.kinds == "false-premise"
    figures = {
        "questions": float(count),
        "answerable_right": _share(sure & clean.right, answerable),
        "answerable_right_or_offered": _share(offered, answerable),
        "answerable_wrong": _share(sure & ~clean.right, answerable),
        "out_of_scope_declined": _share(~taken, outside),
        "false_premise_not_confirmed": _share(~sure, false),
        "misspelt_right": _share((certain >= level) & misspelt.right, misspelt.kinds == "answerable"),
    }
    levels = replace(thresholds, en=bars["en"], es=bars["es"], zh=bars["zh"], misspelt=misspelt_bar)
    return levels, figures


def _enough(certain: Array, table: Table, asked: Flags) -> float:
    """The highest level at which the share wanted of these questions is answered right."""
    wanted = np.sort(certain[asked & table.right])[::-1]
    return float(wanted[min(len(wanted), round(RIGHT * asked.sum())) - 1]) if len(wanted) else 0.0


def _certain(table: Table, taken: Flags, meant: Array) -> Array:
    """Log-odds of being right with what is settled otherwise: an exact phrasing, a contradiction, what is not taken up."""
    return np.where(table.settled, 30.0, np.where(table.vetoed | ~taken, -30.0, meant))


def _level(odds: Array, share: float) -> float:
    return float(np.quantile(odds, share)) if len(odds) else -30.0


def _bar(scope: float, answer: float) -> Bar:
    likely = sigmoid(np.array([scope, answer]))
    return Bar(round(float(likely[0]), 3), round(float(likely[1]), 3))


def _share(found: Flags, among: Flags) -> float:
    return round(float(np.mean(found[among])), 4) if among.any() else 1.0


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
        classes=np.array(
            ["misspelt" if m.gap.misspelt + m.gap.unknown >= MISSPELT else m.question.language for m in matches]
        ),
    )


def store(weights: Weights, figures: dict[str, float]) -> None:
    """Write the weights with the date and figures of their making."""
    made = {"made": {"date": date.today().isoformat(), **figures}}
    WEIGHTS_FILE.write_text(json.dumps(made | asdict(weights), indent=2) + "\n", encoding="utf-8")
