"""Reading the base again without a restart: at SIGHUP, or when an owner says /reload, which all processes on one database
then do. A bad base is refused whole."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.facts.base import FactBase
from bot.facts.changes import Change, changes
from bot.facts.model import Language
from bot.facts.problems import KnowledgeError, Problem
from bot.opening import leave_to_stay, open_finder
from bot.telegram.asking import house_of, readers_language
from bot.telegram.context import House
from bot.telegram.sending import send_reply

log = structlog.get_logger()
MOST_TOLD = 10
LONGEST_LINE = 280  # characters; ten such lines and what stands around them fit one message


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The base now in use, and how it differs from the one before."""

    base: FactBase
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The base that stays in use, and what is wrong with the one that was read."""

    base: FactBase
    problems: tuple[Problem, ...]


async def reload(house: House) -> Reloaded | Refused:
    """Put a finder over the base as it stands now in place of the old one, if it passes its checks; one at a time.

    Questions in hand keep the finder that they began with.
    """
    async with house.reloading:
        before = house.finder.base
        try:
            # Without the cache, which is kept for the code on disk, and that may be newer than the code that runs.
            finder = await asyncio.to_thread(open_finder, house.settings.knowledge_dir)
        except KnowledgeError as error:
            result: Reloaded | Refused = Refused(before, error.problems)
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
            result = Refused(before, (Problem(str(error.filename or ""), 0, "", reason, "let the bot read it"),))
        else:
            house.finder = finder
            if gc.get_freeze_count():  # the old base was left to stay
                await asyncio.to_thread(leave_to_stay)
            result = Reloaded(finder.base, changes(before, finder.base))
    _log(result)
    return result


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


async def reload_at_call(house: House) -> None:
    """Reload, and tell the log what is wrong with a base that was refused."""
    try:
        result = await reload(house)
    except Exception:
        log.exception("reload_fault")
        return
    for problem in result.problems if isinstance(result, Refused) else ():
        log.warning("reload_problem", problem=str(problem))


async def on_reload(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/reload, which only owners reach: reload, and tell what came of it."""
    if update.message:
        house = house_of(context)
        result = await reload(house)
        if isinstance(result, Reloaded):
            house.reloads.post()
        reply = reload_reply(result, readers_language(update))
        await send_reply(context.bot, update.message, reply)


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


def _log(result: Reloaded | Refused) -> None:
    if isinstance(result, Refused):
        log.warning("reload", outcome="refused", problems=len(result.problems), base=result.base.version)
        return
    kinds = [change.kind for change in result.changes]
    log.info(
        "reload",
        outcome="done",
        base=result.base.version,
        facts=len(result.base.facts),
        added=kinds.count("added"),
        changed=len({change.fact_id for change in result.changes if change.kind not in ("added", "removed")}),
        removed=kinds.count("removed"),
    )
