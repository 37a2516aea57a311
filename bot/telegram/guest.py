"""Guest mode: the bot is mentioned in a chat that it is not in, and may answer once, with a single message."""

from __future__ import annotations

from telegram import Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.answers.conversation import ask
from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.telegram import in_hand
from bot.telegram.addressing import question_in, replied_text
from bot.telegram.asking import house_of, readers_language
from bot.telegram.inline_messages import article
from bot.telegram.learning import learn
from bot.telegram.recalling import asked_at, place_of

RESULT_ID = "answer"


async def on_guest_message(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A mention: its question is answered in full; without one, a line tells how to ask.

    Nothing is sent into the chat itself, which the bot is not in and whose id may be that of another one.
    """
    message = update.guest_message
    if message is None or not message.guest_query_id:
        return
    house, language, sender = house_of(context), readers_language(update), update.effective_sender
    place, after = place_of(message, sender.id if sender else 0), None
    asked = question_in(message, context.bot.id, context.bot.username)
    question = asked or replied_text(message, context.bot.id)
    if question:
        before = house.guest_conversations.get(place)
        turn = ask(house.finder, question, before, fallback=language, now=asked_at(message))
        reply, after = turn.reply, turn.conversation
        learn(house, turn.decision, question, message)
    else:
        reply = Reply("chat", language, lead=say("guest_usage", language, name=context.bot.name))
    try:
        # The title is never seen, but an article must have one.
        await message.answer_guest_query(article(context.bot, RESULT_ID, context.bot.first_name, "", reply))
    except BadRequest as error:
        in_hand.note(kind="guest", outcome="late", detail=str(error))
        return
    # Only now: a question that is handled again, as it could not be answered, must not be a follow-up to itself.
    if after is not None:
        house.guest_conversations.keep(place, after)
    in_hand.note(kind="guest", outcome=reply.outcome)
