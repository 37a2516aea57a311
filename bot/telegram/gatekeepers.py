"""Who is let through: not bots, not inline results, not floods."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.answers.phrases import say
from bot.telegram import in_hand
from bot.telegram.addressing import addressed, mentions_of
from bot.telegram.asking import language_for
from bot.telegram.limiting import Bucket, Limits
from bot.telegram.sending import acknowledge


class Gatekeeper:
    """Stops what must not be answered; runs before every other handler."""

    def __init__(self, limits: Limits):
        self._limits = limits

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message, sender = update.effective_message, update.effective_sender
        if update.callback_query is None and message is not None and (message.via_bot or _is_robot(message)):
            raise ApplicationHandlerStop
        if sender is None or update.my_chat_member is not None:
            return
        if update.callback_query is None and message is not None:
            if message.is_automatic_forward and not mentions_of(message, context.bot.id, context.bot.username):
                raise ApplicationHandlerStop  # a post of the linked channel, which speaks to its readers
            if not _is_for(message, context):
                return
        bucket: Bucket = "button" if update.callback_query else "inline" if update.inline_query else "message"
        chat = update.effective_chat
        group = chat.id if chat is not None and chat.type != ChatType.PRIVATE else None
        if self._limits.allow(bucket, sender.id, group):
            return
        in_hand.note(outcome="too_many")
        if update.callback_query is not None:
            await acknowledge(update.callback_query, say("slow_down", language_for(update, context)))
        elif message is not None and _is_private(update, message) and self._limits.may_warn(sender.id):
            await context.bot.send_message(message.chat_id, say("slow_down", language_for(update, context)))
        raise ApplicationHandlerStop


def _is_private(update: Update, message: Message) -> bool:
    """Whether it stands in somebody's chat with the bot; as a guest the bot is also called into other private chats."""
    return message.chat.type == ChatType.PRIVATE and update.guest_message is None


def _is_robot(message: Message) -> bool:
    """Whether a bot wrote it; Telegram shows people who speak as their group or channel as bots too."""
    return bool(message.from_user and message.from_user.is_bot and message.sender_chat is None)


def _is_for(message: Message, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """Whether it may be answered: what people say to each other in a group counts towards no limit."""
    is_command = (message.text or "").startswith("/")
    return is_command or addressed(message, context.bot.id, context.bot.username) is not None
