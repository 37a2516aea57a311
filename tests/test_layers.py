"""The house: upper rooms import from lower rooms only, modules stay short, and the top level stays tidy."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.conftest import PROJECT

# Ground floor first. A room may import from rooms on lower floors and from itself, not from its neighbours.
FLOORS = [
    {"facts"},
    {"matching"},
    {"answers"},
    {"storage", "settings", "logs", "opening", "pictures"},
    {"terminal", "looking", "documentation", "curation", "learning"},
    {"telegram", "evaluation", "export"},
    {"cli"},
    {"__main__"},
]
# What these rooms must not know of, although it lies below them.
APART = {
    "storage": {"facts", "matching", "answers"},
    "settings": {"facts", "matching", "answers"},
    "logs": {"facts", "matching", "answers"},
    "opening": {"answers"},
}
# Libraries that belong to one door or room only.
ONLY_IN = {
    "telegram": {"telegram"},
    "sqlalchemy": {"storage"},
    "click": {"cli"},
    "rich": {"terminal", "evaluation"},
    "matplotlib": {"pictures"},
    "yaml": {"facts", "curation", "learning"},
    "opencc": {"matching"},
    "snowballstemmer": {"matching"},
}
MOST_LINES = 400
TOP_LEVEL = {"pyproject.toml", "README.md", "bot", "knowledge", "tests", "deploy"}

MODULES = sorted((PROJECT / "bot").rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(module: str) -> str:
    return [*module.split("."), ""][1]


def _imports(tree: ast.AST) -> Iterator[str]:
    """The modules that are imported anywhere in this tree, whole or in part."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that everybody sees which room they come from"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _at_import(tree: ast.Module) -> ast.Module:
    """The tree without the bodies of functions, which run later."""

    class Cut(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
            return None

        def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
            return None

    return ast.Module(Cut().visit(tree).body, [])


def test_every_room_has_its_floor() -> None:
    """A new room would stand outside of the plan, and could import anything."""
    rooms = {_room(_name(path)) for path in MODULES} - {""}
    assert rooms - set().union(*FLOORS) == set()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_go_down(path: Path) -> None:
    """The facts could no longer be checked without Telegram, nor matching be tested without a chat."""
    own = _room(_name(path))
    floor = next((number for number, rooms in enumerate(FLOORS) if own in rooms), 0)
    allowed = set().union(*FLOORS[:floor], {own}) - APART.get(own, set())
    for module in _imports(_tree(path)):
        if module.split(".")[0] != "bot":
            continue
        assert own, "the package itself imports nothing"
        assert _room(module) in allowed, f"{_name(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    """Telegram, the database or YAML would spread over the house, and none could be exchanged."""
    own = _room(_name(path))
    used = {module.split(".")[0] for module in _imports(_tree(path))}
    assert {library for library in used & set(ONLY_IN) if own not in ONLY_IN[library]} == set()


def test_there_are_no_cycles() -> None:
    """A module could be imported first in one order only, and moving a line would break the start."""
    names = {_name(path) for path in MODULES}
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        wanted = (module for module in _imports(_at_import(_tree(path))))
        found = {next((m for m in (module, module.rpartition(".")[0]) if m in names), "") for module in wanted}
        graph[_name(path)] = found - {"", _name(path)}
    while leaves := {module for module, imported in graph.items() if not imported & set(graph)}:
        graph = {module: imported for module, imported in graph.items() if module not in leaves}
    assert graph == {}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_are_short_and_say_what_they_are(path: Path) -> None:
    """Nobody could read a module in one sitting, or would know what it is for."""
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES
    if path.name != "__main__.py":
        assert ast.get_docstring(_tree(path))


def test_the_top_level_is_tidy() -> None:
    """Whoever opens the project would have to find out which of twenty files matter."""
    lines = (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.strip("/") for line in lines if line and not line.startswith("#")]
    found = {entry.name for entry in PROJECT.iterdir() if not entry.name.startswith(".")}
    assert {name for name in found - TOP_LEVEL if not any(fnmatch(name, pattern) for pattern in ignored)} == set()
