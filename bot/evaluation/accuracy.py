"""Accuracy: what share of a question set is answered right, offered, wrongly asserted or declined."""

from __future__ import annotations

import random
import string
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.answers.conversation import Conversation, ask
from bot.evaluation.questions import Asked, covers_list
from bot.facts.model import LANGUAGES
from bot.matching.decision import Decision
from bot.matching.finder import Finder

CONFIDENT = ("answer", "list")


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, what was decided, and whether that was right."""

    asked: Asked
    decision: Decision
    right: bool
    offered: bool = False
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    def __str__(self) -> str:
        return f"{100 * self.count / self.total:5.1f} %" if self.total else "    –  "


def judge(asked: Asked, decision: Decision) -> Judged:
    """Whether a decision is right, by the rules of the question's kind."""
    ids = [fact.id for fact in decision.facts]
    first = ids[0] if ids else ""
    sure = decision.outcome in CONFIDENT
    if asked.kind in ("answerable", "contrast"):
        right = sure and first in asked.accept
        offered = right or (decision.outcome == "choices" and bool(asked.accept.intersection(ids[:3])))
        return Judged(asked, decision, right, offered, sure and not right)
    if asked.kind == "list":
        right = decision.outcome == "list" and covers_list(asked, ids)
        return Judged(asked, decision, right, right, sure and not right)
    if asked.kind == "entity":
        right = decision.outcome in ("answer", "list") and bool(asked.accept.intersection(ids))
        return Judged(asked, decision, right, right, sure and not right)
    if asked.kind == "false-premise":
        return Judged(asked, decision, not sure, bool(asked.accept.intersection(ids)), sure)
    if asked.kind == "out-of-scope":
        right = decision.outcome in ("decline", "chat")
        return Judged(asked, decision, right, right, sure)
    return Judged(asked, decision, decision.outcome == "chat", False, decision.outcome != "chat")


def judge_all(finder: Finder, questions: Iterable[Asked], garble: Callable[[str], str] | None = None) -> list[Judged]:
    """Ask and judge every question; follow-ups give one judgement for each later turn."""
    judged = []
    for asked in questions:
        if asked.kind == "followup":
            judged += _judge_dialogue(finder, asked)
        else:
            text = garble(asked.text) if garble else asked.text
            judged.append(judge(asked, ask(finder, text).decision))
    return judged


def _judge_dialogue(finder: Finder, asked: Asked) -> list[Judged]:
    judged = []
    conversation: Conversation | None = None
    for number, (text, accept) in enumerate(asked.dialogue):
        turn = ask(finder, text, conversation)
        conversation = turn.conversation
        if number:
            ids = [fact.id for fact in turn.decision.facts]
            right = bool(ids) and turn.decision.outcome in CONFIDENT and ids[0] in accept
            one = Asked("followup", f"{asked.dialogue[number - 1][0]} → {text}", asked.language, accept=accept)
            judged.append(Judged(one, turn.decision, right, bool(accept.intersection(ids[:3]))))
    return judged


def declined_within_conversations(finder: Finder, questions: Sequence[Asked]) -> Share:
    """The out-of-scope questions that are not answered although each is asked right after a question that was.

    What comes before is an answerable question of the same language, taken in turn.
    """
    before = {
        language: [q.text for q in questions if q.kind == "answerable" and q.language == language][:: len(LANGUAGES)]
        for language in LANGUAGES
    }
    outcomes = []
    for number, asked in enumerate(q for q in questions if q.kind == "out-of-scope" and before[q.language]):
        first = ask(finder, before[asked.language][number % len(before[asked.language])])
        outcomes.append(judge(asked, ask(finder, asked.text, first.conversation).decision).right)
    return Share(sum(outcomes), len(outcomes))


def one_slip_in(every: int, seed: int = 7) -> Callable[[str], str]:
    """A garbler: one random slip (swap, drop, double or replace) in so many characters."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def garble(text: str) -> str:
        letters = list(text)
        for start in range(0, len(letters) - 1, every):
            place = dice.randrange(start, min(start + every, len(letters) - 1))
            slip = dice.choice(("swap", "drop", "double", "replace"))
            if slip == "swap":
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
            elif slip == "drop":
                letters[place] = ""
            elif slip == "double":
                letters[place] *= 2
            elif letters[place].isascii():
                letters[place] = dice.choice(string.ascii_lowercase)
            else:
                letters[place] = letters[place - 1]
        return "".join(letters)

    return garble


def table(judged: Sequence[Judged]) -> list[tuple[str, ...]]:
    """Rows of (measure, all, en, es, zh)."""
    rows: list[tuple[str, ...]] = []

    def row(name: str, chosen: Iterable[Judged], test: Callable[[Judged], bool]) -> None:
        by: dict[str, list[bool]] = defaultdict(list)
        for one in chosen:
            for key in ("all", one.asked.language):
                by[key].append(test(one))
        rows.append((name, *(str(Share(sum(by[key]), len(by[key]))) for key in ("all", *LANGUAGES))))

    def kind(name: str) -> list[Judged]:
        return [one for one in judged if one.asked.kind == name]

    answerable = kind("answerable")
    row("answerable: right at once", answerable, lambda one: one.right)
    row("answerable: right or offered", answerable, lambda one: one.offered)
    row("answerable: confidently wrong", answerable, lambda one: one.wrong)
    for style in sorted({one.asked.style for one in answerable}):
        row(f"  {style}: right at once", [o for o in answerable if o.asked.style == style], lambda one: one.right)
    row("out of scope: not answered", kind("out-of-scope"), lambda one: one.right)
    row("false premise: not confirmed", kind("false-premise"), lambda one: one.right)
    row("false premise: and the fact shown", kind("false-premise"), lambda one: one.right and one.offered)
    row("contrast: question right", kind("contrast"), lambda one: one.right)
    rows.append(("contrast pairs: both right", str(_pairs(kind("contrast")))))
    for name in ("list", "entity", "chat", "followup"):
        row(name, kind(name), lambda one: one.right)
    return rows


def _pairs(judged: Sequence[Judged]) -> Share:
    pairs: dict[int, list[bool]] = defaultdict(list)
    for one in judged:
        pairs[one.asked.pair].append(one.right)
    whole = [both for both in pairs.values() if len(both) == 2]
    return Share(sum(all(both) for both in whole), len(whole))


def confusions(judged: Iterable[Judged], most: int = 15) -> list[tuple[str, str, int]]:
    """The facts most often given for another: (wanted, given, how often)."""
    count = Counter(
        (one.asked.best, one.decision.facts[0].id)
        for one in judged
        if one.wrong and one.asked.best and one.decision.facts
    )
    return [(wanted, given, times) for (wanted, given), times in count.most_common(most)]
