"""The fake server and the running bot that all tests of the front door share."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from bot.facts.base import FactBase
from bot.matching.finder import Finder
from tests.fake_bot_api import Chat, FakeBotApi, Speaker
from tests.telegram.running import RunningBot


@pytest.fixture(scope="session")
def finder(small_base: FactBase) -> Finder:
    """The finder over the small base; it is only read, so one is enough."""
    return Finder(small_base)


@pytest.fixture(scope="session", autouse=True)
def certificates_read_once() -> Iterator[None]:
    """Every HTTP client reads all certificates of the machine, which nothing on 127.0.0.1 needs: a third of the time."""
    context = httpx.create_ssl_context()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("httpx._transports.default.create_ssl_context", lambda *_given, **_named: context)
        yield


@pytest.fixture(autouse=True)
def nothing_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Menus and daily posts go by the real clock, and would come between the calls that a test counts; their own tests
    begin them."""
    monkeypatch.setattr("bot.telegram.serving.background", lambda _app, _house: contextlib.AsyncExitStack())


@pytest.fixture
async def server() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server
    assert server.crashes == []


@pytest.fixture
async def stopped_bot(server: FakeBotApi, finder: Finder, tmp_path: Path) -> AsyncIterator[RunningBot]:
    """A bot that is ready to start. Every call it makes must be accepted and no handler may raise: a test that
    expects otherwise takes what it expects out of `bot.errors` and `server.expected_refusals`."""
    bot = RunningBot(server, finder, tmp_path / "bot.sqlite3")
    yield bot
    if hasattr(bot, "app"):
        await bot.stop()
    assert server.unexpected_refusals() == []
    assert bot.errors == []


@pytest.fixture
async def bot(stopped_bot: RunningBot) -> RunningBot:
    """A bot that polls the fake server."""
    await stopped_bot.start()
    return stopped_bot


@pytest.fixture
def ana(server: FakeBotApi) -> Speaker:
    """Somebody in a private chat, whose Telegram speaks English."""
    return server.private()


@pytest.fixture
def group(server: FakeBotApi) -> Chat:
    """A supergroup without topics."""
    return server.group("Cuba y China")


@pytest.fixture
def forum(server: FakeBotApi) -> Chat:
    """A supergroup with topics."""
    return server.group("Foro", forum=True)
