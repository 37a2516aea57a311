"""Setting the weights by which lists are given, and by which facts belong to them, from curated lists and question sets.

Belonging: logistic regression over the facts that come into question for each list; from the curated lists' own phrasings,
every fourth of which is asked of an index without it (and each third time without the list, as it is when nobody has
curated what is asked for), and from the questions for lists. Listing: logistic regression on what speaks for a list, over
questions that ask for one and over all others; the thresholds are the lowest at which no more than the shares wanted of the
questions for one fact, or for none, are answered with a list. The figures are of folds that were not fitted to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.evaluation.fitting import FOLDS, Array, fit_logistic, held_out, named, sigmoid, with_bends
from bot.evaluation.questions import Asked, covers_list
from bot.matching.belonging import Resemblance, cut
from bot.matching.decision import decide, likelihood
from bot.matching.finder import Finder
from bot.matching.lists import index_of
from bot.matching.weights import Weights

LISTED = 0.008  # share of questions for one fact that are answered and may be answered with a list instead …
LISTED_UNANSWERED = 0.015  # … that are not answered, and may be answered with a list …
LISTED_OUTSIDE = 0.015  # … and of questions out of scope
COUNTS = 3.0  # how much a question for a list counts: there are fewer than in use
ASKED_COUNTS = 10.0  # how much more such a question tells of what belongs than a list's own phrasing
RIDGE = 8.0
EVERY = 4  # which of the phrasings of a list are kept back
HIDDEN = 3  # at which of these the list is hidden too


@dataclass(frozen=True)
class Weighed:
    """The facts that come into question for one list: their ids, the signals of each, whether each belongs."""

    facts: list[str]
    names: list[str]
    rows: Array
    belongs: npt.NDArray[np.bool_]
    asked: Asked | None = None


def calibrate_lists(finder: Finder, questions: Sequence[Asked]) -> tuple[Weights, dict[str, float]]:
    """The finder's weights with those of lists made anew, and the held-out shares that they rest on."""
    weights = finder.matcher.weights
    curated, wanted = list(_curated(finder)), list(_wanted(finder, questions))
    if not curated or not wanted:
        return weights, {}
    belonging, covered = _fit_belonging(curated, wanted)
    found = []
    for asked in questions:
        if asked.kind in ("followup", "chat", "entity"):
            continue
        question = finder.read(asked.text)
        match = finder.matcher.match(question)
        sure, scope = likelihood(match, weights.confidence), likelihood(match, weights.scope)
        offer = finder.lists.offer(question, match, sure, scope)
        if offer:
            found.append((asked, offer.signals, decide(match, weights).outcome == "answer"))
    kinds = np.array([asked.kind for asked, _, _ in found])
    plain = list(found[0][1])
    names, rows = with_bends(plain, np.array([[signals[name] for name in plain] for _, signals, _ in found]))
    is_list, answered = kinds == "list", np.array([answered for _, _, answered in found])
    counts = np.where(kinds == "list", COUNTS, 1.0)
    everything = np.ones(len(rows), dtype=bool)
    odds = held_out(rows, is_list, counts, np.arange(len(rows)), everything, RIDGE)
    one_fact, outside = np.isin(kinds, ["answerable", "contrast"]), kinds == "out-of-scope"
    all_one = sum(asked.kind in ("answerable", "contrast") for asked in questions)
    all_outside = sum(asked.kind == "out-of-scope" for asked in questions)
    level = _level(odds, one_fact & answered, LISTED * all_one)
    unanswered = max(
        _level(odds, one_fact & ~answered, LISTED_UNANSWERED * all_one),
        _level(odds, outside, LISTED_OUTSIDE * all_outside),
    )
    fitted, bias = fit_logistic(rows, is_list, counts, RIDGE)
    given = odds > np.where(answered, level, unanswered)
    taken = [asked for (asked, _, _), is_sure in zip(found, given, strict=True) if is_sure and asked.kind == "list"]
    figures = {
        "lists": float(len(wanted)),
        "lists_taken_for_lists": round(len(taken) / len(wanted), 4),
        "lists_filled_right": round(len(covered) / len(wanted), 4),
        "lists_right": round(sum(asked in covered for asked in taken) / len(wanted), 4),
    }
    first, second = (round(float(one), 3) for one in sigmoid(np.array([level, unanswered])))
    thresholds = replace(weights.thresholds, listing=first, listing_unanswered=second)
    return replace(weights, listing=named(names, fitted, bias), belonging=belonging, thresholds=thresholds), figures


def _curated(finder: Finder) -> Iterator[Weighed]:
    """What is kept back of the curated lists' own phrasings, asked of an index without it."""
    lists = finder.lists
    kept_back = [
        (number, language, words)
        for number, collection in enumerate(lists.collections)
        for place, (language, words) in enumerate(collection.questions)
        if place % EVERY == 1
    ]
    index = index_of(lists.collections, without={words for _, _, words in kept_back})
    for place, (number, language, words) in enumerate(kept_back):
        question = finder.read(words, language)
        like = lists.resemblance(question, index)
        if place % HIDDEN == 0:
            like = Resemblance(np.where(np.arange(len(like.members)) == number, 0.0, like.likeness), like.members)
        candidates, signals = lists.weighed(finder.matcher.match(question), like)
        if signals:
            yield _weighed([c.fact.id for c in candidates], signals, lists.members[number])


def _wanted(finder: Finder, questions: Sequence[Asked]) -> Iterator[Weighed]:
    for asked in questions:
        if asked.kind != "list":
            continue
        question = finder.read(asked.text)
        candidates, signals = finder.lists.weighed(
            finder.matcher.match(question), finder.lists.resemblance(question, finder.lists.index)
        )
        if signals:
            yield _weighed([c.fact.id for c in candidates], signals, asked.must | asked.may, asked)


def _weighed(
    facts: list[str], signals: list[dict[str, float]], members: frozenset[str], asked: Asked | None = None
) -> Weighed:
    names = list(signals[0])
    rows = np.array([[one[name] for name in names] for one in signals])
    return Weighed(facts, names, rows, np.array([fact in members for fact in facts]), asked)


def _fit_belonging(curated: Sequence[Weighed], wanted: Sequence[Weighed]) -> tuple[dict[str, float], set[Asked]]:
    """The weights of what belongs, and the questions whose lists are right by weights that were made without them."""
    names, (curated, wanted) = _bent(curated, wanted)
    fold = np.random.default_rng(3).permutation(len(wanted)) % FOLDS
    covered: set[Asked] = set()
    for number in range(FOLDS):
        fitted, bias = _fit([*curated, *(one for one, part in zip(wanted, fold, strict=True) if part != number)])
        for one, part in zip(wanted, fold, strict=True):
            chosen = cut(sigmoid(one.rows @ fitted + bias))
            if part == number and one.asked and covers_list(one.asked, [one.facts[place] for place in chosen]):
                covered.add(one.asked)
    fitted, bias = _fit([*curated, *wanted])
    return named(names, fitted, bias), covered


def _bent(*groups: Sequence[Weighed]) -> tuple[list[str], list[list[Weighed]]]:
    """The same lists, the signals of all bent at the same places; and the names of these."""
    every = [one for group in groups for one in group]
    names, rows = with_bends(every[0].names, np.vstack([one.rows for one in every]))
    parts = iter(np.split(rows, np.cumsum([len(one.rows) for one in every])[:-1]))
    return names, [[replace(one, names=names, rows=next(parts)) for one in group] for group in groups]


def _fit(lists: Sequence[Weighed]) -> tuple[Array, float]:
    rows = np.vstack([one.rows for one in lists])
    belongs = np.concatenate([one.belongs for one in lists])
    # A list counts as much as another, however many facts come into question for it.
    counts = [np.full(len(one.rows), (ASKED_COUNTS if one.asked else 1.0) * 30 / len(one.rows)) for one in lists]
    return fit_logistic(rows, belongs, np.concatenate(counts), RIDGE)


def _level(odds: Array, chosen: npt.NDArray[np.bool_], most: float) -> float:
    """The log-odds that no more than so many of these questions exceed."""
    mine = np.sort(odds[chosen])[::-1]
    return float(mine[min(len(mine) - 1, int(most))]) if len(mine) else -30.0
