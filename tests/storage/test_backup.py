"""Backup and restore, on SQLite and PostgreSQL, while somebody writes; and what they refuse."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.backup import BackupError, back_up, restore
from bot.storage.database import database_at, open_database
from bot.storage.inbox import Inbox, Incoming


def _put(url: str, *update_ids: int) -> None:
    engine = open_database(url)
    Inbox(engine, "test").put([Incoming(number, number, '{"text": "x"}') for number in update_ids])
    engine.dispose()


def _depth(url: str) -> int:
    engine = open_database(url)
    found = Inbox(engine, "test").depth()
    engine.dispose()
    return found


def test_the_way_there_and_back(database_url: str, tmp_path: Path) -> None:
    """After the loss of a disk everything that waited, and every group's settings, would be gone."""
    _put(database_url, 1, 2, 3)
    file = back_up(database_url, tmp_path / "kept")
    assert file == tmp_path / "kept"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600, "it holds what people said"
    _put(database_url, 4, 5)
    restore(database_url, file)
    assert _depth(database_url) == 3
    _put(database_url, 6)
    assert _depth(database_url) == 4, "what was restored can be worked with"


def test_while_somebody_writes(database_url: str, tmp_path: Path) -> None:
    """A backup made while the bot runs could not be restored, or would stop the bot."""
    engine = open_database(database_url)
    inbox, stop = Inbox(engine, "test"), threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            inbox.put([Incoming(len(written), 1, "x" * 2000)])
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 50:
            stop.wait(0.01)
        before = len(written)
        file = back_up(database_url, tmp_path / "kept")
    finally:
        stop.set()
        writer.join()
    engine.dispose()
    restore(database_url, file)
    assert before <= _depth(database_url) <= len(written)


def test_an_older_backup_is_brought_up_to_date(database_url: str, tmp_path: Path) -> None:
    """The way back from an upgrade that went wrong, and forward again, would be barred."""
    engine = database_at(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
    engine.dispose()
    file = back_up(database_url, tmp_path / "kept")
    restore(database_url, file)
    _put(database_url, 1)
    assert _depth(database_url) == 1


def test_a_folder_keeps_the_newest(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk would fill up in a year, or the last backup be deleted with the old ones."""
    _put(database_url, 1)
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "notes.txt").write_text("not ours")
    names = []
    for second in range(4):
        monkeypatch.setattr("bot.storage.backup.NAME", f"bot-20260101-00000{second}")
        names.append(back_up(database_url, folder, keep=2).name)
    assert sorted(path.name for path in folder.iterdir()) == [*names[2:], "notes.txt"]


REFUSED: dict[str, tuple[Callable[[str, Path], object], str]] = {
    "over a file": (lambda url, folder: back_up(url, folder / "there"), "is there already"),
    "into a folder that is not there": (lambda url, folder: back_up(url, folder / "no" / "file"), "make the folder"),
    "what is not there": (lambda url, folder: restore(url, folder / "nothing"), "no such file"),
    "no backup": (lambda url, folder: restore(url, folder / "there"), "no sound backup|valid archive"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_change_nothing(database_url: str, tmp_path: Path, name: str) -> None:
    """A slip in a command would cost the very data that it was to save."""
    _put(database_url, 1, 2)
    (tmp_path / "there").write_text("something else")
    attempt, words = REFUSED[name]
    with pytest.raises(BackupError, match=words):
        attempt(database_url, tmp_path)
    assert _depth(database_url) == 2
    assert (tmp_path / "there").read_text() == "something else"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_running_bot_is_not_overwritten(database_url: str, tmp_path: Path) -> None:
    """The bot would go on with a file that is gone, and lose everything that comes in after."""
    _put(database_url, 1)
    file = back_up(database_url, tmp_path / "kept")
    engine = open_database(database_url)
    inbox = Inbox(engine, "running")
    inbox.put([Incoming(2, 2, "x")])
    with pytest.raises(BackupError, match=r"in use.*stop"):
        restore(database_url, file)
    assert inbox.depth() == 2
    engine.dispose()


def test_a_damaged_database_is_replaced(tmp_path: Path) -> None:
    """When a restore is needed most it would be refused."""
    url = f"sqlite:///{tmp_path}/bot.sqlite3"
    _put(url, 1)
    file = back_up(url, tmp_path / "kept")
    (tmp_path / "bot.sqlite3").write_bytes(b"rubbish" * 1000)
    restore(url, file)
    assert _depth(url) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root restores for others")
def test_root_restores_for_the_bots_user(tmp_path: Path) -> None:
    """After a restore the bot could not write to its own database."""
    folder = tmp_path / "state"
    url = f"sqlite:///{folder}/bot.sqlite3"
    _put(url, 1)
    file = back_up(url, tmp_path / "kept")
    os.chown(folder, 12345, 12346)
    restore(url, file)
    found = (folder / "bot.sqlite3").stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (12345, 12346, 0o600)


def test_a_damaged_backup_is_refused(tmp_path: Path) -> None:
    """Rubbish would be put in place of what was left."""
    url = f"sqlite:///{tmp_path}/bot.sqlite3"
    _put(url, *range(500))
    file = back_up(url, tmp_path / "kept")
    body = bytearray(file.read_bytes())
    body[len(body) // 2 :] = b"\xff" * (len(body) - len(body) // 2)
    file.write_bytes(body)
    with pytest.raises(BackupError, match="no sound backup"):
        restore(url, file)
    assert _depth(url) == 500


def test_the_password_is_not_in_the_list_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any user of the machine could read the database's password while a backup is made."""
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@" "|" "$PGPASSWORD" "$PGHOST" >{tmp_path}/seen\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    back_up("postgresql://bot:se%40cret@db.example/bot", tmp_path / "kept")
    words, _, given = (tmp_path / "seen").read_text().partition("|")
    assert "cret" not in words
    assert given.split() == ["se@cret", "db.example"]


def test_the_commands(tmp_path: Path) -> None:
    """The timer's backup would fail unseen, or the operator get a page of traces."""

    def run(*words: str) -> tuple[int, str]:
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/bot.sqlite3"}
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words], env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, (done.stdout + done.stderr).strip()

    assert run("backup", str(tmp_path)) == (
        1,
        "DATABASE_URL: there is no database yet, so there is nothing to back up",
    )
    _put(f"sqlite:///{tmp_path}/bot.sqlite3", 1)
    status, file = run("backup", str(tmp_path), "--keep", "3")
    assert status == 0
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT count(*) FROM inbox").fetchone() == (1,)
    assert run("restore", file) == (0, "")
    assert run("restore", "nothing") == (1, "nothing: no such file")
