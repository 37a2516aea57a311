"""Whose turn it is: the updates of one chat one after another, as they came, and several chats at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

WAITING = 1_000_000  # what waits for its chat's turn takes no place from others


class ChatQueues(BaseUpdateProcessor):
    """Handles one update of a chat at a time and of so many chats at once: a slow chat keeps nobody else waiting."""

    __slots__ = ("_at_once", "_turns")

    def __init__(self, chats_at_once: int):
        super().__init__(WAITING)
        self._at_once = asyncio.Semaphore(chats_at_once)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update when it is its chat's turn."""
        queue = _queue_of(update)
        turn = self._turns.get(queue) or asyncio.Lock()
        self._turns[queue] = turn
        async with turn, self._at_once:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to put away."""


def _queue_of(update: object) -> int:
    """The chat of an update, or whoever it comes from, or else itself."""
    if not isinstance(update, Update):
        return id(update)
    origin = update.effective_chat or update.effective_user
    return origin.id if origin else -update.update_id
