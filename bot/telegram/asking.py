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
from bot.storage.answers import GivenAnswer
from bot.telegram import in_hand
from bot.telegram.addressing import addressed, replied_text, thread_of
from bot.telegram.context import House
from bot.telegram.sending import edit_reply, send_reply


def house_of(context: ContextTypes.DEFAULT_TYPE) -> House:
    """The running bot that this handler belongs to."""
    house: House = context.bot_data["house"]
    return house


def readers_language(update: Update) -> Language:
    """The language that the user's Telegram speaks, if it is one of ours, else English."""
    user = update.effective_user
    return language_from_code(user.language_code if user else None) or "en"


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
    command, rest = _split_command(message.text or "")
    if command.lower() in ("/ask", f"/ask@{context.bot.username.lower()}"):
        question = rest or replied_text(message, context.bot.id)
    else:
        meant = addressed(message, context.bot.id, context.bot.username)
        question = meant.question if meant and not command.startswith("/") else ""
    if question:
        await answer(update, context, message, question)


async def on_ask(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/ask: the words behind it are the question, or else what the command replies to."""
    message = update.message
    if message is None:
        return
    question = _split_command(message.text or "")[1] or replied_text(message, context.bot.id)
    if question:
        await answer(update, context, message, question)
    else:
        await _say(update, context, message, "ask_usage")


async def on_other(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A photo, a sticker, a voice message: one friendly line in private, nothing in groups."""
    message = update.message
    if message is not None and message.chat.type == ChatType.PRIVATE:
        await _say(update, context, message, "only_text")


def _split_command(text: str) -> tuple[str, str]:
    """The first word of a message and the rest, whatever white space stands between."""
    first, *rest = text.split(maxsplit=1) or [""]
    return first, rest[0].strip() if rest else ""


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE, message: Message, question: str) -> None:
    """Answer a question in reply to a message, or in place of the answer that was given to it before."""
    async with house_of(context).turns.of(message.chat_id, message.message_id):
        await _answer(update, context, message, question)


async def _answer(update: Update, context: ContextTypes.DEFAULT_TYPE, message: Message, question: str) -> None:
    house = house_of(context)
    given = house.answers.find(message.chat_id, message.message_id)
    asker = update.effective_sender
    place = (message.chat_id, thread_of(message), asker.id if asker else 0)
    began = time.perf_counter()
    turn = ask(
        house.finder,
        question,
        house.conversations.get(place),
        fallback=readers_language(update),
        now=time.time(),
    )
    thought = time.perf_counter() - began
    if given:
        ids = await edit_reply(context.bot, message, given.message_ids, turn.reply)
    else:
        ids = await send_reply(context.bot, message, turn.reply)
    # Only now: a question that is handled again, as it could not be answered, must not be a follow-up to itself.
    house.conversations.keep(place, turn.conversation)
    facts = tuple(fact.id for fact in turn.decision.facts)
    house.answers.remember(message.chat_id, message.message_id, GivenAnswer(tuple(ids), facts, turn.reply.language))
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
    language = readers_language(update)
    await send_reply(context.bot, message, Reply("chat", language, lead=say(key, language)))
