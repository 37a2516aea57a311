"""The interview behind `new`: asks for a fact part by part, says at once what is wrong, writes it and checks the base."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.curation.interview import Ask, Interview, Tell
from bot.curation.writing import choose_file, tell_answers, write
from bot.facts.base import read_knowledge


def new_fact(folder: Path, ask: Ask, tell: Tell, today: date | None = None) -> Path | None:
    """Ask for a fact and write it into FOLDER; returns its file, or None if nothing was written."""
    knowledge = read_knowledge(folder)
    if not knowledge.base.topics:
        tell("\n".join(map(str, knowledge.problems)))
        tell(f"{folder} holds no topics, so a fact would have no place. Nothing was written.")
        return None
    interview = Interview(knowledge, ask, tell, today or date.today())
    try:
        interview.all_questions()
        target = choose_file(folder, interview)
    except (EOFError, KeyboardInterrupt):
        tell("\nStopped; nothing was written.")
        tell_answers(interview)
        return None
    return target if write(folder, target, interview) else None
