"""Collisions: phrasings and titles of one fact that the live matcher answers with another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bot.facts.base import Located
from bot.facts.model import LANGUAGES, Fact, Language
from bot.facts.problems import Problem
from bot.matching.finder import Finder

Progress = Callable[[int, int], None]
Answered = tuple[
    tuple[str | int, ...], Language, str, str
]  # where the words stand, their language, they, the fact given
_FACTS_AT_ONCE = 8

_finder: Finder  # of a worker process


def collisions(
    finder: Finder,
    located: Mapping[tuple[str, str], Located],
    progress: Progress | None = None,
    processes: int = 2,
) -> Iterator[Problem]:
    """Ask every phrasing and title of every fact; progress is told how many facts of how many are done."""
    facts = list(finder.base.facts.values())
    for done, (fact, answered) in enumerate(zip(facts, _ask_all(finder, facts, processes), strict=True), 1):
        for path, language, words, given in answered:
            other = located["facts", given]
            message = f"'{words}' ({language}) is answered with {given} ({other.entry.file}:{other.entry.line})"
            advice = "reword it so that it tells the two apart, or give the other fact its words"
            yield located["facts", fact.id].problem(message, advice, *path)
        if progress:
            progress(done, len(facts))


def answered_with_another(finder: Finder, fact: Fact) -> list[Answered]:
    """The phrasings and titles of a fact to which the finder asserts another."""
    found: list[Answered] = []
    for path, language, words in _asked(fact):
        question = finder.read(words, language)
        best = finder.matcher.best(question)
        if best and best.fact is fact and not best.fit.vetoes:
            continue  # nothing else can be asserted, and what is left of a decision takes time
        decision = finder.decide(question)
        if decision.outcome == "answer" and decision.facts and fact not in decision.facts:
            found.append((path, language, words, decision.facts[0].id))
    return found


def _asked(fact: Fact) -> Iterator[tuple[tuple[str | int, ...], Language, str]]:
    for language in LANGUAGES:
        yield ("title", language), language, fact.title[language]
        for number, words in enumerate(fact.questions[language]):
            yield ("questions", language, number), language, words


def _ask_all(finder: Finder, facts: list[Fact], processes: int) -> Iterator[list[Answered]]:
    if processes < 2:
        yield from (answered_with_another(finder, fact) for fact in facts)
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), _open, (finder,)) as pool:
        yield from pool.map(_ask_one, (fact.id for fact in facts), chunksize=_FACTS_AT_ONCE)


def _open(finder: Finder) -> None:
    global _finder
    _finder = finder


def _ask_one(fact_id: str) -> list[Answered]:
    return answered_with_another(_finder, _finder.base.facts[fact_id])
