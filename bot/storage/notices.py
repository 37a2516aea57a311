"""What one process tells all others on the same database: how often something was called for."""

from __future__ import annotations

from sqlalchemy import BigInteger, Engine, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database import Table


class NoticeRow(Table):
    """Something that every process is to do, and how often it was called for so far."""

    __tablename__ = "notices"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


_NUMBER = text("SELECT number FROM notices WHERE name = :name")
_POST = text(
    "INSERT INTO notices (name, number) VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET number = notices.number + 1"
    " RETURNING number"
)


class Notices:
    """Calls to every process to do one thing."""

    def __init__(self, engine: Engine, name: str):
        self._engine = engine
        self._name = name
        self._seen = self._number()

    def post(self) -> None:
        """Call for it once more; this process itself has done it already."""
        with self._engine.begin() as connection:
            self._seen = connection.execute(_POST, {"name": self._name}).scalar_one()

    def is_new(self) -> bool:
        """Whether it was called for since this was asked last."""
        before, self._seen = self._seen, self._number()
        return self._seen != before

    def _number(self) -> int:
        with self._engine.connect() as connection:
            return connection.execute(_NUMBER, {"name": self._name}).scalar() or 0
