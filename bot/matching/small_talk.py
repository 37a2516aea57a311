"""Greetings, thanks and calls for help, which are answered as chat and never matched against facts."""

from __future__ import annotations

import re
from typing import Literal

from bot.matching import cues
from bot.matching.question import Question

SmallTalk = Literal["greeting", "thanks", "goodbye", "help", "who_are_you", "pleasantry"]


def small_talk_in(question: Question) -> SmallTalk | None:
    """The kind of small talk that a message is, if it is nothing but that."""
    spoken = " ".join(question.words)
    for kind, pattern in _KINDS:
        if pattern.search(spoken):
            return kind
    if len(question.words) > 1:  # "hi! thanks a lot"
        for kind, pattern in _KINDS[:2]:
            for cut in range(1, min(4, len(question.words))):
                head, tail = " ".join(question.words[:cut]), " ".join(question.words[cut:])
                if pattern.search(head) and any(p.search(tail) for _, p in _KINDS):
                    return kind
    return None


_KINDS: tuple[tuple[SmallTalk, re.Pattern[str]], ...] = (
    ("greeting", cues.GREETING),
    ("thanks", cues.THANKS),
    ("goodbye", cues.GOODBYE),
    ("help", cues.HELP),
    ("who_are_you", cues.WHO_ARE_YOU),
    ("pleasantry", cues.PLEASANTRY),
)
