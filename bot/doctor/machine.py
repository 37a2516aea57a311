"""The machine: a folder for the cache, room on the disk, and a font for Chinese."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.finding import Finding, fault, ok, skipped, warning

LITTLE_MEBIBYTES, NONE_MEBIBYTES = 500, 50
PICTURES = "bot.pictures.fonts"


def examine_cache(folder: Path) -> Finding:
    """Whether the built index can be kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        then = "give the bot's user the right to write there, or set CACHE_DIR"
        return warning("cache", f"{folder}: {error.strerror}; every start builds the index anew", then)
    return ok("cache", f"{folder} is writable")


def examine_disk(folders: list[Path]) -> Iterator[Finding]:
    """Whether there is room where the bot writes."""
    free: dict[int, tuple[Path, int]] = {}
    for folder in folders:
        place = next(p for p in (folder.absolute(), *folder.absolute().parents) if p.is_dir())
        free.setdefault(place.stat().st_dev, (place, shutil.disk_usage(place).free // 2**20))
    for place, mebibytes in free.values():
        what, then = f"{mebibytes} MiB free at {place}", "make room: old backups and logs first"
        if mebibytes < NONE_MEBIBYTES:
            yield fault("disk", what, then)
        else:
            yield warning("disk", what, then) if mebibytes < LITTLE_MEBIBYTES else ok("disk", what)


def examine_fonts() -> Finding:
    """Whether pictures can be written in Chinese, in a version that makes pictures."""
    if importlib.util.find_spec(PICTURES.rpartition(".")[0]) is None:
        return skipped("fonts", "this version makes no pictures")
    pictures = importlib.import_module(PICTURES)
    if not (trouble := pictures.why_not("zh")):
        return ok("fonts", f"Chinese is written with {pictures.font_file()}")
    what, _, then = trouble.rpartition("; ")
    return warning("fonts", what, then)
