"""The language of a question: by script, by telling letters, by stop words; None when nothing tells."""

from __future__ import annotations

from collections.abc import Sequence

from bot.facts.model import Language
from bot.matching.cues import SPANISH_LETTERS, STOP_WORDS
from bot.matching.text import has_han


def language_of(text: str, folded_words: Sequence[str]) -> Language | None:
    """The language that script, letters or stop words show, or None for neutral text such as 'che mao 1960'."""
    if has_han(text):
        return "zh"
    english = sum(word in STOP_WORDS["en"] for word in folded_words)
    spanish = sum(word in STOP_WORDS["es"] for word in folded_words)
    if SPANISH_LETTERS.search(text):
        spanish += 1
    if english == spanish:
        return None
    return "en" if english > spanish else "es"


def language_from_code(code: str | None) -> Language | None:
    """The language of a Telegram language_code (IETF tag), if it is one of ours."""
    short = (code or "").lower().split("-")[0]
    return {"en": "en", "es": "es", "zh": "zh"}.get(short)  # type: ignore[return-value]
