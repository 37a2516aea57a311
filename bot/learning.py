"""What to learn from questions that found no answer: alike ones together, and a patch that a curator can finish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from bot.facts.base import Knowledge, read_knowledge
from bot.facts.model import HAN, LANGUAGES
from bot.matching.cues import STOP_WORDS
from bot.matching.text import fold, han_pieces, is_han, stem, words_of
from bot.storage.unanswered import Unanswered, UnansweredQuestion

ALIKE = 86.0
MOST_NEAR = 3
MOST_PHRASINGS = 5
TODO = "TODO"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that ask for the same in one language, the most frequent first."""

    questions: tuple[UnansweredQuestion, ...]

    @property
    def count(self) -> int:
        """How often any of them was asked."""
        return sum(question.count for question in self.questions)

    @property
    def language(self) -> str:
        """The language that they are asked in."""
        return self.questions[0].language

    @property
    def near(self) -> tuple[str, ...]:
        """The facts that were nearest, the most frequent first."""
        votes = Counter[str]()
        for question in self.questions:
            for rank, fact_id in enumerate(question.near):
                votes[fact_id] += question.count * (MOST_NEAR - rank if rank < MOST_NEAR else 0)
        return tuple(fact_id for fact_id, weight in votes.most_common(MOST_NEAR) if weight)

    @property
    def needs_fact(self) -> bool:
        """Whether people said that what is near is not what they mean, or nothing is near; else a phrasing may do."""
        refused = sum(question.count for question in self.questions if question.kind != "declined")
        return not self.near or 2 * refused >= self.count


def clusters(questions: Iterable[UnansweredQuestion]) -> list[Cluster]:
    """Questions grouped by likeness, the most frequent group first; other years or figures make another question."""
    groups: dict[tuple[str, frozenset[str]], dict[str, list[UnansweredQuestion]]] = {}
    for question in sorted(questions, key=lambda q: (-q.count, q.text)):
        words = words_of(fold(question.text))
        numbers = frozenset(word for word in words if word.isdigit())
        heads = groups.setdefault((question.language, numbers), {})
        said = _essence(words, question.language)
        scorer = fuzz.ratio if HAN.search(said) else fuzz.token_sort_ratio
        found = process.extractOne(said, list(heads), scorer=scorer, score_cutoff=ALIKE)
        heads.setdefault(found[0] if found else said, []).append(question)
    found_clusters = [Cluster(tuple(alike)) for heads in groups.values() for alike in heads.values()]
    return sorted(found_clusters, key=lambda cluster: (-cluster.count, cluster.questions[0].text))


def _essence(words: Sequence[str], language: str) -> str:
    """What of a question tells it from others: its words without those that only ask or join."""
    stop = STOP_WORDS.get(language, frozenset())
    kept = [piece for word in words for piece in (han_pieces(word) if is_han(word) else (word,))]
    telling = [stem(word, language) for word in kept if word not in stop]
    return " ".join(telling or kept)


def show_unanswered(
    store: Unanswered, folder: Path, tell: Callable[[str], None], patch: Path | None, *, clear: bool
) -> None:
    """Tell the clusters, write the patch if one is wanted, and then forget, if wanted, what was told."""
    questions = store.all()
    found = clusters(questions)
    if not found:
        tell("No unanswered questions.")
    for cluster in found:
        tell(_line(cluster))
    if patch is not None:
        patch.write_text(patch_for(found, read_knowledge(folder)), encoding="utf-8")
        tell(f"Wrote {patch}")
    if clear:
        store.delete([question.key for question in questions])


def _line(cluster: Cluster) -> str:
    first, others = cluster.questions[0], len(cluster.questions) - 1
    kinds = "/".join(sorted({question.kind for question in cluster.questions}))
    more = f" (and {others} more like it)" if others else ""
    near = f"; near: {', '.join(cluster.near)}" if cluster.near else ""
    return f"{cluster.count:>5}  {cluster.language}  {kinds}  {first.text}{more}{near}"


_HEAD = """\
# Questions that found no answer, the most frequent first; made by `python -m bot unanswered --patch`.
# Under `phrasings`: if the fact answers the question, add the lines to its `questions`; else look at the next nearest.
# Under `facts`: fill in every TODO, add sources, and move the entry into a file of knowledge/facts/.
# Then run `python -m bot check`.
"""


def patch_for(found: Sequence[Cluster], knowledge: Knowledge) -> str:
    """YAML with a phrasing for a fact that is there already, or the stub of a new one, for each cluster."""
    phrasings: list[dict[str, Any]] = []
    stubs: list[dict[str, Any]] = []
    for cluster in found:
        near = [fact_id for fact_id in cluster.near if fact_id in knowledge.base.facts]
        texts = [question.text for question in cluster.questions[:MOST_PHRASINGS]]
        if near and not cluster.needs_fact:
            phrasings.append(_phrasing(cluster, near, texts, knowledge))
        else:
            stubs.append(_stub(cluster, near, texts, len(stubs) + 1))
    parts = {"phrasings": phrasings, "facts": stubs}
    return _HEAD + yaml.safe_dump(parts, allow_unicode=True, sort_keys=False, width=120)


def _phrasing(cluster: Cluster, near: list[str], texts: list[str], knowledge: Knowledge) -> dict[str, Any]:
    entry = knowledge.located["facts", near[0]].entry
    return {
        "id": near[0],
        "file": f"{entry.file}:{entry.line}",
        "asked": cluster.count,
        "also_near": near[1:],
        "questions": {cluster.language: texts},
    }


def _stub(cluster: Cluster, near: list[str], texts: list[str], number: int) -> dict[str, Any]:
    todo = dict.fromkeys(LANGUAGES, TODO)
    questions = {language: texts if language == cluster.language else [TODO] for language in LANGUAGES}
    return {
        "id": f"todo-{number}",
        "asked": cluster.count,
        "near": near,
        "date": TODO,
        "topic": TODO,
        "status": TODO,
        "title": dict(todo),
        "text": dict(todo),
        "questions": questions,
        "sources": [TODO],
        "checked": date.today().isoformat(),
    }
