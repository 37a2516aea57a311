"""The answers given lately: which message answered which question, and in which conversation."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, TextClause, delete, text
from sqlalchemy.orm import Session

from bot.storage.database import AnswerMessageRow, AnswerRow

KEPT_SECONDS = 24 * 3600
# As text, since the mapper takes several times as long, and each question needs both.
_REMEMBER = text(
    "INSERT INTO given_answers (chat_id, question_id, answer_ids, fact_ids, language, asker_id, before, after, at)"
    " VALUES (:chat_id, :question_id, :answer_ids, :fact_ids, :language, :asker_id, :before, :after, :at)"
    " ON CONFLICT (chat_id, question_id) DO UPDATE SET"
    " answer_ids = excluded.answer_ids, fact_ids = excluded.fact_ids, language = excluded.language,"
    " asker_id = excluded.asker_id, before = excluded.before, after = excluded.after, at = excluded.at"
)
_REMEMBER_MESSAGE = text(
    "INSERT INTO answer_messages (chat_id, message_id, question_id, at) VALUES (:chat_id, :message_id, :question_id, :at)"
    " ON CONFLICT (chat_id, message_id) DO UPDATE SET question_id = excluded.question_id, at = excluded.at"
)
_FIND = text(
    "SELECT answer_ids, fact_ids, language, asker_id, before, after FROM given_answers"
    " WHERE chat_id = :chat_id AND question_id = :question_id AND at >= :oldest"
)
_FIND_QUESTION = text(
    "SELECT question_id FROM answer_messages WHERE chat_id = :chat_id AND message_id = :message_id AND at >= :oldest"
)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The messages that answered one question, and the facts they gave.

    asker_id is who asked (0: nobody known); before and after are the conversation around the question, as JSON.
    """

    message_ids: tuple[int, ...]
    fact_ids: tuple[str, ...]
    language: str
    asker_id: int = 0
    before: str = ""
    after: str = ""


class Answers:
    """Remembers answers for a day."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def remember(self, chat_id: int, question_id: int, given: GivenAnswer) -> None:
        """Keep what answered a question, in place of what was kept before.

        A fact that a button opened answers no message of a person; its own message stands for the question.
        """
        values = {
            "chat_id": chat_id,
            "question_id": question_id,
            "answer_ids": json.dumps(given.message_ids),
            "fact_ids": json.dumps(given.fact_ids),
            "language": given.language,
            "asker_id": given.asker_id,
            "before": given.before,
            "after": given.after,
            "at": int(time.time()),
        }
        with self._engine.begin() as connection:
            connection.execute(_REMEMBER, values)
            if given.message_ids:
                connection.execute(_REMEMBER_MESSAGE, [values | {"message_id": i} for i in given.message_ids])

    def find(self, chat_id: int, question_id: int) -> GivenAnswer | None:
        """What answered this question within the last day."""
        row = self._one(_FIND, chat_id=chat_id, question_id=question_id)
        if row is None:
            return None
        messages, facts = json.loads(row.answer_ids), json.loads(row.fact_ids)
        return GivenAnswer(tuple(messages), tuple(facts), row.language, row.asker_id, row.before, row.after)

    def question_of(self, chat_id: int, message_id: int) -> int | None:
        """The id of the question that a message of the bot answered within the last day."""
        row = self._one(_FIND_QUESTION, chat_id=chat_id, message_id=message_id)
        return row[0] if row else None

    def given_in(self, chat_id: int, message_id: int) -> GivenAnswer | None:
        """The answer that a message of the bot is (part of)."""
        question_id = self.question_of(chat_id, message_id)
        return None if question_id is None else self.find(chat_id, question_id)

    def _one(self, statement: TextClause, **values: int) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return connection.execute(statement, values | {"oldest": time.time() - KEPT_SECONDS}).one_or_none()

    def forget_old(self) -> None:
        """Delete what is older than a day."""
        oldest = int(time.time()) - KEPT_SECONDS
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AnswerRow).where(AnswerRow.at < oldest))
            session.execute(delete(AnswerMessageRow).where(AnswerMessageRow.at < oldest))

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete everything that belongs to these chats."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AnswerRow).where(AnswerRow.chat_id.in_(chat_ids)))
            session.execute(delete(AnswerMessageRow).where(AnswerMessageRow.chat_id.in_(chat_ids)))
