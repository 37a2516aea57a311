"""Who may press the choices under an answer, as the group has set it."""

from __future__ import annotations

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot.answers.phrases import say
from bot.facts.model import Language
from bot.telegram.context import House
from bot.telegram.sending import acknowledge
from bot.telegram.standing import is_administrator


async def may_choose(house: House, query: CallbackQuery, message: Message, language: Language) -> bool:
    """Whether this person may choose here; whoever may not is told so."""
    choosers = house.chats.get(message.chat_id).choosers
    if choosers == "anyone" or message.chat.type == ChatType.PRIVATE:
        return True
    asked = message.reply_to_message
    asker = asked.from_user.id if asked and asked.from_user and asked.sender_chat is None else None
    if choosers == "asker" and asker == query.from_user.id:
        return True
    # Where nobody can be told to have asked (anonymously, or the question is gone) administrators may choose.
    open_to_administrators = choosers == "administrators" or asker is None
    if open_to_administrators and await is_administrator(query.get_bot(), message.chat, query.from_user.id):
        return True
    await acknowledge(query, say(f"only_{choosers}_choose", language), alert=True)
    return False
