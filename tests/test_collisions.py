"""A phrasing that the bot answers with another fact is found, and both places are named."""

from __future__ import annotations

import io
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.evaluation.checking import ShownProgress
from bot.evaluation.collisions import collisions
from bot.facts.base import FactBase, Knowledge, read_knowledge
from bot.facts.model import LANGUAGES, Fact, Language
from bot.matching.finder import Finder


@pytest.fixture(scope="module")
def knowledge(small_folder: Path) -> Knowledge:
    """The small, fixed base."""
    return read_knowledge(small_folder)


@pytest.fixture(scope="module")
def finder(knowledge: Knowledge) -> Finder:
    """The live matcher over the small base."""
    return Finder(knowledge.base)


def _with_words_of(base: FactBase, thief: Fact, robbed: Fact, language: Language) -> tuple[FactBase, str]:
    """The base in which one fact takes a phrasing from another, which keeps it too but ranks behind."""
    words = robbed.questions[language][0]
    taken = thief.questions.model_copy(update={language: (words, *thief.questions[language][1:])})
    left = robbed.questions.model_copy(update={language: robbed.questions[language][1:]})
    facts = {
        thief.id: thief.model_copy(update={"questions": taken}),
        robbed.id: robbed.model_copy(update={"questions": left}),
    }
    return replace(base, facts={**base.facts, **facts}), words


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_answered_with_another_fact_are_reported_with_both_places(
    knowledge: Knowledge, language: Language
) -> None:
    """A reader would ask a fact in its own words and be told another, and no curator would know."""
    thief, robbed = list(knowledge.base.facts.values())[:2]
    matching, words = _with_words_of(knowledge.base, thief, robbed, language)
    finder = Finder(matching)
    finder.base = knowledge.base  # what is asked: the words as they stood; what answers: the fact that took them
    found = [p for p in collisions(finder, knowledge.located, processes=1) if p.id == robbed.id and words in p.message]
    robbed_at, thief_at = (knowledge.located["facts", fact.id].entry for fact in (robbed, thief))
    line = robbed_at.line_of(("questions", language, 0))
    assert [(p.file, p.line) for p in found] == [(robbed_at.file, line)]
    assert f"'{words}' ({language}) is answered with {thief.id} ({thief_at.file}:{thief_at.line})" in found[0].message
    assert found[0].advice


def test_a_good_base_has_no_collision(finder: Finder, knowledge: Knowledge) -> None:
    """Curators would hunt for faults that are none."""
    assert [str(problem) for problem in collisions(finder, knowledge.located, processes=1)] == []


def test_progress_counts_the_facts_up_to_the_last(finder: Finder, knowledge: Knowledge) -> None:
    """Whoever waits half a minute would not see whether anything happens."""
    told: list[tuple[int, int]] = []
    list(collisions(finder, knowledge.located, lambda done, of: told.append((done, of)), processes=1))
    number = len(knowledge.base.facts)
    assert told == [(done, number) for done in range(1, number + 1)]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor")
def test_two_processes_find_what_one_finds(knowledge: Knowledge) -> None:
    """Half of the collisions would be lost, or stand in another order each time."""
    thief, robbed = list(knowledge.base.facts.values())[:2]
    finder = Finder(_with_words_of(knowledge.base, thief, robbed, "en")[0])
    finder.base = knowledge.base
    alone = list(collisions(finder, knowledge.located, processes=1))
    assert alone
    assert list(collisions(finder, knowledge.located, processes=2)) == alone


# The words of the visit of 2008 in another order, under the visit of 2014.
STOLEN = "November 2008 Raúl Castro talks Hu Jintao"
THIEF, ROBBED = "xi-jinping-state-visit-to-cuba-july-2014", "hu-jintao-state-visit-november-2008"


@pytest.fixture
def colliding_folder(small_folder: Path, clean_environment: Path) -> Path:
    """A copy of the small base in which nothing is wrong but one phrasing."""
    folder = clean_environment / "knowledge"
    shutil.copytree(small_folder, folder)
    facts = folder / "facts.yaml"
    text = facts.read_text("utf-8")
    assert text.count("    - Xi Jinping Cuba state visit 2014\n") == 1
    facts.write_text(text.replace("- Xi Jinping Cuba state visit 2014\n", f"- {STOLEN}\n"), "utf-8")
    return folder


def test_the_check_asks_every_phrasing(colliding_folder: Path) -> None:
    """A curator would have to know of a second check, and run it, to learn that his phrasing leads elsewhere."""
    result = CliRunner().invoke(main, ["check", str(colliding_folder)])
    lines = (colliding_folder / "facts.yaml").read_text("utf-8").splitlines()
    at = lines.index(f"    - {STOLEN}") + 1
    (problem,) = result.stdout.splitlines()
    assert problem.startswith(f"facts.yaml:{at}: {THIEF}: '{STOLEN}' (en) is answered with {ROBBED} (facts.yaml:")
    assert result.exit_code == 1
    (as_json,) = json.loads(CliRunner().invoke(main, ["check", "--json", str(colliding_folder)]).stdout)
    assert (as_json["file"], as_json["line"], as_json["id"]) == ("facts.yaml", at, THIEF)


def test_the_quick_check_does_not_ask(colliding_folder: Path) -> None:
    """A curator in the midst of writing would wait half a minute after every sentence."""
    result = CliRunner().invoke(main, ["check", "--quick", str(colliding_folder)])
    assert (result.exit_code, result.stdout) == (0, "")


def test_nothing_is_asked_of_a_base_with_other_problems(colliding_folder: Path) -> None:
    """A slip in one line would cost half a minute and bury itself in what follows from it."""
    facts = colliding_folder / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("topic: visits", "topic: voyages", 1), "utf-8")
    (problem,) = CliRunner().invoke(main, ["check", str(colliding_folder)]).stdout.splitlines()
    assert "unknown topic 'voyages'" in problem


class Screen(io.StringIO):
    """A terminal that keeps what was written to it, or a pipe."""

    def __init__(self, is_terminal: bool):
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("is_terminal", "seconds", "shown"),
    [(True, 3, True), (True, 1, False), (False, 3, False)],
    ids=["slow, on a terminal", "quick, on a terminal", "slow, into a file"],
)
def test_progress_is_shown_to_whoever_waits(is_terminal: bool, seconds: float, shown: bool) -> None:
    """Whoever waits would not see whether anything happens; or a log would fill with half-written lines."""
    times = iter([0.0, seconds])
    screen = Screen(is_terminal)
    progress = ShownProgress(screen, lambda: next(times))
    progress(17, 523)
    progress.clear()
    assert ("17 of 523" in screen.getvalue()) is shown
    assert screen.getvalue().endswith("\033[K") is shown
    if not shown:
        assert screen.getvalue() == ""
