"""The way to Telegram's server when it does not work: what is reported, which decides whether a call is tried again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.telegram.http import HttpRequest
from tests.fake_bot_api import TOKEN
from tests.processes import free_port

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"


async def _says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(-1)


async def _hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")


async def _hangs_up_in_the_middle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(HALF)


async def _speaks_another_language(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.example ESMTP\r\n")


# server, scheme → the error, and whether it tells that nothing was sent
FAULTS: dict[str, tuple[Serve | None, str, type[NetworkError]]] = {
    "nobody there": (None, "http", NetworkError),
    "no answer": (_says_nothing, "http", TimedOut),
    "hangs up": (_hangs_up, "http", NetworkError),
    "half an answer": (_hangs_up_in_the_middle, "http", NetworkError),
    "no HTTP": (_speaks_another_language, "http", NetworkError),
    "no TLS": (_speaks_another_language, "https", NetworkError),
}


@pytest.fixture
async def request_to_telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HttpRequest]:
    monkeypatch.setattr("bot.telegram.http.ANSWER_SECONDS", 0.2)
    request = HttpRequest()
    await request.initialize()
    yield request
    await request.shutdown()


@contextlib.asynccontextmanager
async def _listening(serve: Serve | None) -> AsyncIterator[int]:
    if serve is None:
        yield free_port()
        return

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await serve(reader, writer)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(once, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize("name", FAULTS)
async def test_faults_on_the_way(request_to_telegram: HttpRequest, name: str) -> None:
    """An error of another kind is taken for one of the program: no second try, and the answer is lost."""
    serve, scheme, kind = FAULTS[name]
    async with _listening(serve) as port:
        with pytest.raises(NetworkError) as caught:
            await request_to_telegram.post(f"{scheme}://127.0.0.1:{port}/bot{TOKEN}/sendMessage")
    assert type(caught.value) is kind
    assert TOKEN not in str(caught.value)


async def test_a_name_that_is_not_found(request_to_telegram: HttpRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the name server is down for a minute, everything that was asked in that minute would be lost."""

    async def not_found(*_given: object, **_named: object) -> object:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", not_found)
    with pytest.raises(NetworkError, match="Temporary failure in name resolution") as caught:
        await request_to_telegram.post(f"https://api.telegram.example/bot{TOKEN}/sendMessage")
    assert type(caught.value) is NetworkError, "nothing was sent, so that it may be tried again at once"
    assert TOKEN not in str(caught.value)


def test_what_the_bot_said_itself_is_not_read_again() -> None:
    """Each answer would take an eighth longer; or the bot not know the number of its message, or the photo to send again."""
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    sent = {"message_id": 5, "chat": {"id": 7}, "text": "x", "photo": photo}
    known = {"reply_to_message": {"message_id": 4}, "reply_markup": {"inline_keyboard": []}, "entities": [{}]}
    answer = json.dumps({"ok": True, "result": sent | known}).encode()
    assert HttpRequest.parse_json_payload(answer) == {"ok": True, "result": sent}
    updates = {"ok": True, "result": [{"update_id": 1, "message": sent | known}]}
    assert HttpRequest.parse_json_payload(json.dumps(updates).encode()) == updates, "what others said is read in full"
    with pytest.raises(TelegramError):
        HttpRequest.parse_json_payload(b"<html>")
