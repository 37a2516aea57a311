"""Leases: what only one of several processes may do at a time, such as polling, and who does it now."""

from __future__ import annotations

from sqlalchemy import Double, Engine, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database import CLOCKS, Table


class LeaseRow(Table):
    """Who holds a task, and until when unless the lease is renewed."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[float] = mapped_column(Double)


class Lease:
    """One process's claim to one task."""

    def __init__(self, engine: Engine, name: str, holder: str, seconds: float = 6.0):
        self._engine = engine
        self.seconds = seconds
        self._values = {"name": name, "holder": holder, "seconds": seconds}
        now = CLOCKS[engine.dialect.name]
        self._hold = text(
            f"INSERT INTO leases (name, holder, until) VALUES (:name, :holder, {now} + :seconds)"
            " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until"
            f" WHERE leases.holder = excluded.holder OR leases.until < {now}"
        )
        self._let_go = text("DELETE FROM leases WHERE name = :name AND holder = :holder")

    def hold(self) -> bool:
        """Take or renew the lease; False while another process holds it."""
        with self._engine.begin() as connection:
            return connection.execute(self._hold, self._values).rowcount > 0

    def let_go(self) -> None:
        """Leave the task to others at once."""
        with self._engine.begin() as connection:
            connection.execute(self._let_go, {key: self._values[key] for key in ("name", "holder")})
