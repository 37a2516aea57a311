"""The journal and the figures: one log line an update, and nothing in any line of what was said or by whom."""

from __future__ import annotations

import ast
import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette

from bot.facts.base import FactBase
from bot.logs import set_up_logs
from bot.matching.decision import Decision
from bot.matching.question import Question
from bot.storage.inbox import Backlog
from bot.telegram.metrics import metrics_route
from tests.conftest import PROJECT
from tests.fake_bot_api import BOT, TOKEN, FakeBotApi, bad_gateway, cut_connection, server_error
from tests.processes import BotProcess, environment, free_port
from tests.telegram.running import ByPhrasing, RunningBot

QUESTION = "When did Mao receive Che Guevara?"
MAO = "mao-guevara-meeting-1960-11-19"
KEYS = {"event", "level", "timestamp", "kind", "outcome", "fact", "language", "score", "margin", "match_ms", "ms"}


class Monitored:
    """A process of the bot, its log and what it tells a monitor."""

    def __init__(self, server: FakeBotApi, folder: Path, log_format: str):
        self.address = f"127.0.0.1:{free_port()}"
        settings = {"METRICS_LISTEN": self.address, "LOG_FORMAT": log_format, "MESSAGES_PER_MINUTE": "3"}
        self.process = BotProcess(folder, environment(server.url, folder, **settings))

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.process.log.splitlines() if line.startswith("{")]

    def updates(self) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["event"] == "update"]

    async def has_entered(self, server: FakeBotApi, count: int) -> None:
        """Wait until so many updates have their line, in either form."""
        line = re.compile(r'"event": "update"|\] update ')
        await server.until(lambda: len(line.findall(self.process.log)) == count or None, f"{count} lines")

    async def figures(self) -> dict[str, float]:
        """Each figure by its name and labels."""
        async with httpx.AsyncClient() as monitor:
            answer = await monitor.get(f"http://{self.address}/metrics")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=")
        return {
            " ".join([sample.name, *(f"{key}={value}" for key, value in sorted(sample.labels.items()))]): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }


@pytest.fixture(params=["json", "console"])
async def monitored(server: FakeBotApi, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Monitored]:
    found = Monitored(server, tmp_path, request.param)
    found.process.start()
    await found.process.serves()
    yield found
    found.process.kill()


async def _talk(server: FakeBotApi, monitored: Monitored) -> list[str]:
    """Everything that may happen between people and the bot; returns what must not be found in a log."""
    first = server.state.updates.next_id
    ana, group = server.private(server.user("Anacleta", "es")), server.group("Tertulia Secreta")
    berta = server.member(group, server.user("Bertolina"))
    answered = await server.answer_to(ana.says(QUESTION))
    said = ana.says("¿Cuántos paraguas amarillos hay en Camagüey?")
    await server.answer_to(said)
    ana.presses_data(answered, "o:no such fact:en")
    ana.presses_data(answered, "vainilla-secreta")
    ana.edits(said, "quince guanábanas")
    ana.says("一把黄色的雨伞")
    berta.says("mi contraseña es murciélago")
    server.expected_refusals.append("chat not found")
    server.fails("sendMessage", bad_gateway())
    server.fails("sendMessage", cut_connection())
    await server.next_message(berta.says("@china_cuba_bot zanahoria zarzamora"))
    leaving = server.private(server.user("Casimira"))
    lost = leaving.says("melocotones y albaricoques")
    del server.state.chats[leaving.chat.id]
    await server.until(lambda: next((c for c in server.calls[lost.mark :] if c.status == 400), None), "a refusal")
    await server.settled()
    await monitored.has_entered(server, server.state.updates.next_id - first)
    people = [ana.user, berta.user, leaving.user]
    words = re.findall(
        r"\S+",
        "Mao receive Guevara paraguas amarillos Camagüey quince guanábanas 黄色 雨伞 vainilla secreta contraseña"
        " murciélago zanahoria zarzamora melocotones albaricoques Tertulia",
    )
    names = [part for user in people for part in (user.first_name, str(user.username), str(user.id))]
    return [*words, *names, str(abs(group.id)), TOKEN, TOKEN.split(":")[1], BOT.first_name]


async def test_nothing_that_was_said_and_nobody_is_in_the_log(server: FakeBotApi, monitored: Monitored) -> None:
    """What people ask, and who they are, would be kept in files that they know nothing of."""
    secrets = await _talk(server, monitored)
    figures = " ".join(await monitored.figures())
    await monitored.process.terminate()
    log = re.sub(r"\b[a-z0-9]+(?:-[a-z0-9]+)*-\d{4}(?:-\d\d)*\b", "<fact>", monitored.process.log)
    assert "update" in log
    assert [secret for secret in secrets if secret.casefold() in f"{log} {figures}".casefold()] == []


@pytest.mark.parametrize("monitored", ["json"], indirect=True)
async def test_one_line_an_update(server: FakeBotApi, monitored: Monitored) -> None:
    """An operator could not tell from the log how many were answered, with what, how surely and how fast."""
    await _talk(server, monitored)
    await monitored.process.terminate()
    lines = monitored.updates()
    assert {key for line in lines for key in line} - KEYS == set()
    asked = lines[0]
    assert (asked["kind"], asked["outcome"], asked["fact"], asked["language"]) == ("question", "answer", MAO, "en")
    assert 0 < asked["margin"] <= asked["score"] <= 1
    assert 0 < asked["match_ms"] < asked["ms"] < 10_000
    found = [(line["kind"], line["outcome"]) for line in lines]
    assert ("message", "silent") in found, "said in the group, to somebody else"
    assert ("message", "said") in found, "the help"
    assert ("question", "decline") in found
    assert ("message", "too_many") in found
    assert ("button", "stale") in found
    assert ("message", "fault") in found, "the chat that was gone"


@pytest.mark.parametrize("monitored", ["json"], indirect=True)
async def test_the_figures_follow(server: FakeBotApi, monitored: Monitored) -> None:
    """A monitor would show a bot that does nothing, or nothing of a bot that fails."""
    await _talk(server, monitored)
    found = await monitored.figures()
    lines = monitored.updates()
    counted = sum(value for name, value in found.items() if name.startswith("bot_updates_total"))
    assert counted == len(lines)
    answers = [line for line in lines if (line["kind"], line["outcome"]) == ("question", "answer")]
    assert found["bot_updates_total kind=question outcome=answer"] == len(answers)
    replied = [line for line in lines if line["kind"] == "question"]
    assert found["bot_reply_seconds_count kind=question"] == len(replied)
    assert found["bot_reply_seconds_sum kind=question"] == pytest.approx(sum(a["ms"] for a in replied) / 1000, rel=0.1)
    matched = [line["match_ms"] for line in lines if "match_ms" in line]
    assert found["bot_match_seconds_count"] == len(matched) > 0
    assert found["bot_match_seconds_sum"] == pytest.approx(sum(matched) / 1000)
    assert found["bot_telegram_errors_total error=NetworkError"] == 2, "the gateway's page and the cut connection"
    assert found["bot_telegram_errors_total error=BadRequest"] >= 1
    assert found["bot_retries_total what=call"] == 2
    assert (found["bot_inbox_updates"], found["bot_inbox_oldest_seconds"], found["bot_database_up"]) == (0, 0, 1)
    assert found["bot_facts"] > 5
    assert [name for name in found if re.fullmatch(r"bot_base_info version=[0-9a-f]{12}", name)]
    assert found["process_resident_memory_bytes"] > 20e6


@pytest.mark.parametrize("monitored", ["json"], indirect=True)
async def test_figures_of_a_bot_in_trouble(server: FakeBotApi, monitored: Monitored) -> None:
    """What waits, since when, and what is tried again would not be seen while there is time to do something."""
    await server.answer_to(server.private().says("hello"))
    server.fails("sendMessage", server_error(), times=10_000)
    for _ in range(3):
        server.private().says(QUESTION)
    await server.until(lambda: "update_waits" in monitored.process.log or None, "the second try")
    await asyncio.sleep(0.1)
    found = await monitored.figures()
    assert found["bot_inbox_updates"] == 3
    assert found["bot_inbox_oldest_seconds"] > 0
    assert found["bot_retries_total what=update"] >= 1
    assert found["bot_telegram_errors_total error=NetworkError"] >= 4


async def test_figures_without_the_database(small_base: FactBase) -> None:
    """The very monitor that is to tell that the database is gone would fail with it."""

    async def backlog() -> Backlog:
        raise OperationalError("SELECT", {}, Exception("gone"))

    app = Starlette(routes=[metrics_route(lambda: small_base, backlog)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as monitor:
        answer = await monitor.get("/metrics")
    assert "bot_database_up 0.0" in answer.text.splitlines()
    assert "bot_inbox_updates NaN" in answer.text.splitlines()
    assert f"bot_facts {len(small_base.facts):.1f}" in answer.text.splitlines()


@pytest.mark.usefixtures("logs_as_before")
async def test_a_fault_of_the_program_tells_where_and_not_what(
    server: FakeBotApi, stopped_bot: RunningBot, capfd: pytest.CaptureFixture[str]
) -> None:
    """A trace with the values of variables would give away what was asked, in the worst moment."""

    class Failing(ByPhrasing):
        def decide(self, question: Question) -> Decision:
            raise LookupError(len(question.text))

    set_up_logs("console", "INFO")
    await stopped_bot.start()
    stopped_bot.house.finder = Failing(stopped_bot.finder)
    server.private().says("membrillos confitados")
    await server.until(lambda: stopped_bot.errors or None, "the fault")
    await stopped_bot.stop()
    written = capfd.readouterr().err
    assert "handler_fault" in written
    assert "LookupError" in written
    assert "outcome=fault" in re.sub(r"\x1b\[\d*m", "", written)
    assert "membrillos" not in written
    stopped_bot.errors.clear()


def _events() -> Iterator[tuple[str, str]]:
    """The event names that the front door logs, with their modules."""
    for path in sorted((PROJECT / "bot" / "telegram").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_log = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_log and ast.unparse(node.func).startswith("log.") and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined]
                yield path.stem, str(node.args[0].value)  # type: ignore[attr-defined]


def test_only_the_journal_tells_of_updates() -> None:
    """A handler that writes its own line would have its updates counted twice; in_hand.note is the way."""
    assert [module for module, event in _events() if event == "update"] == ["journal"]
