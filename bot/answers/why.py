"""Why a question was answered with a fact, in words that anybody understands."""

from __future__ import annotations

from bot.answers.phrases import say
from bot.answers.punctuation import listed
from bot.answers.reply import list_line, name_of, times_in_words
from bot.facts.base import FactBase
from bot.facts.model import Direction, Fact, Language
from bot.matching.decision import Decision
from bot.matching.matcher import Candidate
from bot.matching.question import Question

MOST_NEAR = 3
DIRECTIONS: dict[Direction, str] = {"china-to-cuba": "why_china_to_cuba", "cuba-to-china": "why_cuba_to_china"}


def why(decision: Decision, fact: Fact, base: FactBase, language: Language) -> list[str]:
    """The reasons, most telling first: how the question was read, how the fact fitted, what came near."""
    lines = [say("why_read", language, reading=reading(decision.question, base, language))]
    if decision.reason == "follow-up":
        lines.append(say("why_follow_up", language))
    lines.append(how_it_fitted(decision, fact, language))
    own = next((c for c in decision.candidates if c.fact.id == fact.id), None)
    if own is not None and not decision.figure and _is_phrasing(own):
        lines.append(say("why_phrasing", language, words=own.phrasing))
    near = [c.fact for c in decision.candidates if c.fact.id != fact.id][:MOST_NEAR]
    if near:
        lines.append("\n".join([say("why_near", language), *(f"· {list_line(f, language)}" for f in near)]))
    return lines


def reading(question: Question, base: FactBase, language: Language) -> str:
    """What was understood of a question, in words."""
    parts = []
    if question.mentions:
        names = dict.fromkeys(name_of(mention, base, language) for mention in question.mentions)
        parts.append(say("why_names", language, names=listed(names, language)))
    if question.times:
        parts.append(say("why_time", language, time=times_in_words(question, language)))
    if question.direction:
        parts.append(say(DIRECTIONS[question.direction], language))
    return (" " if language != "zh" else "").join(parts) or say("why_only_words", language)


def how_it_fitted(decision: Decision, fact: Fact, language: Language) -> str:
    """In one sentence, what made this fact the answer."""
    if fact not in decision.facts:
        return say("why_opened", language)
    if decision.figure:
        return say("why_figure", language)
    if decision.outcome in ("choices", "list"):
        return say("why_chosen", language)
    if decision.outcome == "closest":
        return say("why_closest", language)
    return say("why_exact" if decision.reason == "exact" else "why_best", language)


def _is_phrasing(candidate: Candidate) -> bool:
    """Whether the nearest words are those of a question or a title, not the fact's whole text."""
    fact = candidate.fact
    return any(candidate.phrasing in (*fact.questions[language], title) for language, title in fact.title)
