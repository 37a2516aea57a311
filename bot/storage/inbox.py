"""The inbox: every update from Telegram, from its arrival until it is handled; shared by all processes on one database.

An update is written here before Telegram is told that it has arrived. Workers take the oldest undone update of each chat,
so that the order within a chat is kept, and hold it by a lease: what a killed process held is free again when it ends.
What is urgent goes first and waits for no chat.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, Double, Engine, Index, SmallInteger, String, Text, bindparam, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database import CLOCKS, Table

LEASE_SECONDS = 6.0
# Telegram keeps what was not confirmed for a day; for longer it cannot deliver an update again.
KEPT_SECONDS = 2 * 24 * 3600

_UNDONE = text("done_at IS NULL")


class InboxRow(Table):
    """An update; nobody may take it before free_at, and once it is done only its number is kept. Rank 0 is urgent."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("inbox_undone", "rank", "update_id", sqlite_where=_UNDONE, postgresql_where=_UNDONE),
        Index("inbox_undone_of_chat", "chat_id", "update_id", sqlite_where=_UNDONE, postgresql_where=_UNDONE),
    )

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    rank: Mapped[int] = mapped_column(SmallInteger)
    body: Mapped[str] = mapped_column(Text)
    received_at: Mapped[float] = mapped_column(Double)
    taken_by: Mapped[str | None] = mapped_column(String(64))
    free_at: Mapped[float] = mapped_column(Double)
    tries: Mapped[int]
    done_at: Mapped[float | None] = mapped_column(Double)


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as it came: what orders it, and its JSON text."""

    update_id: int
    chat_id: int
    body: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """An update to handle; tries counts this one, age is in seconds since it was received."""

    update_id: int
    body: str
    tries: int
    age: float
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much is not done yet, and how long the oldest of it has been here."""

    updates: float
    oldest_seconds: float


class Inbox:
    """One process's way to the inbox; a fault of the database raises one of UNREACHABLE and changes nothing."""

    def __init__(self, engine: Engine, process: str, lease: float = LEASE_SECONDS):
        self.engine = engine
        self.process = process
        self.lease = lease
        self._is_sqlite = engine.dialect.name == "sqlite"
        now = CLOCKS[engine.dialect.name]
        # Only the head of each chat's queue may be taken: while it is in hand, the rest of the chat waits.
        lock = "" if self._is_sqlite else "FOR UPDATE SKIP LOCKED"
        self._put = text(
            "INSERT INTO inbox (update_id, chat_id, rank, body, received_at, free_at, tries)"
            f" VALUES (:update_id, :chat_id, :rank, :body, {now}, 0, 0) ON CONFLICT (update_id) DO NOTHING"
        )
        self._take = text(
            f"""
            WITH picked AS MATERIALIZED (
                SELECT update_id FROM inbox AS heads
                WHERE done_at IS NULL AND free_at <= {now} AND (rank = 0 OR NOT EXISTS (
                    SELECT 1 FROM inbox AS earlier
                    WHERE earlier.chat_id = heads.chat_id AND earlier.rank > 0 AND earlier.done_at IS NULL
                    AND earlier.update_id < heads.update_id))
                ORDER BY rank, update_id LIMIT :wanted {lock})
            UPDATE inbox SET taken_by = :process, free_at = {now} + :lease, tries = tries + 1
            WHERE update_id IN (SELECT update_id FROM picked)
            RETURNING update_id, body, tries, {now} - received_at, rank = 0
            """
        )
        self._done = text(
            f"UPDATE inbox SET done_at = {now}, chat_id = 0, body = '', taken_by = NULL WHERE update_id IN :ids"
        ).bindparams(bindparam("ids", expanding=True))
        self._put_back = text(
            f"UPDATE inbox SET free_at = {now} + :delay, taken_by = NULL"
            " WHERE update_id = :update_id AND taken_by = :process"
        )
        self._let_go = text(
            "UPDATE inbox SET free_at = 0, taken_by = NULL, tries = tries - 1"
            " WHERE taken_by = :process AND done_at IS NULL"
        )
        # What is being marked as done at this moment is passed over: waiting for it could end in a deadlock.
        self._renew = text(
            f"""
            WITH held AS MATERIALIZED (
                SELECT update_id FROM inbox WHERE taken_by = :process AND done_at IS NULL {lock})
            UPDATE inbox SET free_at = {now} + :lease WHERE update_id IN (SELECT update_id FROM held)
            """
        )
        self._backlog = text(f"SELECT count(*), coalesce({now} - min(received_at), 0) FROM inbox WHERE done_at IS NULL")
        self._clean = text(f"DELETE FROM inbox WHERE done_at < {now} - :kept")

    def put(self, updates: Sequence[Incoming]) -> int:
        """Keep these updates; those that are here already, done or not, are left as they are. Returns how many are new."""
        if not updates:
            return 0
        rows = [
            {"update_id": u.update_id, "chat_id": u.chat_id, "rank": 0 if u.is_urgent else 1, "body": u.body}
            for u in updates
        ]
        with self.engine.connect() as connection, self._on_disk(connection):
            self._begin(connection)
            new = connection.execute(self._put, rows).rowcount
            connection.commit()
        return new

    def turn(self, done: Sequence[int], wanted: int) -> list[Taken]:
        """Mark these updates as done and take as many as wanted of those that may be handled now, the oldest first."""
        with self.engine.connect() as connection:
            self._begin(connection)
            if done:
                connection.execute(self._done, {"ids": list(done)})
            values = {"wanted": wanted, "process": self.process, "lease": self.lease}
            rows = connection.execute(self._take, values).all() if wanted > 0 else []
            connection.commit()
        found = [Taken(*row) for row in rows]
        return sorted(found, key=lambda taken: (not taken.is_urgent, taken.update_id))

    def put_back(self, update_id: int, delay: float) -> None:
        """Let an update be handled again after so many seconds; its chat waits for it."""
        self._run(self._put_back, update_id=update_id, delay=delay, process=self.process)

    def let_go(self) -> None:
        """Hand over at once what this process holds, as it ends."""
        self._run(self._let_go, process=self.process)

    def renew(self) -> None:
        """Go on holding what this process holds."""
        self._run(self._renew, process=self.process, lease=self.lease)

    def clean(self, kept: float = KEPT_SECONDS) -> None:
        """Forget what was done long ago."""
        self._run(self._clean, kept=kept)

    def depth(self) -> int:
        """How many updates are not done yet."""
        with self.engine.connect() as connection:
            return int(connection.execute(text("SELECT count(*) FROM inbox WHERE done_at IS NULL")).scalar_one())

    def backlog(self) -> Backlog:
        """What is not done yet, in figures."""
        with self.engine.connect() as connection:
            return Backlog(*connection.execute(self._backlog).one())

    def _run(self, statement: object, **values: object) -> None:
        with self.engine.connect() as connection:
            self._begin(connection)
            connection.execute(statement, values)  # type: ignore[call-overload]
            connection.commit()

    @contextlib.contextmanager
    def _on_disk(self, connection: Connection) -> Iterator[None]:
        """What is committed here outlasts a power cut: Telegram, once told that it has arrived, forgets it.

        All else that SQLite commits waits for no disk; lost, it would only be done again.
        """
        if not self._is_sqlite:  # PostgreSQL waits for the disk each time
            yield
            return
        connection.exec_driver_sql("PRAGMA synchronous=FULL")
        try:
            yield
        finally:
            connection.rollback()  # of what failed; within a transaction the next line would be refused
            connection.exec_driver_sql("PRAGMA synchronous=NORMAL")

    def _begin(self, connection: Connection) -> None:
        # A SQLite transaction that reads first could not write when another has written meanwhile.
        if self._is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
