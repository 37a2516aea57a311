"""Which chats want this day in history, and when; each post is claimed before it is sent, so that none is sent twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import BigInteger, CursorResult, Engine, Result, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.storage.database import Table


class DailyRow(Table):
    """When a chat gets its daily post; hour and next_at are empty once it wants none, until it may be forgotten."""

    __tablename__ = "daily"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(64))
    hour: Mapped[int | None]
    next_at: Mapped[int | None] = mapped_column(BigInteger, index=True)
    last_day: Mapped[str] = mapped_column(String(10))


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat's wish for daily posts: at which hour in which time zone, in which language and topic.

    next_at is when the next one is due, in seconds since 1970; last_day the day (2026-11-24) of the last one, or "".
    """

    chat_id: int
    thread_id: int | None
    language: str
    zone: str
    hour: int
    next_at: int
    last_day: str = ""


class Daily:
    """The subscriptions; shared by all processes on one database."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def get(self, chat_id: int) -> Subscription | None:
        """What this chat wants, if it wants daily posts."""
        with Session(self._engine) as session:
            row = session.get(DailyRow, chat_id)
            return _subscription(row) if row else None

    def last_day(self, chat_id: int) -> str:
        """The day of the last post of this chat, even if it wants none any more."""
        with Session(self._engine) as session:
            row = session.get(DailyRow, chat_id)
            return row.last_day if row else ""

    def keep(self, wanted: Subscription) -> None:
        """Keep what a chat wants in place of what it wanted before; the day of its last post stays as it is."""
        values = {
            "thread_id": wanted.thread_id,
            "language": wanted.language,
            "zone": wanted.zone,
            "hour": wanted.hour,
            "next_at": wanted.next_at,
        }
        with Session(self._engine) as session, session.begin():
            changed = session.execute(update(DailyRow).where(DailyRow.chat_id == wanted.chat_id).values(**values))
            if _count(changed) == 0:
                session.add(DailyRow(chat_id=wanted.chat_id, last_day=wanted.last_day, **values))

    def due(self, now: int) -> tuple[Subscription, ...]:
        """The subscriptions whose next post is due, the longest due first."""
        with Session(self._engine) as session:
            rows = session.scalars(select(DailyRow).where(DailyRow.next_at <= now).order_by(DailyRow.next_at)).all()
            return tuple(found for found in map(_subscription, rows) if found)

    def claim(self, subscription: Subscription, next_at: int, day: str) -> bool:
        """Take the due post of this day, and set when the next one is due.

        False when another process was first, or when this day's post was sent already and is only passed over.
        """
        due = update(DailyRow).where(DailyRow.chat_id == subscription.chat_id, DailyRow.next_at == subscription.next_at)
        with self._engine.begin() as connection:
            taken = connection.execute(due.where(DailyRow.last_day < day).values(next_at=next_at, last_day=day))
            if _count(taken) == 1:
                return True
            connection.execute(due.values(next_at=next_at))
            return False

    def end(self, chat_id: int) -> bool:
        """Send no more; False when nothing was to be sent. That today's was sent is remembered until it is forgotten."""
        statement = update(DailyRow).where(DailyRow.chat_id == chat_id, DailyRow.hour.is_not(None))
        with self._engine.begin() as connection:
            return _count(connection.execute(statement.values(hour=None, next_at=None))) == 1

    def move(self, old: int, new: int) -> None:
        """A group has become a supergroup with another id: its subscription goes along; a second time changes nothing."""
        with Session(self._engine) as session, session.begin():
            row = session.get(DailyRow, old)
            if row is not None:
                session.execute(delete(DailyRow).where(DailyRow.chat_id == new))
                session.execute(update(DailyRow).where(DailyRow.chat_id == old).values(chat_id=new))

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete what these chats wanted."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(DailyRow).where(DailyRow.chat_id.in_(chat_ids)))

    def forget_ended(self, before_day: str) -> None:
        """Delete what is over, where the last post was before this day."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(DailyRow).where(DailyRow.hour.is_(None), DailyRow.last_day < before_day))


def _count(result: Result[Any]) -> int:
    """How many rows a statement changed."""
    return int(cast("CursorResult[Any]", result).rowcount)


def _subscription(row: DailyRow) -> Subscription | None:
    if row.hour is None or row.next_at is None:
        return None
    return Subscription(row.chat_id, row.thread_id, row.language, row.zone, row.hour, row.next_at, row.last_day)
