"""What every handler shares: the finder, the memory, the settings."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from weakref import WeakValueDictionary

from bot.answers.conversation import MEMORY_SECONDS, Conversation
from bot.facts.changes import Change
from bot.matching.finder import Finder
from bot.settings import Settings
from bot.storage.answers import Answers
from bot.storage.chats import ChatSettings
from bot.storage.conversations import KeptConversations
from bot.storage.conversations import Place as KeptPlace
from bot.storage.counters import Counters
from bot.storage.daily import Daily
from bot.storage.notices import Notices
from bot.storage.rates import Rates
from bot.storage.unanswered import Unanswered
from bot.telegram.draws import Draws

Place = tuple[int, int | None, int]


class Conversations:
    """The conversations going on, by chat, topic and user; each is forgotten after ten minutes."""

    def __init__(self, kept: KeptConversations, clock: Callable[[], float] = time.time):
        self._kept = kept
        self._clock = clock

    def now(self) -> float:
        """The time by which conversations grow old, in seconds."""
        return self._clock()

    def get(self, place: Place) -> Conversation | None:
        """What was said last; None when that is too long ago."""
        body = self._kept.get(_kept_place(place), self._clock() - MEMORY_SECONDS)
        return Conversation.from_json(body or "")

    def keep(self, place: Place, conversation: Conversation) -> None:
        """Remember what was said last."""
        self._kept.keep(_kept_place(place), conversation.as_json(), conversation.at)

    def forget_old(self) -> None:
        """Delete what was said too long ago."""
        self._kept.forget_old(self._clock() - MEMORY_SECONDS)

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Delete what was said in these chats; in a private chat, whose id is the person's, all that this person said."""
        self._kept.forget_chats(chat_ids)

    def move(self, old: int, new: int) -> None:
        """A chat has got another id; what is said there goes on."""
        self._kept.move(old, new)


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


class Once:
    """Tells the first time from every other; of the last ten thousand things, each of several parts."""

    def __init__(self, most: int = 10_000):
        self._seen: OrderedDict[tuple[Hashable, ...], None] = OrderedDict()
        self._most = most

    def is_first(self, *thing: Hashable) -> bool:
        """Whether this thing was not asked for before."""
        if thing in self._seen:
            return False
        self._seen[thing] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return True

    def forget(self, part: Hashable) -> None:
        """Forget everything that this is a part of."""
        for thing in [thing for thing in self._seen if part in thing]:
            del self._seen[thing]


def now_in_utc() -> datetime:
    """What time it is."""
    return datetime.now(UTC)


@dataclass
class House:
    """One running bot: what it knows, what it remembers, how it is set."""

    settings: Settings
    finder: Finder
    answers: Answers
    chats: ChatSettings
    unanswered: Unanswered
    counters: Counters
    daily: Daily
    conversations: Conversations
    # Chats where the bot is a guest may have the same ids as chats that it is in, so these are kept apart.
    guest_conversations: Conversations
    rates: Rates
    reloads: Notices
    travels: Notices
    turns: Turns = field(default_factory=Turns)
    reloading: asyncio.Lock = field(default_factory=asyncio.Lock)
    # What reloads have changed, until their corrections have travelled.
    changes: tuple[Change, ...] = ()
    complaints: Once = field(default_factory=Once)
    draws: Draws = field(default_factory=Draws)
    now: Callable[[], datetime] = now_in_utc
