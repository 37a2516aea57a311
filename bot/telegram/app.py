"""The application: handlers in numbered groups, first the gatekeeper, then the answers."""

from __future__ import annotations

import os
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.storage.database import UNREACHABLE
from bot.telegram import in_hand
from bot.telegram.answer_buttons import PATTERN, on_answer_button
from bot.telegram.asking import on_ask, on_edited_message, on_message, on_other
from bot.telegram.browsing import PATTERN as BROWSING_PATTERN
from bot.telegram.browsing import on_browse, on_people, on_topics
from bot.telegram.buttons import on_button
from bot.telegram.chart import CHART, on_chart, on_chart_button
from bot.telegram.commands import on_about, on_help, on_sources, on_start
from bot.telegram.context import House
from bot.telegram.corrections import (
    PAGES_PATTERN,
    TRAVEL_PATTERN,
    on_changes,
    on_changes_page,
    on_correct,
    on_travel_button,
)
from bot.telegram.daily import PATTERN as DAILY_PATTERN
from bot.telegram.daily import on_daily, on_daily_button
from bot.telegram.drawing import on_random
from bot.telegram.gatekeepers import Gatekeeper
from bot.telegram.guest import on_guest_message
from bot.telegram.http import HttpRequest
from bot.telegram.inline import on_inline
from bot.telegram.limiting import Limits
from bot.telegram.membership import on_membership, on_migration
from bot.telegram.overhearing import overhear
from bot.telegram.owner import Alarm, on_stats
from bot.telegram.pacing import ChatPacing
from bot.telegram.privacy import on_forget, on_privacy
from bot.telegram.reloading import on_reload
from bot.telegram.settings_menu import PATTERN as SETTINGS_PATTERN
from bot.telegram.settings_menu import on_settings, on_settings_button
from bot.telegram.timeline import TIMELINE, on_timeline, on_timeline_button
from bot.telegram.today import on_today

log = structlog.get_logger()
UPDATES = [
    Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
]  # fmt: skip
App = Application[Any, Any, Any, Any, Any, Any]


def build(house: House) -> App:
    """The application with all its handlers, not yet running."""
    settings = house.settings
    token = settings.telegram_bot_token
    if token is None:
        raise ValueError("serving Telegram needs TELEGRAM_BOT_TOKEN")
    # Without it the library warns at every service message that carries a length of time.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    app = (
        ApplicationBuilder()
        .token(token.get_secret_value())
        .base_url(f"{settings.api_base}/bot")
        .base_file_url(f"{settings.api_base}/file/bot")
        .request(HttpRequest())
        .get_updates_request(HttpRequest())
        .rate_limiter(ChatPacing())
        .updater(None)  # the workers bring updates from the inbox
        .build()
    )
    app.bot_data["house"] = house

    # The gatekeeper stops updates for all later groups by raising ApplicationHandlerStop.
    app.add_handler(TypeHandler(Update, Gatekeeper(Limits(house.rates, settings))), group=-10)

    # One answer an update: within a group only the first handler that fits runs. Every filter names its kind of update,
    # as a bare TEXT fires on edits and guest messages too.
    new = filters.UpdateType.MESSAGE
    for name, handler in (
        ("start", on_start), ("help", on_help), ("ask", on_ask), ("about", on_about), ("sources", on_sources),
        ("settings", on_settings), ("privacy", on_privacy), ("forget", on_forget), ("changes", on_changes),
        ("today", on_today), ("topics", on_topics), ("people", on_people), ("random", on_random), ("daily", on_daily),
        ("timeline", on_timeline), ("chart", on_chart),
    ):  # fmt: skip
        app.add_handler(CommandHandler(name, handler, filters=new))
    owners = new & filters.ChatType.PRIVATE & filters.User(settings.owner_ids)  # to others it is an unknown command
    for name, handler in (("stats", on_stats), ("reload", on_reload), ("correct", on_correct)):
        app.add_handler(CommandHandler(name, handler, filters=owners))
    app.add_handler(MessageHandler(new & filters.StatusUpdate.MIGRATE, on_migration))
    app.add_handler(MessageHandler(new & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND, on_message))
    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, on_edited_message))
    app.add_handler(MessageHandler(new & ~filters.StatusUpdate.ALL & ~filters.COMMAND, on_other))
    # An unknown command in private gets the help; in a group it may be meant for another bot.
    app.add_handler(MessageHandler(new & filters.ChatType.PRIVATE & filters.Regex(r"^/\w+(?:\s|$)"), on_help))
    app.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, on_guest_message))
    app.add_handler(InlineQueryHandler(on_inline))
    app.add_handler(CallbackQueryHandler(on_settings_button, pattern=SETTINGS_PATTERN))
    app.add_handler(CallbackQueryHandler(on_changes_page, pattern=PAGES_PATTERN))
    app.add_handler(CallbackQueryHandler(on_travel_button, pattern=TRAVEL_PATTERN))
    app.add_handler(CallbackQueryHandler(on_answer_button, pattern=PATTERN))
    app.add_handler(CallbackQueryHandler(on_browse, pattern=BROWSING_PATTERN))
    app.add_handler(CallbackQueryHandler(on_daily_button, pattern=DAILY_PATTERN))
    app.add_handler(CallbackQueryHandler(on_timeline_button, pattern=f"^{TIMELINE}:"))
    app.add_handler(CallbackQueryHandler(on_chart_button, pattern=f"^{CHART}:"))
    app.add_handler(CallbackQueryHandler(on_button))
    app.add_handler(ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    spoken = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    app.add_handler(MessageHandler(spoken & filters.TEXT & ~filters.COMMAND, overhear), group=1)
    app.bot_data["alarm"] = Alarm()
    app.add_error_handler(on_error)
    return app


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Whatever went wrong with one update is logged without its text, and the bot goes on."""
    error = context.error
    if error is not None:
        in_hand.failed(error)
    if isinstance(error, Forbidden):
        log.info("update", outcome="forbidden")  # the person blocked the bot or the group removed it
    elif isinstance(error, Conflict):
        other = "a webhook was set for" if "webhook" in str(error) else "another process polls with"
        log.warning("conflict", detail=f"{other} this token; stop that, or give this bot a token of its own")
    elif isinstance(error, InvalidToken):
        log.error("token_refused")
    elif isinstance(error, UNREACHABLE):
        log.info("update", outcome="database_gone")
    elif isinstance(error, (NetworkError, RetryAfter)):
        log.warning("telegram_fault", error=type(error).__name__, detail=str(error))
    else:
        update_id = update.update_id if isinstance(update, Update) else None
        log.error("handler_fault", update_id=update_id, exc_info=error)
        if error is not None:
            await context.bot_data["alarm"].raise_for(error, context)
