"""/timeline: pages of facts in date order, with a picture where there are more than a handful."""

from __future__ import annotations

from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import ContextTypes

from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.answers.selection import Selection, is_readable, parse_payload, read_selection
from bot.answers.timeline import (
    Page,
    Timeline,
    nothing_there,
    page_text,
    pages,
    periods,
    start_text,
    timeline,
    unreadable_text,
)  # fmt: skip
from bot.facts.base import FactBase, fact_key
from bot.facts.model import Language
from bot.pictures.describing import picture_of_timeline
from bot.pictures.picture import Picture
from bot.telegram import in_hand
from bot.telegram.addressing import split_command
from bot.telegram.answer_rows import delete_row
from bot.telegram.asking import house_of, language_for
from bot.telegram.buttons import answer_stale, argument_of, press_of
from bot.telegram.choosing import may_choose
from bot.telegram.photos import photos_of, send_picture, show_picture
from bot.telegram.sending import OPEN, acknowledge, send_reply, send_texts

TIMELINE = "t"
PERIODS_IN_ROW = 3
Row = list[InlineKeyboardButton]


async def on_timeline(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/timeline [span] [topic or name]: without an argument, spans to choose from."""
    message = update.message
    if message is None:
        return
    finder, text = house_of(context).finder, split_command(message.text or "")[1]
    language = (
        finder.read(text, fallback=language_for(update, context)).language if text else language_for(update, context)
    )
    if not text:
        await send_texts(context.bot, message, [start_text(language)], _periods(finder.base, message, language))
        return
    selection = read_selection(text, finder, language, message.date.date())
    if not is_readable(selection, finder.base) or not selection.fits:
        too_much = not selection.fits
        lead = unreadable_text(text, language, too_much=too_much)
        await send_reply(context.bot, message, Reply("chat", language, lead=lead))
        in_hand.note(kind="timeline", outcome="too_much" if too_much else "unreadable")
        return
    shown = timeline(selection, finder.base, language)
    if not shown.facts:
        lead, near = nothing_there(shown, finder.base)
        lines = tuple(f"{number}. {choice.label}" for number, choice in enumerate(near, 1))
        await send_reply(context.bot, message, Reply("list", language, lead=lead, lines=lines, choices=near))
    else:
        words, buttons = _page(shown, 1, message)
        await send_picture(photos_of(context), message, _picture(shown, finder.base), words, buttons)
    in_hand.note(kind="timeline", outcome="list" if shown.facts else "closest", facts=len(shown.facts))


async def on_timeline_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Another page of a timeline, or a span chosen from those offered; data is t:PAGE/SELECTION:language."""
    press = press_of(update, context)
    if press is None:
        return
    base, message = press.house.finder.base, press.message
    number, _, payload = argument_of(press).partition("/")
    selection = parse_payload(payload, base)
    shown = timeline(selection, base, press.language) if selection else None
    if message is None or shown is None or not shown.facts or not (number.isascii() and number.isdigit()):
        await answer_stale(press)
        return
    if not await may_choose(press.house, press.query, message, press.language):
        return
    await acknowledge(press.query)
    words, buttons = _page(shown, int(number[:4]), message)
    await show_picture(photos_of(context), message, _picture(shown, base), words, buttons)
    in_hand.note(kind="button", outcome=TIMELINE)


def _picture(shown: Timeline, base: FactBase) -> Picture | None:
    return picture_of_timeline(shown, base, date.today()) if shown.deserves_picture else None


def _page(shown: Timeline, wanted: int, near: Message) -> tuple[str, InlineKeyboardMarkup]:
    """One page with its buttons; a page that is not there (any more) becomes the nearest that is."""
    found = pages(shown)
    number = min(max(wanted, 1), len(found))
    page = found[number - 1]
    rows = [_facts(page, shown.language)]
    if len(found) > 1:
        rows.append(_turning(shown.selection, number, len(found), shown.language))
    rows += delete_row(near.chat, shown.language)
    return page_text(shown, page, number, len(found)), InlineKeyboardMarkup(rows)


def _facts(page: Page, language: Language) -> Row:
    return [
        InlineKeyboardButton(str(page.first + at), callback_data=f"{OPEN}:{fact_key(fact.id)}:{language}")
        for at, fact in enumerate(page.facts)
    ]


def _turning(selection: Selection, number: int, count: int, language: Language) -> Row:
    def leads_to(page: int, label: str) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=_data(selection, page, language))

    row = [leads_to(number - 1, say("button_previous", language))] if number > 1 else []
    row.append(leads_to(number, f"{number}/{count}"))
    return [*row, leads_to(number + 1, say("button_next", language))] if number < count else row


def _periods(base: FactBase, near: Message, language: Language) -> InlineKeyboardMarkup:
    buttons = [
        InlineKeyboardButton(period.label, callback_data=_data(period.selection, 1, language))
        for period in periods(base, language)
    ]
    rows = [buttons[at : at + PERIODS_IN_ROW] for at in range(0, len(buttons), PERIODS_IN_ROW)]
    return InlineKeyboardMarkup([*rows, *delete_row(near.chat, language)])


def _data(selection: Selection, page: int, language: Language) -> str:
    return f"{TIMELINE}:{page}/{selection.payload()}:{language}"
