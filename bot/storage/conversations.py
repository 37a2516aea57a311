"""The conversations going on, as text; shared by all processes, and deleted when they are over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import BigInteger, Double, Engine, String, Text, bindparam, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database import Table

Door = Literal["member", "guest"]


class ConversationRow(Table):
    """What one person said last in one chat and topic (0 where there are none).

    door is how the bot came to be there: a chat where it is a guest may have the id of another one that it is in.
    """

    __tablename__ = "conversations"

    door: Mapped[str] = mapped_column(String(8), primary_key=True)
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


_WHERE = "door = :door AND chat_id = :chat_id AND thread_id = :thread_id AND user_id = :user_id"
_GET = text(f"SELECT body FROM conversations WHERE {_WHERE} AND at > :oldest")
_KEEP = text(
    "INSERT INTO conversations (door, chat_id, thread_id, user_id, body, at)"
    " VALUES (:door, :chat_id, :thread_id, :user_id, :body, :at)"
    " ON CONFLICT (door, chat_id, thread_id, user_id) DO UPDATE SET body = excluded.body, at = excluded.at"
)
_FORGET_OLD = text("DELETE FROM conversations WHERE door = :door AND at <= :oldest")
_FORGET_CHATS = text(
    "DELETE FROM conversations WHERE door = :door AND (chat_id IN :ids OR user_id IN :ids)"
).bindparams(bindparam("ids", expanding=True))
_MOVE = text(
    "UPDATE conversations SET chat_id = :new WHERE door = :door AND chat_id = :old AND NOT EXISTS ("
    " SELECT 1 FROM conversations AS later WHERE later.door = :door AND later.chat_id = :new"
    " AND later.thread_id = conversations.thread_id AND later.user_id = conversations.user_id)"
)


class KeptConversations:
    """Keeps the last word of each conversation by one door."""

    def __init__(self, engine: Engine, door: Door = "member"):
        self._engine = engine
        self._door = door

    def get(self, place: Place, oldest: float) -> str | None:
        """What was kept for a place after a point of time, in seconds."""
        with self._engine.connect() as connection:
            found: str | None = connection.execute(_GET, self._at(place) | {"oldest": oldest}).scalar()
        return found

    def keep(self, place: Place, body: str, at: float) -> None:
        """Keep this in place of what was kept before."""
        with self._engine.begin() as connection:
            connection.execute(_KEEP, self._at(place) | {"body": body, "at": at})

    def forget_old(self, oldest: float) -> None:
        """Delete what was said before a point of time."""
        with self._engine.begin() as connection:
            connection.execute(_FORGET_OLD, {"door": self._door, "oldest": oldest})

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete what was said in these chats, and by the people to whose private chats these ids belong."""
        with self._engine.begin() as connection:
            connection.execute(_FORGET_CHATS, {"door": self._door, "ids": list(chat_ids)})

    def move(self, old: int, new: int) -> None:
        """A chat has got another id; what was said there since under the new one stays."""
        with self._engine.begin() as connection:
            connection.execute(_MOVE, {"door": self._door, "old": old, "new": new})

    def _at(self, place: Place) -> dict[str, object]:
        where = {"chat_id": place.chat_id, "thread_id": place.thread_id, "user_id": place.user_id}
        return {"door": self._door, **where}
