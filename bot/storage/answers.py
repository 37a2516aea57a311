"""The answers given lately: which message answered which question."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from bot.storage.database import AnswerRow

EDITED_SECONDS = 24 * 3600
KEPT_SECONDS = 7 * EDITED_SECONDS
TIDIED_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The messages that answered one question, and the facts they gave.

    says_more: there is more in it than one fact (a lead, a list), so that it cannot be written again from the fact.
    """

    message_ids: tuple[int, ...]
    fact_ids: tuple[str, ...]
    language: str
    says_more: bool = False
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer with the chat that it stands in."""

    chat_id: int
    question_id: int
    given: GivenAnswer


class Answers:
    """Remembers answers: a day for edited questions, a week for corrections."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._tidied = 0.0

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
                    says_more=given.says_more,
                    thread_id=given.thread_id,
                    at=int(time.time()),
                )
            )
        if time.time() > self._tidied + TIDIED_SECONDS:
            self._tidied = time.time()
            self.forget_old()

    def find(self, chat_id: int, question_id: int) -> GivenAnswer | None:
        """What answered this question within the last day."""
        with Session(self._engine) as session:
            row = session.get(AnswerRow, (chat_id, question_id))
            return _given(row) if row and row.at >= time.time() - EDITED_SECONDS else None

    def that_gave(self, fact_ids: Collection[str]) -> list[PastAnswer]:
        """The answers of the last week that gave any of these facts, the newest first."""
        lately = select(AnswerRow).where(AnswerRow.at >= int(time.time()) - KEPT_SECONDS).order_by(AnswerRow.at.desc())
        with Session(self._engine) as session:
            found = (PastAnswer(row.chat_id, row.question_id, _given(row)) for row in session.scalars(lately))
            return [past for past in found if not set(fact_ids).isdisjoint(past.given.fact_ids)]

    def forget_old(self) -> None:
        """Delete what is older than a week."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AnswerRow).where(AnswerRow.at < int(time.time()) - KEPT_SECONDS))

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete everything that belongs to these chats."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(AnswerRow).where(AnswerRow.chat_id.in_(chat_ids)))


def _given(row: AnswerRow) -> GivenAnswer:
    messages, facts = json.loads(row.answer_ids), json.loads(row.fact_ids)
    return GivenAnswer(tuple(messages), tuple(facts), row.language, row.says_more, row.thread_id)
