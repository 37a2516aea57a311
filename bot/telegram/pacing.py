"""How fast the bot speaks: when Telegram says 'too many requests', the chat concerned waits and the others go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.telegram import in_hand
from bot.telegram.metrics import RETRIES, counted

MOST_TRIES = 4
TRIED_AGAIN_BY_THE_LIBRARY = ("getMe", "deleteWebhook")  # as it starts
LONGEST_WAIT = 90.0
SPEAKING = ("send", "edit", "copy", "forward", "delete", "answerInline", "answerGuest")


class ChatPacing(BaseRateLimiter[int]):
    """Waits out 429 for one chat only, and tries again after server faults.

    python-telegram-bot's own AIORateLimiter stops every chat on one 429 and by default does not try again.
    """

    def __init__(self) -> None:
        self._not_before: dict[int | str, float] = {}

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Make the request when its chat may be written to; see BaseRateLimiter.process_request."""
        chat = data.get("chat_id") or endpoint  # what concerns no chat waits for its own kind only
        loop = asyncio.get_running_loop()
        for attempt in range(1, MOST_TRIES + 1):
            wait = self._not_before.get(chat, 0.0) - loop.time()
            if wait > 0:
                await in_hand.pause(wait)
            try:
                if attempt > 1:
                    RETRIES.labels("call").inc()
                result = await counted(callback(*args, **kwargs))
                if endpoint.startswith(SPEAKING) and endpoint != "sendChatAction":
                    in_hand.has_spoken()
                return result
            except RetryAfter as error:
                pause = seconds_of(error)
                if attempt == MOST_TRIES or pause > LONGEST_WAIT:
                    raise
                self._set(chat, loop.time() + pause)
            except ChatMigrated as error:
                # The group has become a supergroup, where the message that is answered has another number.
                if attempt == MOST_TRIES:
                    raise
                data["chat_id"] = chat = error.new_chat_id
                data.pop("reply_parameters", None)
            except NetworkError as error:
                # A request that timed out may have been carried out: a second one could say everything twice.
                given_up = attempt == MOST_TRIES or endpoint in TRIED_AGAIN_BY_THE_LIBRARY
                if isinstance(error, (BadRequest, TimedOut)) or given_up:
                    raise
                await in_hand.pause(0.2 * 3 ** (attempt - 1))
        raise AssertionError("every try either returns or raises")

    def _set(self, chat: int | str, until: float) -> None:
        now = asyncio.get_running_loop().time()
        self._not_before = {c: t for c, t in self._not_before.items() if t > now}
        self._not_before[chat] = until


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    after = error.retry_after
    return float(after) if isinstance(after, (int, float)) else after.total_seconds()
