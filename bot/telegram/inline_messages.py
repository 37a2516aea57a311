"""Messages that stand in a chat without the bot being there: sent through inline mode, or as a guest."""

from __future__ import annotations

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.answers.citation import shortened
from bot.answers.one_message import one_message
from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.telegram.answer_rows import LINK_FACT, deep_link
from bot.telegram.sending import BUTTONS_IN_ROW, NO_PREVIEW, keyboard

LONGEST_TITLE, LONGEST_DESCRIPTION = 90, 160
NO_FACT = "help"  # opens the greeting


def article(bot: Bot, result_id: str, title: str, description: str, reply: Reply) -> InlineQueryResultArticle:
    """A result that posts a whole reply when it is sent."""
    return InlineQueryResultArticle(
        result_id,
        shortened(title, LONGEST_TITLE),
        InputTextMessageContent(
            one_message(reply, _link(bot, reply)), parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        description=shortened(description, LONGEST_DESCRIPTION),
        reply_markup=keyboard_elsewhere(bot, reply),
    )


def keyboard_elsewhere(bot: Bot, reply: Reply) -> InlineKeyboardMarkup | None:
    """Buttons that work where the bot is not: choices change the message itself, all else opens the private chat."""
    if len(reply.facts) == 1:
        return InlineKeyboardMarkup([[InlineKeyboardButton(say("button_more", reply.language), url=_link(bot, reply))]])
    if reply.outcome != "list":
        return keyboard(reply)
    numbers = [
        InlineKeyboardButton(str(number), url=deep_link(bot, LINK_FACT + choice.key))
        for number, choice in enumerate(reply.choices, 1)
    ]
    rows = [numbers[i : i + BUTTONS_IN_ROW] for i in range(0, len(numbers), BUTTONS_IN_ROW)]
    return InlineKeyboardMarkup(rows) if rows else None


async def show_in_place(bot: Bot, inline_message_id: str, reply: Reply) -> None:
    """Put a reply in place of such a message; that it is gone, or says so already, is no fault."""
    try:
        await bot.edit_message_text(
            one_message(reply, _link(bot, reply)),
            inline_message_id=inline_message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard_elsewhere(bot, reply),
        )
    except BadRequest:
        return


def _link(bot: Bot, reply: Reply) -> str:
    return deep_link(bot, LINK_FACT + reply.facts[0].key if reply.facts else NO_FACT)
