"""The process itself: how it starts, what it says when it cannot, how it stops, and what its logs keep secret."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.matching.finder import Finder
from bot.settings import Settings
from bot.storage.database import DatabaseError
from bot.storage.inbox import Inbox
from bot.telegram import serving
from bot.telegram.context import House
from tests.fake_bot_api import (
    BOT,
    TOKEN,
    FakeBotApi,
    bad_gateway,
    cut_connection,
    server_error,
    unauthorized,
)
from tests.fake_bot_api.delivery import Delivery
from tests.postgres import NoPostgres, postgres
from tests.processes import SECRET, WEBHOOK_PATH, WEBHOOK_URL, environment, free_port

QUESTION = "When did Mao receive Che Guevara?"


@dataclass
class Served:
    """A process that serves Telegram, and what it wrote."""

    process: asyncio.subprocess.Process
    written: list[str]

    async def ends(self) -> int:
        return await asyncio.wait_for(self.process.wait(), 15)

    @property
    def text(self) -> str:
        return "".join(self.written)


@contextlib.asynccontextmanager
async def served(url: str, folder: Path, token: str = TOKEN, **settings: str) -> AsyncIterator[Served]:
    """`python -m bot` in a process of its own, with these settings."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=folder, env=environment(url, folder, token, **settings),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    written: list[str] = []

    async def read() -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            written.append(line.decode())

    reading = asyncio.create_task(read())
    try:
        yield Served(process, written)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading


@pytest.fixture(scope="module", autouse=True)
def unreachable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """A process whose server does not answer; it tries for some seconds, while the other tests of this file run."""
    folder = tmp_path_factory.mktemp("unreachable")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"], cwd=folder, env=environment("http://127.0.0.1:9", folder, TOKEN),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    with process:
        yield process
        process.kill()


async def test_an_unknown_token_ends_the_start(server: FakeBotApi, tmp_path: Path) -> None:
    """An operator with a revoked token would have to guess it from a page of traces."""
    wrong = "8110201543:AAFnotThisOne_notThisOne_notThisOne"
    async with served(server.url, tmp_path, wrong) as running:
        assert await running.ends() == 2
    last = running.text.strip().splitlines()[-1]
    assert last.startswith("TELEGRAM_BOT_TOKEN: Telegram does not know this token")
    assert wrong not in running.text


@pytest.mark.parametrize(
    "wrong", ["8110201543:AAHdqT cvCH1v/secret", "8110201543:cvCH1v", "cvCH1v"], ids=["spoilt", "cut off", "no number"]
)
async def test_a_malformed_token_ends_the_start(server: FakeBotApi, tmp_path: Path, wrong: str) -> None:
    """An operator who pasted a token with a slip would find it in the log, where it does not belong."""
    async with served(server.url, tmp_path, wrong) as running:
        assert await running.ends() == 2
    assert running.text.strip().splitlines()[-1].startswith("TELEGRAM_BOT_TOKEN: not a token")
    assert "cvCH1v" not in running.text
    assert server.calls == []


async def test_serving_without_giving_the_token_away(server: FakeBotApi, tmp_path: Path) -> None:
    """Whoever reads the logs could take over the bot; and a stop would have to be a kill."""
    server.fails("getUpdates", cut_connection())
    server.fails("sendMessage", bad_gateway())
    server.fails("sendMessage", cut_connection())
    ana = server.private()
    said = ana.says(QUESTION)
    async with served(server.url, tmp_path, LOG_LEVEL="DEBUG", LOG_FORMAT="json") as running:
        assert (await server.answer_to(said)).text
        server.expected_refusals.append("chat not found")
        del server.state.chats[ana.chat.id]
        lost = ana.says(QUESTION)
        await server.until(
            lambda: next((c for c in server.calls[lost.mark :] if c.status == 400), None), "a refused answer"
        )
        running.process.send_signal(signal.SIGTERM)
        assert await running.ends() == 0
    assert '"outcome": "answer"' in running.text
    for secret in (TOKEN, TOKEN.split(":")[1], TOKEN.replace(":", "%3A")):
        assert secret not in running.text
    assert str(BOT.id) in TOKEN, "the id alone is no secret"


async def test_questions_are_not_in_the_logs(server: FakeBotApi, tmp_path: Path) -> None:
    """What people ask would be kept in files that they know nothing of."""
    said = server.private().says(QUESTION)
    async with served(server.url, tmp_path) as running:
        await server.answer_to(said)
        running.process.send_signal(signal.SIGTERM)
        assert await running.ends() == 0
    assert "outcome=answer" in running.text
    assert "Che Guevara" not in running.text


async def test_a_second_process_is_told_about(server: FakeBotApi, tmp_path: Path) -> None:
    """Two processes with one token would take turns in failing, and the log would not say why."""
    said = server.private().says("hello")
    async with served(server.url, tmp_path) as running:
        await server.answer_to(said)
        await server.until(lambda: server.state.updates.pollers or None, "the next poll")
        async with httpx.AsyncClient() as rival:
            await rival.post(f"{server.url}/bot{TOKEN}/getUpdates", json={"timeout": 0})
        await server.until(lambda: "another process polls with this token" in running.text or None, "the warning")
        assert (await server.answer_to(server.private().says(QUESTION))).text
        running.process.send_signal(signal.SIGTERM)
        assert await running.ends() == 0
    assert "Traceback" not in running.text


def test_an_address_that_does_not_answer_ends_the_start(unreachable: subprocess.Popen[str]) -> None:
    """An operator with a wrong address would wait for a bot that never comes up."""
    written, _ = unreachable.communicate(timeout=30)
    assert unreachable.returncode == 1, "a supervisor starts it again: the network may be late"
    assert written.strip().splitlines()[-1].startswith("cannot reach http://127.0.0.1:9")


@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
async def test_a_revoked_token_ends_the_bot(server: FakeBotApi, tmp_path: Path, method: str) -> None:
    """The bot would try for ever, and nobody would learn why it is silent."""
    said = server.private().says("hello")
    server.expected_refusals.append("Unauthorized")
    async with served(server.url, tmp_path) as running:
        await server.answer_to(said)
        server.fails(method, unauthorized(), times=99)
        server.private().says(QUESTION)
        assert await running.ends() == 2
    assert running.text.strip().splitlines()[-1].startswith("TELEGRAM_BOT_TOKEN: Telegram does not know this token")
    assert "Traceback" not in running.text


async def test_a_kill_loses_nothing(server: FakeBotApi, tmp_path: Path) -> None:
    """Whatever was fetched but not answered when the machine went down would be lost."""
    people = [server.private() for _ in range(12)]
    first = server.private().says(QUESTION)
    async with served(server.url, tmp_path) as running:
        await server.answer_to(first)
        server.fails("sendMessage", server_error(), times=10_000)
        said = [person.says(QUESTION) for person in people]
        await server.until(lambda: None if server.state.updates.waiting else True, "the confirmation")
        running.process.kill()
        await running.ends()
    server.faults.coming.clear()
    async with served(server.url, tmp_path) as running:
        for message in said:
            await server.until(lambda message=message: server.answers_to(message) or None, "an answer", patience=15)  # type: ignore[misc]
        await asyncio.sleep(0.5)
        assert [len(server.answers_to(message)) for message in [first, *said]] == [1] * 13


async def test_a_stop_in_the_middle(server: FakeBotApi, tmp_path: Path) -> None:
    """A supervisor would have to kill the bot, or an update of it would cost answers."""
    first, ana = server.private().says(QUESTION), server.private()
    async with served(server.url, tmp_path) as running:
        await server.answer_to(first)
        server.fails("sendMessage", server_error(), times=10_000)
        said = ana.says(QUESTION)
        await server.until(lambda: server.faults.coming[0].was_given or None, "the first try")
        began = asyncio.get_running_loop().time()
        running.process.send_signal(signal.SIGTERM)
        assert await running.ends() == 0
        assert asyncio.get_running_loop().time() - began < 5
    server.faults.coming.clear()
    began = asyncio.get_running_loop().time()
    async with served(server.url, tmp_path):
        await server.answer_to(said)
    assert asyncio.get_running_loop().time() - began < 5, "nothing has to wait for a lease to end"
    assert len(server.answers_to(said)) == 1


async def test_a_stop_while_the_database_hangs(server: FakeBotApi, tmp_path: Path) -> None:
    """The supervisor would wait, kill the bot and take it for broken; what it had in hand is answered after the restart."""
    first, ana = server.private().says(QUESTION), server.private()
    try:
        with postgres() as database:
            address = database.new_database()
            async with served(server.url, tmp_path, DATABASE_URL=address) as running:
                await server.answer_to(first)
                server.slows("sendMessage", ana.chat, 1.0)
                said = ana.says(QUESTION)
                await server.until(lambda: server.held_up or None, "an answer on its way")
                with database.frozen():
                    waiting = server.private().says(QUESTION)
                    await server.answer_to(said)
                    await asyncio.sleep(0.2)  # now the answer is to be written down, which takes for ever
                    running.process.send_signal(signal.SIGTERM)
                    assert await asyncio.wait_for(running.process.wait(), 5) == 0
            server.delays.clear()
            async with served(server.url, tmp_path, DATABASE_URL=address):
                await server.until(lambda: server.answers_to(waiting) or None, "an answer", patience=15)
    except NoPostgres as missing:
        pytest.skip(str(missing))


async def test_one_of_two_processes_polls(server: FakeBotApi, tmp_path: Path) -> None:
    """Two processes on one database would refuse each other's polls in turn; or nobody would poll after a kill."""
    first = server.private().says(QUESTION)
    async with served(server.url, tmp_path) as one:
        await server.answer_to(first)
        async with served(server.url, tmp_path) as other:
            await server.until(lambda: "stands_by" in other.text or None, "the other to stand by")
            await server.answer_to(server.private().says(QUESTION))
            assert not [call for call in server.calls if call.status == 409]
            one.process.kill()
            said = server.private().says(QUESTION)
            await server.until(lambda: server.answers_to(said) or None, "an answer", patience=12)
    assert len(server.answers_to(said)) == 1


async def test_a_webhook_in_the_way_of_polling(server: FakeBotApi, tmp_path: Path) -> None:
    """An operator would see a bot that runs and answers nobody."""
    server.state.webhook = {"url": WEBHOOK_URL, "has_custom_certificate": False}
    async with served(server.url, tmp_path) as running:
        assert await running.ends() == 2
    assert running.text.strip().splitlines()[-1].startswith("a webhook is set for this token")
    assert server.state.webhook["url"], "somebody else may rely on it"


async def test_serving_by_webhook(server: FakeBotApi, tmp_path: Path) -> None:
    """Behind a proxy the bot would be deaf, or take itself for well when it is not."""
    ports = free_port(), free_port()
    addresses = [f"127.0.0.1:{port}" for port in ports]
    settings = {"WEBHOOK_URL": WEBHOOK_URL, "WEBHOOK_SECRET": SECRET}
    listen = {"WEBHOOK_LISTEN": addresses[0], "METRICS_LISTEN": addresses[1]}
    delivery = Delivery(server.state.updates, f"http://{addresses[0]}{WEBHOOK_PATH}", SECRET, twice=1.0)
    said = server.private().says(QUESTION)
    async with (
        served(server.url, tmp_path, **settings, **listen) as running,
        delivery.running(),
        httpx.AsyncClient() as monitor,
    ):
        assert (await server.answer_to(said)).text
        for address in addresses:
            assert (await monitor.get(f"http://{address}/healthz")).status_code == 200
            ready = await monitor.get(f"http://{address}/readyz")
            assert (ready.status_code, ready.json()) == (503, {"base": True, "database": True, "webhook": False})
        assert "webhook_not_set" in running.text
        running.process.send_signal(signal.SIGTERM)
        assert await running.ends() == 0
    server.state.webhook = {"url": WEBHOOK_URL, "has_custom_certificate": False}
    async with served(server.url, tmp_path, **settings, **listen) as running, httpx.AsyncClient() as monitor:
        await server.until(lambda: "facts=" in running.text or None, "the start")
        assert (await monitor.get(f"http://{addresses[0]}/readyz")).status_code == 200
    assert len(server.answers_to(said)) == 1


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"WEBHOOK_URL": "http://bot.example/"}, "WEBHOOK_URL: Telegram sends to https addresses only"),
        ({"WEBHOOK_SECRET": ""}, "WEBHOOK_SECRET: needs 16 to 256 letters"),
        ({"WEBHOOK_SECRET": "short"}, "WEBHOOK_SECRET: needs 16 to 256 letters"),
        ({"WEBHOOK_LISTEN": "8080"}, "WEBHOOK_LISTEN: not an address and port"),
        ({"METRICS_LISTEN": "192.0.2.1:80"}, "cannot listen on 192.0.2.1:80"),
    ],
    ids=["no https", "no secret", "weak secret", "no address", "address of another machine"],
)
async def test_wrong_settings_of_the_webhook(
    server: FakeBotApi, tmp_path: Path, changed: dict[str, str], line: str
) -> None:
    """Anybody could send updates to the bot, or it would wait for some that never come."""
    settings = {"WEBHOOK_URL": WEBHOOK_URL, "WEBHOOK_SECRET": SECRET} | changed
    async with served(server.url, tmp_path, **settings) as running:
        assert await running.ends() == 2
    assert running.text.strip().splitlines()[-1].startswith(line)
    assert SECRET not in running.text


async def test_the_webhook_commands(server: FakeBotApi, tmp_path: Path) -> None:
    """An operator would have to put together Telegram's calls by hand, with the token in the shell's history."""
    settings = {"WEBHOOK_URL": WEBHOOK_URL, "WEBHOOK_SECRET": SECRET}

    async def webhook(*words: str, **more: str) -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "webhook", *words, cwd=tmp_path,
            env=environment(server.url, tmp_path, **settings | more),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        written, _ = await process.communicate()
        return process.returncode, written.decode().strip()

    assert await webhook("info") == (0, "no webhook; 0 updates wait for long polling")
    assert await webhook("set") == (0, f"{WEBHOOK_URL}: 0 updates wait")
    call = next(call for call in server.calls if call.method == "setWebhook")
    assert call.params.text("secret_token") == SECRET
    assert call.params.data("allowed_updates")
    assert (await webhook("delete"))[0] == 0
    assert server.state.webhook["url"] == ""
    status, written = await webhook("set", WEBHOOK_URL="", WEBHOOK_SECRET="")
    assert (status, written) == (2, "WEBHOOK_URL: needed for this; the public https address of this bot")


def test_a_database_that_goes_away_during_the_start(
    finder: Finder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bot started while its database restarts would end instead of serving."""
    opened = serving._house_of
    faults: list[Exception] = [
        DatabaseError("DATABASE_URL: cannot be opened", may_pass=True),
        OperationalError("SELECT number", {}, Exception("the database system is shutting down")),
    ]

    def goes_away(settings: Settings, finder: Finder) -> tuple[House, Inbox]:
        if faults:
            raise faults.pop()
        return opened(settings, finder)

    monkeypatch.setattr(serving, "_house_of", goes_away)
    monkeypatch.setattr(serving, "STARTING_PAUSE", 0.0)
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/bot.sqlite3")
    _, inbox = serving.open_house(settings, finder)
    assert not faults
    inbox.engine.dispose()


def test_a_database_that_stays_away_ends_the_start(
    finder: Finder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An operator would see a stack of calls instead of what is wrong, or a bot that waits for ever."""

    def gone(_settings: Settings, _finder: Finder) -> tuple[House, Inbox]:
        raise OperationalError("SELECT number", {}, Exception("the database system is shutting down"))

    monkeypatch.setattr(serving, "_house_of", gone)
    monkeypatch.setattr(serving, "STARTING_PAUSE", 0.0)
    monkeypatch.setattr(serving, "DATABASE_PATIENCE", 0.0)
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/bot.sqlite3")
    with pytest.raises(DatabaseError, match="went away while the bot started") as ending:
        serving.open_house(settings, finder)
    assert ending.value.may_pass
