"""The contract for machines: one JSON object for each question, kept stable."""

from __future__ import annotations

from typing import Any

from bot.answers.conversation import Turn
from bot.answers.plain import plain_text
from bot.facts.base import FactBase
from bot.facts.model import Fact, Language


def machine_answer(turn: Turn, text: str, base: FactBase) -> dict[str, Any]:
    """The answer to one question as the README documents it."""
    decision = turn.decision
    return {
        "question": text,
        "outcome": decision.outcome,
        "language": decision.question.language,
        "score": decision.score,
        "margin": decision.margin,
        "facts": [machine_fact(fact, base, decision.question.language) for fact in decision.facts],
        "text": plain_text(turn.reply),
    }


def machine_fact(fact: Fact, base: FactBase, language: Language) -> dict[str, Any]:
    """A fact as the contract shows it."""
    sources = [base.sources[source] for source in fact.sources]
    return {
        "id": fact.id,
        "date": fact.date,
        "status": fact.status,
        "text": fact.text[language],
        "sources": [
            {"id": s.id, "title": s.title, "publisher": s.publisher, "url": s.url, "published": s.published}
            for s in sources
        ],
    }
