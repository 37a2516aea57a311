"""The database: SQLite by default, whatever SQLAlchemy speaks by one setting."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from sqlalchemy import BigInteger, Engine, String, Text, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Database: TypeAlias = Engine


class DatabaseError(Exception):
    """The database cannot be used; the message says why and what to do."""


class Table(DeclarativeBase):
    """Base of all tables."""


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
    says_more: Mapped[bool]
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
    """An engine with its tables made; the folder of a SQLite file is made at need."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        message = "DATABASE_URL: not a database address; write for instance sqlite:///data/bot.sqlite3"
        raise DatabaseError(message) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        engine = create_engine(parsed)
        if parsed.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _sqlite_pragmas)
        Table.metadata.create_all(engine)
    except Exception as error:
        message = f"DATABASE_URL: cannot be opened ({type(error).__name__}); check the address and the rights"
        raise DatabaseError(message) from error
    return engine


def _sqlite_pragmas(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()
