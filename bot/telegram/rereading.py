"""The base is read again without a restart; a bad one is refused whole."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import dataclass

import structlog

from bot.facts.base import FactBase
from bot.facts.changes import Change, changes
from bot.facts.problems import KnowledgeError, Problem
from bot.opening import leave_to_stay, open_finder
from bot.telegram.context import House

log = structlog.get_logger()


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
            found = changes(before, finder.base)
            forget_travelled(house)
            house.changes = tuple(dict.fromkeys((*house.changes, *found)))
            result = Reloaded(finder.base, found)
    _log(result)
    return result


async def reload_at_call(house: House) -> None:
    """Reload, and tell the log what is wrong with a base that was refused."""
    try:
        result = await reload(house)
    except Exception:
        log.exception("reload_fault")
        return
    for problem in result.problems if isinstance(result, Refused) else ():
        log.warning("reload_problem", problem=str(problem))


async def catch_up(house: House) -> None:
    """Reload if another process was told to and this one has not yet, and wait for a reload that is under way."""
    if house.reloads.is_new():
        await reload_at_call(house)
    async with house.reloading:
        forget_travelled(house)


def forget_travelled(house: House) -> None:
    """Forget the changes of which another process has told readers already."""
    if house.travels.is_new():
        house.changes = ()


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
