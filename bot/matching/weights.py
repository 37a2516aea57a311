"""The numbers that decide, in one place: weights of the views and the fit, confidence, thresholds.

They stand in weights.json, written by `python -m bot evaluate --calibrate` with the date and figures of their making.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WEIGHTS_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which likelihoods (0..1) on a question is taken up, answered, answered in the light of the last one; how far
    behind the best a choice may lie."""

    scope: float
    answer: float
    offered: float
    follow_up: float


@dataclass(frozen=True, slots=True)
class Weights:
    """All of it together, so that calibration and tests can pass another set."""

    ranking: Mapping[str, float]
    scope: Mapping[str, float]
    confidence: Mapping[str, float]
    leaning: Mapping[str, float]
    follow_up: Mapping[str, float]
    thresholds: Thresholds


@cache
def shipped_weights() -> Weights:
    """The weights that are shipped with the bot."""
    data = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    kinds = {name: data[name] for name in ("ranking", "scope", "confidence", "leaning", "follow_up")}
    return Weights(**kinds, thresholds=Thresholds(**data["thresholds"]))
