"""How much processor time a question takes over the whole base, and the worst messages that somebody could send."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from bot.evaluation.questions import Asked
from bot.facts.base import FactBase
from bot.matching.finder import Finder
from bot.matching.question import LONGEST_QUESTION

HEADINGS = ("what", "matcher", "median ms", "p99 ms", "longest ms")
SCANS = 30


def rows(finder: Finder, questions: Sequence[Asked]) -> Iterator[tuple[str, ...]]:
    """The table by HEADINGS: the questions, one scan with rapidfuzz's WRatio over the same phrasings, the worst messages."""
    texts = [asked.text for asked in questions if asked.text]
    yield _row(f"{len(texts)} questions", "this bot", [_asked(finder, text) for text in texts])
    phrasings = finder.matcher.index.texts
    took = []
    for text in texts[:: max(1, len(texts) // SCANS)]:
        began = time.process_time()
        process.extractOne(text, phrasings, scorer=fuzz.WRatio)
        took.append(1000 * (time.process_time() - began))
    yield _row(f"{len(took)} questions", f"a scan of {len(phrasings):,}", took)
    for name, text in worst_messages(finder.base).items():
        yield _row(name, "this bot", [_asked(finder, text)])


def worst_messages(base: FactBase) -> Mapping[str, str]:
    """Messages of the greatest length that are as hard to read as can be, by what they are."""
    dice = random.Random(3)  # noqa: S311 - repeatable, not secret
    names = [name for entity in base.entities.values() for _, name in (*entity.name, *entity.aliases)]
    words = sorted({word for fact in base.facts.values() for word in fact.text["en"].split() if len(word) > 4})
    long = {
        "one letter": "a" * LONGEST_QUESTION,
        "letters": "a " * LONGEST_QUESTION,
        "one Han": "古" * LONGEST_QUESTION,
        "Han": "".join(fact.text["zh"] for fact in base.facts.values()),
        "random Han": "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(LONGEST_QUESTION)),
        "names": " ".join(names),
        "misspelt words": " ".join(f"{w[:2]}{dice.choice('xqzj')}{w[3:]}" for w in dice.sample(words, len(words))),
        "phrasings": " ".join(words for fact in base.facts.values() for _, words in fact.questions),
        "digits": "".join(dice.choice("0123456789") for _ in range(LONGEST_QUESTION)),
        "dates": "1/1/1960 " * LONGEST_QUESTION,
        "accents": "e\u0301\u0302\u0323\u0324" * LONGEST_QUESTION,
        "right to left": "مرحبا שלום " * LONGEST_QUESTION,
        "emoji": "😀🇨🇺" * LONGEST_QUESTION,
        "zero width": "\u200b" * LONGEST_QUESTION,
        "ligatures": "ﷺ" * LONGEST_QUESTION,
    }
    return {name: text[:LONGEST_QUESTION] for name, text in long.items()}


def _asked(finder: Finder, text: str) -> float:
    began = time.process_time()
    finder.decide(finder.read(text))
    return 1000 * (time.process_time() - began)


def _row(what: str, matcher: str, took: Sequence[float]) -> tuple[str, ...]:
    many = len(took) > 1
    return (
        what,
        matcher,
        *(f"{value:.1f}" if many else "" for value in np.percentile(took, [50, 99])),
        f"{max(took):.1f}",
    )
