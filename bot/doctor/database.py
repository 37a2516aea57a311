"""The database: reached, up to date, writable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.finding import Finding, fault, ok, warning
from bot.storage.database import DatabaseError
from bot.storage.inspection import DatabaseState, inspect_database


def examine_database(url: str) -> Iterator[Finding]:
    """Look at the database of this address, without changing it."""
    try:
        state = inspect_database(url)
    except DatabaseError as error:
        what, _, then = str(error).partition("; ")
        yield fault("database", what, then or "correct DATABASE_URL")
        return
    if not state.exists:
        yield _to_be_made(state)
    elif state.is_locked:
        then = "look at the log of the bot; end other programs that have the file open"
        yield warning("database", "another program holds its lock", then)
    elif state.trouble:
        yield fault("database", state.trouble, _cure(state))
    else:
        yield from _as_found(state)


def _to_be_made(state: DatabaseState) -> Finding:
    folder = state.folder or Path()
    if is_writable(folder):
        return ok("database", "not there yet; it is made at the first start")
    then = "give the bot's user the right to write there, or set DATABASE_URL"
    return fault("database", f"cannot be made in {folder}", then)


def _cure(state: DatabaseState) -> str:
    if state.kind == "postgresql":
        return "look whether the server runs, and at address, user and password in DATABASE_URL"
    return "stop the bot and restore the last backup: python -m bot restore FILE"


def _as_found(state: DatabaseState) -> Iterator[Finding]:
    if not state.is_writable:
        yield fault("database", "is read-only for this user", "give it the right to write, or set DATABASE_URL")
    newest = state.revisions[0]
    if state.revision == newest:
        mode = f", {state.journal_mode.upper()}" if state.journal_mode else ""
        yield ok("database", f"{state.kind}{mode}, up to date ({newest}), {state.waiting} updates wait")
    elif state.revision in state.revisions or not state.revision:
        what = f"of an older version ({state.revision or 'without steps'}; now {newest})"
        yield warning("database", what, "python -m bot backup FILE; the next start brings it up to date")
    else:
        what = f"of a newer version of the bot (step {state.revision} is not known)"
        yield fault("database", what, "install that version again, or restore the backup made before it")
    if state.kind == "sqlite" and state.journal_mode != "wal":
        what = f"journal mode {state.journal_mode}: reading and writing wait for each other"
        yield warning("database", what, "keep the file on a local disk, not on a network share")


def is_writable(folder: Path) -> bool:
    """Whether this folder can be written to, or made."""
    existing = next((place for place in (folder, *folder.absolute().parents) if place.exists()), Path("/"))
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
