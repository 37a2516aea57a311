"""The report of an evaluation: a table of shares by language, and the worst confusions."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.evaluation import calibrate as calibration
from bot.evaluation.accuracy import (
    Judged,
    Share,
    confusions,
    declined_within_conversations,
    judge_all,
    one_slip_in,
    table,
)
from bot.evaluation.calibrate_lists import calibrate_lists
from bot.evaluation.calibrate_talks import calibrate_talks
from bot.evaluation.questions import Asked, fair, read_questions
from bot.matching.finder import Finder
from bot.terminal import finder_or_exit


def evaluate(folder: Path, files: Sequence[Path], cache: Path | None, *, calibrated: bool, worst: int) -> None:
    """Ask every question of the files (default: the base's own sets) and print how well the bot does, file by file."""
    console = Console(highlight=False)
    finder = finder_or_exit(folder, cache)
    chosen = files or sorted((folder / "questions").glob("*.jsonl"))
    sets = {file: fair(read_questions(file), finder.base.facts) for file in chosen}
    if calibrated and not any(sets.values()):
        raise SystemExit("there are no questions to set the weights from; name a file that has some")
    if calibrated:
        console.print(
            f"weights written to weights.json: {_calibrate(finder, [q for one in sets.values() for q in one])}"
        )
    for file, questions in sets.items():
        began = time.perf_counter()
        judged = judge_all(finder, questions)
        spent = (time.perf_counter() - began) / max(1, len(questions))
        _print(console, file.name, judged, finder, questions)
        facts = len(finder.base.facts)
        console.print(f"{len(questions)} questions over {facts} facts, {1000 * spent:.1f} ms each")
        for wanted, given, times in confusions(judged, worst):
            console.print(f"  {times}× {given} given for {wanted}")


def _calibrate(finder: Finder, questions: Sequence[Asked]) -> dict[str, float]:
    """Set all weights of the finder anew, write them, and give the figures that they rest on."""
    found = calibration.calibrate(finder.matcher, questions)
    finder.matcher.weights, figures = found.weights, found.figures
    for calibrate_more in (calibrate_lists, calibrate_talks):
        finder.matcher.weights, more = calibrate_more(finder, questions)
        figures = figures | more
    calibration.store(finder.matcher.weights, figures)
    return figures


def _print(console: Console, name: str, judged: Sequence[Judged], finder: Finder, questions: Sequence[Asked]) -> None:
    rows = Table("measure", "all", "en", "es", "zh", title=name)
    for row in table(judged):
        rows.add_row(*row)
    answerable = [asked for asked in questions if asked.kind == "answerable"]
    if answerable:
        garbled = judge_all(finder, answerable, one_slip_in(8))
        right = Share(sum(one.right for one in garbled), len(garbled))
        rows.add_row("answerable, one slip in eight characters: right", str(right))
    within = declined_within_conversations(finder, questions)
    if within.total:
        rows.add_row("out of scope, right after another question", str(within))
    console.print(rows)
