"""Browsing: /topics and /people, whose buttons turn one message into the next screen."""

from __future__ import annotations

from telegram import Bot, Chat, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.answers.browsing import screen_at
from bot.answers.html import telegram_html
from bot.answers.one_message import one_message
from bot.answers.people import alike_screen, kinds_screen, name_screen, names_like
from bot.answers.phrases import say
from bot.answers.reply import fact_reply
from bot.answers.screens import Screen
from bot.answers.topics import topic_named, topic_screen, topics_screen
from bot.telegram import in_hand
from bot.telegram.addressing import split_command
from bot.telegram.answer_rows import LINK_FACT, deep_link, delete_row
from bot.telegram.asking import house_of, language_for
from bot.telegram.buttons import press_of
from bot.telegram.choosing import may_choose
from bot.telegram.context import House
from bot.telegram.preferences import at_length
from bot.telegram.recalling import recall_shown
from bot.telegram.screen_shown import screen_rows, screen_text
from bot.telegram.sending import acknowledge, buttons_below, edit_message, send_texts

BROWSE = "p"
PATTERN = f"^{BROWSE}:"


async def on_topics(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/topics: the topics; with words behind it, the facts of the topic that they name."""
    message, finder, language = update.message, house_of(context).finder, language_for(update, context)
    if message is None:
        return
    asked = split_command(message.text or "")[1]
    topic = topic_named(finder, asked, language) if asked else None
    if topic:
        screen = topic_screen(finder.base, topic, 1, language)
    else:
        screen = topics_screen(finder.base, 1, language, say("topics_unknown", language) if asked else "")
    await _send(house_of(context), context.bot, message, screen)
    in_hand.note(kind="topics", outcome="one" if topic else "unknown" if asked else "all")


async def on_people(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/people: the kinds of names; with words behind it, all on the name that they mean, or the names they may mean."""
    message, finder, language = update.message, house_of(context).finder, language_for(update, context)
    if message is None:
        return
    asked = split_command(message.text or "")[1]
    names = names_like(finder, asked, language) if asked else ()
    if len(names) == 1:
        screen = name_screen(finder.base, names[0], 1, language)
    elif names:
        screen = alike_screen(finder.base, names, language)
    else:
        screen = kinds_screen(finder.base, language, say("people_unknown", language) if asked else "")
    await _send(house_of(context), context.bot, message, screen)
    in_hand.note(kind="people", outcome="all" if not asked else "list" if names else "unknown", names=len(names))


async def on_browse(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A pressed button of a screen: the message becomes the screen that it leads to."""
    press = press_of(update, context)
    if press is None:
        return
    message, base, user_id = press.message, press.house.finder.base, press.query.from_user.id
    place = (press.query.data or "").split(":")[1]
    screen = screen_at(place, base, press.language) if press.action == BROWSE else None
    if screen is None or message is None:
        await acknowledge(press.query, say("browsing_stale", press.language), alert=True)
        in_hand.note(kind="browse", outcome="stale")
        return
    if not await may_choose(press.house, press.query, message, press.language):
        return
    await acknowledge(press.query)
    text, buttons = _shown(press.house, context.bot, message.chat, screen)
    there = await edit_message(context.bot, message.chat_id, message.message_id, text, buttons)
    if there and screen.fact is not None:
        recall_shown(press.house, message, (message.message_id,), user_id, screen.fact, press.language)
    in_hand.note(kind="browse", outcome=place.split(".")[0])


async def _send(house: House, bot: Bot, message: Message, screen: Screen) -> None:
    text, buttons = _shown(house, bot, message.chat, screen)
    await send_texts(bot, message, [text], buttons)


def _shown(house: House, bot: Bot, chat: Chat, screen: Screen) -> tuple[str, InlineKeyboardMarkup]:
    """A screen as one message: a fact that is too long for it is cut, with a link to the whole."""
    rows = screen_rows(screen, BROWSE)
    if screen.fact is None:
        return screen_text(screen), InlineKeyboardMarkup([*rows, *delete_row(chat, screen.language)])
    reply = fact_reply(screen.fact, house.finder.base, screen.language)
    reply = at_length(reply, house.chats.get(chat.id), chat.type == ChatType.PRIVATE, bot.username)
    texts = telegram_html(reply)
    link = deep_link(bot, LINK_FACT + reply.facts[0].key)
    below = buttons_below(bot, chat, reply)
    text = texts[0] if len(texts) == 1 else one_message(reply, link)
    return text, InlineKeyboardMarkup([*(below.inline_keyboard if below else ()), *rows])
