"""Timelines and charts on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.looking import picture_problems
from tests.conftest import TESTS

# arguments, exit status, words of what is printed
RUNS = {
    "a span": (["timeline", "1960"], 0, "1960: 3 facts, oldest first"),
    "in Spanish": (["timeline", "--language", "es", "2008"], 0, "2008: un hecho"),
    "in Chinese": (["timeline", "2008年"], 0, "2008年：共1条"),
    "spans to begin with": (["timeline"], 0, "1950"),
    "nothing there": (["timeline", "1985"], 1, "The nearest in time:"),
    "not to be read": (["timeline", "qwertz"], 1, "/timeline 1995-2004 visits"),
    "no such series": (["chart", "weather"], 1, "I have no figures for “weather”"),
    "unknown language": (["timeline", "--language", "fr", "1960"], 2, "'fr'"),
    "folder that is not there": (
        ["timeline", "since 1950", "--picture", "nowhere/x.png"],
        2,
        "nowhere/x.png: cannot be",
    ),
}


@pytest.fixture(autouse=True)
def small_settings(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(TESTS / "data" / "knowledge"))


@pytest.mark.parametrize("name", RUNS)
def test_timelines_and_charts_in_the_terminal(name: str) -> None:
    """Somebody without Telegram could not look through the base, or would get a stack trace."""
    arguments, status, words = RUNS[name]
    ended = CliRunner().invoke(main, arguments)
    assert (ended.exit_code, words in ended.output) == (status, True), ended.output


def test_a_picture_is_written(clean_environment: Path) -> None:
    """The picture would be announced and not be there."""
    ended = CliRunner().invoke(main, ["timeline", "since 1950", "--picture", "out.png"])
    assert ended.exit_code == 0
    assert (clean_environment / "out.png").read_bytes().startswith(b"\x89PNG")


def test_nothing_hinders_pictures_here() -> None:
    """The package would install without what its pictures need."""
    assert picture_problems() == []
