"""Updates by webhook: Telegram calls, the update is written into the inbox, and only then Telegram gets its 200."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.storage.database import UNREACHABLE
from bot.telegram.health import Check, health_routes
from bot.telegram.intake import Intake, Unreadable, incoming

LARGEST_BODY = 1024 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


class Webhook:
    """Takes Telegram's calls, and nobody else's."""

    def __init__(self, intake: Intake, secret: str):
        self._intake = intake
        self._secret = secret.encode()
        self.is_open = True

    def close(self) -> None:
        """Take nothing more: Telegram tries again, at another process or after the restart."""
        self.is_open = False

    async def __call__(self, request: Request) -> Response:
        """Answer one call: 200 when the update is safe, 503 when Telegram is to try again, 4xx for what is no update."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret):
            return Response(status_code=401)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Response(status_code=415)
        try:
            body = await _limited_body(request)
            if body is None:
                return Response(status_code=413)
            text = body.decode()
            update = incoming(json.loads(text), text)
        except (Unreadable, ValueError, RecursionError):
            return Response(status_code=400)
        except ClientDisconnect:
            return Response(status_code=400)
        try:
            if not self.is_open or await self._intake.is_full():
                return Response(status_code=503)
            await self._intake.put([update])
        except UNREACHABLE:
            return Response(status_code=503)
        return Response()


def webhook_app(webhook: Webhook, url: str, checks: Mapping[str, Check]) -> Starlette:
    """The application behind WEBHOOK_LISTEN: Telegram's calls at the path of WEBHOOK_URL, and the health checks."""
    path = urlsplit(url).path or "/"
    return Starlette(routes=[*health_routes(checks), Route(path, webhook.__call__, methods=["POST"])])


async def _limited_body(request: Request) -> bytes | None:
    """The body, or None when it is too long, as announced or as found."""
    announced = request.headers.get("content-length", "0")
    if not announced.isdigit() or int(announced) > LARGEST_BODY:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)
