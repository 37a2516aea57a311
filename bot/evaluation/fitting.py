"""Fitting readable weights: a softmax over the candidates of each question, and a logistic sum of signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.matching.likelihood import BEND

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
FOLDS = 8
BENDS = (0.33, 0.67)  # the shares of rows below which a signal bends
LEAST_VALUES = 8  # different ones, for a signal to bend


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


def with_bends(names: Sequence[str], rows: Array) -> tuple[list[str], Array]:
    """The signals with what each has above its thirds, so that a logistic sum follows a curve of straight pieces.

    A signal of few values has no bends. The names are those that likelihood_of reads. From: additive models (Hastie and
    Tibshirani 1986), with linear splines.
    """
    bent, columns = list(names), [rows]
    for place, name in enumerate(names):
        column = rows[:, place]
        if len(np.unique(column)) < LEAST_VALUES:
            continue
        for bend in sorted({round(float(np.quantile(column, share)), 3) for share in BENDS}):
            if column.min() < bend < column.max():
                bent.append(f"{name}{BEND}{bend}")
                columns.append(np.maximum(0.0, column - bend)[:, None])
    return bent, np.hstack(columns)


def fit_logistic(rows: Array, right: Flags, counts: Array, ridge: float) -> tuple[Array, float]:
    """Weights and bias of a logistic regression on standardised signals, ridge on the weights.

    counts: how much each row counts.
    """
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
) -> Array:
    """The log-odds of every row by weights that were fitted without its fold; rows of one group share a fold.

    used: which rows are fitted to.
    """
    fold = (np.random.default_rng(3).permutation(int(groups.max()) + 1) % FOLDS)[groups]
    found = np.zeros(len(rows))
    for number in range(FOLDS):
        train = used & (fold != number)
        if not train.any():
            continue
        weights, bias = fit_logistic(rows[train], right[train], counts[train], ridge)
        found[fold == number] = rows[fold == number] @ weights + bias
    return found


def sigmoid(odds: Array) -> Array:
    """Log-odds as likelihoods."""
    likely: Array = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return likely


def named(names: Sequence[str], weights: Array, bias: float) -> dict[str, float]:
    """Weights by the names of their signals, with the bias."""
    return {"bias": round(bias, 3)} | {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}
