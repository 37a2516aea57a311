"""Questions that nobody put to the bot, in groups that want them answered: only when it is nearly certain, and seldom."""

from __future__ import annotations

import re

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.matching.decision import Decision
from bot.matching.question import telling_words
from bot.storage.rates import Limit
from bot.telegram.addressing import addressed, real_reply
from bot.telegram.asking import answer, house_of

# What is certain by is_certain, of the questions in knowledge/questions/ that the weights were fitted on: 401 of dev.jsonl,
# 396 of them right; 248 of more.jsonl, 246 right; 104 of third.jsonl, 97 right; 94 of fourth.jsonl, 91 right; 167 of
# fifth.jsonl, 164 right; of 602 out of scope none.
CERTAIN = 0.94
FEWEST_WORDS = 3
LONGEST_QUESTION = 200
ANSWERS_AN_HOUR = 4
# Matching takes time; a group that talks in questions all day must not keep the bot busy.
READ_A_MINUTE = 20
_ASKS = re.compile(r"[?？]\s*$")
# Words to others in the group: what is meant for somebody is not meant for the bot.
_FOR_OTHERS = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION, MessageEntity.URL, MessageEntity.TEXT_LINK)


async def overhear(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer what is overheard; runs after the handlers of what is addressed to the bot."""
    message = update.effective_message
    if message is None or not is_question_to_all(message):
        return
    if addressed(message, context.bot.id, context.bot.username) is not None:
        return
    house, chat_id = house_of(context), message.chat_id
    reading = Limit("reading", chat_id, READ_A_MINUTE)
    answering = Limit("overheard", chat_id, ANSWERS_AN_HOUR, window=3600.0)
    if not house.chats.get(chat_id).unaddressed or not house.rates.hit(reading):
        return
    answered_before = house.answers.find(chat_id, message.message_id) is not None
    if update.edited_message is not None and not answered_before:
        return  # by now the talk has gone on
    if not answered_before and not house.rates.has_room(answering):
        return
    text = message.text or ""
    if not is_certain(house.finder.decide(house.finder.read(text))):
        return
    if not answered_before:
        house.rates.hit(answering)
    await answer(update, context, message, text, by_itself=True)


def is_question_to_all(message: Message) -> bool:
    """Whether a person asks the whole group something: no reply, no forward, nobody named, and a question mark."""
    if message.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP) or real_reply(message) is not None:
        return False
    is_persons = message.from_user is not None and not message.from_user.is_bot and message.sender_chat is None
    text = message.text or ""
    named = any(entity.type in _FOR_OTHERS for entity in message.entities)
    passed_on = message.forward_origin is not None or message.via_bot is not None or message.external_reply is not None
    return is_persons and not named and not passed_on and len(text) <= LONGEST_QUESTION and bool(_ASKS.search(text))


def is_certain(decision: Decision) -> bool:
    """Whether a question that stands by itself may be answered although nobody asked the bot."""
    return (
        decision.outcome == "answer"
        and len(decision.facts) == 1
        and telling_words(decision.question) >= FEWEST_WORDS
        and (decision.score >= CERTAIN or decision.reason == "exact")
    )
