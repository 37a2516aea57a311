"""A logistic sum of signals by readable weights."""

from __future__ import annotations

import math
from collections.abc import Mapping


def likelihood_of(weights: Mapping[str, float], signals: Mapping[str, float]) -> float:
    """How likely it is, from 0 to 1, what these weights were fitted to; weights has a bias, and none for what it ignores."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in signals.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
