"""The process itself: how it starts, what it says when it cannot, how it stops, and what its logs keep secret."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

import bot
from tests.fake_bot_api import BOT, TOKEN, FakeBotApi, bad_gateway, cut_connection
from tests.telegram.running import KNOWLEDGE

QUESTION = "When did Mao receive Che Guevara?"
CODE = Path(bot.__file__).parent.parent


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


def environment(url: str, folder: Path, token: str, **settings: str) -> dict[str, str]:
    """The settings of a process, and nothing else of this one's environment that it could do without."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    return kept | {
        "PYTHONPATH": str(CODE),
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_URL": url,
        "KNOWLEDGE_DIR": str(KNOWLEDGE),
        "CACHE_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/bot.sqlite3",
        **settings,
    }


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
