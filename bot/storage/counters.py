"""How many questions had which outcome, by day."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import BigInteger, Engine, String, delete, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.storage.database import Table

KEPT_DAYS = 90


class CounterRow(Table):
    """How often something happened on a day."""

    __tablename__ = "counters"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)


# As text, since the mapper takes several times as long, and each question counts.
_ADD = text(
    "INSERT INTO counters (day, name, count) VALUES (:day, :name, 1)"
    " ON CONFLICT (day, name) DO UPDATE SET count = counters.count + 1 RETURNING count"
)


class Counters:
    """Counts by day (UTC), for ninety days; several processes may count at once."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time):
        self._engine = engine
        self._clock = clock

    def add(self, name: str) -> None:
        """One more today."""
        with self._engine.begin() as connection:
            added = connection.execute(_ADD, {"day": self.today().isoformat(), "name": name}).scalar_one()
            if added == 1:  # a new day
                oldest = (self.today() - timedelta(days=KEPT_DAYS)).isoformat()
                connection.execute(delete(CounterRow).where(CounterRow.day < oldest))

    def of(self, day: date) -> Mapping[str, int]:
        """The counts of a day by name."""
        with Session(self._engine) as session:
            rows = session.scalars(select(CounterRow).where(CounterRow.day == day.isoformat()))
            return {row.name: row.count for row in rows}

    def today(self) -> date:
        """The day that is counted for now."""
        return datetime.fromtimestamp(self._clock(), UTC).date()
