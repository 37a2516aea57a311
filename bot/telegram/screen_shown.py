"""A screen as Telegram shows it: its text, and its buttons with the place that each leads to as their data."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.answers.html import escape
from bot.answers.screens import Screen
from bot.telegram.answer_rows import Row


def screen_text(screen: Screen) -> str:
    """The text of a screen in Telegram HTML."""
    parts = (screen.lead, "\n".join(screen.lines), screen.note)
    return escape("\n\n".join(part for part in parts if part))


def screen_rows(screen: Screen, action: str) -> list[Row]:
    """The buttons of a screen; action is the letter that brings their presses to the right handler."""
    return [
        [InlineKeyboardButton(link.label, callback_data=f"{action}:{link.place}:{screen.language}") for link in row]
        for row in screen.rows
    ]
