"""What is kept for a time only goes when its time is over, also while nobody asks anything."""

from __future__ import annotations

import asyncio
import contextlib

from bot.storage.database import UNREACHABLE
from bot.storage.inbox import Inbox
from bot.telegram.context import House
from bot.telegram.intake import DatabaseCalls

MINUTE, MINUTES_OF_AN_HOUR = 60.0, 60


def tidy(house: House) -> None:
    """Delete what has been kept long enough."""
    _tidy_minutes(house)
    house.answers.forget_old()


def _tidy_minutes(house: House) -> None:
    """Delete what is kept for minutes only."""
    house.conversations.forget_old()
    house.guest_conversations.forget_old()
    house.rates.forget_old()


async def keep_tidy(house: House, inbox: Inbox, calls: DatabaseCalls) -> None:
    """Tidy once a minute, and once an hour what is kept for longer, until cancelled."""
    for minute in range(10**9):
        with contextlib.suppress(*UNREACHABLE):
            await calls(_tidy_minutes, house)
            if minute % MINUTES_OF_AN_HOUR == 0:
                await calls(tidy, house)
                await calls(inbox.clean)
        await asyncio.sleep(MINUTE)
