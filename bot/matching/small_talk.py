"""Greetings, thanks and calls for help, which are answered as chat and never matched against facts."""

from __future__ import annotations

import re
from typing import Literal

from bot.matching import cues
from bot.matching.question import Question, telling_words

_POLITE = re.compile(r"\b(?:please|pls|plz|por favor|porfa)\b|[呀啊呢哦吧嘛哈]+$|^请")
MOST_AROUND = 6  # telling words of a message that may be nothing but thanks
SmallTalk = Literal["greeting", "thanks", "goodbye", "help", "who_are_you", "pleasantry"]


def small_talk_in(question: Question) -> SmallTalk | None:
    """The kind of small talk that a message is, if it is nothing but that."""
    whole = " ".join(question.words)
    spoken = _POLITE.sub("", whole).strip() or whole
    kind = _kind(spoken)
    if kind:
        return kind
    if len(question.words) > 1:  # "hi! thanks a lot"
        words = spoken.split()
        for cut in range(1, min(4, len(words))):
            first, second = _kind(" ".join(words[:cut])), _kind(" ".join(words[cut:]))
            if first and second:
                return second if first == "pleasantry" else first
    return _said_at_length(question, whole)


def _said_at_length(question: Question, spoken: str) -> SmallTalk | None:
    """Thanks, goodbyes and greetings with something around them, in a message that names nothing and asks nothing."""
    names_something = question.mentions or question.times or question.sides
    if names_something or telling_words(question) > MOST_AROUND or cues.ASKING.search(spoken):
        return None
    return next((kind for kind, cue in cues.SAID_AT_LENGTH.items() if cue.search(question.folded)), None)


def _kind(spoken: str) -> SmallTalk | None:
    return next((kind for kind, pattern in _KINDS if pattern.search(spoken)), None)


_KINDS: tuple[tuple[SmallTalk, re.Pattern[str]], ...] = (
    ("greeting", cues.GREETING),
    ("thanks", cues.THANKS),
    ("goodbye", cues.GOODBYE),
    ("help", cues.HELP),
    ("who_are_you", cues.WHO_ARE_YOU),
    ("pleasantry", cues.PLEASANTRY),
)
