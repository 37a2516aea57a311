"""Telegram's side of a webhook: updates are sent, each chat's in order, and again until they are taken."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator

import httpx

from tests.fake_bot_api.updates import Updates
from tests.fake_bot_api.world import Json

AGAIN_AFTER = 0.2


class Delivery:
    """Sends what waits to an address, over several connections."""

    def __init__(self, updates: Updates, address: str, secret: str, connections: int = 16, twice: float = 0.0):
        self._updates = updates
        self._address = address
        self._headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        self._connections = connections
        self._twice = twice
        self._busy: set[int] = set()
        self._calls: set[asyncio.Task[None]] = set()
        self.refused: list[int] = []  # the status of each call that was not taken; 0 for none at all

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        limits = httpx.Limits(max_connections=self._connections)
        async with httpx.AsyncClient(headers=self._headers, limits=limits, timeout=10) as client:
            sending = asyncio.create_task(self._send_all(client))
            try:
                yield
            finally:
                for task in (sending, *self._calls):
                    task.cancel()
                await asyncio.gather(sending, *self._calls, return_exceptions=True)

    async def _send_all(self, client: httpx.AsyncClient) -> None:
        while True:
            for update in self._updates.waiting:
                if len(self._calls) == self._connections:
                    break
                if (queue := self._queue(update)) not in self._busy:
                    self._busy.add(queue)
                    call = asyncio.create_task(self._send_update(client, update, queue))
                    self._calls.add(call)
                    call.add_done_callback(self._calls.discard)
            await asyncio.sleep(0.002)

    async def _send_update(self, client: httpx.AsyncClient, update: Json, queue: int) -> None:
        await self._send(client, update)
        if random.random() < self._twice:
            await self._send(client, update)
        self._updates.waiting.remove(update)
        self._busy.remove(queue)

    async def _send(self, client: httpx.AsyncClient, update: Json) -> None:
        while True:
            try:
                status = (await client.post(self._address, json=update)).status_code
            except httpx.HTTPError:
                status = 0
            if status == 200:
                return
            self.refused.append(status)
            await asyncio.sleep(AGAIN_AFTER)

    @staticmethod
    def _queue(update: Json) -> int:
        body = next(value for key, value in update.items() if key != "update_id")
        chat = body.get("chat") or body.get("message", {}).get("chat") or body.get("from")
        number: int = chat["id"]
        return number
