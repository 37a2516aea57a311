"""`unanswered`: alike questions together, and a patch that can be finished."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from bot.facts.base import read_knowledge
from bot.facts.model import LANGUAGES
from bot.learning import TODO, clusters, patch_for, show_unanswered
from bot.storage.database import open_database
from bot.storage.unanswered import Kind, Unanswered, UnansweredQuestion

MAO = "mao-guevara-meeting-1960-11-19"
RECOGNITION = "diplomatic-relations-established-1960-09-28"


def asked(
    text: str, language: str = "en", count: int = 1, kind: Kind = "declined", near: tuple[str, ...] = ()
) -> UnansweredQuestion:
    """A question as it is kept."""
    return UnansweredQuestion(f"{text}{kind}", text, language, kind, near, "2026-11-24", count)


ALIKE = [
    ("Who built the bridge of Bacunayagua?", "who built the bacunayagua bridge", "en"),
    ("Who paid for the port of Mariel?", "who payed for the port of Mariel", "en"),
    ("¿Quién pagó el puerto de Santiago?", "quien pago el puerto de santiago", "es"),
    ("古巴什么时候加入一带一路？", "古巴是什么时候加入一带一路的", "zh"),
]
DIFFERENT = [
    ("Trade between China and Cuba in 2017?", "Trade between China and Cuba in 2018?", "en"),
    ("Who built the bridge?", "Who paid for the port?", "en"),
    ("谁建了圣地亚哥港？", "谁访问了哈瓦那大学？", "zh"),
]


@pytest.mark.parametrize(("one", "other", "language"), ALIKE)
def test_alike_questions_stand_together(one: str, other: str, language: str) -> None:
    """The curator would read the same question ten times."""
    (found,) = clusters([asked(one, language, 2), asked(other, language)])
    assert (found.count, found.questions[0].text) == (3, one)


@pytest.mark.parametrize(("one", "other", "language"), DIFFERENT)
def test_different_questions_stand_apart(one: str, other: str, language: str) -> None:
    """A question would hide behind another one, and never get its fact."""
    assert len(clusters([asked(one, language), asked(other, language)])) == 2


def test_the_most_frequent_comes_first() -> None:
    """What most people ask in vain would stand last."""
    found = clusters([asked("Who built the bridge?", count=1), asked("Who paid for the port?", count=5)])
    assert [cluster.count for cluster in found] == [5, 1]


def test_the_patch_has_a_phrasing_or_a_stub(small_folder: Path) -> None:
    """The curator would have to write everything by hand, or would get a file that YAML cannot read."""
    found = clusters(
        [
            asked("What day did Havana and Peking become friends?", count=4, near=(RECOGNITION, MAO)),
            asked("Who cooked for Che?", count=3, kind="none", near=(MAO,)),
            asked("Wer baute: die #Brücke?", count=2),
        ]
    )
    patch = yaml.safe_load(patch_for(found, read_knowledge(small_folder)))
    (phrasing,) = patch["phrasings"]
    assert (phrasing["id"], phrasing["also_near"]) == (RECOGNITION, [MAO])
    assert phrasing["file"].startswith("facts.yaml:")
    assert phrasing["questions"] == {"en": ["What day did Havana and Peking become friends?"]}
    first, second = patch["facts"]
    assert (first["near"], second["near"]) == ([MAO], [])
    assert second["questions"]["en"] == ["Wer baute: die #Brücke?"]
    assert {first["text"][language] for language in LANGUAGES} == {TODO}


def test_facts_that_are_gone_are_not_proposed(small_folder: Path) -> None:
    """A phrasing would be proposed for a fact that is no longer there."""
    found = clusters([asked("Who built the bridge?", near=("gone-1960",))])
    patch = yaml.safe_load(patch_for(found, read_knowledge(small_folder)))
    assert (patch["phrasings"], len(patch["facts"])) == ([], 1)


@pytest.fixture
def database(clean_environment: Path, monkeypatch: pytest.MonkeyPatch, small_folder: Path) -> str:
    """The address of an empty database that the command uses."""
    url = f"sqlite:///{clean_environment}/bot.sqlite3"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("KNOWLEDGE_DIR", str(small_folder))
    return url


def test_the_command(database: str, tmp_path: Path) -> None:
    """The command would not show what is kept, or forget what nobody has seen."""
    engine = open_database(database)
    Unanswered(engine).record("Who built the bridge?", "en", "declined", [MAO])
    engine.dispose()
    patch = tmp_path / "patch.yaml"
    shown = CliRunner().invoke(main, ["unanswered", "--patch", str(patch), "--clear"])
    assert shown.exit_code == 0, shown.output
    assert "Who built the bridge?" in shown.output
    assert MAO in patch.read_text(encoding="utf-8")
    again = CliRunner().invoke(main, ["unanswered"])
    assert (again.exit_code, again.output) == (0, "No unanswered questions.\n")


def test_a_patch_that_cannot_be_written_clears_nothing(database: str, tmp_path: Path) -> None:
    """The questions would be gone with the patch."""
    engine = open_database(database)
    store = Unanswered(engine)
    store.record("Who built the bridge?", "en", "declined", [])
    ended = CliRunner().invoke(main, ["unanswered", "--clear", "--patch", str(tmp_path / "nowhere" / "patch.yaml")])
    assert ended.exit_code == 2
    assert len(store.all()) == 1
    engine.dispose()


def test_show_without_clear_keeps(database: str, small_folder: Path) -> None:
    """Looking at the list would empty it."""
    engine = open_database(database)
    store = Unanswered(engine)
    store.record("Who built the bridge?", "en", "declined", [])
    lines: list[str] = []
    show_unanswered(store, small_folder, lines.append, None, clear=False)
    assert len(lines) == len(store.all()) == 1
    engine.dispose()
