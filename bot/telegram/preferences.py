"""Replies as a chat has set them: in which language, and how long."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message
from telegram.constants import ChatType

from bot.answers.conversation import Turn
from bot.answers.phrases import say
from bot.answers.reply import Choice, Reply, reply_to
from bot.answers.short import shortened
from bot.facts.base import FactBase
from bot.facts.model import Language
from bot.storage.chats import ChatPreferences
from bot.telegram.context import House


def language_set(preferences: ChatPreferences, otherwise: Language) -> Language:
    """The language that is set, or another one where it is that of the question."""
    return otherwise if preferences.language == "auto" else preferences.language


def fitted(turn: Turn, base: FactBase, preferences: ChatPreferences, is_private: bool, bot_name: str) -> Reply:
    """The reply to a question, in the language and at the length that the chat has set."""
    decision, reply = turn.decision, turn.reply
    language = language_set(preferences, reply.language)
    if language != reply.language:
        # The question was read in its own language; only what is said changes.
        question = replace(decision.question, language=language)
        reply = reply_to(replace(decision, question=question), base)
    return at_length(reply, preferences, is_private, bot_name, len(decision.facts))


def at_length(reply: Reply, preferences: ChatPreferences, is_private: bool, bot_name: str, listed: int = 0) -> Reply:
    """The reply, or its short form with a button to the rest: here in private, else a link to the private chat."""
    if preferences.length == "full":
        return reply
    short = shortened(reply, listed)
    if short == reply or len(reply.facts) != 1:
        return short
    key = reply.facts[0].key
    if is_private:
        return replace(short, choices=(Choice(say("in_full", reply.language), key),))
    return replace(short, rest=f"https://t.me/{bot_name}?start=f_{key}")


def at_length_here(house: House, message: Message, reply: Reply) -> Reply:
    """The reply at the length that the chat of a message has set."""
    is_private = message.chat.type == ChatType.PRIVATE
    return at_length(reply, house.chats.get(message.chat_id), is_private, message.get_bot().username)
