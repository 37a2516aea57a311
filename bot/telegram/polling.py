"""Updates by long polling: fetched, written into the inbox, and only then confirmed to Telegram."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram.error import InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.storage.database import UNREACHABLE
from bot.storage.leases import Lease
from bot.telegram.app import UPDATES, App
from bot.telegram.http import ANSWER_SECONDS, HttpRequest
from bot.telegram.intake import DatabaseCalls, Intake, Unreadable, incoming
from bot.telegram.metrics import refused
from bot.telegram.pacing import seconds_of

log = structlog.get_logger()
POLL_SECONDS = 25
AT_ONCE = 100
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
FULL_PAUSE = 0.5


class Polling:
    """Fetches updates as long as this process holds the lease for it; Telegram serves one poller only."""

    def __init__(self, app: App, intake: Intake, lease: Lease, calls: DatabaseCalls, bad_token: asyncio.Event):
        self._app = app
        self._intake = intake
        self._lease = lease
        self._calls = calls
        self._offset = 0
        self._pause = FIRST_PAUSE
        self._fault: type[BaseException] | None = None
        self._request = HttpRequest()
        self._bad_token = bad_token

    async def run(self) -> None:
        """Poll, or stand by, until cancelled."""
        await self._request.initialize()
        stands_by = False
        try:
            while True:
                if await self._holds_lease():
                    stands_by = False
                    await self._poll_while_held()
                    continue
                if not stands_by and self._calls.is_reachable:
                    stands_by = True
                    log.info("stands_by", detail="another process polls; this one takes over when that one ends")
                await asyncio.sleep(self._lease.seconds / 6)
        finally:
            await self._request.shutdown()
            with contextlib.suppress(*UNREACHABLE):
                await self._calls(self._lease.let_go)

    async def _holds_lease(self) -> bool:
        try:
            return await self._calls(self._lease.hold)
        except UNREACHABLE:
            return False

    async def _poll_while_held(self) -> None:
        polling = asyncio.create_task(self._poll())
        try:
            while not polling.done():
                await asyncio.wait([polling], timeout=self._lease.seconds / 3)
                # While the database is gone nobody else can take the lease either; what is fetched waits here.
                with contextlib.suppress(*UNREACHABLE):
                    if not await self._calls(self._lease.hold):
                        return
            polling.result()
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)

    async def _poll(self) -> None:
        while True:
            try:
                if await self._intake.is_full():
                    await asyncio.sleep(FULL_PAUSE)
                    continue
                updates = await self._fetch()
            except UNREACHABLE:
                await asyncio.sleep(FIRST_PAUSE)
                continue
            except TelegramError as error:
                await self._after(error)
                continue
            self._pause = FIRST_PAUSE
            if self._fault is not None:
                self._fault = None
                log.info("telegram_back")
            await self._keep(updates)

    async def _fetch(self) -> list[dict[str, Any]]:
        wanted = {
            "offset": self._offset,
            "limit": AT_ONCE,
            "timeout": POLL_SECONDS,
            "allowed_updates": json.dumps(UPDATES),
        }
        # The library's own get_updates gives objects; the inbox keeps what Telegram sent.
        url = f"{self._app.bot.base_url}/getUpdates?{urlencode(wanted)}"
        found = await self._request.post(url, read_timeout=POLL_SECONDS + ANSWER_SECONDS)
        return found if isinstance(found, list) else []

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        """Write down what was fetched, however long that takes; what is confirmed too early is lost."""
        kept = []
        for update in updates:
            with contextlib.suppress(Unreadable):
                kept.append(incoming(update))
        while kept:
            try:
                await self._intake.put(kept)
            except UNREACHABLE:
                await asyncio.sleep(FIRST_PAUSE)
            else:
                self._offset = kept[-1].update_id + 1
                return

    async def _after(self, error: TelegramError) -> None:
        """Say once what is wrong, and wait longer each time."""
        refused(error)
        if isinstance(error, InvalidToken):
            self._bad_token.set()
        if isinstance(error, TimedOut) and self._fault is None:
            self._fault = TimedOut
            return
        if type(error) is not self._fault:
            self._fault = type(error)
            await self._app.process_error(update=None, error=error)
        await asyncio.sleep(seconds_of(error) if isinstance(error, RetryAfter) else self._pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
