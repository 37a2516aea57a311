"""How much each person asked within the last minute; shared by all processes on one database."""

from __future__ import annotations

from sqlalchemy import BigInteger, Double, Engine, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database import CLOCKS, Table

WINDOW_SECONDS = 60.0


class HitRow(Table):
    """One question of one person."""

    __tablename__ = "hits"
    __table_args__ = (Index("hits_of_user", "user_id", "at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[float] = mapped_column(Double)


class Rates:
    """Counts questions in a window that moves along."""

    def __init__(self, engine: Engine, most: int, window: float = WINDOW_SECONDS):
        self._engine = engine
        self._most = most
        self._window = window
        now = CLOCKS[engine.dialect.name]
        self._hit = text(
            f"INSERT INTO hits (user_id, at) SELECT :user_id, {now} WHERE"
            f" (SELECT count(*) FROM hits WHERE user_id = :user_id AND at > {now} - :window) < :most"
        )
        self._forget_old = text(f"DELETE FROM hits WHERE at <= {now} - :window")

    def hit(self, user_id: int) -> bool:
        """Count a question; False, and not counted, when there were too many already."""
        with self._engine.begin() as connection:
            values = {"user_id": user_id, "window": self._window, "most": self._most}
            return connection.execute(self._hit, values).rowcount > 0

    def forget_old(self) -> None:
        """Delete what does not count any more."""
        with self._engine.begin() as connection:
            connection.execute(self._forget_old, {"window": self._window})
