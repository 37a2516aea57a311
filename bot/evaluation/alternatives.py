"""The alternatives: how well other matchers do over the same base and the same questions, in one run."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluation.accuracy import Share
from bot.evaluation.matching import auroc
from bot.evaluation.peers import PEERS, MissingPeerError, Peer
from bot.evaluation.questions import Asked
from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES
from bot.matching.finder import Finder

HEADINGS = ("matcher", "first", "en", "es", "zh", "among three", "en", "es", "zh", "AUROC", "median ms")
FIRST = 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a matcher puts first for a question: up to three different facts, best first; its score; the time it took."""

    facts: tuple[str, ...]
    score: float
    milliseconds: float


def rows(finder: Finder, questions: Sequence[Asked]) -> Iterator[tuple[str, ...]]:
    """The table by HEADINGS, ours first: nobody abstains, so that all are compared by what they put first.

    AUROC tells how well the score of the first separates answerable questions from those out of scope. A peer whose library
    is missing gives a row that says how to get it.
    """
    chosen = [asked for asked in questions if asked.kind in ("answerable", "out-of-scope")]
    yield _row("this bot", chosen, [_ours(finder, asked) for asked in chosen])
    owners, phrasings = _phrasings(finder.base)
    for peer in PEERS:
        mine = [asked for asked in chosen if asked.language in peer.languages]
        try:
            yield _row(peer.name, mine, list(_ranked(peer, finder.base, owners, phrasings, mine)))
        except MissingPeerError as missing:
            yield (peer.name, str(missing), *[""] * (len(HEADINGS) - 2))


def _ours(finder: Finder, asked: Asked) -> Ranked:
    began = time.perf_counter()
    decision = finder.decide(finder.read(asked.text))
    took = 1000 * (time.perf_counter() - began)
    score = 0.0 if decision.outcome == "chat" else decision.score
    return Ranked(tuple(c.fact.id for c in decision.candidates[:FIRST]), score, took)


def _phrasings(base: FactBase) -> tuple[list[int], list[str]]:
    """Every phrasing and title of every fact, with the number of the fact, in order."""
    found = [
        (number, words)
        for number, fact in enumerate(base.facts.values())
        for _, words in (*fact.questions, *fact.title)
    ]
    return [number for number, _ in found], [words for _, words in found]


def _ranked(
    peer: Peer, base: FactBase, owners: Sequence[int], phrasings: Sequence[str], questions: Sequence[Asked]
) -> Iterator[Ranked]:
    scores = peer.build(phrasings)
    facts = tuple(base.facts)
    begins = np.searchsorted(owners, np.arange(len(facts)))
    if questions:
        scores(questions[0].text)  # the first question of all also pays for what is made on first use
    for asked in questions:
        began = time.perf_counter()
        best = np.maximum.reduceat(scores(asked.text), begins)
        first = np.argsort(-best, kind="stable")[:FIRST]
        took = 1000 * (time.perf_counter() - began)
        yield Ranked(tuple(facts[n] for n in first), float(best[first[0]]), took)


def _row(name: str, questions: Sequence[Asked], ranked: Sequence[Ranked]) -> tuple[str, ...]:
    inside = [(asked, one) for asked, one in zip(questions, ranked, strict=True) if asked.kind == "answerable"]
    shares = []
    for most in (1, FIRST):
        for language in (None, *LANGUAGES):
            right = [
                bool(asked.accept.intersection(one.facts[:most]))
                for asked, one in inside
                if language in (None, asked.language)
            ]
            shares.append(str(Share(sum(right), len(right))).strip())
    outside = [one.score for asked, one in zip(questions, ranked, strict=True) if asked.kind == "out-of-scope"]
    area = auroc(np.array([one.score for _, one in inside]), np.array(outside))
    return name, *shares, f"{area:.3f}", f"{np.median([one.milliseconds for one in ranked]):.1f}"
