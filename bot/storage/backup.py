"""Backups: a whole and consistent copy of the database while the bot runs, and the way back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Engine, text

from bot.storage.database import UNREACHABLE, database_at
from bot.storage.inspection import sqlite_file

NAME = "bot-%Y%m%d-%H%M%S"
ENDINGS = {"sqlite": ".sqlite3", "postgresql": ".dump"}


class BackupError(Exception):
    """A backup could not be made or restored; the message says why and what to do. Nothing was changed."""


def back_up(url: str, target: Path, keep: int | None = None) -> Path:
    """Write a backup to a file that is not there yet, or into a folder, where it is named by the time; returns the file.

    Of a folder's backups the newest so many are kept. Only the user who makes it may read a backup.
    """
    address = database_at(url).url
    kind = address.get_backend_name()
    file = target
    if target.is_dir():
        file = target / (datetime.now(UTC).strftime(NAME) + ENDINGS[kind])
    if file.exists():
        raise BackupError(f"{file}: is there already; name another file, or a folder")
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".backup-")  # readable by this user only
        os.close(handle)
    except OSError as error:
        raise BackupError(f"{file.parent}: {error.strerror}; make the folder, or name another") from None
    made = Path(name)
    try:
        _copy_sqlite(url, made) if kind == "sqlite" else _dump_postgresql(address, made)
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)
    if target.is_dir() and keep is not None:
        for old in sorted(target.glob(f"bot-*{ENDINGS[kind]}"))[:-keep]:
            old.unlink()
    return file


def restore(url: str, file: Path) -> None:
    """Put a backup in place of what the database holds; the bot must be stopped."""
    if not file.is_file():
        raise BackupError(f"{file}: no such file")
    engine = database_at(url)
    address = engine.url
    if address.get_backend_name() == "sqlite":
        _restore_sqlite(url, file)
    else:
        _check_nobody_is_connected(engine)
        _run(address, "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
             "--exit-on-error", "--dbname", address.database or "", str(file))  # fmt: skip


def _copy_sqlite(url: str, made: Path) -> None:
    source = sqlite_file(url)
    if source is None or not source.exists():
        raise BackupError("DATABASE_URL: there is no database yet, so there is nothing to back up")
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(made)) as there:
            here.backup(there)
    except sqlite3.Error as error:
        raise BackupError(f"{source}: {error}; look with python -m bot doctor") from None


def _restore_sqlite(url: str, file: Path) -> None:
    target = sqlite_file(url)
    if target is None:
        raise BackupError("DATABASE_URL: names no file to restore to")
    target.parent.mkdir(parents=True, exist_ok=True)
    _check_backup(file)
    _check_nobody_uses(target)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".restore-")
    os.close(handle)
    shutil.copyfile(file, name)
    if os.geteuid() == 0:  # the bot itself is another user, who must be able to write to it
        folder = target.parent.stat()
        os.chown(name, folder.st_uid, folder.st_gid)
    Path(name).replace(target)


def _check_backup(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            connection.execute("SELECT version_num FROM alembic_version")
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise BackupError(f"{file}: is no sound backup of a bot ({found}); try an older one")


def _check_nobody_uses(target: Path) -> None:
    """Leaving the mode in which many may use the file is possible to the last one only; what it had logged is written."""
    if not target.exists():
        return
    with closing(sqlite3.connect(target, timeout=1)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise BackupError(f"{target}: is in use; stop the bot first") from None
        except sqlite3.DatabaseError:
            pass  # what is damaged is replaced all the same
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)


def _check_nobody_is_connected(engine: Engine) -> None:
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    try:
        with engine.connect() as connection:
            count = connection.execute(text(others)).scalar_one()
    except UNREACHABLE as error:
        raise BackupError(f"DATABASE_URL: cannot be opened ({type(error).__name__}); does the server run?") from None
    finally:
        engine.dispose()
    if count:
        raise BackupError(f"DATABASE_URL: is in use by {count} connections; stop all processes of the bot first")


def _dump_postgresql(address: URL, made: Path) -> None:
    _run(address, "pg_dump", "--format=custom", "--no-owner", "--file", str(made), "--dbname", address.database or "")


def _run(address: URL, program: str, *words: str) -> None:
    # Anybody on the machine can read a command line, so that the password goes by the environment.
    given = {"PGHOST": address.host, "PGPORT": address.port, "PGUSER": address.username, "PGPASSWORD": address.password}
    environment = os.environ | {name: str(value) for name, value in given.items() if value}
    if mode := address.query.get("sslmode"):
        environment["PGSSLMODE"] = str(mode)
    try:
        subprocess.run([program, *words], env=environment, check=True, capture_output=True)  # noqa: S603 - our own words
    except FileNotFoundError:
        raise BackupError(f"{program}: not installed; apt-get install postgresql-client") from None
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode(errors="replace").strip() or str(error.returncode)
        raise BackupError(f"{told.splitlines()[0]}; nothing was changed") from None
