"""When the base is read again: at SIGHUP, or when an owner says /reload, which all processes on one database then do."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence

from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.html import telegram_html
from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.facts.changes import Change
from bot.facts.model import Language
from bot.telegram.asking import house_of, language_for
from bot.telegram.context import House
from bot.telegram.corrections import travel_button
from bot.telegram.rereading import Refused, Reloaded, reload, reload_at_call
from bot.telegram.sending import send_texts
from bot.telegram.typing import typing

MOST_TOLD = 10
LONGEST_LINE = 280  # characters; ten such lines and what stands around them fit one message


def reload_on_sighup(house: House) -> None:
    """From now on SIGHUP reloads, within the running loop; systems without that signal are left alone."""
    number = getattr(signal, "SIGHUP", None)
    if number is None:
        return
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()

    def on_signal() -> None:
        task = loop.create_task(reload_at_call(house))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    loop.add_signal_handler(number, on_signal)


async def on_reload(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/reload, which only owners reach: reload, and tell what came of it."""
    if update.message:
        house, language = house_of(context), language_for(update, context)
        async with typing(context.bot, update.message):
            result = await reload(house)
        if isinstance(result, Reloaded):
            house.reloads.post()
        buttons = travel_button(house.changes, language)
        await send_texts(context.bot, update.message, telegram_html(reload_reply(result, language)), buttons)


def reload_reply(result: Reloaded | Refused, language: Language) -> Reply:
    """What the owner is told: what is different now, or the first problems."""
    version = result.base.version
    if isinstance(result, Refused):
        count = len(result.problems)
        lead = say("reload_refused", language, count=count, version=version)
        lines = tuple(_shortened(str(problem)) for problem in result.problems[:MOST_TOLD])
        note = say("reload_all_problems", language) if count > MOST_TOLD else ""
        return Reply("chat", language, lead=lead, lines=lines, note=note)
    lead = say("reloaded", language, count=len(result.base.facts), version=version)
    return Reply("chat", language, lead=lead, lines=_differences(result.changes, language))


def _differences(found: Sequence[Change], language: Language) -> tuple[str, ...]:
    changed: dict[str, list[str]] = {}
    for change in found:
        if change.kind not in ("added", "removed"):
            changed.setdefault(change.fact_id, []).append(change.kind)
    groups = {
        "reload_added": [change.fact_id for change in found if change.kind == "added"],
        "reload_changed": [f"{fact_id} ({', '.join(kinds)})" for fact_id, kinds in changed.items()],
        "reload_removed": [change.fact_id for change in found if change.kind == "removed"],
    }
    lines = tuple(
        say(key, language, number=len(facts), facts=", ".join(map(_shortened, facts[:MOST_TOLD])) + _more(facts))
        for key, facts in groups.items()
        if facts
    )
    return lines or (say("reload_same", language),)


def _more(facts: Sequence[str]) -> str:
    return " …" if len(facts) > MOST_TOLD else ""


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
