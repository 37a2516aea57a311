"""How many questions had which outcome, by day."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import BigInteger, Engine, String, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.storage.database import Table

KEPT_DAYS = 90


class CounterRow(Table):
    """How often something happened on a day."""

    __tablename__ = "counters"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)


class Counters:
    """Counts by day (UTC), for ninety days; several processes may count at once."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time):
        self._engine = engine
        self._clock = clock

    def add(self, name: str) -> None:
        """One more today."""
        day = self.today().isoformat()
        one_more = (
            update(CounterRow)
            .where(CounterRow.day == day, CounterRow.name == name)
            .values({CounterRow.count: CounterRow.count + 1})
        )
        for _ in range(2):
            with self._engine.begin() as connection:
                if connection.execute(one_more).rowcount:
                    return
            try:
                with self._engine.begin() as connection:
                    connection.execute(insert(CounterRow).values(day=day, name=name, count=1))
                    oldest = (self.today() - timedelta(days=KEPT_DAYS)).isoformat()
                    connection.execute(delete(CounterRow).where(CounterRow.day < oldest))
                return
            except IntegrityError:
                continue  # another process was first, so there is a row to add to

    def of(self, day: date) -> Mapping[str, int]:
        """The counts of a day by name."""
        with Session(self._engine) as session:
            rows = session.scalars(select(CounterRow).where(CounterRow.day == day.isoformat()))
            return {row.name: row.count for row in rows}

    def today(self) -> date:
        """The day that is counted for now."""
        return datetime.fromtimestamp(self._clock(), UTC).date()
