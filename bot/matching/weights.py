"""The numbers that decide, in one place: weights of the views and the fit, confidence, thresholds.

Made by `python -m bot evaluate --calibrate` on the measuring set; the figures of their making stand in MADE.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MADE = "set by hand before calibration"

RANKING: Mapping[str, float] = {
    "nearest": 0.6,
    "centroid": 1.0,
    "gain": 0.10,
    "characters": 0.6,
    "coverage": 0.3,
    "time_hit": 0.25,
    "time_miss": -0.6,
    "name_hit": 0.25,
    "name_miss": -0.4,
    "direction_hit": 0.1,
    "direction_miss": -0.4,
    "order_hit": 0.05,
    "order_miss": -0.05,
}

CONFIDENCE: Mapping[str, float] = {"bias": -2.2, "score": 2.6, "margin": 4.0}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which confidence (0..1) on each outcome is chosen."""

    answer: float = 0.55
    choices: float = 0.22
    offered: float = 0.55  # a choice is offered when its score is at least this share of the best


THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Weights:
    """All of it together, so that calibration and tests can pass another set."""

    ranking: Mapping[str, float] = field(default_factory=lambda: RANKING)
    confidence: Mapping[str, float] = field(default_factory=lambda: CONFIDENCE)
    thresholds: Thresholds = THRESHOLDS
