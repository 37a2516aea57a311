"""A logistic sum of signals by readable weights.

A weight named "margin>0.31" counts for what a signal has above that bend, so that its curve is made of straight pieces: the
first doubt of a kind may cost much, and the next ones little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

BEND = ">"


def likelihood_of(weights: Mapping[str, float], signals: Mapping[str, float]) -> float:
    """How likely it is, from 0 to 1, what these weights were fitted to; weights has a bias, and none for what it ignores."""
    total = weights["bias"]
    for name, weight in weights.items():
        signal, bend = _signal(name)
        if signal in signals:
            value = signals[signal]
            total += weight * (value if bend is None else max(0.0, value - bend))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=10_000)
def _signal(name: str) -> tuple[str, float | None]:
    """The signal of a weight, and where it bends."""
    signal, bent, bend = name.partition(BEND)
    return signal, float(bend) if bent else None
