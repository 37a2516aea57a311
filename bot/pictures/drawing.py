"""Drawing without delaying anybody: in a process of its own, a few at a time, and each picture once."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.pictures.picture import Picture

# Raised when the same description comes to look different, so that pictures kept from before are not shown.
VERSION = 1
AT_ONCE = 1
PATIENCE = 30.0
MOST_KEPT = 300

Draw = Callable[[Picture], Awaitable[bytes]]


class DrawingError(Exception):
    """The picture could not be drawn; the message says why."""


def picture_key(picture: Picture) -> str:
    """What a picture is kept by: the same for the same content, language and way of drawing."""
    return hashlib.sha256(f"{VERSION} {picture!r}".encode()).hexdigest()[:32]


async def draw_apart(picture: Picture, cache: Path | None = None) -> bytes:
    """The picture as PNG, drawn by another process, which takes its seventy megabytes along when it ends.

    Raises DrawingError when it cannot be drawn.
    """
    root = Path(__file__).parents[2]
    paths = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    if cache is not None:
        environment.setdefault("MPLCONFIGDIR", str(cache.absolute() / "matplotlib"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.pictures", env=environment,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        png, complaint = await asyncio.wait_for(process.communicate(pickle.dumps(picture)), PATIENCE)
    except TimeoutError:
        raise DrawingError(f"took longer than {PATIENCE:.0f} s") from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode or not png.startswith(b"\x89PNG"):
        last = complaint.decode(errors="replace").strip().splitlines()[-1:]
        raise DrawingError(last[0] if last else f"exit status {process.returncode}")
    return png


class Easel:
    """Gives pictures: from the folder where they are kept, or drawn now."""

    def __init__(self, cache: Path, draw: Draw | None = None):
        self._folder = cache / "pictures"
        self._draw = draw or (lambda picture: draw_apart(picture, cache))
        self._free = asyncio.Semaphore(AT_ONCE)
        self.drawn = 0

    async def picture(self, picture: Picture) -> bytes:
        """The picture as PNG; whoever asks for one that is being drawn waits for that. Raises DrawingError."""
        kept = self._folder / f"{picture_key(picture)}.png"
        async with self._free:
            with contextlib.suppress(OSError):
                return kept.read_bytes()
            png = await self._draw(picture)
            self.drawn += 1
            with contextlib.suppress(OSError):  # a full or read-only disk costs time, nothing else
                _keep(png, kept)
            return png


def _keep(png: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(png)
    Path(name).replace(path)
    oldest_first = sorted(path.parent.glob("*.png"), key=lambda kept: kept.stat().st_mtime)
    for old in oldest_first[:-MOST_KEPT]:
        old.unlink(missing_ok=True)
