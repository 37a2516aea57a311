"""What is kept for a time only goes when its time is over, also while nobody asks anything."""

from __future__ import annotations

import asyncio

import structlog

from bot.storage.answers import TIDIED_SECONDS
from bot.telegram.context import House

log = structlog.get_logger()


def tidy(house: House) -> None:
    """Delete what has been kept long enough."""
    house.answers.forget_old()
    house.conversations.forget_old()
    house.guest_conversations.forget_old()


async def keep_tidy(house: House, every: float = TIDIED_SECONDS) -> None:
    """Tidy again and again, until cancelled."""
    while True:
        try:
            tidy(house)
        except Exception as error:  # the next time may go better, and questions are answered meanwhile
            log.warning("tidy_fault", error=type(error).__name__)
        await asyncio.sleep(every)
