"""What every handler shares: the finder, the memory, the settings."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol
from weakref import WeakValueDictionary

import structlog

from bot.answers.conversation import MEMORY_SECONDS, Conversation
from bot.facts.model import Language
from bot.matching.finder import Finder
from bot.settings import Settings
from bot.storage.answers import Answers
from bot.storage.daily import Daily
from bot.telegram.draws import Draws

log = structlog.get_logger()

Place = tuple[int, int | None, int]


class Conversations:
    """The conversations going on, by chat, topic and user; each is forgotten after ten minutes."""

    def __init__(self, clock: Callable[[], float] = time.time):
        self._clock = clock
        self._kept: dict[Place, Conversation] = {}

    def now(self) -> float:
        """The time by which conversations grow old, in seconds."""
        return self._clock()

    def get(self, place: Place) -> Conversation | None:
        conversation = self._kept.get(place)
        return conversation if conversation and conversation.at > self._clock() - MEMORY_SECONDS else None

    def keep(self, place: Place, conversation: Conversation) -> None:
        self._kept.pop(place, None)
        self._kept[place] = conversation
        oldest = self._clock() - MEMORY_SECONDS
        while self._kept and (first := next(iter(self._kept))) and self._kept[first].at < oldest:
            del self._kept[first]


class Turns:
    """Lets one answer at a time be written to each message: a question and its edit may come together."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    def of(self, chat_id: int, message_id: int) -> asyncio.Lock:
        """The lock of one message; it is gone when nobody holds or awaits it."""
        lock = self._locks.get((chat_id, message_id)) or asyncio.Lock()
        self._locks[chat_id, message_id] = lock
        return lock


Complaint = Literal["none", "wrong"]


class Unanswered(Protocol):
    """Where questions go that were answered badly, to be learned from."""

    def record(self, text: str, language: Language, kind: Complaint, near: Sequence[str]) -> None:
        """Keep a question with the facts that were near; never who asked."""


class LogOnly:
    """Tells the operator's log which facts were complained of; the words of the question are not kept."""

    def record(self, text: str, language: Language, kind: Complaint, near: Sequence[str]) -> None:
        """Write one log line."""
        log.info("complaint", kind=kind, language=language, characters=len(text), facts=list(near))


class Once:
    """Tells the first time from every other; of the last ten thousand things."""

    def __init__(self, most: int = 10_000):
        self._seen: OrderedDict[Hashable, None] = OrderedDict()
        self._most = most

    def is_first(self, thing: Hashable) -> bool:
        """Whether this thing was not asked for before."""
        if thing in self._seen:
            return False
        self._seen[thing] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return True


def now_in_utc() -> datetime:
    """What time it is."""
    return datetime.now(UTC)


@dataclass
class House:
    """One running bot: what it knows, what it remembers, how it is set."""

    settings: Settings
    finder: Finder
    answers: Answers
    daily: Daily
    conversations: Conversations = field(default_factory=Conversations)
    turns: Turns = field(default_factory=Turns)
    reloading: asyncio.Lock = field(default_factory=asyncio.Lock)
    # Chats where the bot is a guest may have the same ids as chats that it is in, so these are kept apart.
    guest_conversations: Conversations = field(default_factory=Conversations)
    unanswered: Unanswered = field(default_factory=LogOnly)
    complaints: Once = field(default_factory=Once)
    draws: Draws = field(default_factory=Draws)
    now: Callable[[], datetime] = now_in_utc
