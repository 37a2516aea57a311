"""The door for Telegram's calls: who is let in, what is taken, and what Telegram has to send again."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.storage.database import open_database
from bot.storage.inbox import Inbox, Incoming
from bot.telegram.intake import DatabaseCalls, Intake
from bot.telegram.webhook import LARGEST_BODY, SECRET_HEADER, Webhook, webhook_app

SECRET = "a_secret_that_only_Telegram_knows"
UPDATE = {"update_id": 7, "message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}}
BODY = json.dumps(UPDATE).encode()
JSON = "application/json"

# secret, content type, body → status
CALLS: dict[str, tuple[str | None, str | None, bytes, int]] = {
    "an update": (SECRET, JSON, BODY, 200),
    "with a character set": (SECRET, "application/json; charset=utf-8", BODY, 200),
    "no secret": (None, JSON, BODY, 401),
    "an empty secret": ("", JSON, BODY, 401),
    "a wrong secret": (SECRET[:-1], JSON, BODY, 401),
    "a secret beyond ASCII": ("sécrét", JSON, BODY, 401),
    "a wrong secret with a wrong body": ("x", "text/plain", b"x" * 2 * LARGEST_BODY, 401),
    "a form": (SECRET, "application/x-www-form-urlencoded", b"update_id=7", 415),
    "no content type": (SECRET, None, BODY, 415),
    "too long": (SECRET, JSON, b" " * (LARGEST_BODY + 1), 413),
    "as long as may be": (SECRET, JSON, BODY + b" " * (LARGEST_BODY - len(BODY)), 200),
    "no JSON": (SECRET, JSON, b"{", 400),
    "nothing": (SECRET, JSON, b"", 400),
    "not UTF-8": (SECRET, JSON, b'{"update_id": 7, "x": "\xff"}', 400),
    "no update": (SECRET, JSON, b'{"ok": true}', 400),
    "a list": (SECRET, JSON, b"[]", 400),
    "too deep": (SECRET, JSON, b"[" * 100_000, 400),
    "a number too large": (SECRET, JSON, b'{"update_id": 99999999999999999999}', 400),
    "a number of digits without end": (SECRET, JSON, b'{"update_id": ' + b"9" * 10_000 + b"}", 400),
}


class Door:
    """A webhook in front of an inbox."""

    def __init__(self, path: Path):
        self.path = path
        self.inbox = Inbox(open_database(f"sqlite:///{path}"), "test")
        self.intake = Intake(self.inbox, DatabaseCalls(may_block=True), 100, lambda: None)
        self.webhook = Webhook(self.intake, SECRET)

        async def fails() -> bool:
            raise OSError

        checks = {"asked": fails}
        app = webhook_app(self.webhook, "https://bot.example/hook/here", checks)
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot")

    async def call(self, secret: str | None = SECRET, kind: str | None = JSON, body: bytes = BODY) -> httpx.Response:
        given = {SECRET_HEADER: secret, "Content-Type": kind}
        headers = {name.encode(): value.encode() for name, value in given.items() if value is not None}
        return await self.client.post("/hook/here", content=body, headers=headers)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    opened = Door(tmp_path / "bot.sqlite3")
    yield opened
    opened.inbox.engine.dispose()


@pytest.mark.parametrize("name", CALLS)
async def test_calls(door: Door, name: str) -> None:
    """Strangers could speak for anybody, fill the memory, or learn what the door expects; or updates be turned away."""
    secret, kind, body, status = CALLS[name]
    response = await door.call(secret, kind, body)
    assert response.status_code == status
    assert response.content == b"", "no hint"
    assert door.inbox.depth() == (status == 200)


async def test_a_long_body_in_pieces(door: Door) -> None:
    """Whoever does not say how much is coming could fill the memory."""

    async def pieces() -> object:
        for _ in range(LARGEST_BODY // 1000 + 10):
            yield b" " * 1000

    headers = {SECRET_HEADER: SECRET, "Content-Type": JSON}
    response = await door.client.post("/hook/here", content=pieces(), headers=headers)  # type: ignore[arg-type]
    assert response.status_code == 413


async def test_only_telegrams_calls(door: Door) -> None:
    """Anybody could look around."""
    assert (await door.client.get("/hook/here")).status_code == 405
    assert (await door.client.post("/")).status_code == 404
    assert (await door.client.get("/metrics")).status_code == 404


async def test_the_update_is_kept_as_it_came(door: Door) -> None:
    """Fields that are newer than this program would be lost."""
    await door.call(body=json.dumps(UPDATE | {"new": "新"}, ensure_ascii=False).encode())
    (taken,) = door.inbox.turn([], 9)
    assert json.loads(taken.body) == UPDATE | {"new": "新"}


async def test_what_is_sent_again_is_taken_once(door: Door) -> None:
    """Telegram repeats whatever was not confirmed in time."""
    assert [(await door.call()).status_code for _ in range(3)] == [200] * 3
    assert door.inbox.depth() == 1


async def test_what_comes_at_once_is_written_at_once(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each call would wait for the disk by itself, and all others for it; or be confirmed before it is written."""
    written: list[int] = []
    put = door.inbox.put

    def writes(updates: Sequence[Incoming]) -> int:
        new = put(updates)
        written.append(len(updates))
        return new

    monkeypatch.setattr(door.inbox, "put", writes)
    calls = [door.call(body=json.dumps(UPDATE | {"update_id": number}).encode()) for number in range(9)]
    assert [response.status_code for response in await asyncio.gather(*calls)] == [200] * 9
    assert sum(written) == door.inbox.depth() == 9
    assert len(written) < 9
    with closing(sqlite3.connect(door.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        again = [door.call(body=json.dumps(UPDATE | {"update_id": number}).encode()) for number in range(9, 12)]
        assert [response.status_code for response in await asyncio.gather(*again)] == [503] * 3
    assert door.inbox.depth() == 9


async def test_full_closed_or_without_database(door: Door) -> None:
    """What cannot be kept would be confirmed, and so be lost."""
    with closing(sqlite3.connect(door.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert (await door.call()).status_code == 503
    assert (await door.call()).status_code == 200
    door.webhook.close()
    assert (await door.call()).status_code == 503
    full = Door(door.path)
    full.intake._most = 1
    assert (await full.call()).status_code == 503
    full.inbox.engine.dispose()


async def test_a_check_that_fails(door: Door) -> None:
    """A process that cannot work would be sent updates by its proxy."""
    assert (await door.client.get("/healthz")).status_code == 200
    ready = await door.client.get("/readyz")
    assert (ready.status_code, ready.json()) == (503, {"asked": False})
