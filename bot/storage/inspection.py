"""The state of a database as it is found, without changing anything in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.storage.database import UNREACHABLE, database_at
from bot.storage.migrations import FOLDER


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """What was found; of a database that is not there, or not reached, only the beginning."""

    kind: str  # sqlite or postgresql
    folder: Path | None = None  # where a SQLite file is or will be
    exists: bool = False
    trouble: str = ""  # why it could not be looked at
    is_locked: bool = False
    revision: str = ""  # the last step by which it was brought up to date
    revisions: tuple[str, ...] = ()  # all steps that this version knows, the newest first
    is_writable: bool = False
    journal_mode: str = ""
    waiting: int = 0


def inspect_database(url: str) -> DatabaseState:
    """The state of the database at this address; raises DatabaseError for an address that cannot be one."""
    engine = database_at(url)
    kind, file = engine.dialect.name, sqlite_file(url)
    folder = file.parent if file else None
    if file and not file.exists():
        return DatabaseState(kind, folder)
    try:
        with engine.connect() as connection:
            return _look(connection, kind, folder)
    except (DBAPIError, *UNREACHABLE) as error:
        trouble = str(error.orig or error).strip().splitlines()[0] if isinstance(error, DBAPIError) else str(error)
        return DatabaseState(kind, folder, exists=True, trouble=trouble, is_locked="locked" in trouble)
    finally:
        engine.dispose()


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for any other, and for what is no address."""
    kind, _, path = url.partition(":///")
    return Path(path.partition("?")[0]) if kind.startswith("sqlite") and path and path != ":memory:" else None


def _look(connection: Connection, kind: str, folder: Path | None) -> DatabaseState:
    is_sqlite = kind == "sqlite"
    if is_sqlite:
        damage = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if damage != "ok":
            return DatabaseState(kind, folder, exists=True, trouble=f"the file is damaged: {damage}")
    mode = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()) if is_sqlite else ""
    tables = inspect(connection).get_table_names()
    revision = ""
    if "alembic_version" in tables:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    waiting = 0
    if "inbox" in tables:
        waiting = connection.execute(text("SELECT count(*) FROM inbox WHERE done_at IS NULL")).scalar_one()
    steps = tuple(step.revision for step in ScriptDirectory(str(FOLDER)).walk_revisions())
    connection.rollback()
    writable = _is_writable(connection, is_sqlite)
    return DatabaseState(kind, folder, True, "", False, revision, steps, writable, mode, waiting)


def _is_writable(connection: Connection, is_sqlite: bool) -> bool:
    if is_sqlite:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails when it is read-only or locked
        connection.rollback()
        return True
    question = (
        "SELECT current_setting('transaction_read_only') = 'off' AND has_schema_privilege(current_schema(), 'CREATE')"
    )
    return bool(connection.execute(text(question)).scalar_one())
