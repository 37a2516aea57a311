"""What only the owner is told: /stats, and that something went wrong, by kind and place and without anybody's words."""

from __future__ import annotations

import asyncio
import contextlib
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.facts.model import Language
from bot.learning import clusters
from bot.telegram.asking import house_of, language_for
from bot.telegram.context import House
from bot.telegram.preferences import language_set
from bot.telegram.sending import send_reply

OUTCOMES = ("answer", "list", "choices", "closest", "decline", "chat")
QUIET_SECONDS = 600.0
BOT = Path(__file__).parent.parent


async def on_stats(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/stats, which only owners reach: what was asked today, and what waits to be learned from."""
    if update.message:
        language = language_for(update, context)
        house = house_of(context)
        kept = await asyncio.to_thread(house.unanswered.all)
        waiting = len(await asyncio.to_thread(clusters, kept))
        lead = stats_text(house, waiting, language)
        await send_reply(context.bot, update.message, Reply("chat", language, lead=lead))


def stats_text(house: House, waiting: int, language: Language) -> str:
    """The day in figures; waiting is how many kinds of questions have no answer."""
    counts = house.counters.of(house.counters.today())
    base = house.finder.base
    lines = [say("stats_today", language, total=sum(counts.get(outcome, 0) for outcome in OUTCOMES))]
    lines += [say(f"stats_{outcome}", language, number=counts[outcome]) for outcome in OUTCOMES if counts.get(outcome)]
    if counts.get("inline"):
        lines.append(say("stats_inline", language, number=counts["inline"]))
    lines += [
        "",
        say("stats_chats", language, number=house.chats.count()),
        say("stats_unanswered", language, number=waiting),
        say("stats_base", language, version=base.version, facts=len(base.facts)),
    ]
    return "\n".join(lines)


class Alarm:
    """Tells the owners of faults, of the same one once in ten minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._told: dict[str, float] = {}

    async def raise_for(self, error: BaseException, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Tell them kind and place; the error's own words may hold a question and stay out."""
        fault, now = described(error), self._clock()
        self._told = {known: at for known, at in self._told.items() if at > now - QUIET_SECONDS}
        if fault in self._told:
            return
        self._told[fault] = now
        house = house_of(context)
        for owner in house.settings.owner_ids:
            language = language_set(house.chats.get(owner), "en")
            with contextlib.suppress(TelegramError):
                await context.bot.send_message(owner, say("fault", language, fault=fault))


def described(error: BaseException) -> str:
    """The kind of an error and the place in the bot's own code where it arose."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(BOT)]
    if not own:
        return type(error).__name__
    place = Path(own[-1].filename).relative_to(BOT.parent).as_posix()
    return f"{type(error).__name__}, {place}:{own[-1].lineno} ({own[-1].name})"
