"""How often something happened lately: what people ask, press and type; shared by all processes on one database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Double, Engine, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.database import CLOCKS, Table


class HitRow(Table):
    """One question, press or the like of one person or group; it counts until then."""

    __tablename__ = "hits"
    __table_args__ = (Index("hits_of_holder", "holder", "bucket", "until"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    bucket: Mapped[str] = mapped_column(Text)
    holder: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[float] = mapped_column(Double)


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may happen within a window of so many seconds, for one holder: a person or a group."""

    bucket: str
    holder: int
    most: int
    window: float = 60.0


class Rates:
    """Counts in windows that move along; a fault of the database raises one of UNREACHABLE."""

    def __init__(self, engine: Engine):
        self._engine = engine
        now = CLOCKS[engine.dialect.name]
        counted = f"SELECT count(*) FROM hits WHERE holder = :holder AND bucket = :bucket AND until > {now}"
        self._count = text(counted)
        self._hit = text(
            f"INSERT INTO hits (bucket, holder, until) SELECT :bucket, :holder, {now} + :window WHERE ({counted}) < :most"
        )
        self._forget_old = text(f"DELETE FROM hits WHERE until <= {now}")

    def hit(self, *limits: Limit) -> bool:
        """Count once towards each of these; False, and counted towards none, when one of them is reached."""
        with self._engine.connect() as connection:
            for limit in limits:
                if connection.execute(self._hit, _values(limit)).rowcount == 0:
                    return False  # what is not committed has not been counted
            connection.commit()
        return True

    def has_room(self, limit: Limit) -> bool:
        """Whether it may happen once more; counts nothing."""
        with self._engine.connect() as connection:
            found: int = connection.execute(self._count, _values(limit)).scalar_one()
        return found < limit.most

    def forget_old(self) -> None:
        """Delete what does not count any more."""
        with self._engine.begin() as connection:
            connection.execute(self._forget_old)


def _values(limit: Limit) -> dict[str, object]:
    # asdict takes ten times as long.
    return {"bucket": limit.bucket, "holder": limit.holder, "most": limit.most, "window": limit.window}
