"""The journal: one log line and one count for each update, without its text and without who sent it."""

from __future__ import annotations

import structlog
from telegram import Update

from bot.telegram.in_hand import InHand
from bot.telegram.metrics import MATCH_SECONDS, REPLY_SECONDS, UPDATES

log = structlog.get_logger()


def enter(update: Update, held: InHand, seconds: float) -> None:
    """Write down what became of an update, so many seconds after it had arrived."""
    told = {"kind": kind_of(update), "outcome": _outcome(held)} | held.notes
    kind, outcome = str(told["kind"]), str(told["outcome"])
    UPDATES.labels(kind, outcome).inc()
    if held.has_spoken:
        REPLY_SECONDS.labels(kind).observe(seconds)
    if isinstance(thought := told.get("match_ms"), float):
        MATCH_SECONDS.observe(thought / 1000)
    log.info("update", **told, ms=round(seconds * 1000, 1))


def enter_dropped() -> None:
    """Count an update that was not handled; why stands in a log line of its own."""
    UPDATES.labels("unhandled", "dropped").inc()


def kind_of(update: Update) -> str:
    """What Telegram calls this kind of update."""
    return next((kind for kind in Update.ALL_TYPES if getattr(update, kind, None) is not None), "unknown")


def _outcome(held: InHand) -> str:
    """How an update ended of which its handler noted nothing: a help text, a stranger's words in a group, an accident."""
    if held.error is not None:
        return "fault"
    return "said" if held.has_spoken else "silent"
