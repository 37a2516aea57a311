"""Real processes under kills, faults and outages: a small run of tests/chaos.py, and how soon others take over."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.chaos import KINDS, run_kind
from tests.fake_bot_api import FakeBotApi, server_error
from tests.fake_bot_api.delivery import Delivery
from tests.postgres import NoPostgres, postgres
from tests.processes import SECRET, WEBHOOK_PATH, WEBHOOK_URL, BotProcess, Nginx, environment, free_port

QUESTION = "When did Mao receive Che Guevara?"


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_lost(kind: str) -> None:
    """A question asked at the wrong moment would never be answered, or twice."""
    try:
        result = await run_kind(kind, questions=100, rate=25, pause=(0.1, 0.6), seed=4)
    except NoPostgres as missing:
        pytest.skip(str(missing))
    assert result.events["kill -9"] > 0
    assert result.is_good, str(result)


async def test_others_take_over_from_a_killed_replica(server: FakeBotApi, tmp_path: Path) -> None:
    """What a killed machine had in hand would wait until it is started again."""
    tmp_path.chmod(0o755)
    try:
        with postgres() as database:
            await _take_over(server, tmp_path, database.new_database())
    except NoPostgres as missing:
        pytest.skip(str(missing))


async def _take_over(server: FakeBotApi, folder: Path, database: str) -> None:
    server.state.webhook = {"url": WEBHOOK_URL, "has_custom_certificate": False}
    ports = [free_port() for _ in range(3)]
    settings = environment(server.url, folder, DATABASE_URL=database, LOG_FORMAT="json")
    settings |= {"WEBHOOK_URL": WEBHOOK_URL, "WEBHOOK_SECRET": SECRET}
    replicas = [BotProcess(folder, settings | {"WEBHOOK_LISTEN": f"127.0.0.1:{p}"}, f"bot{p}") for p in ports]
    proxy = Nginx(folder, ports) if Nginx.is_here() else None
    engine = create_engine(database)
    try:
        for replica in replicas:
            replica.start()
        if proxy:
            proxy.start()
        for replica in replicas:
            await replica.serves()
        address = f"http://127.0.0.1:{proxy.port if proxy else ports[0]}{WEBHOOK_PATH}"
        async with Delivery(server.state.updates, address, SECRET).running():
            await server.answer_to(server.private().says(QUESTION))
            server.fails("sendMessage", server_error(), times=1)
            said = server.private().says(QUESTION)
            await server.until(lambda: None if server.faults.left else True, "the first try")
            with engine.connect() as connection:
                holder = connection.execute(text("SELECT taken_by FROM inbox WHERE done_at IS NULL")).scalar()
            (killed,) = [r for r in replicas if r.process and holder and f"-{r.process.pid}-" in holder]
            killed.kill()
            began = time.monotonic()
            await server.until(lambda: server.answers_to(said) or None, "an answer", patience=12)
            print(f"taken over after {time.monotonic() - began:.1f} s")
            assert len(server.answers_to(said)) == 1
    finally:
        engine.dispose()
        for replica in replicas:
            replica.kill()
        if proxy:
            proxy.stop()
