"""Fitting readable weights: a softmax over the candidates of each question, and a logistic sum of signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one question, a row of signals each, and which of them are right."""

    rows: Array
    right: Flags


def fit_softmax(
    choices: Sequence[Choice], start: Mapping[str, float], *, steepness: float, held: float, speed: float = 0.15
) -> dict[str, float]:
    """The weights by which right candidates come first, by softmax regression with momentum, held near those to start with.

    steepness: how steep the softmax is over scores; held: how strongly the weights are held.
    """
    names = list(start)
    first = np.array([start[name] for name in names]) * steepness
    tables = [choice for choice in choices if choice.right.any() and not choice.right.all()]
    weights, pace = first.copy(), np.zeros_like(first)
    for _ in range(300):
        slope = np.zeros_like(first)
        for choice in tables:
            scores = choice.rows @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            wanted = chance * choice.right
            slope += choice.rows.T @ (chance - wanted / wanted.sum())
        slope = slope / max(1, len(tables)) + held * (weights - first)
        pace = 0.9 * pace - speed * slope
        weights = weights + pace
    return {name: round(float(w) / steepness, 3) for name, w in zip(names, weights, strict=True)}


def fit_logistic(
    rows: Array, right: Flags, counts: Array, ridge: float, signs: Array | None = None
) -> tuple[Array, float]:
    """Weights and bias of a logistic regression on standardised signals, ridge on the weights.

    counts: how much each row counts; signs: 1 for a signal that may only speak for, -1 for one that may only speak against,
    0 for any other. A signal that would come out the other way is left out, so that the weights stay readable, and hold
    beyond the questions that they were fitted to.
    """
    used = np.ones(rows.shape[1], dtype=bool)
    weights, bias = np.zeros(rows.shape[1]), 0.0
    while used.any():
        weights[:] = 0.0
        weights[used], bias = _newton(rows[:, used], right, counts, ridge)
        wrong = used & (weights * signs < 0) if signs is not None else np.zeros_like(used)
        if not wrong.any():
            break
        used &= ~wrong
    return weights, bias


def _newton(rows: Array, right: Flags, counts: Array, ridge: float) -> tuple[Array, float]:
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    table = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    held = np.append(np.full(rows.shape[1], ridge), 0.0)
    weights = np.zeros(table.shape[1])
    for _ in range(30):
        likely = sigmoid(table @ weights)
        slope = table.T @ (counts * (likely - right)) + held * weights
        bend = (table * (counts * likely * (1 - likely))[:, None]).T @ table + np.diag(held + 1e-9)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights[:-1] / spread, float(weights[-1] - (weights[:-1] / spread) @ mean)


def held_out(
    rows: Array,
    right: Flags,
    counts: Array,
    groups: npt.NDArray[np.int64],
    used: Flags,
    ridge: float,
    signs: Array | None = None,
) -> Array:
    """The log-odds of every row by weights that were fitted without its fold; rows of one group share a fold.

    used: which rows are fitted to; signs: see fit_logistic.
    """
    fold = (np.random.default_rng(3).permutation(int(groups.max()) + 1) % FOLDS)[groups]
    found = np.zeros(len(rows))
    for number in range(FOLDS):
        train = used & (fold != number)
        if not train.any():
            continue
        weights, bias = fit_logistic(rows[train], right[train], counts[train], ridge, signs)
        found[fold == number] = rows[fold == number] @ weights + bias
    return found


def sigmoid(odds: Array) -> Array:
    """Log-odds as likelihoods."""
    likely: Array = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return likely


def named(names: Sequence[str], weights: Array, bias: float) -> dict[str, float]:
    """Weights by the names of their signals, with the bias."""
    return {"bias": round(bias, 3)} | {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}
