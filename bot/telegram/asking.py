"""Questions: from a message to its answer, and from an edited message to its edited answer."""

from __future__ import annotations

import time

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackContext, ContextTypes

from bot.answers.conversation import Turn, ask
from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.facts.model import Language
from bot.matching.language import language_from_code
from bot.telegram import in_hand
from bot.telegram.addressing import addressed, question_in, replied_text, split_command, thread_of
from bot.telegram.context import House
from bot.telegram.learning import given_answer, learn
from bot.telegram.preferences import fitted, language_set
from bot.telegram.recalling import asked_at, conversation_before, keep_conversation
from bot.telegram.sending import edit_reply, send_reply
from bot.telegram.typing import typing


def house_of(context: ContextTypes.DEFAULT_TYPE) -> House:
    """The running bot that this handler belongs to."""
    house: House = context.bot_data["house"]
    return house


def readers_language(update: Update) -> Language:
    """The language that the user's Telegram speaks, if it is one of ours, else English."""
    user = update.effective_user
    return language_from_code(user.language_code if user else None) or "en"


def language_for(update: Update, context: ContextTypes.DEFAULT_TYPE) -> Language:
    """The language that the chat has set, or else the user's own."""
    chat, language = update.effective_chat, readers_language(update)
    return language_set(house_of(context).chats.get(chat.id), language) if chat else language


async def on_message(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A text or caption: answer it when it is meant for the bot."""
    message = update.message
    if message is None:
        return
    meant = addressed(message, context.bot.id, context.bot.username)
    if meant is None:
        return
    if meant.question:
        await answer(update, context, message, meant.question)
    else:
        await _say(update, context, message, "help")


async def on_edited_message(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """An edited question: its answer is edited; one that asks the bot only now is answered now."""
    message = update.edited_message
    if message is None:
        return
    question = question_in(message, context.bot.id, context.bot.username)
    if question:
        await answer(update, context, message, question)


async def on_ask(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/ask: the words behind it are the question, or else what the command replies to."""
    message = update.message
    if message is None:
        return
    question = split_command(message.text or "")[1] or replied_text(message, context.bot.id)
    if question:
        await answer(update, context, message, question)
    else:
        await _say(update, context, message, "ask_usage")


async def on_other(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A photo, a sticker, a voice message: one friendly line in private, nothing in groups."""
    message = update.message
    if message is not None and message.chat.type == ChatType.PRIVATE:
        await _say(update, context, message, "only_text")


async def answer(
    update: Update, context: ContextTypes.DEFAULT_TYPE, message: Message, question: str, *, by_itself: bool = False
) -> None:
    """Answer a question in reply to a message, or in place of the answer that was given to it before.

    by_itself: it is read without what this person asked before.
    """
    async with house_of(context).turns.of(message.chat_id, message.message_id), typing(context.bot, message):
        await _answer(update, context, message, question, by_itself)


async def _answer(
    update: Update, context: ContextTypes.DEFAULT_TYPE, message: Message, question: str, by_itself: bool
) -> None:
    house = house_of(context)
    given = house.answers.find(message.chat_id, message.message_id)
    asker = update.effective_sender
    asker_id = asker.id if asker else 0
    before = None if by_itself else conversation_before(house, message, asker_id, given, context.bot.id)
    began = time.perf_counter()
    turn = ask(
        house.finder,
        question,
        before,
        fallback=readers_language(update),
        now=asked_at(message),
    )
    thought = time.perf_counter() - began
    preferences = house.chats.get(message.chat_id)
    reply = fitted(turn, house.finder.base, preferences, message.chat.type == ChatType.PRIVATE, context.bot.username)
    if given:
        ids = await edit_reply(context.bot, message, given.message_ids, reply)
    else:
        ids = await send_reply(context.bot, message, reply)
    # Only now: a question that is handled again, as it could not be answered, must not be a follow-up to itself.
    keep_conversation(house, message, asker_id, given, turn.conversation)
    kept = given_answer(turn, reply, ids, thread_of(message), asker_id, before)
    house.answers.remember(message.chat_id, message.message_id, kept)
    learn(house, turn.decision, question, message)
    _note(turn, "edit" if given else "question", thought)


def _note(turn: Turn, kind: str, thought: float) -> None:
    decision = turn.decision
    in_hand.note(
        kind=kind,
        outcome=decision.outcome,
        fact=decision.facts[0].id if decision.facts else None,
        language=decision.question.language,
        score=decision.score,
        margin=decision.margin,
        match_ms=round(thought * 1000, 1),
    )


async def _say(update: Update, context: CallbackContext, message: Message, key: str) -> None:  # type: ignore[type-arg]
    language = language_for(update, context)
    await send_reply(context.bot, message, Reply("chat", language, lead=say(key, language)))
