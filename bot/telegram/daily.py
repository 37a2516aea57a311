"""/daily: a chat subscribes to this day in history; in a group its administrators do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext import ContextTypes

from bot.answers.daily import (
    CHOOSE_HOUR,
    CHOOSE_ZONE,
    END,
    SET,
    Wish,
    daily_screen,
    hours_in_zone_screen,
    hours_screen,
    read_wish,
    zones_screen,
)
from bot.answers.phrases import say
from bot.answers.screens import Screen
from bot.answers.zones import next_time, zone_named
from bot.facts.model import Language
from bot.storage.daily import Subscription
from bot.telegram import in_hand
from bot.telegram.addressing import split_command, thread_of
from bot.telegram.asking import house_of, language_for
from bot.telegram.buttons import press_of
from bot.telegram.context import House
from bot.telegram.screen_shown import screen_rows, screen_text
from bot.telegram.sending import acknowledge, edit_message, send_texts
from bot.telegram.standing import is_administrator, may_administer

DAILY = "y"
PATTERN = f"^{DAILY}:"


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where daily posts are set up: the message tells chat and topic."""

    house: House
    message: Message
    language: Language

    @property
    def zone(self) -> str | None:
        """The time zone that the chat has set already."""
        wanted = self.house.daily.get(self.message.chat_id)
        return wanted.zone if wanted else None

    def start(self, hour: int, zone: str) -> Screen:
        """Subscribe, and tell so."""
        daily, chat_id = self.house.daily, self.message.chat_id
        due = next_time(hour, zone, self.house.now(), daily.last_day(chat_id))
        thread = thread_of(self.message)
        daily.keep(Subscription(chat_id, thread, self.language, zone, hour, int(due.timestamp())))
        return daily_screen(hour, zone, self.language)

    def end(self) -> Screen:
        """Unsubscribe, and tell so."""
        self.house.daily.end(self.message.chat_id)
        return Screen(self.language, say("daily_ended", self.language))

    def show(self) -> Screen:
        """How it is set."""
        wanted = self.house.daily.get(self.message.chat_id)
        return daily_screen(wanted.hour if wanted else None, wanted.zone if wanted else "", self.language)

    def ask_hour(self, zone: str | None) -> Screen:
        """Offer hours, in this time zone where one is known."""
        return hours_in_zone_screen(zone, self.language) if zone else hours_screen(self.language)

    def follow(self, wish: Wish) -> Screen:
        """Do what somebody wrote behind /daily, or ask for what is missing."""
        if wish.kind == "unclear":
            return Screen(self.language, say("daily_unclear", self.language))
        if wish.kind == "off":
            return self.end()
        if wish.kind == "show":
            return self.show()
        zone = wish.zone or self.zone
        if wish.hour is None:
            return self.ask_hour(zone)
        return self.start(wish.hour, zone) if zone else zones_screen(wish.hour, self.language)


async def on_daily(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/daily: how it is set; on and off, with an hour and a time zone or asking for them."""
    message = update.message
    if message is None:
        return
    setting = _Setting(house_of(context), message, language_for(update, context))
    wish = read_wish(split_command(message.text or "")[1])
    if not await may_administer(context.bot, message):
        screen, outcome = Screen(setting.language, say("daily_administrators", setting.language)), "refused"
    else:
        screen, outcome = setting.follow(wish), wish.kind
    await send_texts(context.bot, message, [screen_text(screen)], _buttons(screen))
    in_hand.note(kind="daily", outcome=outcome)


async def on_daily_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A pressed button of /daily: the message becomes the next question, or tells how it is set now."""
    press = press_of(update, context)
    if press is None:
        return
    message, language = press.message, press.language
    if message is None:
        await acknowledge(press.query, say("button_stale", language))
        return
    if not await is_administrator(context.bot, message.chat, press.query.from_user.id):
        await acknowledge(press.query, say("daily_administrators", language), alert=True)
        return
    place = (press.query.data or "").split(":")[1]
    parts = place.split(".") if press.action == DAILY else []
    screen = _pressed(_Setting(press.house, message, language), parts)
    if screen is None:
        await acknowledge(press.query, say("button_stale", language))
        return
    await acknowledge(press.query)
    await edit_message(context.bot, message.chat_id, message.message_id, screen_text(screen), _buttons(screen))
    in_hand.note(kind="daily", outcome=place.split(".")[0])


def _pressed(setting: _Setting, parts: Sequence[str]) -> Screen | None:
    """What a button leads to; None where its data makes no sense."""
    match parts:
        case [action] if action == CHOOSE_HOUR:
            return setting.ask_hour(setting.zone)
        case [action, hour] if action == CHOOSE_ZONE and _is_hour(hour):
            return zones_screen(int(hour), setting.language)
        case [action, hour, zone] if action == SET and _is_hour(hour) and zone_named(zone) == zone:
            return setting.start(int(hour), zone)
        case [action] if action == END:
            return setting.end()
    return None


def _is_hour(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= 23


def _buttons(screen: Screen) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup(screen_rows(screen, DAILY)) if screen.rows else None
