"""What goes on beside the answering of updates: daily posts, and once at the start the menus."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import structlog
from telegram.ext import Application

from bot.telegram.context import House
from bot.telegram.daily_posts import DailyPosts
from bot.telegram.menus import registered_commands, set_menus

log = structlog.get_logger()


@contextlib.asynccontextmanager
async def background(app: Application[Any, Any, Any, Any, Any, Any], house: House) -> AsyncIterator[None]:
    """These tasks run inside of it; at its end they are cancelled."""
    owner_ids = house.settings.owner_ids
    tasks = [
        asyncio.create_task(set_menus(app.bot, registered_commands(app), owner_ids)),
        asyncio.create_task(DailyPosts(house, app.bot).run()),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, Exception):
                log.error("background_fault", exc_info=result)
