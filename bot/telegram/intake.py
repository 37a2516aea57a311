"""Updates on their way into the inbox, whichever door they come by."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import structlog

from bot.storage.database import UNREACHABLE
from bot.storage.inbox import Inbox, Incoming

log = structlog.get_logger()
P = ParamSpec("P")
T = TypeVar("T")
URGENT = frozenset({"inline_query", "guest_message"})  # whoever asks so waits for it, and not for long
LARGEST_ID = 2**63 - 1
DEPTH_IS_TRUE_FOR = 1.0


class Unreadable(ValueError):  # noqa: N818 - it is the sender's, not an error of the program
    """This is no update."""


class DatabaseCalls:
    """Calls of the database that keep the event loop free, with one log line when it goes and one when it is back."""

    def __init__(self, may_block: bool):
        self._may_block = may_block
        self.is_reachable = True

    async def __call__(self, call: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Make a call; raises one of UNREACHABLE while the database is gone."""
        try:
            # A call of SQLite takes a fifth of a millisecond, less than handing it to a thread does under load.
            result = call(*given, **named) if self._may_block else await asyncio.to_thread(call, *given, **named)
        except UNREACHABLE as error:
            if self.is_reachable:
                self.is_reachable = False
                log.error("database_gone", error=type(error).__name__, detail="updates wait until it is back")
            raise
        if not self.is_reachable:
            self.is_reachable = True
            log.info("database_back")
        return result


class Intake:
    """The way into the inbox, closed while the inbox is full."""

    def __init__(self, inbox: Inbox, calls: DatabaseCalls, most: int, on_new: Callable[[], None]):
        self._inbox = inbox
        self._calls = calls
        self._most = most
        self._on_new = on_new
        self._depth = 0
        self._counted_at = float("-inf")
        self._was_full = False
        self._coming: list[Incoming] = []
        self._writing: asyncio.Task[None] | None = None

    async def is_full(self) -> bool:
        """Whether as much is waiting as may wait; raises one of UNREACHABLE."""
        if time.monotonic() - self._counted_at > DEPTH_IS_TRUE_FOR:
            self._depth = await self._calls(self._inbox.depth)
            self._counted_at = time.monotonic()
        full = self._depth >= self._most
        if full != self._was_full:
            self._was_full = full
            log.warning("inbox_full" if full else "inbox_has_room", waiting=self._depth)
        return full

    async def put(self, updates: list[Incoming]) -> None:
        """Write updates into the inbox; when this returns they are safe. Raises one of UNREACHABLE.

        What comes by several calls at a time is written at once, as each writing waits for the disk.
        """
        self._coming += updates
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await asyncio.shield(self._writing)

    async def _write(self) -> None:
        await asyncio.sleep(0)  # whatever else has arrived by now comes along
        updates, self._coming, self._writing = self._coming, [], None
        new = await self._calls(self._inbox.put, updates)
        self._depth += new
        if new:
            self._on_new()


def incoming(update: Any, body: str | None = None) -> Incoming:
    """An update as the inbox keeps it; raises Unreadable for what is none. body is its JSON text, if that is at hand."""
    update_id = update.get("update_id") if isinstance(update, dict) else None
    if type(update_id) is not int or not 0 <= update_id <= LARGEST_ID:
        raise Unreadable("an update has a number, update_id")
    return Incoming(update_id, chat_of(update), body or json.dumps(update), is_urgent=not URGENT.isdisjoint(update))


def chat_of(update: dict[str, Any]) -> int:
    """What an update is kept in order by: its chat, else the person it comes from, else 0."""
    for body in update.values():
        if not isinstance(body, dict):
            continue
        message = body.get("message")
        for holder in (body, message if isinstance(message, dict) else {}):
            if (found := _id(holder.get("chat"))) is not None:
                return found
        if (found := _id(body.get("from")) or _id(body.get("user"))) is not None:
            return found
    return 0


def _id(value: object) -> int | None:
    number = value.get("id") if isinstance(value, dict) else None
    return number if type(number) is int and abs(number) <= LARGEST_ID else None
