"""Pressed buttons: choosing what was offered, opening a fact of a list; anything else gets a short notice."""

from __future__ import annotations

import structlog
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.answers.html import telegram_html
from bot.answers.phrases import say
from bot.answers.reply import Reply, fact_reply
from bot.facts.model import LANGUAGES, Language
from bot.telegram.asking import house_of, language_for
from bot.telegram.choosing import may_choose
from bot.telegram.learning import learn_none_chosen
from bot.telegram.preferences import at_length
from bot.telegram.sending import CHOOSE, NONE, OPEN, acknowledge, edit_message, keyboard, send_reply

log = structlog.get_logger()


async def on_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A press: data is action:fact key:language, and is trusted in nothing."""
    query = update.callback_query
    if query is None:
        return
    action, key, language = _parsed(query.data, language_for(update, context))
    message = query.message if isinstance(query.message, Message) else None
    base = house_of(context).finder.base
    fact = base.by_key.get(key)
    if message is None or (action in (OPEN, CHOOSE) and fact is None) or action not in (OPEN, CHOOSE, NONE):
        await acknowledge(query, say("button_stale", language))
        log.info("update", kind="button", outcome="stale")
        return
    house = house_of(context)
    if not await may_choose(house, query, message, language):
        return
    await acknowledge(query)
    if action == NONE or fact is None:
        learn_none_chosen(house, message, language, context.bot)
        reply = Reply("chat", language, lead=say("none_chosen", language))
    else:
        reply = fact_reply(fact, base, language)
        is_private = message.chat.type == ChatType.PRIVATE
        if action == CHOOSE or not is_private:
            reply = at_length(reply, house.chats.get(message.chat_id), is_private, context.bot.username)
    texts = telegram_html(reply)
    if action == OPEN or len(texts) > 1:
        await send_reply(context.bot, message, reply)
    else:
        await edit_message(context.bot, message.chat_id, message.message_id, texts[0], keyboard(reply))
    log.info("update", kind="button", outcome=action, fact=fact.id if fact else None)


def _parsed(data: object, fallback: Language) -> tuple[str, str, Language]:
    parts = data.split(":") if isinstance(data, str) else []
    if len(parts) != 3:
        return "", "", fallback
    language = next((known for known in LANGUAGES if known == parts[2]), fallback)
    return parts[0], parts[1], language
