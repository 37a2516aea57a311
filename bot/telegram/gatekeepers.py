"""Who is let through: not bots, not inline results, not floods."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.answers.phrases import say
from bot.telegram import in_hand
from bot.telegram.addressing import addressed
from bot.telegram.asking import house_of, readers_language
from bot.telegram.sending import acknowledge

REMEMBERED_WARNINGS = 10_000


class Gatekeeper:
    """Stops what must not be answered; runs before every other handler."""

    def __init__(self) -> None:
        self._warned: OrderedDict[int, None] = OrderedDict()

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message, sender = update.effective_message, update.effective_sender
        if update.callback_query is None and message is not None and (message.via_bot or _is_robot(message)):
            raise ApplicationHandlerStop
        if sender is None or update.my_chat_member is not None:
            return
        if update.callback_query is None and message is not None and not _is_for(message, context):
            return
        if house_of(context).rates.hit(sender.id):
            self._warned.pop(sender.id, None)
            return
        in_hand.note(outcome="too_many")
        if update.callback_query is not None:
            await acknowledge(update.callback_query, say("slow_down", readers_language(update)))
        elif message is not None and message.chat.type == ChatType.PRIVATE and sender.id not in self._warned:
            self._warned[sender.id] = None
            while len(self._warned) > REMEMBERED_WARNINGS:
                self._warned.popitem(last=False)
            await context.bot.send_message(message.chat_id, say("slow_down", readers_language(update)))
        raise ApplicationHandlerStop


def _is_robot(message: Message) -> bool:
    """Whether a bot wrote it; Telegram shows people who speak as their group or channel as bots too."""
    return bool(message.from_user and message.from_user.is_bot and message.sender_chat is None)


def _is_for(message: Message, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """Whether it may be answered: what people say to each other in a group counts towards no limit."""
    is_command = (message.text or "").startswith("/")
    return is_command or addressed(message, context.bot.id, context.bot.username) is not None


async def on_membership(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The bot was removed from a chat: what it remembers of the chat is deleted."""
    change = update.my_chat_member
    if change is not None and change.new_chat_member.status in ("left", "kicked"):
        house_of(context).answers.forget_chats([change.chat.id])
        house_of(context).conversations.forget_chats([change.chat.id])
