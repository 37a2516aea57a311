"""One process that serves Telegram: opened, run until a signal or a fault, and closed within five seconds."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import structlog
from starlette.applications import Starlette
from starlette.routing import Route
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.logs import looks_like_token, set_up_logs, without_token
from bot.matching.finder import Finder
from bot.opening import leave_to_stay
from bot.settings import Settings
from bot.storage.answers import Answers
from bot.storage.chats import ChatSettings
from bot.storage.conversations import KeptConversations
from bot.storage.counters import Counters
from bot.storage.daily import Daily
from bot.storage.database import UNREACHABLE, DatabaseError, is_reachable, open_database
from bot.storage.inbox import Backlog, Inbox
from bot.storage.leases import Lease
from bot.storage.notices import Notices
from bot.storage.rates import Rates
from bot.storage.unanswered import Unanswered
from bot.telegram.app import App, build
from bot.telegram.background import background
from bot.telegram.context import Conversations, House
from bot.telegram.health import Check, listening, operations_app
from bot.telegram.intake import DatabaseCalls, Intake
from bot.telegram.metrics import metrics_route
from bot.telegram.polling import Polling
from bot.telegram.reloading import reload_on_sighup
from bot.telegram.rereading import reload_at_call
from bot.telegram.tidying import keep_tidy
from bot.telegram.webhook import Webhook, webhook_app
from bot.telegram.workers import Workers
from bot.terminal import finder_or_exit

log = structlog.get_logger()
STOPPED, MAY_PASS, TO_BE_MENDED = 0, 1, 2
STARTING_TRIES = 4
DATABASE_PATIENCE = 60.0
STARTING_PAUSE = 2.0
IN_HAND_PATIENCE = 3.0
WEBHOOK_KNOWN_FOR = 30.0
RELOAD_SECONDS = 3.0
STOPPING_SECONDS = 4.5


# What goes on beside the answering of updates, as long as it is entered.
Beside = Callable[[App, House], AbstractAsyncContextManager[None]]


class CannotServe(Exception):  # noqa: N818 - an ending, not an error of the program
    """Serving ends with this exit status; the message is one clear line."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


def serve(settings: Settings) -> int:
    """Serve until stopped; returns the exit status: 0 after a signal, 1 for a fault that may pass, 2 for one to be mended."""
    set_up_logs(settings.log_format, settings.log_level)
    token = settings.telegram_bot_token
    if token is None or not looks_like_token(token.get_secret_value()):
        # A token with a slip of the pen is still a secret, and the library would write it into the log.
        print("TELEGRAM_BOT_TOKEN: not a token (123456:ABC…); copy it again from @BotFather", file=sys.stderr)
        return TO_BE_MENDED
    finder = finder_or_exit(settings.knowledge_dir, settings.cache_dir)
    try:
        house, inbox = open_house(settings, finder)
        leave_to_stay()
        asyncio.run(_serve(house, inbox))
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return MAY_PASS if error.may_pass else TO_BE_MENDED
    except CannotServe as ending:
        print(without_token(str(ending)), file=sys.stderr)
        return ending.status
    return STOPPED


def open_house(settings: Settings, finder: Finder) -> tuple[House, Inbox]:
    """What the handlers share, and the inbox; a database that is out of reach is waited for, for a minute."""
    until = time.monotonic() + DATABASE_PATIENCE
    while True:
        try:
            return _house_of(settings, finder)
        except DatabaseError as error:
            gone = error
        except UNREACHABLE as error:
            # It went away between its tables being brought up to date and being read.
            gone = DatabaseError(_GONE.format(type(error).__name__), may_pass=True)
        if not gone.may_pass or time.monotonic() > until:
            raise gone
        log.warning("database_gone", detail=str(gone))
        time.sleep(STARTING_PAUSE)


def _house_of(settings: Settings, finder: Finder) -> tuple[House, Inbox]:
    engine = open_database(settings.database_url)
    house = House(
        settings,
        finder,
        Answers(engine),
        ChatSettings(engine),
        Unanswered(engine),
        Counters(engine),
        Daily(engine),
        Conversations(KeptConversations(engine)),
        Conversations(KeptConversations(engine, "guest")),
        Rates(engine),
        Notices(engine, "reload"),
        Notices(engine, "travel"),
    )
    return house, Inbox(engine, process_name())


def process_name() -> str:
    """A name that no other process has or had."""
    return f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid.uuid4().hex[:12]}"


async def _serve(house: House, inbox: Inbox) -> None:
    stop = asyncio.Event()
    _stop_at_signals(stop)
    reload_on_sighup(house)
    serving = Serving(house, inbox, beside=background)
    running = asyncio.create_task(serving.run())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


def _stop_at_signals(stop: asyncio.Event) -> None:
    """SIGTERM and SIGINT set stop; a process that has not ended seconds later, as its database hangs, is ended then."""
    loop = asyncio.get_running_loop()

    def asked(*_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, STOPPING_SECONDS)
        with contextlib.suppress(RuntimeError):  # a second signal, when the loop has closed
            loop.call_soon_threadsafe(stop.set)

    def late(*_: object) -> None:
        try:
            log.warning("stop_cut_short", detail="what was in hand is taken over when its lease has run out")
        finally:
            os._exit(STOPPED)

    # The loop's own handlers would not run while a call of the database holds up the loop.
    signal.signal(signal.SIGALRM, late)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)


class Serving:
    """The parts of a running bot: the application, the workers, and the door by which updates come."""

    def __init__(self, house: House, inbox: Inbox, beside: Beside | None = None):
        settings = house.settings
        self.house = house
        self.app = build(house)
        self.calls = DatabaseCalls(may_block=inbox.engine.dialect.name == "sqlite")
        self.workers = Workers(self.app, inbox, self.calls, settings.stale_update_minutes * 60.0)
        self.intake = Intake(inbox, self.calls, settings.inbox_limit, self.workers.wake)
        self._inbox = inbox
        self._beside = beside
        self._webhook_known: tuple[float, bool] = (float("-inf"), False)

    async def run(self) -> None:
        """Serve until cancelled; raises CannotServe when that makes no sense (any more)."""
        async with contextlib.AsyncExitStack() as parts:
            # In this order they are opened, and in the opposite order closed: intake first, database last.
            parts.callback(self._inbox.engine.dispose)
            if address := self.house.settings.metrics_listen:
                await self._listen(parts, operations_app(self.checks(), [self._metrics()]), address)
            parts.push_async_callback(self.app.bot.shutdown)
            await self._connect()
            parts.push_async_callback(self.app.shutdown)
            await self.app.start()
            parts.push_async_callback(self.app.stop)
            jobs = (self.workers.run(), keep_tidy(self.house, self._inbox, self.calls), self._follow_reloads())
            tasks = [asyncio.create_task(job) for job in jobs]
            parts.push_async_callback(self._end, tasks)
            if self._beside:
                await parts.enter_async_context(self._beside(self.app, self.house))
            await self._open_door(parts, tasks)
            tasks.append(asyncio.create_task(self._token_is_refused()))
            finder = self.house.finder
            log.info("start", facts=len(finder.base.facts), base=finder.base.version)
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    def _metrics(self) -> Route:
        async def backlog() -> Backlog:
            return await self.calls(self._inbox.backlog)

        return metrics_route(lambda: self.house.finder.base, backlog)

    def checks(self) -> dict[str, Check]:
        """What /readyz asks."""

        async def base() -> bool:
            return bool(self.house.finder.base.facts)

        async def database() -> bool:
            return await asyncio.to_thread(is_reachable, self._inbox.engine)

        asked: dict[str, Check] = {"base": base, "database": database}
        return asked | ({"webhook": self._webhook_is_set} if self.house.settings.webhook_url else {})

    async def _connect(self) -> None:
        """Make oneself known to Telegram, and look whether updates can come by the door that is set."""
        settings = self.house.settings
        for tries in range(1, STARTING_TRIES + 1):
            try:
                await self.app.initialize()
                info = await self.app.bot.get_webhook_info()
                break
            except InvalidToken:
                raise CannotServe(TO_BE_MENDED, _TOKEN_REFUSED) from None
            except (NetworkError, RetryAfter) as error:
                if tries == STARTING_TRIES:
                    line = f"cannot reach {settings.api_base} ({error}); check the network and TELEGRAM_API_URL"
                    raise CannotServe(MAY_PASS, line) from None
                await asyncio.sleep(0.5 * 2**tries)
            except TelegramError as error:
                raise CannotServe(TO_BE_MENDED, f"Telegram refuses: {error}") from None
        if info.url and not settings.webhook_url:
            line = "a webhook is set for this token; run `python -m bot webhook delete`, or set WEBHOOK_URL"
            raise CannotServe(TO_BE_MENDED, line)
        if info.url != settings.webhook_url:
            log.warning("webhook_not_set", detail="no updates will come; run `python -m bot webhook set`")

    async def _open_door(self, parts: contextlib.AsyncExitStack, tasks: list[asyncio.Task[None]]) -> None:
        settings = self.house.settings
        if settings.webhook_url and settings.webhook_secret:
            webhook = Webhook(self.intake, settings.webhook_secret.get_secret_value())
            await self._listen(
                parts, webhook_app(webhook, settings.webhook_url, self.checks()), settings.webhook_listen
            )
            parts.callback(webhook.close)
            return
        lease = Lease(self._inbox.engine, "polling", self._inbox.process)
        polling = Polling(self.app, self.intake, lease, self.calls, self.workers.bad_token)
        tasks.append(asyncio.create_task(polling.run()))
        parts.push_async_callback(_cancelled, tasks[-1])

    async def _listen(self, parts: contextlib.AsyncExitStack, app: Starlette, address: str) -> None:
        try:
            await parts.enter_async_context(listening(app, address))
        except OSError as error:
            raise CannotServe(TO_BE_MENDED, f"cannot listen on {address} ({error.strerror}); set another one") from None

    async def _end(self, tasks: list[asyncio.Task[None]]) -> None:
        await self.workers.stop(IN_HAND_PATIENCE)
        for task in tasks:
            await _cancelled(task)

    async def _token_is_refused(self) -> None:
        await self.workers.bad_token.wait()
        raise CannotServe(TO_BE_MENDED, _TOKEN_REFUSED)

    async def _follow_reloads(self) -> None:
        """Reload when another process was told to by /reload."""
        while True:
            await asyncio.sleep(RELOAD_SECONDS)
            with contextlib.suppress(*UNREACHABLE):
                if await self.calls(self.house.reloads.is_new):
                    await reload_at_call(self.house)

    async def _webhook_is_set(self) -> bool:
        asked_at, is_set = self._webhook_known
        if time.monotonic() - asked_at > WEBHOOK_KNOWN_FOR:
            info = await self.app.bot.get_webhook_info()
            is_set = info.url == self.house.settings.webhook_url
            self._webhook_known = (time.monotonic(), is_set)
        return is_set


_GONE = "DATABASE_URL: the database went away while the bot started ({}); see whether it runs"
_TOKEN_REFUSED = "TELEGRAM_BOT_TOKEN: Telegram does not know this token; get a new one from @BotFather"  # noqa: S105


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
