"""Setting the weights of questions that lean on the one before, from dialogues.

Which fact is meant: softmax regression over the facts that come into question, each turn in the light of the right answer
to the turn before. Whether any is: logistic regression over these turns, and over questions out of scope that are asked
after an answerable one. The threshold keeps the latter declined at the rate wanted.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.evaluation.fitting import FOLDS, Choice, fit_logistic, fit_softmax, held_out, named, sigmoid, with_bends
from bot.evaluation.questions import Asked
from bot.facts.model import Fact
from bot.matching.finder import Finder
from bot.matching.follow_up import (
    Leaning,
    asks_more_of_same,
    follow_up_signals,
    leaning_facts,
    leans_on_before,
    may_lean_on_before,
)
from bot.matching.matcher import Match
from bot.matching.question import Question
from bot.matching.weights import Weights

DECLINED = 0.965  # share of questions out of scope, asked after another question, that must be declined
RIDGE = 10.0


@dataclass(frozen=True)
class Turn:
    """A question in the light of the one before: what comes into question, and what is right (nothing, out of scope)."""

    question: Question
    by_itself: Match
    found: list[Leaning]
    accept: frozenset[str]
    dialogue: int

    @property
    def choice(self) -> Choice:
        """The facts that come into question as rows of signs."""
        rows = np.array([list(leaning.signs.values()) for leaning in self.found])
        return Choice(rows, np.array([leaning.candidate.fact.id in self.accept for leaning in self.found]))


def calibrate_talks(finder: Finder, questions: Sequence[Asked]) -> tuple[Weights, dict[str, float]]:
    """The finder's weights with those of follow-ups made anew, and the held-out shares that they rest on."""
    weights = finder.matcher.weights
    turns = [turn for turn in _turns(finder, questions) if turn.found]
    asked = [turn for turn in turns if turn.accept]
    if not asked:
        return weights, {}
    leaning = fit_softmax([t.choice for t in asked], weights.leaning, steepness=2.0, held=0.01, speed=0.05)
    ranked = [_ranked(turn, leaning) for turn in turns]
    right = np.array([t.found[0].candidate.fact.id in t.accept for t in ranked])
    signals = [follow_up_signals(t.question, t.found, t.by_itself) for t in ranked]
    names = list(signals[0])
    names, rows = with_bends(names, np.array([[one[name] for name in names] for one in signals]))
    outside = np.array([not turn.accept for turn in turns])
    counts, everything = np.ones(len(rows)), np.ones(len(rows), dtype=bool)
    odds = held_out(rows, right, counts, np.array([t.dialogue for t in turns]), everything, RIDGE)
    all_outside = sum(q.kind == "out-of-scope" for q in questions)
    may_answer = round((1 - DECLINED) * all_outside)
    level = float(np.sort(odds[outside])[::-1][may_answer]) if outside.sum() > may_answer else -30.0
    fitted, bias = fit_logistic(rows, right, counts, RIDGE)
    thresholds = replace(weights.thresholds, follow_up=round(float(sigmoid(np.array([level]))[0]), 3))
    figures = {
        "later_turns": float((~outside).sum()),
        "later_turns_found": round(_found_held_out(asked, weights), 4),
        "later_turns_right": round(float(np.mean((right & (odds > level))[~outside])), 4),
    }
    return replace(weights, leaning=leaning, follow_up=named(names, fitted, bias), thresholds=thresholds), figures


def _found_held_out(turns: Sequence[Turn], weights: Weights) -> float:
    """The share of later turns whose fact comes first by weights that were fitted without them."""
    last = max(turn.dialogue for turn in turns)
    fold = np.random.default_rng(3).permutation(last + 1) % FOLDS
    right = []
    for number in range(FOLDS):
        train = [turn.choice for turn in turns if fold[turn.dialogue] != number]
        leaning = fit_softmax(train, weights.leaning, steepness=2.0, held=0.01, speed=0.05)
        for turn in turns:
            if fold[turn.dialogue] == number:
                right.append(_ranked(turn, leaning).found[0].candidate.fact.id in turn.accept)
    return float(np.mean(right))


def _ranked(turn: Turn, weights: dict[str, float]) -> Turn:
    scored = [replace(one, score=sum(weights[n] * v for n, v in one.signs.items())) for one in turn.found]
    return replace(turn, found=sorted(scored, key=lambda one: (-one.score, one.candidate.fact.id)))


def _turns(finder: Finder, questions: Sequence[Asked]) -> Iterator[Turn]:
    facts = finder.base.facts
    dialogues = [asked for asked in questions if asked.kind == "followup"]
    for number, asked in enumerate(dialogues):
        given: tuple[Fact, ...] = ()
        for turn, (text, accept) in enumerate(asked.dialogue):
            if turn and given and not asks_more_of_same(finder.read(text)):
                yield _turn(finder, text, asked.dialogue[turn - 1][0], given, accept, number)
            given = tuple(facts[i] for i in sorted(accept & facts.keys())[:1]) or given
    dice = random.Random(5)  # noqa: S311 - repeatable, not secret
    answerable = [asked for asked in questions if asked.kind == "answerable" and asked.best in facts]
    outside = (asked for asked in questions if asked.kind == "out-of-scope")
    for number, asked in enumerate(outside, len(dialogues)):
        alike = [one for one in answerable if one.language == asked.language]
        question = finder.read(asked.text)
        if alike and (leans_on_before(question) or may_lean_on_before(question, finder.decide(question))):
            before = dice.choice(alike)
            yield _turn(finder, asked.text, before.text, (facts[before.best],), frozenset(), number)


def _turn(
    finder: Finder, text: str, before: str, given: tuple[Fact, ...], accept: frozenset[str], dialogue: int
) -> Turn:
    question = finder.read(text)
    by_itself = finder.matcher.match(question)
    found = leaning_facts(finder.matcher, question, finder.read(before), given, by_itself)
    return Turn(question, by_itself, found, accept, dialogue)
