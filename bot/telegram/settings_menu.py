"""/settings: a menu of buttons that edits itself; in a group for its administrators, in private for oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from telegram import Bot, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.answers.html import escape
from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.facts.model import LANGUAGES, Language
from bot.storage.chats import AnswerLanguage, ChatPreferences, Choosers, Length, known
from bot.telegram import in_hand
from bot.telegram.asking import house_of, language_for, readers_language
from bot.telegram.preferences import language_set
from bot.telegram.sending import acknowledge, edit_message, send_reply, send_texts, split_data
from bot.telegram.standing import hears_everything, is_administrator, may_administer

PATTERN = r"^g[lhucx]:"
CLOSE = "gx"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu: the action of its buttons, the phrase that names it, its options."""

    action: str
    name: str
    options: tuple[str, ...]
    only_in_groups: bool = False
    in_row: int = 4


ITEMS = (
    Item("gl", "language", get_args(AnswerLanguage), in_row=2),
    Item("gh", "length", get_args(Length)),
    Item("gu", "unaddressed", ("no", "yes"), only_in_groups=True, in_row=1),
    Item("gc", "choosers", get_args(Choosers), only_in_groups=True, in_row=2),
)


async def on_settings(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/settings: the menu, for whoever may use it."""
    message = update.message
    if message is None:
        return
    language = language_for(update, context)
    if not await may_administer(context.bot, message):
        await send_reply(context.bot, message, Reply("chat", language, lead=say("only_administrators", language)))
        return
    preferences = house_of(context).chats.get(message.chat_id)
    text = await menu_text(context.bot, message.chat, preferences, language)
    await send_texts(context.bot, message, [text], menu_buttons(message.chat, preferences, language))


async def on_settings_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A press in the menu: what it says is set, and the menu shows it."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    message, chat = query.message, query.message.chat
    action, option, code = split_data(query.data)
    language = known(code, LANGUAGES, readers_language(update))
    if not await is_administrator(context.bot, chat, query.from_user.id):
        await acknowledge(query, say("only_administrators", language), alert=True)
        return
    if action == CLOSE:
        await acknowledge(query)
        await _close(context.bot, message, language)
        return
    chats = house_of(context).chats
    before = chats.get(chat.id)
    after = with_option(before, action, option, is_group=chat.type != ChatType.PRIVATE)
    if after is None:
        await acknowledge(query, say("button_stale", language))
        return
    await acknowledge(query)
    chats.set(chat.id, after)
    language = language_set(after, language)
    text = await menu_text(context.bot, chat, after, language)
    await edit_message(context.bot, chat.id, message.message_id, text, menu_buttons(chat, after, language))
    in_hand.note(kind="settings", outcome=action)


def with_option(preferences: ChatPreferences, action: str, option: str, *, is_group: bool) -> ChatPreferences | None:
    """The preferences with one option chosen; None when there is no such option here."""
    item = next((item for item in _items(is_group) if item.action == action), None)
    if item is None or option not in item.options:
        return None
    if item.name == "unaddressed":
        return replace(preferences, unaddressed=option == "yes")
    return replace(preferences, **{item.name: option})  # type: ignore[arg-type]


async def menu_text(bot: Bot, chat: Chat, preferences: ChatPreferences, language: Language) -> str:
    """The menu in words, as Telegram HTML: everything that is set, and what stands in its way."""
    is_group = chat.type != ChatType.PRIVATE
    lines = [f"<b>{escape(say('settings_group' if is_group else 'settings_private', language))}</b>", ""]
    for item in _items(is_group):
        option = say(f"set_{item.name}_{_chosen(preferences, item)}", language)
        lines.append(f"{escape(say(f'set_{item.name}', language, option=option))}")
    if preferences.unaddressed and not await hears_everything(bot, chat):
        lines += ["", escape(say("set_unaddressed_deaf", language))]
    return "\n".join(lines)


def menu_buttons(chat: Chat, preferences: ChatPreferences, language: Language) -> InlineKeyboardMarkup:
    """The buttons of the menu: every option of every item, and one that closes it."""
    rows = []
    for item in _items(chat.type != ChatType.PRIVATE):
        chosen = _chosen(preferences, item)
        buttons = [
            InlineKeyboardButton(
                _label(say(f"set_{item.name}_{option}", language), option == chosen),
                callback_data=f"{item.action}:{option}:{language}",
            )
            for option in item.options
        ]
        rows += [buttons[i : i + item.in_row] for i in range(0, len(buttons), item.in_row)]
    rows.append([InlineKeyboardButton(say("close", language), callback_data=f"{CLOSE}::{language}")])
    return InlineKeyboardMarkup(rows)


def _items(is_group: bool) -> Sequence[Item]:
    return [item for item in ITEMS if is_group or not item.only_in_groups]


def _chosen(preferences: ChatPreferences, item: Item) -> str:
    value = getattr(preferences, item.name)
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def _label(option: str, is_chosen: bool) -> str:
    """What is set stands in words above; the tick only helps those who see it."""
    words = option[:1].upper() + option[1:]
    return f"✓ {words}" if is_chosen else words


async def _close(bot: Bot, message: Message, language: Language) -> None:
    """Take the menu away; where it may not be deleted any more, at least its buttons."""
    try:
        await bot.delete_message(message.chat_id, message.message_id)
    except BadRequest:
        await edit_message(bot, message.chat_id, message.message_id, say("closed", language), None)
