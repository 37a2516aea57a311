"""What every handler shares: the finder, the memory, the settings."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from bot.answers.conversation import MEMORY_SECONDS, Conversation
from bot.matching.finder import Finder
from bot.settings import Settings
from bot.storage.answers import Answers
from bot.storage.conversations import KeptConversations
from bot.storage.conversations import Place as KeptPlace
from bot.storage.rates import Rates

Place = tuple[int, int | None, int]


class Conversations:
    """The conversations going on, by chat, topic and user; each is forgotten after ten minutes."""

    def __init__(self, kept: KeptConversations, clock: Callable[[], float] = time.time):
        self._kept = kept
        self._clock = clock

    def get(self, place: Place) -> Conversation | None:
        """What was said last; None when that is too long ago."""
        body = self._kept.get(_kept_place(place), self._clock() - MEMORY_SECONDS)
        if body is None:
            return None
        question, facts, language, at = json.loads(body)
        return Conversation(question, tuple(facts), language, at)

    def keep(self, place: Place, conversation: Conversation) -> None:
        """Remember what was said last."""
        said = conversation
        body = json.dumps([said.question, said.facts, said.language, said.at], ensure_ascii=False)
        self._kept.keep(_kept_place(place), body, said.at)

    def forget_old(self) -> None:
        """Delete what was said too long ago."""
        self._kept.forget_old(self._clock() - MEMORY_SECONDS)

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete what was said in these chats."""
        self._kept.forget_chats(chat_ids)


def _kept_place(place: Place) -> KeptPlace:
    chat_id, thread_id, user_id = place
    return KeptPlace(chat_id, thread_id or 0, user_id)


class Turns:
    """Lets one answer at a time be written to each message: a question and its edit may come together."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    def of(self, chat_id: int, message_id: int) -> asyncio.Lock:
        """The lock of one message; it is gone when nobody holds or awaits it."""
        lock = self._locks.get((chat_id, message_id)) or asyncio.Lock()
        self._locks[chat_id, message_id] = lock
        return lock


@dataclass
class House:
    """One running bot: what it knows, what it remembers, how it is set."""

    settings: Settings
    finder: Finder
    answers: Answers
    conversations: Conversations
    rates: Rates
    turns: Turns = field(default_factory=Turns)
