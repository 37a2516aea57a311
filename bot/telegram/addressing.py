"""Whether a message is meant for the bot, and what its question is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity
from telegram.constants import ChatType


@dataclass(frozen=True, slots=True)
class Addressed:
    """A message that is meant for the bot; the question is empty when it says nothing beside the address."""

    question: str


def addressed(message: Message, bot_id: int, bot_name: str) -> Addressed | None:
    """The question that a text (or caption) puts to the bot, or None when it is not meant for it.

    In private everything is; in a group only an @mention of the bot, or a reply to one of its messages. When the
    message only mentions the bot and replies to somebody else, what was replied to is the question.
    """
    text = message.text or message.caption or ""
    mentioned = mentions_of(message, bot_id, bot_name)
    question = _without(text, mentioned)
    if not re.search(r"\w", question):  # "?" or a thumb beside the address is no question
        question = ""
    if message.chat.type == ChatType.PRIVATE:
        return Addressed(question)
    if mentioned:
        return Addressed(question or replied_text(message, bot_id))
    if question and replies_to(message, bot_id):
        return Addressed(question)
    return None


def question_in(message: Message, bot_id: int, bot_name: str) -> str:
    """The question that a message puts to the bot, by /ask or by addressing it; empty when there is none."""
    command, rest = split_command(message.text or "")
    if command.lower() in ("/ask", f"/ask@{bot_name.lower()}"):
        return rest or replied_text(message, bot_id)
    meant = addressed(message, bot_id, bot_name)
    return meant.question if meant and not command.startswith("/") else ""


def words_of(message: Message, bot_id: int, bot_name: str) -> str:
    """The words of a question that is known to be one, without /ask and the bot's name; empty for other commands.

    As part of another message it does not tell any more what it replied to, which question_in would need.
    """
    if message.from_user is not None and message.from_user.id == bot_id:
        return ""
    command, rest = split_command(message.text or "")
    if command.startswith("/"):
        return rest if command.lower() in ("/ask", f"/ask@{bot_name.lower()}") else ""
    return _without(message.text or message.caption or "", mentions_of(message, bot_id, bot_name))


def split_command(text: str) -> tuple[str, str]:
    """The first word of a message and the rest, whatever white space stands between."""
    first, *rest = text.split(maxsplit=1) or [""]
    return first, rest[0].strip() if rest else ""


def mentions_of(message: Message, bot_id: int, bot_name: str) -> list[MessageEntity]:
    """The entities of a message that name the bot: @name in any case, or a link to its account."""
    found = []
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    entities = message.parse_entities(kinds) or message.parse_caption_entities(kinds)
    for entity, text in entities.items():
        by_link = entity.user is not None and entity.user.id == bot_id
        if by_link or text.lower() == f"@{bot_name.lower()}":
            found.append(entity)
    return found


def _without(text: str, entities: list[MessageEntity]) -> str:
    """The text without these entities, whose offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    for entity in sorted(entities, key=lambda e: -e.offset):
        units = units[: entity.offset * 2] + units[(entity.offset + entity.length) * 2 :]
    rest = units.decode("utf-16-le", errors="replace")
    return re.sub(r"[ \t]{2,}", " ", rest).strip(" \t\n,:;，：、")


def replied_text(message: Message, bot_id: int) -> str:
    """What the message replies to, if that is somebody else's text."""
    other = real_reply(message)
    if other is None or (other.from_user and other.from_user.id == bot_id):
        return ""
    quoted = message.quote.text if message.quote else ""
    return quoted or other.text or other.caption or ""


def replies_to(message: Message, bot_id: int) -> bool:
    """Whether the message replies to one of the bot's own messages."""
    other = real_reply(message)
    return bool(other and other.from_user and other.from_user.id == bot_id)


def real_reply(message: Message) -> Message | None:
    """The message that a person chose to reply to; every message of a topic carries the topic's first one by itself."""
    other = message.reply_to_message
    if other is None or other.forum_topic_created is not None:
        return None
    if message.is_topic_message and other.message_id == message.message_thread_id:
        return None
    return other


def thread_of(message: Message) -> int | None:
    """The topic to answer in; the General topic and chats without topics have none."""
    return message.message_thread_id if message.is_topic_message else None
