"""The sign that the bot is at work, for what takes longer than half a second."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from telegram import Bot, Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.addressing import thread_of

PATIENCE = 0.5
SHOWN_SECONDS = 4.5  # Telegram takes the sign away after five seconds


@contextlib.asynccontextmanager
async def typing(bot: Bot, message: Message, action: ChatAction = ChatAction.TYPING) -> AsyncIterator[None]:
    """Within this block "typing…" (or another sign) is shown in the message's chat and topic, after half a second."""
    sign = asyncio.create_task(_keep_showing(bot, message, action))
    try:
        yield
    finally:
        sign.cancel()
        await asyncio.wait([sign])


async def _keep_showing(bot: Bot, message: Message, action: ChatAction) -> None:
    await asyncio.sleep(PATIENCE)
    with contextlib.suppress(TelegramError):
        while True:
            await bot.send_chat_action(message.chat_id, action, message_thread_id=thread_of(message))
            await asyncio.sleep(SHOWN_SECONDS)
