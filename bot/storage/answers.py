"""The answers given lately: which message answered which question."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from bot.storage.database import AnswerRow

KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The messages that answered one question, and the facts they gave."""

    message_ids: tuple[int, ...]
    fact_ids: tuple[str, ...]
    language: str


class Answers:
    """Remembers answers for a day."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def remember(self, chat_id: int, question_id: int, given: GivenAnswer) -> None:
        """Keep what answered a question, in place of what was kept before."""
        with Session(self._engine) as session, session.begin():
            session.merge(
                AnswerRow(
                    chat_id=chat_id,
                    question_id=question_id,
                    answer_ids=json.dumps(given.message_ids),
                    fact_ids=json.dumps(given.fact_ids),
                    language=given.language,
                    at=int(time.time()),
                )
            )

    def find(self, chat_id: int, question_id: int) -> GivenAnswer | None:
        """What answered this question within the last day."""
        with Session(self._engine) as session:
            row = session.get(AnswerRow, (chat_id, question_id))
            if row is None or row.at < time.time() - KEPT_SECONDS:
                return None
            return GivenAnswer(tuple(json.loads(row.answer_ids)), tuple(json.loads(row.fact_ids)), row.language)

    def forget_old(self) -> None:
        """Delete what is older than a day."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AnswerRow).where(AnswerRow.at < int(time.time()) - KEPT_SECONDS))

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete everything that belongs to these chats."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AnswerRow).where(AnswerRow.chat_id.in_(chat_ids)))
