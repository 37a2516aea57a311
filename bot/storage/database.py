"""The database: SQLite by default, PostgreSQL by one setting."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import BigInteger, Engine, String, Text, create_engine, event, false, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# What is raised while the database is out of reach or locked; it passes, and the work can be done again.
UNREACHABLE = (OperationalError, InterfaceError, InternalError, NoConnectionFree)
# The clock of the database, in seconds: that of several machines may differ.
CLOCKS = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) AS double precision)",
}
# A lock on SQLite stops the whole process while it is waited for, so the wait is short and the work is put off.
SQLITE_WAIT_MILLISECONDS = 250

_NEEDS = "DATABASE_URL: needs {}; install it with pip install -e '.[postgres]'"


class DatabaseError(Exception):
    """The database cannot be used; the message says why and what to do, may_pass whether waiting can help."""

    def __init__(self, message: str, may_pass: bool = False):
        super().__init__(message)
        self.may_pass = may_pass


class Table(DeclarativeBase):
    """Base of all tables. A new or changed one needs a migration: see bot/storage/migrations."""


class AnswerRow(Table):
    """Which messages answered which question, so that edited questions and corrected facts edit their answers.

    before and after are the conversation as it was before and after the question, as JSON.
    """

    __tablename__ = "given_answers"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    question_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    answer_ids: Mapped[str] = mapped_column(Text)
    fact_ids: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    asker_id: Mapped[int] = mapped_column(BigInteger)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    says_more: Mapped[bool] = mapped_column(server_default=false())
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[int] = mapped_column(BigInteger, index=True)


class AnswerMessageRow(Table):
    """Which question a message of the bot answered, so that a reply to it is read in its light."""

    __tablename__ = "answer_messages"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    question_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[int] = mapped_column(BigInteger, index=True)


def open_database(url: str) -> Engine:
    """An engine whose tables are up to date; the folder of a SQLite file is made at need."""
    from bot.storage.migrations import migrate  # which knows of all tables, and so of this module

    parsed = _parsed(url)
    try:
        if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(parsed)
        migrate(engine)
    except ModuleNotFoundError as error:
        raise DatabaseError(_NEEDS.format(error.name)) from error
    except Exception as error:
        message = f"DATABASE_URL: cannot be opened ({type(error).__name__}); check the address and the rights"
        raise DatabaseError(message, _may_pass(error, parsed)) from error
    return engine


def database_at(url: str) -> Engine:
    """An engine that has not connected, so that the tables stay as they are; raises DatabaseError for a wrong address."""
    parsed = _parsed(url)
    try:
        return _engine(parsed)
    except ModuleNotFoundError as error:
        raise DatabaseError(_NEEDS.format(error.name)) from error


def is_reachable(engine: Engine) -> bool:
    """Whether the database answers."""
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except UNREACHABLE:
        return False
    return True


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    except ArgumentError:
        message = "DATABASE_URL: not a database address; write for instance sqlite:///data/bot.sqlite3"
        raise DatabaseError(message) from None
    if parsed.get_backend_name() not in CLOCKS:
        raise DatabaseError("DATABASE_URL: only sqlite:///… and postgresql://… are served")
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed


def _engine(url: URL) -> Engine:
    # Parameters are hidden from errors, which are logged: they hold what people asked.
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _sqlite_pragmas)
        return engine
    # A dead connection is found out before it is used; a server that does not answer is given up after seconds.
    # While an answer is awaited nothing is sent, so that only probes find out that the machine is no more.
    waits = {"connect_timeout": 3, "tcp_user_timeout": 5000, "options": "-c statement_timeout=5000"}
    waits |= {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
    pool = {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8, "pool_timeout": 5}
    return create_engine(url, **pool, connect_args=waits, hide_parameters=True)


def _may_pass(error: Exception, url: URL) -> bool:
    if url.get_backend_name() == "sqlite":
        return "locked" in str(error)
    return isinstance(error, UNREACHABLE)


def _sqlite_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={SQLITE_WAIT_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
