"""Telling Telegram where to send updates."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC
from typing import Literal

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.logs import without_token
from bot.settings import Settings
from bot.telegram.app import UPDATES
from bot.telegram.http import HttpRequest

Action = Literal["set", "delete", "info"]
CONNECTIONS = 40


def run(settings: Settings, action: Action) -> int:
    """Set, delete or show the webhook; returns the exit status, 2 with one clear line when it cannot be done."""
    if settings.telegram_bot_token is None:
        return _fault("TELEGRAM_BOT_TOKEN: needed for this; get a token from @BotFather")
    if action == "set" and not settings.webhook_url:
        return _fault("WEBHOOK_URL: needed for this; the public https address of this bot")
    try:
        print(asyncio.run(_act(settings, settings.telegram_bot_token.get_secret_value(), action)))
    except InvalidToken:
        return _fault("TELEGRAM_BOT_TOKEN: Telegram does not know this token; get a new one from @BotFather")
    except TelegramError as error:
        return _fault(f"{settings.api_base} answers: {without_token(str(error))}")
    return 0


async def _act(settings: Settings, token: str, action: Action) -> str:
    async with Bot(token, base_url=f"{settings.api_base}/bot", request=HttpRequest()) as bot:
        if action == "set":
            secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
            await bot.set_webhook(
                settings.webhook_url, secret_token=secret, allowed_updates=UPDATES, max_connections=CONNECTIONS
            )
        elif action == "delete":
            await bot.delete_webhook()
        return described(await bot.get_webhook_info())


def described(info: WebhookInfo) -> str:
    """A webhook in words, with the last fault that Telegram met."""
    if not info.url:
        return f"no webhook; {info.pending_update_count} updates wait for long polling"
    lines = [f"{info.url}: {info.pending_update_count} updates wait"]
    if info.last_error_date and info.last_error_message:
        at = info.last_error_date.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        lines.append(f"last fault at {at}: {info.last_error_message}")
    return "\n".join(lines)


def _fault(line: str) -> int:
    print(line, file=sys.stderr)
    return 2
