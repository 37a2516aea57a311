"""The lock: every package that the bot needs, at a version that pyproject.toml allows, with hashes."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import PROJECT
from tests.deploy import DEPLOY

LOCK = (DEPLOY / "requirements.lock").read_text(encoding="utf-8")
# One requirement, and its hashes on the lines below it.
ENTRIES = re.findall(r"^(\S+==\S+(?: ; [^\\\n]+)?) ?\\\n((?:    --hash=\S+(?: \\)?\n?)+)", LOCK, flags=re.MULTILINE)


@cache
def _wanted() -> list[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["postgres"]]


@pytest.mark.parametrize("wanted", _wanted())
def test_every_dependency_is_locked_at_a_version_that_is_allowed(wanted: str) -> None:
    """The container would lack a package, or run with one that the bot was never tried with; see deploy/lock.sh."""
    requirement = Requirement(wanted)
    name = canonicalize_name(requirement.name)
    found = [
        locked for locked in map(Requirement, (entry for entry, _ in ENTRIES)) if canonicalize_name(locked.name) == name
    ]
    assert found, "run deploy/lock.sh"
    for locked in found:
        (pin,) = locked.specifier
        assert requirement.specifier.contains(Version(pin.version)), "run deploy/lock.sh"


def test_everything_has_hashes() -> None:
    """Whoever gets between here and the registry could put in a package of his own."""
    lines = [line for line in LOCK.splitlines() if line and not line.startswith(("#", "    --hash=sha256:"))]
    assert len(lines) == len(ENTRIES) > 30
    assert not [entry for entry, hashes in ENTRIES if not re.findall(r"--hash=sha256:[0-9a-f]{64}\b", hashes)]


def test_no_address_is_in_it() -> None:
    """Whoever installs it elsewhere would ask a server that only its maker knows."""
    assert re.findall(r"://|--index-url|--find-links|@ file", LOCK) == []
