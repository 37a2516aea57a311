"""What all tests share: the fact bases, a clean environment and golden files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.facts.base import FactBase, Knowledge, load, read_knowledge
from bot.matching.finder import Finder
from bot.opening import open_finder
from bot.settings import Settings

TESTS = Path(__file__).parent
PROJECT = TESTS.parent

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the switch that accepts new golden files."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests produce into tests/golden/ instead of comparing with it; read the diff afterwards",
    )


@pytest.fixture(scope="session")
def small_folder() -> Path:
    """The folder of the small, fixed base that does not change when the shipped one grows."""
    return TESTS / "data" / "knowledge"


@pytest.fixture(scope="session")
def small_base(small_folder: Path) -> FactBase:
    """The small, fixed base."""
    return load(small_folder)


@pytest.fixture(scope="session")
def real_knowledge() -> Knowledge:
    """The shipped base as read, with its problems."""
    return read_knowledge(PROJECT / "knowledge")


@pytest.fixture(scope="session")
def real_finder() -> Finder:
    """The finder over the shipped base."""
    return open_finder(PROJECT / "knowledge")


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working directory and no setting in the environment, so that only the test decides; returns the directory."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with a file of tests/golden/, or writes it there with --update-golden."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, text: str) -> None:
        path = TESTS / "golden" / name
        if update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"tests/golden/{name} is missing; run pytest --update-golden and read what it wrote"
        assert text == path.read_text(encoding="utf-8"), f"differs from tests/golden/{name}; see pytest --help"

    return compare
