"""What lies in deploy/: each file is read by its own linter or schema, and says what the program says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

DEPLOY = PROJECT / "deploy"


def tool(name: str, package: str) -> str:
    """The program of this name, beside this Python or on the machine; without it the test is left out."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed ({package})")
    return found


def ran(*words: str | Path, cwd: Path = PROJECT) -> str:
    """What a program that must succeed has written."""
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, check=False)
    written = done.stdout + done.stderr
    assert done.returncode == 0, written
    return written
