"""How each chat wants to be answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

from sqlalchemy import BigInteger, Engine, String, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.storage.database import Table

AnswerLanguage = Literal["auto", "en", "es", "zh"]
Length = Literal["full", "short"]
Choosers = Literal["anyone", "asker", "administrators"]
Option = TypeVar("Option", bound=str)


@dataclass(frozen=True, slots=True)
class ChatPreferences:
    """What can be set for a chat: language auto means that of the question, choosers who may press an answer's choices."""

    language: AnswerLanguage = "auto"
    length: Length = "full"
    unaddressed: bool = False
    choosers: Choosers = "anyone"


class ChatRow(Table):
    """The preferences of a chat that has set any."""

    __tablename__ = "chats"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(String(8))
    length: Mapped[str] = mapped_column(String(8))
    unaddressed: Mapped[bool]
    choosers: Mapped[str] = mapped_column(String(16))


# As text, since the mapper takes several times as long, and each question needs it.
_GET = text("SELECT language, length, unaddressed, choosers FROM chats WHERE chat_id = :chat_id")


class ChatSettings:
    """Keeps the preferences of chats; a chat that wants nothing special leaves no trace."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def get(self, chat_id: int) -> ChatPreferences:
        """What this chat has set, or what holds for all."""
        with self._engine.connect() as connection:
            row = connection.execute(_GET, {"chat_id": chat_id}).one_or_none()
        if row is None:
            return ChatPreferences()
        return ChatPreferences(
            known(row.language, get_args(AnswerLanguage), "auto"),
            known(row.length, get_args(Length), "full"),
            bool(row.unaddressed),
            known(row.choosers, get_args(Choosers), "anyone"),
        )

    def set(self, chat_id: int, preferences: ChatPreferences) -> None:
        """Keep the preferences of a chat in place of those before."""
        with Session(self._engine) as session, session.begin():
            if preferences == ChatPreferences():
                session.execute(delete(ChatRow).where(ChatRow.chat_id == chat_id))
                return
            session.merge(
                ChatRow(
                    chat_id=chat_id,
                    language=preferences.language,
                    length=preferences.length,
                    unaddressed=preferences.unaddressed,
                    choosers=preferences.choosers,
                )
            )

    def move(self, old: int, new: int) -> None:
        """A group has become a supergroup with another id: its preferences go along; a second time changes nothing."""
        preferences = self.get(old)
        if preferences != ChatPreferences():
            self.set(new, preferences)
            self.forget_chats([old])

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete what these chats have set."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(ChatRow).where(ChatRow.chat_id.in_(chat_ids)))

    def count(self) -> int:
        """How many chats have set anything."""
        with Session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(ChatRow)) or 0


def known(value: str, options: Sequence[Option], otherwise: Option) -> Option:
    """The option of this name; another one for a value that this version does not know."""
    return next((option for option in options if option == value), otherwise)
