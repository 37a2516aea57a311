"""The HTTP side: calls come in, faults and refusals go out, and everything is put on record."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tests.fake_bot_api import inline, media, menus, methods, profile
from tests.fake_bot_api.faults import Answer, Faults
from tests.fake_bot_api.refusals import Refusal
from tests.fake_bot_api.state import Params, State
from tests.fake_bot_api.world import User

TOKEN = "8110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
BOT = User(8110201543, "China and Cuba", "china_cuba_bot", is_bot=True)

METHODS: dict[str, Callable[[State, Params], Any]] = {
    "getMe": profile.get_me,
    "getUpdates": profile.get_updates,
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.get_webhook_info,
    "setMyCommands": menus.set_my_commands,
    "getMyCommands": menus.get_my_commands,
    "deleteMyCommands": menus.delete_my_commands,
    "setMyName": menus.set_my_text("name", 64),
    "getMyName": menus.get_my_text("name"),
    "setMyDescription": menus.set_my_text("description", 512),
    "getMyDescription": menus.get_my_text("description"),
    "setMyShortDescription": menus.set_my_text("short_description", 120),
    "getMyShortDescription": menus.get_my_text("short_description"),
    "getChat": profile.get_chat,
    "getChatMember": profile.get_chat_member,
    "getChatAdministrators": profile.get_chat_administrators,
    "sendMessage": methods.send_message,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "editMessageMedia": media.edit_message_media,
    "editMessageCaption": media.edit_message_caption,
    "editMessageText": methods.edit_message_text,
    "editMessageReplyMarkup": methods.edit_message_reply_markup,
    "deleteMessage": methods.delete_message,
    "answerCallbackQuery": methods.answer_callback_query,
    "sendChatAction": methods.send_chat_action,
    "answerInlineQuery": inline.answer_inline_query,
    "answerGuestQuery": inline.answer_guest_query,
}
_BY_LOWER_NAME = {name.lower(): name for name in METHODS}


@dataclass(frozen=True)
class Call:
    """One call that the bot made, and what came of it."""

    method: str
    params: Params
    status: int
    description: str = ""
    message_id: int | None = None
    at: float = field(default_factory=time.monotonic)

    @property
    def chat_id(self) -> int | None:
        text = self.params.text("chat_id")
        return int(text) if re.fullmatch(r"-?\d+", text) else None

    @property
    def is_fine(self) -> bool:
        return self.status == 200


class _Quiet(uvicorn.Server):
    """Leaves signals to whoever runs the tests."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class HttpFront:
    """Serves one bot's Bot API on a free port of this machine."""

    def __init__(self) -> None:
        self.state = State(BOT)
        self.calls: list[Call] = []
        self.faults = Faults()
        self.delays: dict[tuple[str, str], float] = {}
        self.held_up = 0
        self.crashes: list[BaseException] = []

    async def start(self) -> None:
        # Only a socket that says TCP is spared the 40 ms by which small answers are held back otherwise.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        off: dict[str, Any] = {"ws": "none", "lifespan": "off", "log_config": None, "access_log": False}
        config = uvicorn.Config(self._serve, interface="asgi3", http="h11", log_level="critical", **off)
        self._server = _Quiet(config)
        self._task = asyncio.create_task(self._server.serve([self._socket]))
        while not self._server.started:
            await asyncio.sleep(0)

    async def stop(self) -> None:
        self.state.updates.close()
        # uvicorn's own shutdown takes a fifth of a second, which is too long for hundreds of tests.
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        for listener in self._server.servers:
            listener.close()
        for connection in list(self._server.server_state.connections):
            connection.shutdown()
        while self._server.server_state.connections or self._server.server_state.tasks:
            await asyncio.sleep(0)

    @property
    def url(self) -> str:
        """The address for TELEGRAM_API_URL."""
        host, port = self._socket.getsockname()[:2]
        return f"http://{host}:{port}"

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        match = re.fullmatch(r"/bot([^/]+)/(\w+)", request.url.path)
        given = dict(request.query_params)
        files: dict[str, tuple[str, bytes]] = {}
        if request.headers.get("content-type", "").startswith("application/json"):
            given |= await request.json()
        else:
            async with request.form() as form:
                given |= {key: value for key, value in form.items() if isinstance(value, str)}
                for key, value in form.items():
                    if not isinstance(value, str):
                        files[key] = (value.filename or "", await value.read())
        token, method = match.groups() if match else ("", "")
        try:
            answer = await self._answer(token, _BY_LOWER_NAME.get(method.lower(), method), Params(given, files))
        except Exception as error:
            self.crashes.append(error)
            raise
        while answer.silent and (await receive())["type"] != "http.disconnect":
            pass
        if answer.status:
            await Response(answer.body, answer.status, media_type=answer.kind)(scope, receive, send)
        else:
            # A promise of more than comes makes uvicorn close the connection.
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})

    async def _answer(self, token: str, method: str, params: Params) -> Answer:
        chat_id = params.text("chat_id")
        if delay := self.delays.get((method, chat_id)):
            self.held_up += 1
            await asyncio.sleep(delay)
            self.held_up -= 1
        fault = self.faults.answer_for(method, int(chat_id) if re.fullmatch(r"-?\d+", chat_id) else None)
        if fault and not fault.late:
            self.calls.append(Call(method, params, 0, f"fault {fault.status}"))
            return fault
        try:
            if not re.fullmatch(r"\d+:[\w-]+", token) or method not in METHODS:
                raise Refusal(404, "Not Found")
            if token != TOKEN:
                raise Refusal(401, "Unauthorized")
            result = METHODS[method](self.state, params)
            if inspect.isawaitable(result):
                result = await result
        except Refusal as refusal:
            self.calls.append(Call(method, params, refusal.status, refusal.description))
            data = {"ok": False, "error_code": refusal.status, "description": refusal.description}
            data |= {"parameters": refusal.parameters} if refusal.parameters else {}
            return Answer(refusal.status, json.dumps(data).encode())
        message_id = result.get("message_id") if isinstance(result, dict) else None
        self.calls.append(Call(method, params, 200, "cut off" if fault else "", message_id))
        return fault or Answer(200, json.dumps({"ok": True, "result": result}).encode())
