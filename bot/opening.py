"""Opening the finder: from the knowledge folder, or, when nothing has changed since, from what was built last time."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import hashlib
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.facts.base import load
from bot.matching.finder import Finder

LARGE = 1_000_000  # bytes of knowledge from which on another process builds, which costs half a second more


def open_finder(folder: Path, cache: Path | None = None) -> Finder:
    """The finder over the base in this folder; raises KnowledgeError when the base does not pass its checks.

    cache is a folder of the operator's own where the built index is kept: reading it back takes a tenth of the time of
    building it. What is there is used only when knowledge, code and Python are the same to the byte.
    """
    with _without_collector():
        return _open(folder, cache)


def leave_to_stay() -> None:
    """What is in memory now stays there: from now on no search for garbage looks at it, which would take long."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Building makes many objects and no garbage: looking for garbage meanwhile costs a quarter of the time.

    Afterwards they are left out of the search, which else would halt an answer for 30 ms every so often.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.unfreeze()  # what was opened before may be garbage by the time that this is used
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _open(folder: Path, cache: Path | None) -> Finder:
    kept = cache / f"finder-{fingerprint(folder)}.pickle" if cache else None
    found = _read(kept)
    if kept and not found and sum(path.stat().st_size for path in folder.rglob("*.yaml")) >= LARGE:
        # What building needs for a moment is twice what the index takes, and stays with the process that builds.
        command = [sys.executable, "-m", __spec__.name, str(folder), str(kept)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - this very module
        found = _read(kept)
    return found or _build(folder, kept)


def _build(folder: Path, kept: Path | None) -> Finder:
    finder = Finder(load(folder))
    if kept:
        with contextlib.suppress(OSError):  # a full or read-only disk costs time at the next start, nothing else
            _keep(finder, kept)
    _give_back_memory()
    return finder


def _read(kept: Path | None) -> Finder | None:
    if kept is None:
        return None
    with contextlib.suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError):
        found = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this program into the operator's folder
        return found if isinstance(found, Finder) else None
    return None


def _give_back_memory() -> None:
    """Returns what building needed, twice the size of the index, to the system; glibc would keep it."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def fingerprint(folder: Path) -> str:
    """Sixteen characters that change with any byte of the knowledge, of the rooms that build on it, or of Python."""
    digest = hashlib.sha256(sys.version.encode())
    code = Path(__file__).parent
    files = [*sorted(folder.rglob("*.yaml")), *sorted((code / "facts").glob("*.py"))]
    files += [*sorted((code / "matching").glob("*.py")), *sorted((code / "matching").glob("*.json"))]
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _keep(finder: Finder, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        pickle.dump(finder, file, protocol=pickle.HIGHEST_PROTOCOL)
    Path(name).replace(path)
    for old in path.parent.glob("finder-*.pickle"):
        if old != path:
            old.unlink(missing_ok=True)


if __name__ == "__main__":
    from bot.opening import _build as build  # not as a part of __main__, under which nobody could read it back

    build(Path(sys.argv[1]), Path(sys.argv[2]))
