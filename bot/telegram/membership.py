"""Coming, going and moving: greeted once, forgotten when removed, and settings go along into the supergroup."""

from __future__ import annotations

import structlog
from telegram import Bot, Chat, ChatMember, ChatMemberRestricted, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import ChatMigrated, TelegramError
from telegram.ext import ContextTypes

from bot.answers.phrases import say
from bot.storage.rates import Limit
from bot.telegram.asking import house_of, readers_language
from bot.telegram.context import House
from bot.telegram.privacy import forget_chat
from bot.telegram.standing import GROUPS

log = structlog.get_logger()
MOVING_SECONDS = 3600.0
PRESENT = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


def move_chat(house: House, old: int, new: int) -> None:
    """A group has become a supergroup: its settings, its daily post and its conversations go along.

    The answers do not: messages are numbered anew there, so that an edit of one would change another.
    """
    house.chats.move(old, new)
    house.daily.move(old, new)
    house.conversations.move(old, new)
    forget_chat(house, old)


async def on_membership(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The bot was added, removed, promoted or blocked."""
    change = update.my_chat_member
    if change is None:
        return
    house, chat = house_of(context), change.chat
    was_there, is_there = is_present(change.old_chat_member), is_present(change.new_chat_member)
    if was_there and not is_there:
        new = await _moved_to(context.bot, chat)
        if new is None:
            forget_chat(house, chat.id)
            log.info("update", kind="membership", outcome="removed")
        else:
            _move(house, chat.id, new)
    elif is_there and not was_there and chat.type in GROUPS and house.rates.has_room(_moved(chat.id)):
        # The name, as @mention, is how to ask; so it stands in the greeting.
        text = say("greeting_group", readers_language(update), bot=f"@{context.bot.username}")
        await context.bot.send_message(chat.id, text)
        log.info("update", kind="membership", outcome="added")


async def on_migration(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The message by which a group tells that it has moved, or a supergroup where it has come from."""
    message = update.message
    if message is not None and message.migrate_to_chat_id:
        _move(house_of(context), message.chat_id, message.migrate_to_chat_id)
    elif message is not None and message.migrate_from_chat_id:
        _move(house_of(context), message.migrate_from_chat_id, message.chat_id)


def _move(house: House, old: int, new: int) -> None:
    house.rates.hit(_moved(new))
    move_chat(house, old, new)
    log.info("update", kind="membership", outcome="moved")


def _moved(chat_id: int) -> Limit:
    """A supergroup that has come about by moving is no new acquaintance, also to the other processes."""
    return Limit("moved", chat_id, most=1, window=MOVING_SECONDS)


def is_present(member: ChatMember) -> bool:
    """Whether somebody of this standing is in the chat."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in PRESENT


async def _moved_to(bot: Bot, chat: Chat) -> int | None:
    """The supergroup that a group has become; Telegram also tells of moving as of a removal, in any order."""
    if chat.type != ChatType.GROUP:
        return None
    try:
        found = (await bot.get_chat(chat.id)).id
    except ChatMigrated as error:
        found = error.new_chat_id
    except TelegramError:
        return None
    return None if found == chat.id else found
