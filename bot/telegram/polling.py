"""Serving Telegram by long polling."""

from __future__ import annotations

import contextlib
import sys

import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.logs import looks_like_token, set_up_logs
from bot.matching.finder import Finder
from bot.settings import Settings
from bot.storage.answers import Answers
from bot.storage.chats import ChatSettings
from bot.storage.counters import Counters
from bot.storage.daily import Daily
from bot.storage.database import Database, DatabaseError, open_database
from bot.storage.unanswered import Unanswered
from bot.telegram.app import UPDATES, App, build
from bot.telegram.background import background
from bot.telegram.context import House
from bot.telegram.reloading import reload_on_sighup
from bot.terminal import finder_or_exit

log = structlog.get_logger()


def open_house(settings: Settings, finder: Finder) -> House:
    """What the handlers share, with the database opened."""
    return house_over(settings, finder, open_database(settings.database_url))


def house_over(settings: Settings, finder: Finder, database: Database) -> House:
    """What the handlers share, over an open database."""
    answers = Answers(database)
    answers.forget_old()
    chats, unanswered, counters = ChatSettings(database), Unanswered(database), Counters(database)
    return House(settings, finder, answers, chats, unanswered, counters, Daily(database))


def serve(settings: Settings) -> int:
    """Serve until stopped; returns the exit status: 0 after a signal, 2 for a fault that the operator must mend."""
    set_up_logs(settings.log_format, settings.log_level)
    token = settings.telegram_bot_token
    if token is None or not looks_like_token(token.get_secret_value()):
        # A token with a slip of the pen is still a secret, and the library would write it into the log.
        print("TELEGRAM_BOT_TOKEN: not a token (123456:ABC…); copy it again from @BotFather", file=sys.stderr)
        return 2
    finder = finder_or_exit(settings.knowledge_dir, settings.cache_dir)
    try:
        house = open_house(settings, finder)
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 2
    app = build(house)

    beside = contextlib.AsyncExitStack()

    async def once_running(app: App) -> None:
        reload_on_sighup(house)
        await beside.enter_async_context(background(app, house))

    async def once_stopped(_app: App) -> None:
        await beside.aclose()

    app.post_init = once_running
    app.post_stop = once_stopped
    log.info("start", facts=len(finder.base.facts), base=finder.base.version)
    try:
        app.run_polling(allowed_updates=UPDATES, drop_pending_updates=False, bootstrap_retries=3)
    except InvalidToken:
        print("TELEGRAM_BOT_TOKEN: Telegram does not know this token; get a new one from @BotFather", file=sys.stderr)
        return 2
    except Conflict:
        print("another process polls with this token; stop it, or give this one a token of its own", file=sys.stderr)
        return 2
    except NetworkError as error:
        print(f"cannot reach {settings.api_base} ({error}); check the network and TELEGRAM_API_URL", file=sys.stderr)
        return 2
    except TelegramError as error:
        print(f"Telegram refuses: {error}", file=sys.stderr)
        return 2
    return 0
