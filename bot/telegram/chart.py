"""/chart: the yearly figures as a picture, with the numbers and a CSV file a press away."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.ext import ContextTypes

from bot.answers.citation import shortened
from bot.answers.html import escape
from bot.answers.phrases import say
from bot.answers.series_table import caption, csv_file, series_asked_for, table, table_pages
from bot.facts.base import FactBase, fact_key
from bot.facts.model import Language, Series
from bot.pictures.describing import picture_of_series
from bot.telegram import in_hand
from bot.telegram.addressing import split_command, thread_of
from bot.telegram.answer_rows import delete_row
from bot.telegram.asking import house_of, language_for
from bot.telegram.buttons import answer_stale, argument_of, press_of
from bot.telegram.choosing import may_choose
from bot.telegram.photos import photos_of, send_picture, show_picture
from bot.telegram.sending import LABEL_LIMIT, acknowledge, edit_message, send_texts

CHART = "k"
SHOW, NUMBERS, TURN, FILE = "c", "n", "t", "f"


async def on_chart(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/chart [series]: its chart; the series to choose from when none is named, or several fit."""
    message = update.message
    if message is None:
        return
    finder, text = house_of(context).finder, split_command(message.text or "")[1]
    language = (
        finder.read(text, fallback=language_for(update, context)).language if text else language_for(update, context)
    )
    found = series_asked_for(text, finder, language) if text else ()
    if len(found) == 1:
        words, buttons = _chart(found[0], finder.base, message, language)
        picture = picture_of_series(found[0], finder.base, language)
        await send_picture(photos_of(context), message, picture, words, buttons)
    else:
        lead = "chart_which" if found else "chart_unknown" if text else "chart_start"
        offered = _offered(found or finder.base.series.values(), message, language)
        words = say(lead, language, text=shortened(text, LABEL_LIMIT))
        await send_texts(context.bot, message, [escape(words)], offered)
    in_hand.note(kind="chart", outcome="list" if len(found) != 1 else "answer")


async def on_chart_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A series chosen, its numbers, another page of them, or its file; data is k:WHAT KEY.PAGE:language."""
    press = press_of(update, context)
    if press is None:
        return
    message, base, language = press.message, press.house.finder.base, press.language
    what, key, page = _parsed(argument_of(press))
    series = next((one for one in base.series.values() if fact_key(one.id) == key), None)
    if message is None or series is None or what not in (SHOW, NUMBERS, TURN, FILE):
        await answer_stale(press)
        return
    if not await may_choose(press.house, press.query, message, press.language):
        return
    await acknowledge(press.query)
    if what == SHOW:
        words, buttons = _chart(series, base, message, language)
        await show_picture(photos_of(context), message, picture_of_series(series, base, language), words, buttons)
    elif what == FILE:
        await _send_file(context.bot, message, series, base, language)
    else:
        text, buttons = _numbers(series, language, min(page, table_pages(series) - 1))
        if what == TURN:
            await edit_message(context.bot, message.chat_id, message.message_id, text, buttons)
        else:
            await send_texts(context.bot, message, [text], buttons)
    in_hand.note(kind="button", outcome=f"{CHART}{what}", series=series.id)


def _parsed(argument: str) -> tuple[str, str, int]:
    """What is wanted, of which series, and which page (from 0)."""
    key, _, page = argument[1:].partition(".")
    return argument[:1], key, int(page[:3]) if page.isascii() and page.isdigit() else 0


def _chart(series: Series, base: FactBase, near: Message, language: Language) -> tuple[str, InlineKeyboardMarkup]:
    row = [_button("button_numbers", NUMBERS, series, language), _button("button_csv", FILE, series, language)]
    return caption(series, base, language), InlineKeyboardMarkup([row, *delete_row(near.chat, language)])


def _numbers(series: Series, language: Language, page: int) -> tuple[str, InlineKeyboardMarkup]:
    heading, rows, below = table(series, language, page)
    count = table_pages(series)
    turning = [_button("button_previous", TURN, series, language, page - 1)] if page else []
    turning += [_button("button_next", TURN, series, language, page + 1)] if page + 1 < count else []
    buttons = [turning] if turning else []
    buttons.append([_button("button_csv", FILE, series, language)])
    if count > 1:
        below += "\n\n" + say("page", language, number=page + 1, pages=count)
    return f"<b>{escape(heading)}</b>\n<pre>{escape(rows)}</pre>\n{escape(below)}", InlineKeyboardMarkup(buttons)


def _button(label: str, what: str, series: Series, language: Language, page: int = 0) -> InlineKeyboardButton:
    data = f"{CHART}:{what}{fact_key(series.id)}.{page}:{language}"
    return InlineKeyboardButton(say(label, language), callback_data=data)


def _offered(found: Iterable[Series], near: Message, language: Language) -> InlineKeyboardMarkup:
    rows = [
        [
            InlineKeyboardButton(
                shortened(series.title[language], LABEL_LIMIT),
                callback_data=f"{CHART}:{SHOW}{fact_key(series.id)}:{language}",
            )
        ]
        for series in found
    ]
    return InlineKeyboardMarkup([*rows, *delete_row(near.chat, language)])


async def _send_file(bot: Bot, near: Message, series: Series, base: FactBase, language: Language) -> None:
    await bot.send_document(
        near.chat_id,
        csv_file(series, base, language),
        filename=f"{series.id}.csv",
        caption=say("csv_caption", language, title=series.title[language], count=len(series.values)),
        message_thread_id=thread_of(near),
        reply_parameters=ReplyParameters(near.message_id, allow_sending_without_reply=True),
    )
