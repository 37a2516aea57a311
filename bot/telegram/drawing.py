"""/random: a fact drawn by chance."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.reply import fact_reply
from bot.telegram import in_hand
from bot.telegram.asking import house_of, language_for
from bot.telegram.preferences import at_length_here
from bot.telegram.recalling import recall_shown
from bot.telegram.sending import send_reply


async def on_random(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/random: one fact, with the buttons of an answer."""
    message, house, language = update.message, house_of(context), language_for(update, context)
    if message is None:
        return
    fact = house.draws.draw(house.finder.base, message.chat_id)
    reply = at_length_here(house, message, fact_reply(fact, house.finder.base, language))
    ids = await send_reply(context.bot, message, reply)
    if message.from_user:
        recall_shown(house, message, tuple(ids), message.from_user.id, fact, language)
    in_hand.note(kind="random", outcome="answer", fact=fact.id)
