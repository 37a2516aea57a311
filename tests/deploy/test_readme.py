"""deploy/README.md: the tests that it names exist, and so do its files and commands."""

from __future__ import annotations

import ast
import re

import pytest

from bot.cli import main
from tests.conftest import PROJECT
from tests.deploy import DEPLOY

README = (DEPLOY / "README.md").read_text(encoding="utf-8")
THREATS = README.partition("## Threats")[2].partition("\n## ")[0]
ROWS = [line for line in THREATS.splitlines() if line.startswith("| ")][1:]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", README)))
COVERED = ("token", "webhook", "owner", "group", "callback data", "html", "logs", "yaml", "database", "dependencies")


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    """A guard would be claimed that nothing holds any more."""
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}


@pytest.mark.parametrize("threat", COVERED)
def test_every_threat_has_its_row(threat: str) -> None:
    """A way in would have been forgotten, and nobody would look there."""
    assert [row for row in ROWS if threat in row.lower()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_guard_has_its_test(row: str) -> None:
    """A guard that nothing holds goes with the next change."""
    _, _, guard, tests, _ = row.split("|")
    assert guard.strip()
    assert re.findall(r"`tests/\S+::\w+`", tests)


def test_links_lead_somewhere() -> None:
    """A reader would follow a link to a file that has moved."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README)
    assert len(links) > 5
    assert [link for link in links if not (DEPLOY / link).exists()] == []


def test_every_file_is_spoken_of() -> None:
    """Nobody would know what a file is for, or whether it is still in use."""
    files = {path.name for path in DEPLOY.rglob("*") if path.is_file()}
    speaking = [path for path in DEPLOY.rglob("*") if path.suffix in (".md", ".yaml", ".service")]
    ours = "\n".join(path.read_text(encoding="utf-8") for path in speaking)
    aside = {"README.md", "Dockerfile.dockerignore"}
    assert {name for name in files - aside if name not in ours and not name.startswith("china-cuba-bot")} == set()


def test_commands_exist() -> None:
    """An operator would type what the program does not know, perhaps at night."""
    named = set(re.findall(r"python -m bot ([a-z]+)", README))
    assert named >= {"doctor", "backup", "restore", "webhook"}
    assert named - set(main.commands) == set()
