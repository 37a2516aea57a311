"""The conversations going on, as text; shared by all processes, and deleted when they are over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Double, Engine, Text, bindparam, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database import Table


class ConversationRow(Table):
    """What one person said last in one chat and topic (0 where there are none)."""

    __tablename__ = "conversations"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    thread_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[float] = mapped_column(Double, index=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where and with whom a conversation goes on."""

    chat_id: int
    thread_id: int
    user_id: int


_WHERE = "chat_id = :chat_id AND thread_id = :thread_id AND user_id = :user_id"
_GET = text(f"SELECT body FROM conversations WHERE {_WHERE} AND at > :oldest")
_KEEP = text(
    "INSERT INTO conversations (chat_id, thread_id, user_id, body, at)"
    " VALUES (:chat_id, :thread_id, :user_id, :body, :at)"
    " ON CONFLICT (chat_id, thread_id, user_id) DO UPDATE SET body = excluded.body, at = excluded.at"
)
_FORGET_OLD = text("DELETE FROM conversations WHERE at <= :oldest")
_FORGET_CHATS = text("DELETE FROM conversations WHERE chat_id IN :ids").bindparams(bindparam("ids", expanding=True))


class KeptConversations:
    """Keeps the last word of each conversation."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def get(self, place: Place, oldest: float) -> str | None:
        """What was kept for a place after a point of time, in seconds."""
        values = {"chat_id": place.chat_id, "thread_id": place.thread_id, "user_id": place.user_id, "oldest": oldest}
        with self._engine.connect() as connection:
            found: str | None = connection.execute(_GET, values).scalar()
        return found

    def keep(self, place: Place, body: str, at: float) -> None:
        """Keep this in place of what was kept before."""
        values = {"chat_id": place.chat_id, "thread_id": place.thread_id, "user_id": place.user_id}
        with self._engine.begin() as connection:
            connection.execute(_KEEP, values | {"body": body, "at": at})

    def forget_old(self, oldest: float) -> None:
        """Delete what was said before a point of time."""
        with self._engine.begin() as connection:
            connection.execute(_FORGET_OLD, {"oldest": oldest})

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete everything that was said in these chats."""
        with self._engine.begin() as connection:
            connection.execute(_FORGET_CHATS, {"ids": list(chat_ids)})
