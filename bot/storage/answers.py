"""The answers given lately: which message answered which question, and in which conversation."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from bot.storage.database import AnswerMessageRow, AnswerRow

KEPT_SECONDS = 24 * 3600


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
        now = int(time.time())
        with Session(self._engine) as session, session.begin():
            session.merge(
                AnswerRow(
                    chat_id=chat_id,
                    question_id=question_id,
                    answer_ids=json.dumps(given.message_ids),
                    fact_ids=json.dumps(given.fact_ids),
                    language=given.language,
                    asker_id=given.asker_id,
                    before=given.before,
                    after=given.after,
                    at=now,
                )
            )
            for message_id in given.message_ids:
                session.merge(AnswerMessageRow(chat_id=chat_id, message_id=message_id, question_id=question_id, at=now))

    def find(self, chat_id: int, question_id: int) -> GivenAnswer | None:
        """What answered this question within the last day."""
        with Session(self._engine) as session:
            row = session.get(AnswerRow, (chat_id, question_id))
            if row is None or row.at < time.time() - KEPT_SECONDS:
                return None
            return GivenAnswer(
                tuple(json.loads(row.answer_ids)),
                tuple(json.loads(row.fact_ids)),
                row.language,
                row.asker_id,
                row.before,
                row.after,
            )

    def question_of(self, chat_id: int, message_id: int) -> int | None:
        """The id of the question that a message of the bot answered within the last day."""
        with Session(self._engine) as session:
            row = session.get(AnswerMessageRow, (chat_id, message_id))
            return row.question_id if row and row.at >= time.time() - KEPT_SECONDS else None

    def given_in(self, chat_id: int, message_id: int) -> GivenAnswer | None:
        """The answer that a message of the bot is (part of)."""
        question_id = self.question_of(chat_id, message_id)
        return None if question_id is None else self.find(chat_id, question_id)

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
