"""Figures for monitoring, in the form that Prometheus reads; what each is for stands in its help text."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import TelegramError

from bot.facts.base import FactBase
from bot.facts.text_checks import is_stale
from bot.storage.database import UNREACHABLE
from bot.storage.inbox import Backlog

T = TypeVar("T")
REGISTRY = CollectorRegistry()
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)

UPDATES = Counter(
    "bot_updates", "Updates handled, by kind and by what became of them.", ["kind", "outcome"], registry=REGISTRY
)
REPLY_SECONDS = Histogram(
    "bot_reply_seconds",
    "From an update's arrival to the end of its reply.",
    ["kind"],
    buckets=SECONDS,
    registry=REGISTRY,
)
MATCH_SECONDS = Histogram(
    "bot_match_seconds",
    "What a question takes to be matched; the rest of its reply is waiting, the database and Telegram.",
    buckets=SECONDS,
    registry=REGISTRY,
)
TELEGRAM_ERRORS = Counter(
    "bot_telegram_errors", "Calls that Telegram refused or left open.", ["error"], registry=REGISTRY
)
RETRIES = Counter("bot_retries", "What was tried again: a call, or a whole update.", ["what"], registry=REGISTRY)
INBOX_DEPTH = Gauge("bot_inbox_updates", "Updates that wait, or are in hand, in all processes.", registry=REGISTRY)
INBOX_AGE = Gauge("bot_inbox_oldest_seconds", "How long the oldest of them has been there.", registry=REGISTRY)
DATABASE_UP = Gauge("bot_database_up", "1 while the database answers.", registry=REGISTRY)
BASE = Info("bot_base", "Version of the fact base in use.", registry=REGISTRY)
FACTS = Gauge("bot_facts", "Facts in the base.", registry=REGISTRY)
STALE_FACTS = Gauge("bot_stale_facts", "Facts that were to be looked up again by today.", registry=REGISTRY)
ProcessCollector(registry=REGISTRY)


async def counted(call: Awaitable[T]) -> T:
    """The result of a call to Telegram; its error, if that is how it ends, is counted."""
    try:
        return await call
    except TelegramError as error:
        refused(error)
        raise


def refused(error: TelegramError) -> None:
    """Count an error by its kind."""
    TELEGRAM_ERRORS.labels(type(error).__name__).inc()


def metrics_route(base: Callable[[], FactBase], backlog: Callable[[], Awaitable[Backlog]]) -> Route:
    """/metrics: the counts so far, and the inbox and the base as they are now."""

    async def metrics(_request: Request) -> Response:
        _read_base(base())
        try:
            waiting = await backlog()
        except UNREACHABLE:
            DATABASE_UP.set(0)
            waiting = Backlog(math.nan, math.nan)
        else:
            DATABASE_UP.set(1)
        INBOX_DEPTH.set(waiting.updates)
        INBOX_AGE.set(waiting.oldest_seconds)
        return Response(generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return Route("/metrics", metrics)


def _read_base(base: FactBase) -> None:
    today = datetime.now(UTC).date()
    BASE.info({"version": base.version})
    FACTS.set(len(base.facts))
    STALE_FACTS.set(sum(is_stale(fact, today) for fact in base.facts.values()))
