"""The README: its commands work as they stand there, and it names every setting."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import OUR_KNOWLEDGE, Settings
from tests.conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
# One command a line; what begins with `python -m bot` is run.
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("python -m bot")]


@pytest.fixture(scope="module")
def quiet_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment without settings, and with everything that is written kept out of the project."""
    folder = tmp_path_factory.mktemp("readme")
    names = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in names}
    written = {"CACHE_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/bot.sqlite3", "TELEGRAM_BOT_TOKEN": ""}
    return kept | written


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        (0, ["python3 -m venv .venv", "pip install", "-e .", "python -m bot"]),
        (1, ["python3 -m venv .venv", "pip install", "'.[test]'", "python -m pytest"]),
    ],
    ids=["install and start", "install and test"],
)
def test_the_first_two_commands_are_one_line_each(number: int, parts: list[str]) -> None:
    """On a fresh machine nobody could start the bot, or test it, by copying one line."""
    (command,) = BLOCKS[number].splitlines()
    assert [part for part in parts if part not in command] == []
    assert " && " in command


def test_commands_are_found() -> None:
    """The test below would pass because it runs nothing."""
    assert {shlex.split(command)[3] for command in COMMANDS} >= {"ask", "check"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs_as_it_stands(command: str, quiet_environment: dict[str, str]) -> None:
    """Whoever copies a command from the README would get an error."""
    words = shlex.split(command)
    ended = subprocess.run(
        [sys.executable, *words[1:]],
        cwd=PROJECT,
        env=quiet_environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,  # the check asks every phrasing, and the machine may be busy
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert "Traceback" not in ended.stderr.decode()


def _shown(default: object) -> str:
    """A default as the README writes it; empty for none."""
    if default in (None, (), "") or isinstance(default, SecretStr):
        return "–"
    if default == OUR_KNOWLEDGE:
        return "`knowledge/` beside `bot/`"
    return f"`{default.as_posix() if isinstance(default, Path) else default}`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    """An operator would not know of a setting, or would be told a default that is not true."""
    field = Settings.model_fields[name]
    assert field.description
    assert field.description.endswith(".")
    assert f"| `{name.upper()}` | {_shown(field.default)} | {field.description} |" in README.splitlines()


def test_no_setting_is_documented_that_is_none() -> None:
    """An operator would set something that has no effect."""
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", README, flags=re.MULTILINE))
    assert documented - {name.upper() for name in Settings.model_fields} == set()


def test_links_into_the_project_lead_somewhere() -> None:
    """A reader would follow a link to a file that has moved."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README)
    assert [link for link in links if not (PROJECT / link).exists()] == []
