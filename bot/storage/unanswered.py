"""The questions that were not answered, or answered badly: what to add to the base, and never who asked."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast

from sqlalchemy import BigInteger, Engine, String, Text, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.storage.database import Table
from bot.storage.redaction import folded, redacted

Kind = Literal["none", "declined", "wrong"]
MOST_KEPT = 5_000
MOST_NEAR = 5


class UnansweredRow(Table):
    """A question with how often it was put; the key stands for its folded text, language and kind."""

    __tablename__ = "unanswered"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(8))
    near: Mapped[str] = mapped_column(Text)
    day: Mapped[str] = mapped_column(String(10), index=True)
    count: Mapped[int] = mapped_column(BigInteger)


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question as it is kept: kind is none of the choices, declined, or an answer called wrong; day is the last one."""

    key: str
    text: str
    language: str
    kind: Kind
    near: tuple[str, ...]
    day: str
    count: int


class Unanswered:
    """Keeps questions to learn from; when there are too many, what was asked least and longest ago goes."""

    def __init__(self, engine: Engine, most: int = MOST_KEPT, clock: Callable[[], float] = time.time):
        self._engine = engine
        self._most = most
        self._clock = clock

    def record(self, text: str, language: str, kind: Kind, near: Sequence[str], names: Sequence[str] = ()) -> None:
        """Count a question without what tells of people; near are the nearest facts, names those of users in the text."""
        text = redacted(text, names)
        same = folded(text)
        if not same:
            return
        key = hashlib.sha256(f"{language}\n{kind}\n{same}".encode()).hexdigest()
        day = datetime.fromtimestamp(self._clock(), UTC).date().isoformat()
        nearest = json.dumps(list(near[:MOST_NEAR]))
        again = (
            update(UnansweredRow)
            .where(UnansweredRow.key == key)
            .values({UnansweredRow.count: UnansweredRow.count + 1, UnansweredRow.near: nearest, UnansweredRow.day: day})
        )
        first = insert(UnansweredRow).values(
            key=key, text=text, language=language, kind=kind, near=nearest, day=day, count=1
        )
        for _ in range(2):
            with self._engine.begin() as connection:
                if connection.execute(again).rowcount:
                    return
            try:
                with self._engine.begin() as connection:
                    connection.execute(first)
                break
            except IntegrityError:
                continue  # another process was first, so there is a row to add to
        self._keep_within_bounds(key)

    def all(self) -> list[UnansweredQuestion]:
        """Everything that is kept, what was asked most often first."""
        order = (UnansweredRow.count.desc(), UnansweredRow.day.desc(), UnansweredRow.text)
        with Session(self._engine) as session:
            return [
                UnansweredQuestion(
                    row.key,
                    row.text,
                    row.language,
                    cast(Kind, row.kind),
                    tuple(json.loads(row.near)),
                    row.day,
                    row.count,
                )
                for row in session.scalars(select(UnansweredRow).order_by(*order))
            ]

    def delete(self, keys: Sequence[str]) -> None:
        """Forget these questions."""
        with self._engine.begin() as connection:
            for start in range(0, len(keys), 500):
                connection.execute(delete(UnansweredRow).where(UnansweredRow.key.in_(keys[start : start + 500])))

    def _keep_within_bounds(self, newest: str) -> None:
        with Session(self._engine) as session:
            over = (session.scalar(select(func.count()).select_from(UnansweredRow)) or 0) - self._most
            if over <= 0:
                return
            order = (UnansweredRow.count, UnansweredRow.day, UnansweredRow.key)
            least = select(UnansweredRow.key).where(UnansweredRow.key != newest).order_by(*order).limit(over)
            keys = list(session.scalars(least))
        self.delete(keys)
