"""The answers given lately: which message answered which question, and in which conversation."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, TextClause, delete, select, text, update
from sqlalchemy.orm import Session

from bot.storage.database import AnswerMessageRow, AnswerRow

KEPT_SECONDS = 7 * 24 * 3600
# With an hour until the next tidying, words of questions are kept for a day at most.
WORDS_SECONDS = 24 * 3600 - 3600
# As text, since the mapper takes several times as long, and each question needs both. What is edited keeps its age, or its
# words would be kept for longer than a day.
_COLUMNS = "answer_ids, fact_ids, language, asker_id, before, after, says_more, thread_id"
_REMEMBER = text(
    f"INSERT INTO given_answers (chat_id, question_id, {_COLUMNS}, at)"
    " VALUES (:chat_id, :question_id, :answer_ids, :fact_ids, :language, :asker_id, :before, :after, :says_more,"
    " :thread_id, :at)"
    " ON CONFLICT (chat_id, question_id) DO UPDATE SET"
    " answer_ids = excluded.answer_ids, fact_ids = excluded.fact_ids, language = excluded.language,"
    " asker_id = excluded.asker_id, before = excluded.before, after = excluded.after, says_more = excluded.says_more,"
    " thread_id = excluded.thread_id,"
    " at = CASE WHEN given_answers.at >= :oldest THEN given_answers.at ELSE excluded.at END"
)
_REMEMBER_MESSAGE = text(
    "INSERT INTO answer_messages (chat_id, message_id, question_id, at) VALUES (:chat_id, :message_id, :question_id, :at)"
    " ON CONFLICT (chat_id, message_id) DO UPDATE SET question_id = excluded.question_id, at = excluded.at"
)
_FIND = text(
    f"SELECT {_COLUMNS} FROM given_answers WHERE chat_id = :chat_id AND question_id = :question_id AND at >= :oldest"
)
_FIND_QUESTION = text(
    "SELECT question_id FROM answer_messages WHERE chat_id = :chat_id AND message_id = :message_id AND at >= :oldest"
)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The messages that answered one question, and the facts they gave.

    asker_id is who asked (0: nobody known); before and after are the conversation around the question, as JSON, empty
    after a day. says_more: there is more in it than one fact (a lead, a list), so that it cannot be written again from
    the fact.
    """

    message_ids: tuple[int, ...]
    fact_ids: tuple[str, ...]
    language: str
    asker_id: int = 0
    before: str = ""
    after: str = ""
    says_more: bool = False
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer with the chat that it stands in."""

    chat_id: int
    question_id: int
    given: GivenAnswer


class Answers:
    """Remembers answers for a week, so that edits and corrections find them; the words of questions for a day."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def remember(self, chat_id: int, question_id: int, given: GivenAnswer) -> None:
        """Keep what answered a question, in place of what was kept before.

        A fact that a button opened answers no message of a person; its own message stands for the question.
        """
        now = int(time.time())
        values = {
            "chat_id": chat_id,
            "question_id": question_id,
            "answer_ids": json.dumps(given.message_ids),
            "fact_ids": json.dumps(given.fact_ids),
            "language": given.language,
            "asker_id": given.asker_id,
            "before": given.before,
            "after": given.after,
            "says_more": given.says_more,
            "thread_id": given.thread_id,
            "at": now,
            "oldest": now - KEPT_SECONDS,
        }
        with self._engine.begin() as connection:
            connection.execute(_REMEMBER, values)
            if given.message_ids:
                connection.execute(_REMEMBER_MESSAGE, [values | {"message_id": i} for i in given.message_ids])

    def find(self, chat_id: int, question_id: int) -> GivenAnswer | None:
        """What answered this question within the last week."""
        row = self._one(_FIND, chat_id=chat_id, question_id=question_id)
        return _given(row) if row else None

    def question_of(self, chat_id: int, message_id: int) -> int | None:
        """The id of the question that a message of the bot answered within the last week."""
        row = self._one(_FIND_QUESTION, chat_id=chat_id, message_id=message_id)
        return row[0] if row else None

    def given_in(self, chat_id: int, message_id: int) -> GivenAnswer | None:
        """The answer that a message of the bot is (part of)."""
        question_id = self.question_of(chat_id, message_id)
        return None if question_id is None else self.find(chat_id, question_id)

    def that_gave(self, fact_ids: Collection[str]) -> list[PastAnswer]:
        """The answers of the last week that gave any of these facts, the newest first."""
        oldest = int(time.time()) - KEPT_SECONDS
        lately = select(AnswerRow).where(AnswerRow.at >= oldest).order_by(AnswerRow.at.desc())
        with Session(self._engine) as session:
            found = (PastAnswer(row.chat_id, row.question_id, _given(row)) for row in session.scalars(lately))
            return [past for past in found if not set(fact_ids).isdisjoint(past.given.fact_ids)]

    def _one(self, statement: TextClause, **values: int) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return connection.execute(statement, values | {"oldest": time.time() - KEPT_SECONDS}).one_or_none()

    def forget_old(self) -> None:
        """Delete what is older than a week, and of what is older than a day the words of questions."""
        now = int(time.time())
        with Session(self._engine) as session, session.begin():
            for table in (AnswerRow, AnswerMessageRow):
                session.execute(delete(table).where(table.at < now - KEPT_SECONDS))
            wordless = update(AnswerRow).where(AnswerRow.at < now - WORDS_SECONDS, AnswerRow.after != "")
            session.execute(wordless.values(before="", after=""))

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete everything that belongs to these chats."""
        with Session(self._engine) as session, session.begin():
            for table in (AnswerRow, AnswerMessageRow):
                session.execute(delete(table).where(table.chat_id.in_(chat_ids)))


def _given(row: AnswerRow | Row[Any]) -> GivenAnswer:
    return GivenAnswer(
        tuple(json.loads(row.answer_ids)),
        tuple(json.loads(row.fact_ids)),
        row.language,
        row.asker_id,
        row.before,
        row.after,
        bool(row.says_more),
        row.thread_id,
    )
