"""/privacy tells what is kept, /forget deletes what belongs to a chat."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.telegram import in_hand
from bot.telegram.asking import house_of, language_for
from bot.telegram.context import House
from bot.telegram.sending import send_reply
from bot.telegram.standing import may_administer


def forget_chat(house: House, chat_id: int) -> None:
    """Delete everything that is kept of a chat."""
    house.answers.forget_chats([chat_id])
    house.conversations.forget_chats([chat_id])
    house.guest_conversations.forget_chats([chat_id])
    house.complaints.forget(chat_id)
    house.daily.forget_chats([chat_id])
    house.draws.forget_chats([chat_id])
    house.chats.forget_chats([chat_id])


async def on_privacy(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/privacy: what is kept, for how long, and how to have it deleted."""
    if update.message:
        await _say(update, context, update.message, "privacy")


async def on_forget(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/forget: in private whoever asks, in a group an administrator has its data deleted."""
    message = update.message
    if message is None:
        return
    if not await may_administer(context.bot, message):
        await _say(update, context, message, "only_administrators")
        return
    is_private = message.chat.type == ChatType.PRIVATE
    language = language_for(update, context)
    forget_chat(house_of(context), message.chat_id)
    key = "forgotten_private" if is_private else "forgotten_group"
    await send_reply(context.bot, message, Reply("chat", language, lead=say(key, language)))
    in_hand.note(kind="forget", outcome="done")


async def _say(update: Update, context: ContextTypes.DEFAULT_TYPE, message: Message, key: str) -> None:
    language = language_for(update, context)
    await send_reply(context.bot, message, Reply("chat", language, lead=say(key, language)))
