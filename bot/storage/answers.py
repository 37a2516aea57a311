"""The answers given lately: which message answered which question."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete, text
from sqlalchemy.orm import Session

from bot.storage.database import AnswerRow

KEPT_SECONDS = 24 * 3600
# As text, since the mapper takes several times as long, and each question needs both.
_REMEMBER = text(
    "INSERT INTO answers (chat_id, question_id, answer_ids, fact_ids, language, at)"
    " VALUES (:chat_id, :question_id, :answer_ids, :fact_ids, :language, :at)"
    " ON CONFLICT (chat_id, question_id) DO UPDATE SET"
    " answer_ids = excluded.answer_ids, fact_ids = excluded.fact_ids, language = excluded.language, at = excluded.at"
)
_FIND = text(
    "SELECT answer_ids, fact_ids, language FROM answers"
    " WHERE chat_id = :chat_id AND question_id = :question_id AND at >= :oldest"
)


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
        values = {
            "chat_id": chat_id,
            "question_id": question_id,
            "answer_ids": json.dumps(given.message_ids),
            "fact_ids": json.dumps(given.fact_ids),
            "language": given.language,
            "at": int(time.time()),
        }
        with self._engine.begin() as connection:
            connection.execute(_REMEMBER, values)

    def find(self, chat_id: int, question_id: int) -> GivenAnswer | None:
        """What answered this question within the last day."""
        values = {"chat_id": chat_id, "question_id": question_id, "oldest": time.time() - KEPT_SECONDS}
        with self._engine.connect() as connection:
            row = connection.execute(_FIND, values).one_or_none()
        return GivenAnswer(tuple(json.loads(row[0])), tuple(json.loads(row[1])), row[2]) if row else None

    def forget_old(self) -> None:
        """Delete what is older than a day."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AnswerRow).where(AnswerRow.at < int(time.time()) - KEPT_SECONDS))

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete everything that belongs to these chats."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AnswerRow).where(AnswerRow.chat_id.in_(chat_ids)))
