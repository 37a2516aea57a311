"""The fact base: does it pass its checks, and is it fresh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.doctor.finding import Finding, fault, ok, warning
from bot.facts.base import read_knowledge
from bot.facts.checks import check_knowledge
from bot.facts.text_checks import stale_facts


def examine_base(folder: Path) -> Iterator[Finding]:
    """Read and check the base in this folder."""
    try:
        knowledge = read_knowledge(folder)
    except OSError as error:
        yield fault("base", f"{error.filename}: {error.strerror}", "let the bot's user read it, or set KNOWLEDGE_DIR")
        return
    problems = knowledge.problems or tuple(check_knowledge(knowledge))
    if problems:
        what = f"{len(problems)} problem{'s'[: len(problems) != 1]}, the first: {problems[0]}"
        yield fault("base", what, "correct it, or go back to the last version that passed: python -m bot check")
        return
    yield ok("base", f"version {knowledge.base.version}, {len(knowledge.base.facts)} facts, passes its checks")
    if stale := stale_facts(knowledge, datetime.now(UTC).date()):
        then = "look them up again; python -m bot check names them"
        yield warning("freshness", f"{len(stale)} facts were to be looked up again by today", then)
