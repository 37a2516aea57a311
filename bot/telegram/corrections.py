"""Corrections travel: answers of the last week that gave a fact which has changed since are edited, or replied to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog
from telegram import Bot, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.answers.changes import TOLD, changes_page, correction_line
from bot.answers.html import telegram_html
from bot.answers.phrases import say
from bot.answers.reply import Reply, fact_reply
from bot.facts.changes import Change
from bot.facts.model import LANGUAGES, Language
from bot.storage.answers import PastAnswer
from bot.storage.chats import known
from bot.telegram.asking import house_of, language_for
from bot.telegram.context import House
from bot.telegram.preferences import at_length
from bot.telegram.rereading import catch_up
from bot.telegram.sending import (
    NO_PREVIEW,
    acknowledge,
    buttons_below,
    edit_message,
    send_reply,
    send_texts,
    split_data,
)
from bot.telegram.typing import typing

log = structlog.get_logger()
PAGE, TRAVEL = "v", "z"
PAGES_PATTERN, TRAVEL_PATTERN = rf"^{PAGE}:", rf"^{TRAVEL}:"


@dataclass(frozen=True, slots=True)
class Travelled:
    """How many answers were edited, replied to, or could not be reached any more."""

    edited: int = 0
    replied: int = 0
    lost: int = 0


async def travel(house: House, bot: Bot, changes: Sequence[Change]) -> Travelled:
    """Correct the answers of the last week that gave a fact whose text, date or standing has changed."""
    told = [change for change in changes if change.kind in TOLD]
    by_fact = {fact_id: tuple(c for c in told if c.fact_id == fact_id) for fact_id in {c.fact_id for c in told}}
    edited = replied = lost = 0
    for past in house.answers.that_gave(by_fact):
        try:
            if await _edit(house, bot, past, by_fact):
                edited += 1
            else:
                await _reply(house, bot, past, by_fact)
                replied += 1
        except TelegramError:
            lost += 1  # blocked, removed, or the chat is gone
    log.info("corrections", edited=edited, replied=replied, lost=lost)
    return Travelled(edited, replied, lost)


async def _edit(house: House, bot: Bot, past: PastAnswer, changed: dict[str, tuple[Change, ...]]) -> bool:
    """Write an answer that was one fact anew, with the line above it; False where that cannot be done."""
    given, language = past.given, _language(past)
    if given.says_more or len(given.fact_ids) != 1 or len(given.message_ids) != 1:
        return False
    fact_id = given.fact_ids[0]
    fact = house.finder.base.facts.get(fact_id)
    line = correction_line(changed[fact_id], fact, _today(), language)
    reply = fact_reply(fact, house.finder.base, language) if fact else Reply("chat", language)
    reply = at_length(reply, house.chats.get(past.chat_id), past.chat_id > 0, bot.username)
    texts = telegram_html(replace(reply, lead=line))
    if len(texts) != 1:
        return False
    chat = Chat(past.chat_id, ChatType.PRIVATE if past.chat_id > 0 else ChatType.SUPERGROUP)
    buttons = buttons_below(bot, chat, reply)
    return await edit_message(bot, past.chat_id, given.message_ids[0], texts[0], buttons)


async def _reply(house: House, bot: Bot, past: PastAnswer, changed: dict[str, tuple[Change, ...]]) -> None:
    """Tell in reply to an answer which of its facts have changed, and give the one that it gave alone."""
    given, language, base = past.given, _language(past), house.finder.base
    lines = []
    for fact_id in given.fact_ids:
        if fact_id in changed:
            fact = base.facts.get(fact_id)
            line = correction_line(changed[fact_id], fact, _today(), language)
            lines.append(f"{fact.title[language]}\n{line}" if fact else line)
    alone = base.facts.get(given.fact_ids[0]) if len(given.fact_ids) == 1 else None
    reply = fact_reply(alone, base, language) if alone else Reply("chat", language)
    quoted = ReplyParameters(given.message_ids[0], allow_sending_without_reply=True) if given.message_ids else None
    for number, text in enumerate(telegram_html(replace(reply, lead="\n\n".join(lines)))):
        await bot.send_message(
            past.chat_id,
            text,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            message_thread_id=given.thread_id,
            reply_parameters=quoted if number == 0 else None,
            disable_notification=True,
        )


def _language(past: PastAnswer) -> Language:
    return known(past.given.language, LANGUAGES, "en")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def travel_button(changes: Sequence[Change], language: Language) -> InlineKeyboardMarkup | None:
    """The button below the report of a reload that sends its corrections on their way, if there are any."""
    if not any(change.kind in TOLD for change in changes):
        return None
    label = say("travel_button", language)
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"{TRAVEL}::{language}")]])


async def on_correct(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/correct, which only owners reach: let the corrections of the last reload travel."""
    if update.message:
        await _let_travel(context, update.message, language_for(update, context))


async def on_travel_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The button below the report of a reload; of anybody but an owner it is not heeded."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    language = language_for(update, context)
    if query.from_user.id not in house_of(context).settings.owner_ids:
        await acknowledge(query, say("button_stale", language))
        return
    await acknowledge(query)
    await _let_travel(context, query.message, language)


async def _let_travel(context: ContextTypes.DEFAULT_TYPE, message: Message, language: Language) -> None:
    house = house_of(context)
    await catch_up(house)
    # Taken before anything is sent, so that a second press does not say it all again.
    changes, house.changes = house.changes, ()
    if not any(change.kind in TOLD for change in changes):
        lead = say("travel_nothing", language)
    else:
        async with typing(context.bot, message):
            done = await travel(house, context.bot, changes)
        house.travels.post()
        lead = say("travelled", language, edited=done.edited, replied=done.replied, lost=done.lost)
    await send_reply(context.bot, message, Reply("chat", language, lead=lead))


async def on_changes(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/changes: the corrections that the base records."""
    if update.message:
        language = language_for(update, context)
        text, buttons = _page(house_of(context), 0, language)
        await send_texts(context.bot, update.message, [text], buttons)


async def on_changes_page(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Another page of the corrections."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    _, number, code = split_data(query.data)
    language = known(code, LANGUAGES, language_for(update, context))
    if not (number.isdecimal() and len(number) < 5):
        await acknowledge(query, say("button_stale", language))
        return
    await acknowledge(query)
    text, buttons = _page(house_of(context), int(number), language)
    await edit_message(context.bot, query.message.chat_id, query.message.message_id, text, buttons)


def _page(house: House, number: int, language: Language) -> tuple[str, InlineKeyboardMarkup | None]:
    page = changes_page(house.finder.base, number, language)
    turns = [("newer", page.number - 1), ("older", page.number + 1)]
    row = [
        InlineKeyboardButton(say(name, language), callback_data=f"{PAGE}:{to}:{language}")
        for name, to in turns
        if 0 <= to < page.of
    ]
    return telegram_html(page.reply)[0], InlineKeyboardMarkup([row]) if row else None
