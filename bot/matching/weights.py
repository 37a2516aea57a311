"""The numbers that decide, in one place: weights of the views and the fit, confidence, thresholds.

They stand in weights.json, written by `python -m bot evaluate --calibrate` with the date and figures of their making.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.facts.model import Language

MISSPELT = 0.25  # the share of words from which on a question counts as misspelt
WEIGHTS_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Bar:
    """From which likelihoods (0..1) on a question is taken up, and answered."""

    scope: float
    answer: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The bars for questions by language, and for misspelt ones, which are less like anything that is written; how likely
    an answer in the light of the last one must be, and that a list is asked for, of a question that one fact would answer and
    of any other; how far behind the best a choice may lie."""

    en: Bar
    es: Bar
    zh: Bar
    misspelt: Bar
    follow_up: float
    listing: float
    listing_unanswered: float
    offered: float

    def bar(self, language: Language, misspelt: float) -> Bar:
        """The bar for a question; misspelt is the share of its words that are not written anywhere as they stand."""
        bar: Bar = self.misspelt if misspelt >= MISSPELT else getattr(self, language)
        return bar


@dataclass(frozen=True, slots=True)
class Weights:
    """All of it together, so that calibration and tests can pass another set."""

    ranking: Mapping[str, float]
    scope: Mapping[str, float]
    confidence: Mapping[str, float]
    leaning: Mapping[str, float]
    follow_up: Mapping[str, float]
    listing: Mapping[str, float]
    belonging: Mapping[str, float]
    thresholds: Thresholds


@cache
def shipped_weights() -> Weights:
    """The weights that are shipped with the bot."""
    data = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    kinds = {
        name: data[name] for name in ("ranking", "scope", "confidence", "leaning", "follow_up", "listing", "belonging")
    }
    levels = data["thresholds"]
    en, es, zh, misspelt = (Bar(**levels[name]) for name in ("en", "es", "zh", "misspelt"))
    others = {name: float(levels[name]) for name in ("follow_up", "listing", "listing_unanswered", "offered")}
    return Weights(**kinds, thresholds=Thresholds(en, es, zh, misspelt, **others))
