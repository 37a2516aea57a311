"""Marks between words, as each language sets them: Chinese has its own, without spaces around them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.facts.model import Language

COLON: dict[Language, str] = {"en": ": ", "es": ": ", "zh": "："}
COMMA: dict[Language, str] = {"en": ", ", "es": ", ", "zh": "，"}
STOP: dict[Language, str] = {"en": ". ", "es": ". ", "zh": "。"}
_IN_A_LIST: dict[Language, str] = {"en": ", ", "es": ", ", "zh": "、"}


def labelled(label: str, words: str, language: Language) -> str:
    """Words behind what they are: 'Correction: …'."""
    return f"{label}{COLON[language]}{words}"


def bracketed(words: str, aside: object, language: Language) -> str:
    """Words with an aside in brackets behind them: 'Trade (68)'."""
    return f"{words}（{aside}）" if language == "zh" else f"{words} ({aside})"


def listed(words: Iterable[str], language: Language) -> str:
    """Things one after the other: 'one, two, three'."""
    return _IN_A_LIST[language].join(words)
