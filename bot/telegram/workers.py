"""The workers: they take updates from the inbox, let the application handle them, and mark them done."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

import structlog
from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.storage.database import UNREACHABLE
from bot.storage.inbox import Inbox, Taken
from bot.telegram import in_hand, journal
from bot.telegram.app import App
from bot.telegram.in_hand import InHand
from bot.telegram.intake import DatabaseCalls
from bot.telegram.metrics import RETRIES
from bot.telegram.pacing import seconds_of
from bot.telegram.shape import read

log = structlog.get_logger()
AT_ONCE = 8  # more are slower, not faster
MOST_PAUSING = 200
MOST_TRIES = 10
IDLE_SECONDS = 0.5  # how long until what other processes received, or left behind, is looked for
LONGEST_DELAY = 900.0
STALE_IN_PRIVATE_SECONDS = 24 * 3600.0
STALE_IF_URGENT_SECONDS = 15.0  # by then whoever asked has typed on, and Telegram takes no answer
GONE_SECONDS = 0.2
AFTER_OUTAGE_SECONDS = 0.6  # longer than it takes the others to find out that the database is back


class Workers:
    """Handles what is in the inbox, several chats at a time, each chat in its order."""

    def __init__(self, app: App, inbox: Inbox, calls: DatabaseCalls, stale_seconds: float):
        self._app = app
        self._inbox = inbox
        self._calls = calls
        self._stale_seconds = stale_seconds
        self._tasks: dict[asyncio.Task[None], InHand] = {}
        self._finished: list[int] = []
        self._put_back: dict[int, float] = {}
        self._wake = asyncio.Event()
        self._stopping = False
        self._ended = asyncio.Event()
        self._ended.set()
        self.bad_token = asyncio.Event()

    def wake(self) -> None:
        """Look into the inbox now."""
        self._wake.set()

    async def run(self) -> None:
        """Work until stopped; while the database is gone, wait for it."""
        renewing = asyncio.create_task(self._renew())
        self._ended.clear()
        try:
            while not self._stopping:
                self._wake.clear()
                try:
                    more = await self._turn()
                except UNREACHABLE:
                    await self._outlast_outage()
                    continue
                if not more:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)
        finally:
            renewing.cancel()
            self._ended.set()

    async def _outlast_outage(self) -> None:
        """Wait for the database, and then let every process say first what it has done and holds: leases ran out."""
        while not self._stopping:
            await asyncio.sleep(GONE_SECONDS)
            with contextlib.suppress(*UNREACHABLE):
                await self._settle(wanted=0)
                await self._calls(self._inbox.renew)
                await asyncio.sleep(AFTER_OUTAGE_SECONDS)
                return

    async def stop(self, patience: float) -> None:
        """Take nothing more, finish within patience seconds what is in hand, and hand over the rest."""
        self._stopping = True
        self.wake()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), 1.0)
        if self._tasks:
            _, late = await asyncio.wait(list(self._tasks), timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        # When the database is gone now, the lease ends by itself, and what was done may be done again.
        with contextlib.suppress(*UNREACHABLE):
            await self._settle(wanted=0)
            await self._calls(self._inbox.let_go)

    async def _turn(self) -> bool:
        """Mark what is finished and take what is free; False when there is nothing to do now."""
        wanted = self._free()
        taken = await self._settle(wanted)
        if self._stopping:
            return False  # what was taken just now is handed over by stop
        here = {held.update_id for held in self._tasks.values()} | self._put_back.keys()
        for update in taken:
            if update.update_id in here:
                continue  # its lease ran out while the database was gone
            held = InHand(update.update_id, update.tries, self.wake)
            task = asyncio.create_task(self._handle(update, held))
            self._tasks[task] = held
            task.add_done_callback(self._leave)
        return bool(taken) and len(taken) == wanted and self._free() > 0

    async def _settle(self, wanted: int) -> list[Taken]:
        finished, self._finished = self._finished, []
        try:
            for update_id, delay in list(self._put_back.items()):
                await self._calls(self._inbox.put_back, update_id, delay)
                del self._put_back[update_id]
            if not finished and wanted <= 0:
                return []
            return await self._calls(self._inbox.turn, finished, wanted)
        except UNREACHABLE:
            self._finished = finished + self._finished
            raise

    def _free(self) -> int:
        # What was finished while the database was gone stays in hand until it could be marked.
        pausing = min(sum(held.is_pausing for held in self._tasks.values()), MOST_PAUSING)
        return AT_ONCE + pausing - len(self._tasks) - len(self._put_back)

    def _leave(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        self.wake()

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self._inbox.lease / 4)
            if self._tasks or self._put_back:
                with contextlib.suppress(*UNREACHABLE):
                    await self._calls(self._inbox.renew)

    async def _handle(self, taken: Taken, held: InHand) -> None:
        in_hand.begin(held)
        began = time.perf_counter()
        if (update := self._read(taken)) is not None:
            try:
                await self._app.process_update(update)
            except Exception as error:  # what the library itself stumbles over must not hold up the chat for ever
                held.error = error
                log.error("handler_fault", update_id=taken.update_id, exc_info=error)
        if held.error is None:
            self._finished.append(taken.update_id)
        elif isinstance(held.error, InvalidToken):
            self._put_back[taken.update_id] = 0.0
            self.bad_token.set()
        elif (delay := delay_before_next_try(held)) is None:
            self._finished.append(taken.update_id)
        else:
            log.info("update_waits", update_id=taken.update_id, seconds=delay, tries=taken.tries)
            RETRIES.labels("update").inc()
            self._put_back[taken.update_id] = delay
        if taken.update_id in self._put_back:
            return
        if update is None:
            journal.enter_dropped()
        else:
            journal.enter(update, held, taken.age + time.perf_counter() - began)

    def _read(self, taken: Taken) -> Update | None:
        """The update, unless it is one that must not be handled (any more)."""
        try:
            raw = read(taken.body)
            update = Update.de_json(raw, self._app.bot)
        except Exception as error:  # whatever the library makes of a body that it does not understand
            log.error("update_dropped", update_id=taken.update_id, reason="unreadable", error=type(error).__name__)
            return None
        if taken.tries > MOST_TRIES:
            log.error("update_dropped", update_id=taken.update_id, reason="tried too often", tries=taken.tries)
            return None
        age = age_in_seconds(raw, taken.age)
        if age is not None and age > self._longest_age(raw, taken):
            log.warning("update_dropped", update_id=taken.update_id, reason="too old", seconds=round(age))
            return None
        return update

    def _longest_age(self, raw: dict[str, Any], taken: Taken) -> float:
        if taken.is_urgent:
            return STALE_IF_URGENT_SECONDS
        return STALE_IN_PRIVATE_SECONDS if _is_private(raw) else self._stale_seconds


def age_in_seconds(update: dict[str, Any], waited: float) -> float | None:
    """How long ago somebody did what the update tells; None for what counts at any age. waited: time in the inbox."""
    if "my_chat_member" in update:
        return None
    for kind in ("message", "edited_message"):
        if kind in update:
            said = update[kind].get("edit_date") or update[kind].get("date") or time.time()
            return max(waited, time.time() - float(said))
    return waited


def delay_before_next_try(held: InHand) -> float | None:
    """After how many seconds an update whose handling failed is handled again; None when it is not."""
    error = held.error
    if held.has_spoken or held.tries >= MOST_TRIES:
        return None
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    if isinstance(error, TimedOut) and held.tries > 1:
        return None  # what timed out may have been carried out; a second time is enough
    passes = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    if not passes and not isinstance(error, UNREACHABLE):
        return None
    return min(2.0 * 3.0 ** (held.tries - 1), LONGEST_DELAY)


def _is_private(update: dict[str, Any]) -> bool:
    message = update.get("message") or update.get("edited_message") or {}
    chat = message.get("chat") or {}
    return chat.get("type") == "private"
