"""What Telegram shows of the bot: the command menus by kind of chat and language, its name and its descriptions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError
from telegram.ext import Application, CommandHandler

from bot.answers.phrases import say
from bot.facts.model import LANGUAGES, Language

log = structlog.get_logger()

PRIVATE, GROUPS, ADMINISTRATORS, OWNERS = "private", "groups", "administrators", "owners"
_ANYWHERE = (PRIVATE, GROUPS, ADMINISTRATORS, OWNERS)
_SETTING_UP = (PRIVATE, ADMINISTRATORS, OWNERS)
# In the order of the menus: each command, and in which of them it stands. Its description is the phrase menu_NAME.
COMMANDS: dict[str, Sequence[str]] = {
    "ask": _ANYWHERE,
    "today": _ANYWHERE,
    "timeline": _ANYWHERE,
    "chart": _ANYWHERE,
    "topics": _ANYWHERE,
    "people": _ANYWHERE,
    "random": _ANYWHERE,
    "daily": _SETTING_UP,
    "settings": _SETTING_UP,
    "changes": _ANYWHERE,
    "privacy": _ANYWHERE,
    "forget": _SETTING_UP,
    "help": _ANYWHERE,
    "start": (PRIVATE, OWNERS),
    "stats": (OWNERS,),
    "reload": (OWNERS,),
    "correct": (OWNERS,),
}
# These stand in the text of /help, where they are asked for once if ever.
UNLISTED = {"about", "sources"}
# Telegram falls back to the menu without a language, and to the default scope: there stands what suits every chat.
SPOKEN: dict[str, Language] = {"": "en", **{language: language for language in LANGUAGES}}


@dataclass(frozen=True)
class Menu:
    """The commands of one scope in one language; the code is empty for readers of all other languages."""

    scope: BotCommandScope
    code: str
    commands: tuple[BotCommand, ...]


def registered_commands(app: Application[Any, Any, Any, Any, Any, Any]) -> frozenset[str]:
    """The commands that have a handler."""
    handlers = (handler for group in app.handlers.values() for handler in group)
    return frozenset(name for handler in handlers if isinstance(handler, CommandHandler) for name in handler.commands)


def menus(registered: frozenset[str], owner_ids: Sequence[int]) -> Iterator[Menu]:
    """Every menu, with those commands of the table that have a handler."""
    scopes: list[tuple[BotCommandScope, str]] = [
        (BotCommandScopeDefault(), GROUPS),
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), GROUPS),
        (BotCommandScopeAllChatAdministrators(), ADMINISTRATORS),
        *((BotCommandScopeChat(owner_id), OWNERS) for owner_id in owner_ids),
    ]
    for scope, place in scopes:
        names = [name for name, places in COMMANDS.items() if place in places and name in registered]
        for code, language in SPOKEN.items():
            yield Menu(scope, code, tuple(BotCommand(name, say(f"menu_{name}", language)) for name in names))


async def set_menus(bot: Bot, registered: frozenset[str], owner_ids: Sequence[int]) -> None:
    """Tell Telegram what is different from what it shows; what it refuses is logged, and the rest goes on.

    Asking first spares the calls that set something: Telegram allows few of them, of the name very few a day.
    """
    for menu in menus(registered, owner_ids):
        await _attempt("commands", _set_menu, bot, menu)
    for code, language in SPOKEN.items():
        for what, ask, set_it, key in (
            ("name", _name, bot.set_my_name, "profile_name"),
            ("short_description", _short_description, bot.set_my_short_description, "profile_short_description"),
            ("description", _description, bot.set_my_description, "profile_description"),
        ):
            await _attempt(what, _set_text, bot, code, say(key, language), ask, set_it)


async def _attempt(what: str, action: Callable[..., Awaitable[None]], *given: Any) -> None:
    try:
        await action(*given)
    except TelegramError as error:
        log.warning("menus", what=what, error=type(error).__name__, detail=str(error))


async def _set_menu(bot: Bot, menu: Menu) -> None:
    code = menu.code or None
    if await bot.get_my_commands(menu.scope, code) != menu.commands:
        await bot.set_my_commands(menu.commands, menu.scope, code)
        log.info("menus", what="commands", scope=menu.scope.type, language=menu.code)


async def _set_text(
    bot: Bot,
    code: str,
    text: str,
    ask: Callable[[Bot, str | None], Awaitable[str]],
    set_it: Callable[..., Awaitable[bool]],
) -> None:
    if await ask(bot, code or None) != text:
        await set_it(text, language_code=code or None)
        log.info("menus", what="profile", language=code)


async def _name(bot: Bot, code: str | None) -> str:
    return (await bot.get_my_name(code)).name


async def _description(bot: Bot, code: str | None) -> str:
    return (await bot.get_my_description(code)).description


async def _short_description(bot: Bot, code: str | None) -> str:
    return (await bot.get_my_short_description(code)).short_description
