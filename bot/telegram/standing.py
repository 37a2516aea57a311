"""Who somebody is in a chat, as far as rights go; asked of Telegram each time, as rights change."""

from __future__ import annotations

from telegram import Bot, Chat, Message
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

ADMINISTRATORS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


async def is_administrator(bot: Bot, chat: Chat, user_id: int) -> bool:
    """Whether this user administers the chat; in private everybody is at home. No, where Telegram does not tell."""
    if chat.type == ChatType.PRIVATE:
        return chat.id == user_id
    try:
        return (await bot.get_chat_member(chat.id, user_id)).status in ADMINISTRATORS
    except TelegramError:
        return False


async def may_administer(bot: Bot, message: Message) -> bool:
    """Whether the author of a message may set up its chat.

    Who writes as the group itself is an anonymous administrator; who writes as a channel, even the linked one, may be
    anybody with rights in that channel.
    """
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat_id
    return message.from_user is not None and await is_administrator(bot, message.chat, message.from_user.id)


async def hears_everything(bot: Bot, chat: Chat) -> bool:
    """Whether Telegram passes on messages that are not addressed to the bot: without privacy mode, or to administrators."""
    me = await bot.get_me()
    return bool(me.can_read_all_group_messages) or await is_administrator(bot, chat, me.id)
