"""Calibration from question sets: its weights work, those in use stay, and so does what it cannot learn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import pytest

from bot.evaluation.calibrate import Calibration, calibrate
from bot.evaluation.calibrate_lists import calibrate_lists
from bot.evaluation.calibrate_talks import calibrate_talks
from bot.evaluation.questions import Asked
from bot.facts.base import FactBase
from bot.facts.model import Language
from bot.matching.finder import Finder
from bot.matching.likelihood import BEND
from bot.matching.weights import Bar, Weights

XI, MAO = "xi-jinping-state-visit-to-cuba-july-2014", "mao-guevara-meeting-1960-11-19"
HU_2004, HU_2008 = "hu-jintao-state-visit-november-2004", "hu-jintao-state-visit-november-2008"
VISITS = frozenset({XI, HU_2004, HU_2008})
KINDS = ("ranking", "scope", "confidence", "leaning", "follow_up", "listing", "belonging")


def _one(kind: str, text: str, language: Language, fact: str = "") -> Asked:
    return Asked(kind, text, language, best=fact, accept=frozenset({fact} if fact else ()))


QUESTIONS = [
    _one("answerable", "when was Xi Jinping in Havana", "en", XI),
    _one("answerable", "Hu Jintao's second trip to Havana", "en", HU_2008),
    _one("answerable", "cuándo recibió Mao al Che", "es", MAO),
    _one("answerable", "visita de Xi en 2014", "es", XI),
    _one("answerable", "胡锦涛2004年访问古巴", "zh", HU_2004),
    _one("answerable", "毛泽东会见格瓦拉", "zh", MAO),
    _one("out-of-scope", "capital of brazil", "en"),
    _one("out-of-scope", "weather tomorrow", "en"),
    _one("out-of-scope", "quién ganó el mundial", "es"),
    _one("out-of-scope", "巴西首都", "zh"),
    _one("false-premise", "Xi Jinping's visit of 1999", "en"),
    _one("false-premise", "el viaje de Mao a La Habana", "es"),
    Asked("list", "visits of Chinese presidents to Cuba", "en", must=VISITS),
    Asked("list", "中国国家主席访古列表", "zh", must=VISITS),
    Asked(
        "followup",
        "",
        "en",
        dialogue=(("Hu Jintao in Cuba in 2004", frozenset({HU_2004})), ("and in 2008?", frozenset({HU_2008}))),
    ),
    Asked(
        "followup",
        "",
        "es",
        dialogue=(("Hu Jintao en 2008", frozenset({HU_2008})), ("¿y antes?", frozenset({HU_2004}))),
    ),
]


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(small_base)


@pytest.fixture(scope="module")
def calibration(finder: Finder) -> Calibration:
    return calibrate(finder.matcher, QUESTIONS)


def _signs(weights: Mapping[str, float]) -> set[str]:
    """What the weights count, wherever their curves bend."""
    return {name.partition(BEND)[0] for name in weights}


def _levels(weights: Weights) -> list[float]:
    found: list[float] = []
    for field in fields(weights.thresholds):
        level = getattr(weights.thresholds, field.name)
        found += [level.scope, level.answer] if isinstance(level, Bar) else [level]
    return found


def test_calibrating_leaves_the_weights_in_use_alone(finder: Finder) -> None:
    """A calibration that is thrown away would have changed every answer that follows."""
    before = finder.matcher.weights
    calibrate(finder.matcher, QUESTIONS)
    calibrate_lists(finder, QUESTIONS)
    calibrate_talks(finder, QUESTIONS)
    assert finder.matcher.weights is before


def test_the_same_questions_give_the_same_weights(finder: Finder, calibration: Calibration) -> None:
    """Nobody could make the shipped weights again, or see what a change of the questions changes."""
    assert calibrate(finder.matcher, QUESTIONS) == calibration
    assert calibrate_talks(finder, QUESTIONS) == calibrate_talks(finder, QUESTIONS)


def test_what_calibration_finds_can_be_used(small_base: FactBase, finder: Finder, calibration: Calibration) -> None:
    """The bot would not start, or err in its first answer, on weights made from somebody's own questions."""
    lists, _ = calibrate_lists(finder, QUESTIONS)
    talks, _ = calibrate_talks(finder, QUESTIONS)
    for weights in (calibration.weights, lists, talks):
        for kind in KINDS:
            assert _signs(getattr(weights, kind)) == _signs(getattr(finder.matcher.weights, kind))
        assert all(0 <= level <= 1 for level in _levels(weights))
        assert Finder(small_base, weights).decide(finder.read("when was Xi Jinping in Havana")).candidates


def test_the_figures_are_shares(calibration: Calibration) -> None:
    """The file of weights would tell something wrong of how good they are."""
    figures = dict(calibration.figures)
    assert figures.pop("questions") == sum(asked.kind not in ("list", "followup") for asked in QUESTIONS)
    assert all(0 <= share <= 1 for share in figures.values())
    assert figures["answerable_right"] + figures["answerable_wrong"] <= 1


def test_without_lists_and_dialogues_their_weights_stay(finder: Finder) -> None:
    """Whoever calibrates with plain questions only would lose what was learnt of lists and follow-ups."""
    plain = [asked for asked in QUESTIONS if asked.kind not in ("list", "followup")]
    assert calibrate_lists(finder, plain) == (finder.matcher.weights, {})
    assert calibrate_talks(finder, plain) == (finder.matcher.weights, {})
