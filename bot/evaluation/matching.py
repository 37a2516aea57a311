"""Matching over lists that others wrote: an index file, questions in, one JSON object a line out; and how well it does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bot.evaluation.accuracy import one_slip_in
from bot.matching.phrasebook import Found, Phrasebook

Floats = npt.NDArray[np.float64]
Finds = Callable[[str], tuple[str, float]]


class ListError(Exception):
    """A file of phrasings or questions cannot be used; the message says file, line and what to do."""


def read_pairs(path: Path) -> list[tuple[str | None, str]]:
    """(id, question) of each line {"id", "question"} of a JSON-lines file; an id may be null in a file of questions."""
    pairs: list[tuple[str | None, str]] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ListError(f"{path}: cannot be read ({type(error).__name__}); give a UTF-8 JSON-lines file") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            entry, question = row["id"], row["question"]
        except (ValueError, KeyError, TypeError):
            entry = question = 0
        if not isinstance(question, str) or not isinstance(entry, str | None):
            raise ListError(f'{path}:{number}: not a line {{"id": …, "question": …}}; mend or remove it')
        pairs.append((entry, question))
    return pairs


def open_phrasebook(path: Path) -> Phrasebook:
    """The phrasebook over an index file; raises ListError."""
    pairs = [(entry, words) for entry, words in read_pairs(path) if entry is not None]
    if not pairs:
        raise ListError(f'{path}: no phrasings; write one line {{"id": …, "question": …}} for each')
    return Phrasebook(pairs)


def match_lines(phrasebook: Phrasebook, lines: Iterable[str], out: TextIO) -> None:
    """Answer one question a line with {"id", "score", "top"}; an empty line gives an error line, and the run goes on."""
    for line in lines:
        question = line.strip()
        row = _row(phrasebook.find(question)) if question else {"error": "an empty line; write one question a line"}
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        out.flush()


def _row(found: Found) -> dict[str, object]:
    return {"id": found.entry, "score": found.score, "top": [list(pair) for pair in found.top]}


def compare(index: Path, questions: Path, *, slips: int = 0, every: int = 1) -> list[tuple[str, float, float]]:
    """Rows (matcher, top-1 share, AUROC of its score between questions with and without an entry), ours first.

    slips: one random slip in so many characters; every: only every so many questions. Peers are rapidfuzz scorers.
    """
    asked = read_pairs(questions)[::every]
    if slips:
        garble = one_slip_in(slips)
        asked = [(entry, garble(words)) for entry, words in asked]
    phrasings = [(entry, words) for entry, words in read_pairs(index) if entry is not None]
    phrasebook = Phrasebook(phrasings)
    texts = [words for _, words in phrasings]

    def ours(question: str) -> tuple[str, float]:
        found = phrasebook.find(question)
        return found.top[0] if found.top else ("", 0.0)

    def peer(scorer: Callable[..., float]) -> Finds:
        def find(question: str) -> tuple[str, float]:
            best = process.extractOne(question, texts, scorer=scorer)
            return (phrasings[best[2]][0], best[1]) if best else ("", 0.0)

        return find

    matchers: list[tuple[str, Finds]] = [
        ("this matcher", ours),
        ("rapidfuzz token_set_ratio", peer(fuzz.token_set_ratio)),
        ("rapidfuzz ratio", peer(fuzz.ratio)),
        ("rapidfuzz WRatio", peer(fuzz.WRatio)),
    ]
    return [(name, *_measured(find, asked)) for name, find in matchers]


def _measured(find: Finds, asked: Sequence[tuple[str | None, str]]) -> tuple[float, float]:
    found = [find(question) for _, question in asked]
    inside = np.array([entry is not None for entry, _ in asked])
    right = np.array([entry == given for (entry, _), (given, _) in zip(asked, found, strict=True)])
    scores = np.array([score for _, score in found])
    return float(right[inside].mean()), auroc(scores[inside], scores[~inside])


def auroc(higher: Floats, lower: Floats) -> float:
    """How often a score of the first kind is above one of the second (ties count half); nan when there is none of one."""
    if not len(higher) or not len(lower):
        return float("nan")
    both = np.concatenate([higher, lower])
    _, rank, count = np.unique(both, return_inverse=True, return_counts=True)
    places = np.cumsum(count) - (count - 1) / 2
    return float((places[rank][: len(higher)].sum() - len(higher) * (len(higher) + 1) / 2) / (len(higher) * len(lower)))
