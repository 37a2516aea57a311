"""What Telegram says of the bot, asked without disturbing a bot that runs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

import aiohttp
from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.logs import without_token
from bot.telegram.app import UPDATES
from bot.telegram.http import HttpRequest, date_said_by


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram sends updates (nowhere when url is empty), and what it met there last."""

    url: str
    waiting: int
    last_fault: str
    last_fault_seconds_ago: float
    not_sent: tuple[str, ...]  # kinds of update that the bot handles, but did not ask for


@dataclass(frozen=True, slots=True)
class Profile:
    """How the bot is registered."""

    username: str
    joins_groups: bool
    hears_everything_in_groups: bool
    has_inline_mode: bool
    has_guest_mode: bool


@dataclass(frozen=True, slots=True)
class TelegramState:
    """What was found; trouble says why Telegram could not be asked, seconds_ahead how far this machine's clock is ahead."""

    trouble: str = ""
    token_is_refused: bool = False
    seconds_ahead: float | None = None
    profile: Profile | None = None
    webhook: Webhook | None = None


async def inspect_telegram(api_base: str, token: str | None) -> TelegramState:
    """Ask the Bot API for its clock and, with a token, for the bot and its webhook."""
    try:
        ahead = await _seconds_ahead(api_base)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return TelegramState(trouble=getattr(error, "strerror", None) or type(error).__name__)
    if token is None:
        return TelegramState(seconds_ahead=ahead)
    try:
        async with Bot(token, base_url=f"{api_base}/bot", request=HttpRequest()) as bot:
            return TelegramState("", False, ahead, _profile(await bot.get_me()), _webhook(await bot.get_webhook_info()))
    except InvalidToken:
        return TelegramState(token_is_refused=True, seconds_ahead=ahead)
    except TelegramError as error:
        return TelegramState(trouble=without_token(str(error)), seconds_ahead=ahead)


async def _seconds_ahead(api_base: str) -> float | None:
    try:
        at = parsedate_to_datetime(await date_said_by(f"{api_base}/"))
    except ValueError:
        return None
    return time.time() - at.replace(tzinfo=at.tzinfo or UTC).timestamp()


def _profile(me: User) -> Profile:
    return Profile(
        me.username or "",
        bool(me.can_join_groups),
        bool(me.can_read_all_group_messages),
        bool(me.supports_inline_queries),
        bool(me.supports_guest_queries),
    )


def _webhook(info: WebhookInfo) -> Webhook:
    at = info.last_error_date
    wanted = set(info.allowed_updates or UPDATES)
    return Webhook(
        info.url,
        info.pending_update_count,
        (info.last_error_message or "") if at else "",
        time.time() - at.timestamp() if at else 0.0,
        tuple(kind for kind in UPDATES if info.url and kind not in wanted),
    )
