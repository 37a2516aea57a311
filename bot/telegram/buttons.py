"""Pressed buttons: choosing what was offered, opening a fact of a list; anything else gets a short notice."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.answers.html import telegram_html
from bot.answers.phrases import say
from bot.answers.reply import Reply, fact_reply
from bot.facts.model import LANGUAGES, Language
from bot.telegram import in_hand
from bot.telegram.asking import house_of, readers_language
from bot.telegram.sending import CHOOSE, NONE, OPEN, acknowledge, edit_message, send_reply


async def on_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A press: data is action:fact key:language, and is trusted in nothing."""
    query = update.callback_query
    if query is None:
        return
    action, key, language = _parsed(query.data, readers_language(update))
    message = query.message if isinstance(query.message, Message) else None
    base = house_of(context).finder.base
    fact = base.by_key.get(key)
    if message is None or (action in (OPEN, CHOOSE) and fact is None) or action not in (OPEN, CHOOSE, NONE):
        await acknowledge(query, say("button_stale", language))
        in_hand.note(kind="button", outcome="stale")
        return
    await acknowledge(query)
    if action == NONE or fact is None:
        reply = Reply("chat", language, lead=say("none_chosen", language))
    else:
        reply = fact_reply(fact, base, language)
    texts = telegram_html(reply)
    if action == OPEN or len(texts) > 1:
        await send_reply(context.bot, message, reply)
    else:
        await edit_message(context.bot, message.chat_id, message.message_id, texts[0], None)
    in_hand.note(kind="button", outcome=action, fact=fact.id if fact else None)


def _parsed(data: object, fallback: Language) -> tuple[str, str, Language]:
    parts = data.split(":") if isinstance(data, str) else []
    if len(parts) != 3:
        return "", "", fallback
    language = next((known for known in LANGUAGES if known == parts[2]), fallback)
    return parts[0], parts[1], language
