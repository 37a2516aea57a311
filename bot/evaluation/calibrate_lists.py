"""Setting the weights by which a curated list is given, from question sets.

Logistic regression on what speaks for the nearest list, over questions that ask for a list and over all others. The threshold
is the lowest at which no more than the share wanted of the questions for one fact are answered with a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from bot.evaluation.fitting import Array, fit_logistic, held_out, named, sigmoid
from bot.evaluation.questions import Asked, covers_list
from bot.matching.decision import likelihood
from bot.matching.finder import Finder
from bot.matching.weights import Weights

LISTED = 0.01  # share of questions for one fact that may be answered with a list …
LISTED_OUTSIDE = 0.015  # … and of questions out of scope
COUNTS = 3.0  # how much a question for a list counts: there are fewer than in use
RIDGE = 3.0


def calibrate_lists(finder: Finder, questions: Sequence[Asked]) -> tuple[Weights, dict[str, float]]:
    """The finder's weights with those of lists made anew, and the held-out shares that they rest on."""
    weights = finder.matcher.weights
    found = []
    for asked in questions:
        if asked.kind in ("followup", "chat", "entity"):
            continue
        question = finder.read(asked.text)
        match = finder.matcher.match(question)
        sure, scope = likelihood(match, weights.confidence), likelihood(match, weights.scope)
        offer = finder.lists.offer(question, match, sure, scope)
        if offer:
            right = asked.kind == "list" and covers_list(asked, [fact.id for fact in offer.facts])
            found.append((asked.kind, offer.signals, right))
    if not any(right for _, _, right in found):
        return weights, {}
    kinds = np.array([kind for kind, _, _ in found])
    names = list(found[0][1])
    rows = np.array([[signals[name] for name in names] for _, signals, _ in found])
    is_right = np.array([right for _, _, right in found])
    counts = np.where(kinds == "list", COUNTS, 1.0)
    everything = np.ones(len(rows), dtype=bool)
    odds = held_out(rows, is_right, counts, np.arange(len(rows)), everything, RIDGE)
    level = max(
        _level(odds, kinds, LISTED, "answerable", "contrast"), _level(odds, kinds, LISTED_OUTSIDE, "out-of-scope")
    )
    fitted, bias = fit_logistic(rows, is_right, counts, RIDGE)
    asked_for = sum(asked.kind == "list" for asked in questions)
    figures = {
        "lists": float(asked_for),
        "lists_possible": round(float(is_right.sum()) / asked_for, 4),
        "lists_right": round(float((is_right & (odds > level)).sum()) / asked_for, 4),
    }
    thresholds = replace(weights.thresholds, listing=round(float(sigmoid(np.array([level]))[0]), 3))
    return replace(weights, listing=named(names, fitted, bias), thresholds=thresholds), figures


def _level(odds: Array, kinds: npt.NDArray[np.str_], share: float, *chosen: str) -> float:
    """The log-odds that no more than this share of the questions of these kinds exceed."""
    mine = odds[np.isin(kinds, chosen)]
    return float(np.quantile(mine, 1 - share)) if len(mine) else -30.0
