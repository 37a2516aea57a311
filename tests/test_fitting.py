"""Weights are fitted as said: right candidates first, likelihoods that fit, held-out figures, and bars by class."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import calibrate
from bot.evaluation.calibrate import store
from bot.evaluation.fitting import FOLDS, Choice, fit_logistic, fit_softmax, held_out, named, sigmoid, with_bends
from bot.facts.base import FactBase
from bot.facts.model import Language
from bot.matching.decision import signals
from bot.matching.finder import Finder
from bot.matching.likelihood import BEND, likelihood_of
from bot.matching.weights import MISSPELT, WEIGHTS_FILE, Bar, Thresholds, shipped_weights
from tests.conftest import PROJECT

BARS = Thresholds(
    en=Bar(0.1, 0.5),
    es=Bar(0.2, 0.6),
    zh=Bar(0.3, 0.7),
    misspelt=Bar(0.4, 0.8),
    follow_up=0.5,
    listing=0.5,
    listing_unanswered=0.4,
    offered=0.5,
)


def _noisy(
    count: int, seed: int = 1
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Rows of which the first signal speaks for, the second against, and the third says nothing."""
    dice = np.random.default_rng(seed)
    rows = dice.normal(size=(count, 3))
    chance = 1 / (1 + np.exp(-(2 * rows[:, 0] - rows[:, 1])))
    return rows, dice.random(count) < chance


def test_the_ranking_learns_what_sets_the_right_fact_apart() -> None:
    """Calibration would make the answers worse."""
    dice = np.random.default_rng(2)
    choices = []
    for _ in range(60):
        rows = dice.normal(size=(5, 2))
        choices.append(Choice(rows, np.arange(5) == rows[:, 0].argmax()))
    start = {"telling": 0.0, "noise": 1.0}
    found = fit_softmax(choices, start, steepness=1.0, held=0.001)
    assert list(found) == list(start)
    assert found["telling"] > 2 * abs(found["noise"])


def test_questions_without_a_choice_teach_nothing() -> None:
    """A question whose right fact was not even shortlisted would pull the weights anywhere, or divide by nought."""
    rows = np.ones((2, 1))
    useless = [Choice(rows, np.array([False, False])), Choice(rows, np.array([True, True]))]
    assert fit_softmax(useless, {"a": 1.5}, steepness=3.0, held=0.01) == {"a": 1.5}
    assert fit_softmax([], {"a": 1.5}, steepness=3.0, held=0.01) == {"a": 1.5}


def test_the_likelihoods_fit_what_was_seen() -> None:
    """The bot would be sure where it is wrong; the thresholds would mean nothing."""
    rows, right = _noisy(4000)
    weights, bias = fit_logistic(rows, right, np.ones(4000), 1.0)
    assert weights == pytest.approx([2, -1, 0], abs=0.2)
    assert float(sigmoid(rows @ weights + bias).mean()) == pytest.approx(float(right.mean()), abs=0.01)


def test_a_curve_is_followed_by_bends() -> None:
    """The first doubt of a kind would cost as little as the tenth, and wrong premises be confirmed."""
    dice = np.random.default_rng(6)
    rows = dice.uniform(0, 3, size=(3000, 1))
    right = dice.random(3000) < sigmoid(3 - 6 * np.minimum(rows[:, 0], 1))
    names, bent = with_bends(["doubt"], rows)
    fitted = named(names, *fit_logistic(bent, right, np.ones(3000), 1.0))
    straight = named(["doubt"], *fit_logistic(rows, right, np.ones(3000), 1.0))

    def falls(weights: Mapping[str, float], first: float, second: float) -> float:
        return likelihood_of(weights, {"doubt": first}) - likelihood_of(weights, {"doubt": second})

    assert falls(fitted, 0, 1) > falls(straight, 0, 1)
    assert abs(falls(fitted, 2, 3)) < abs(falls(straight, 2, 3)) or falls(straight, 2, 3) < 0.05
    by_hand = sum(
        weight * (1.0 if name == "bias" else max(0.0, 0.4 - float(bend)) if bend else 0.4)
        for name, weight in fitted.items()
        for bend in [name.partition(BEND)[2]]
    )
    assert likelihood_of(fitted, {"doubt": 0.4}) == pytest.approx(1 / (1 + math.exp(-by_hand)))


def test_a_signal_of_few_values_has_no_bends() -> None:
    """Yes or no would be fitted twice over, and the weights be hard to read."""
    rows = np.array([[0.0, 0.1], [1.0, 0.2]] * 20)
    assert with_bends(["yes", "other"], rows)[0] == ["yes", "other"]


def test_rows_that_count_double_are_as_two() -> None:
    """The rare kinds of question would not get the weight that they are meant to have."""
    rows, right = _noisy(200)
    doubled = np.vstack([rows, rows[:50]]), np.concatenate([right, right[:50]])
    counts = np.where(np.arange(200) < 50, 2.0, 1.0)
    one, bias = fit_logistic(rows, right, counts, 1e-6)
    two, bias_of_two = fit_logistic(*doubled, np.ones(250), 1e-6)
    assert [*one, bias] == pytest.approx([*two, bias_of_two], abs=1e-3)


def test_a_signal_that_never_changes_does_no_harm() -> None:
    """Calibration would end in an error as soon as a sign is never seen."""
    rows, right = _noisy(200)
    weights, bias = fit_logistic(np.hstack([rows, np.zeros((200, 1))]), right, np.ones(200), 3.0)
    assert np.isfinite([*weights, bias]).all()
    assert weights[3] == pytest.approx(0, abs=1e-6)


def test_held_out_likelihoods_know_nothing_of_their_own_row() -> None:
    """Thresholds would be set on figures too good to be true, and the bot answer too boldly."""
    dice = np.random.default_rng(4)
    rows, right = dice.normal(size=(120, 40)), dice.random(120) < 0.5  # nothing to learn
    everything, counts, groups = np.ones(120, dtype=bool), np.ones(120), np.arange(120)
    weights, bias = fit_logistic(rows, right, counts, 0.1)
    learnt_by_heart = ((rows @ weights + bias > 0) == right).mean()
    fairly = ((held_out(rows, right, counts, groups, everything, 0.1) > 0) == right).mean()
    assert learnt_by_heart > fairly + 0.1
    assert fairly < 0.6
    assert FOLDS > 1


def test_rows_of_one_group_are_held_out_together() -> None:
    """A question would be judged by weights that have seen it misspelt."""
    rows, right = _noisy(100)
    twice, both = np.vstack([rows, rows]), np.concatenate([right, right])
    odds = held_out(twice, both, np.ones(200), np.tile(np.arange(100), 2), np.ones(200, dtype=bool), 1.0)
    assert odds[:100] == pytest.approx(odds[100:])


@given(st.lists(st.floats(allow_nan=False), max_size=20))
def test_log_odds_of_any_size_are_likelihoods(odds: list[float]) -> None:
    """Odds without end would end calibration with an error."""
    assert all(0 <= likely <= 1 for likely in sigmoid(np.array(odds, dtype=np.float64)))


def test_fitted_weights_have_their_names() -> None:
    """Each weight would be counted for another sign."""
    assert named(["a", "b"], np.array([1.23456, -2.0]), 0.5) == {"bias": 0.5, "a": 1.235, "b": -2.0}


# language and the share of words that are written nowhere: the bar
BY_CLASS: dict[tuple[Language, float], Bar] = {
    ("en", 0.0): BARS.en,
    ("es", 0.0): BARS.es,
    ("zh", MISSPELT - 0.01): BARS.zh,
    ("en", MISSPELT): BARS.misspelt,
    ("zh", 1.0): BARS.misspelt,
}


@pytest.mark.parametrize(("language", "misspelt"), BY_CLASS)
def test_the_bar_of_a_question(language: Language, misspelt: float) -> None:
    """Misspelt questions, which are less like anything that is written, would all be refused."""
    assert BARS.bar(language, misspelt) == BY_CLASS[language, misspelt]


def test_the_shipped_weights_are_those_that_the_code_looks_for(small_base: FactBase) -> None:
    """A sign would be computed and never count, or the first question end in an error."""
    weights = shipped_weights()
    finder = Finder(small_base)
    match = finder.matcher.match(finder.read("when did Xi Jinping visit Havana"))
    for fitted in (weights.scope, weights.confidence):
        assert {name.partition(BEND)[0] for name in fitted} - {"bias"} == set(signals(match))
    assert set(weights.ranking) == set(match.candidates[0].views | match.candidates[0].fit.values)
    levels = weights.thresholds
    for bar in (levels.en, levels.es, levels.zh, levels.misspelt):
        assert 0 < bar.scope < 1
        assert 0 < bar.answer < 1
    assert all(
        0 < level <= 1 for level in (levels.follow_up, levels.listing, levels.listing_unanswered, levels.offered)
    )


def test_weights_are_stored_as_they_are_read(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calibration would write a file with which the bot does not start."""
    path = tmp_path_factory.mktemp("weights") / "weights.json"
    monkeypatch.setattr(calibrate, "WEIGHTS_FILE", path)
    store(shipped_weights(), {"questions": 3.0})
    written: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8"))
    shipped: Mapping[str, object] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert {name: written[name] for name in written if name != "made"} == {
        name: shipped[name] for name in shipped if name != "made"
    }
    assert WEIGHTS_FILE.is_relative_to(PROJECT)
