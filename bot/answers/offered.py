"""What to offer while somebody is still typing: the answer first, then only what is likely too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.answers.reply import Reply, reply_to
from bot.answers.today import before_day, on_day
from bot.facts.base import FactBase
from bot.facts.model import Fact, Language
from bot.matching.decision import Decision, Outcome
from bot.matching.finder import Finder
from bot.matching.question import telling_words

MOST_OFFERED = 8
MOST_OF_TODAY = 5
ALSO_LIKELY = 0.75  # of the score of a fact that is the answer


@dataclass(frozen=True, slots=True)
class Offered:
    """Facts for a text, best first, as the matcher decided; is_sure tells whether the text shows its language.

    whole is the reply where that is more than one fact: a list, a figure.
    """

    outcome: Outcome
    language: Language
    is_sure: bool
    facts: tuple[Fact, ...] = ()
    whole: Reply | None = None


def offered(finder: Finder, text: str, fallback: Language) -> Offered:
    """What to offer for a question, perhaps half typed; nothing where the matcher would decline."""
    titled = finder.base.by_title.get(text.strip())
    if titled:  # this is how a fact is shared
        fact, language = titled
        return Offered("answer", language, True, (fact,))
    question = finder.read(text, fallback=fallback)
    language, is_sure = question.language, question.language_is_sure
    if not telling_words(question) and not question.times:  # "when did …": nothing is asked so far
        return Offered("chat", language, is_sure)
    decision = finder.decide(question)
    if decision.outcome in ("decline", "chat"):
        return Offered(decision.outcome, language, is_sure)
    facts = dict.fromkeys(fact.id for fact in [*decision.facts, *_likely(decision, finder)])
    chosen = tuple(finder.base.facts[i] for i in facts)[:MOST_OFFERED]
    is_more = decision.outcome == "list" or decision.figure is not None
    whole = reply_to(decision, finder.base) if is_more else None
    return Offered(decision.outcome, language, is_sure, chosen, whole)


def _likely(decision: Decision, finder: Finder) -> list[Fact]:
    """The candidates that would be choices, or come near the answer."""
    if not decision.candidates or decision.outcome == "list" or decision.figure:
        return []
    share = finder.matcher.weights.thresholds.offered if decision.outcome == "choices" else ALSO_LIKELY
    least = share * decision.candidates[0].score
    return [c.fact for c in decision.candidates if not c.fit.vetoes and c.score >= least]


def for_a_day(base: FactBase, day: date) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """For an empty text: what happened on this day of the year, or on the nearest day before it; and the latest facts."""
    of_day = (on_day(base, day) or before_day(base, day))[:MOST_OF_TODAY]
    latest = [fact for fact in _latest_first(base.facts.values(), day) if fact not in of_day]
    return of_day, tuple(latest[: MOST_OFFERED - len(of_day)])


def _latest_first(facts: Iterable[Fact], day: date) -> list[Fact]:
    known = [fact for fact in facts if fact.when.first_day <= day]
    return sorted(known, key=lambda fact: (fact.when.first_day, fact.id), reverse=True)
