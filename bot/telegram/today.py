"""/today: this day in history, or another day of the year."""

from __future__ import annotations

from datetime import UTC, date

from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.answers.today import day_asked, today_reply
from bot.answers.zones import zone_of
from bot.telegram import in_hand
from bot.telegram.addressing import split_command
from bot.telegram.asking import house_of, language_for
from bot.telegram.context import House
from bot.telegram.preferences import at_length_here
from bot.telegram.recalling import recall_shown
from bot.telegram.sending import send_reply


def today_in(house: House, chat_id: int) -> date:
    """What day it is in a chat: by its time zone, if it has set one for daily posts, else by UTC."""
    wanted = house.daily.get(chat_id)
    return house.now().astimezone(zone_of(wanted.zone) if wanted else UTC).date()


async def on_today(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/today: what happened on this day of the year; with a date behind it, on that one."""
    message, house, language = update.message, house_of(context), language_for(update, context)
    if message is None:
        return
    base, today = house.finder.base, today_in(house, message.chat_id)
    asked = split_command(message.text or "")[1]
    day = day_asked(asked, today) if asked else today
    if day is None:
        reply = Reply("chat", language, lead=say("day_unclear", language))
    else:
        reply = at_length_here(house, message, today_reply(base, day, today, language))
    ids = await send_reply(context.bot, message, reply)
    if len(reply.facts) == 1 and message.from_user:
        fact = base.facts[reply.facts[0].id]
        recall_shown(house, message, tuple(ids), message.from_user.id, fact, language, says_more=bool(reply.lead))
    in_hand.note(kind="today", outcome=reply.outcome)
