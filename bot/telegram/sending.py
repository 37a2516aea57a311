"""Replies as Telegram messages: text, buttons, the right topic, and edits in place."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.answers.html import telegram_html
from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.telegram.addressing import thread_of
from bot.telegram.answer_rows import answer_rows

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
LABEL_LIMIT = 60
BUTTONS_IN_ROW = 5
OPEN, CHOOSE, NONE = "o", "c", "n"


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The buttons of a reply: one a choice, numbered as in the text, or only the numbers for a list."""
    if reply.rest:
        return InlineKeyboardMarkup([[InlineKeyboardButton(say("rest_in_private", reply.language), url=reply.rest)]])
    if not reply.choices:
        return None
    if reply.outcome == "list":
        buttons = [
            InlineKeyboardButton(str(number), callback_data=f"{OPEN}:{choice.key}:{reply.language}")
            for number, choice in enumerate(reply.choices, 1)
        ]
        return InlineKeyboardMarkup([buttons[i : i + BUTTONS_IN_ROW] for i in range(0, len(buttons), BUTTONS_IN_ROW)])
    action = CHOOSE if reply.outcome == "choices" else OPEN
    is_numbered = reply.outcome in ("choices", "decline")
    rows = [
        [
            InlineKeyboardButton(
                _label(f"{number}. {choice.label}" if is_numbered else choice.label),
                callback_data=f"{action}:{choice.key}:{reply.language}",
            )
        ]
        for number, choice in enumerate(reply.choices, 1)
    ]
    if reply.outcome == "choices":
        none = say("none_of_these" if len(reply.choices) > 1 else "not_this", reply.language)
        rows.append([InlineKeyboardButton(none, callback_data=f"{NONE}::{reply.language}")])
    return InlineKeyboardMarkup(rows)


def buttons_below(bot: Bot, chat: Chat, reply: Reply) -> InlineKeyboardMarkup | None:
    """All buttons of a reply in this chat: what it offers, and what one may do with an answer."""
    offered = keyboard(reply)
    rows = [*(offered.inline_keyboard if offered else ()), *answer_rows(reply, chat.type == ChatType.PRIVATE, bot)]
    return InlineKeyboardMarkup(rows) if rows else None


def _label(text: str) -> str:
    return text if len(text) <= LABEL_LIMIT else f"{text[: LABEL_LIMIT - 1].rstrip()}…"


async def send_reply(bot: Bot, question: Message, reply: Reply) -> list[int]:
    """Answer a message: the first part replies to it, all go to its topic, the last one carries the buttons."""
    return await send_texts(bot, question, telegram_html(reply), buttons_below(bot, question.chat, reply))


async def send_texts(
    bot: Bot, question: Message, texts: Sequence[str], buttons: InlineKeyboardMarkup | None, replying: bool = True
) -> list[int]:
    """Send Telegram HTML in reply to a message, in its topic; the last text carries the buttons."""
    sent = []
    for number, text in enumerate(texts):
        quoted = ReplyParameters(question.message_id, allow_sending_without_reply=True)
        message = await bot.send_message(
            question.chat_id,
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            message_thread_id=thread_of(question),
            reply_parameters=quoted if replying and number == 0 else None,
            reply_markup=buttons if number == len(texts) - 1 else None,
        )
        sent.append(message.message_id)
    return sent


async def edit_reply(bot: Bot, question: Message, before: Sequence[int], reply: Reply) -> list[int]:
    """Replace earlier messages by a new reply: edits what is there, sends what is more, deletes what is left over."""
    texts, buttons = telegram_html(reply), buttons_below(bot, question.chat, reply)
    kept: list[int] = []
    for number, (message_id, text) in enumerate(zip(before, texts, strict=False)):
        last = number == len(texts) - 1
        if not await edit_message(bot, question.chat_id, message_id, text, buttons if last else None):
            return await send_texts(bot, question, texts, buttons)
        kept.append(message_id)
    for message_id in before[len(texts) :]:
        try:
            await bot.delete_message(question.chat_id, message_id)
        except BadRequest:
            continue
    if len(texts) > len(before):
        kept += await send_texts(bot, question, texts[len(before) :], buttons, replying=False)
    return kept


def split_data(data: object) -> tuple[str, str, str]:
    """Action, argument and language of a button's data; all empty when it has another form."""
    parts = data.split(":") if isinstance(data, str) else []
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")


async def acknowledge(query: CallbackQuery, notice: str | None = None, *, alert: bool = False) -> None:
    """Tell whoever pressed a button that it was seen; a press from long ago counts, but can be told nothing any more."""
    with contextlib.suppress(BadRequest):
        await query.answer(notice, show_alert=alert or None)


async def edit_message(
    bot: Bot, chat_id: int, message_id: int, text: str, buttons: InlineKeyboardMarkup | None
) -> bool:
    """Edit one message; False when it is not there any more. That nothing changed is no fault."""
    try:
        await bot.edit_message_text(
            text,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=buttons,
        )
    except BadRequest as error:
        return "not modified" in str(error).lower()
    return True
