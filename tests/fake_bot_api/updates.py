"""The queue of updates: long polls, offsets, and one poller at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tests.fake_bot_api.refusals import conflict
from tests.fake_bot_api.world import Json

FIRST_UPDATE_ID = 700_000_001
KINDS = {
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
    "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
    "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost", "guest_message",
}  # fmt: skip
ONLY_WHEN_ASKED_FOR = {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL = 50


class Updates:
    """Updates that wait to be fetched; what an offset confirms is gone."""

    def __init__(self) -> None:
        self.waiting: list[Json] = []
        self.next_id = FIRST_UPDATE_ID
        self.allowed = KINDS - ONLY_WHEN_ASKED_FOR
        self.pollers = 0
        self._poll = 0
        self._changed = asyncio.Event()
        self._closed = False

    def put(self, kind: str, body: Json, update_id: int | None = None) -> int | None:
        """Queue an update; its id, or None when the bot did not ask for updates of this kind."""
        if kind not in self.allowed:
            return None
        if update_id is None:
            update_id, self.next_id = self.next_id, self.next_id + 1
        self.waiting.append({"update_id": update_id, kind: body})
        self._wake()
        return update_id

    async def get(self, offset: int, limit: int, timeout: float, allowed: Sequence[str] | None) -> list[Json]:
        """What getUpdates gives; a poll that is under way ends with a conflict."""
        self._poll += 1
        mine = self._poll
        self._wake()
        if allowed is not None:
            self.allowed = (KINDS & set(allowed)) or (KINDS - ONLY_WHEN_ASKED_FOR)
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        loop = asyncio.get_running_loop()
        until = loop.time() + min(max(timeout, 0), LONGEST_POLL)
        self.pollers += 1
        try:
            while not self.waiting and not self._closed and (left := until - loop.time()) > 0:
                event = self._changed
                try:
                    await asyncio.wait_for(event.wait(), left)
                except TimeoutError:
                    break
                if mine != self._poll:
                    raise conflict(
                        "terminated by other getUpdates request; make sure that only one bot instance is running"
                    )
        finally:
            self.pollers -= 1
        return self.waiting[: min(max(limit, 1), 100)]

    def close(self) -> None:
        """End all polls, as the server stops."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
