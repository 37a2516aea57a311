"""HTTP to Telegram by aiohttp: the library's own way, httpx, takes about three times as much of the processor a call."""

from __future__ import annotations

import functools
import ssl
import urllib.request
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import certifi
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS, ANSWER_SECONDS, UPLOAD_SECONDS = 5.0, 10.0, 30.0
CONNECTIONS = 64
# What a message holds that the bot has just sent, and so knows: reading it costs an eighth of an answer.
KNOWN = ("reply_to_message", "reply_markup", "entities", "caption_entities", "link_preview_options")


class HttpRequest(BaseRequest):
    """Makes the library's requests. A connection that never came about is a NetworkError: nothing was sent, so that it
    may be tried again; TimedOut means that there was no answer, but perhaps an effect."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """How many seconds an answer is waited for."""
        return ANSWER_SECONDS

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer of the server; of a message that the bot has sent or edited, what it does not know."""
        answer = BaseRequest.parse_json_payload(payload)
        if isinstance(result := answer.get("result"), dict):
            for part in KNOWN:
                result.pop(part, None)
        return answer

    async def initialize(self) -> None:
        """Open the pool of connections."""
        if self._session is None:
            self._session = _session()

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer; raises NetworkError or TimedOut when there is none."""
        if self._session is None:
            raise RuntimeError("the requests are not initialized")
        seconds = read_timeout if isinstance(read_timeout, (int, float)) else ANSWER_SECONDS
        has_files = request_data is not None and request_data.contains_files
        waits = aiohttp.ClientTimeout(
            total=None, sock_connect=CONNECT_SECONDS, sock_read=max(seconds, UPLOAD_SECONDS if has_files else 0.0)
        )
        more: dict[str, Any] = {"timeout": waits, "proxy": _proxy(url), **_body(request_data)}
        try:
            async with self._session.request(method, url, **more) as response:
                return response.status, await response.read()
        except aiohttp.ConnectionTimeoutError as error:
            raise NetworkError("no connection in time") from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            # An address would hold the token.
            raise NetworkError(f"{type(error).__name__}: {getattr(error, 'strerror', None) or 'no answer'}") from error


async def date_said_by(url: str) -> str:
    """The Date header of whatever this address answers; raises aiohttp.ClientError, OSError or TimeoutError."""
    more: dict[str, Any] = {"timeout": aiohttp.ClientTimeout(total=ANSWER_SECONDS), "allow_redirects": False}
    async with _session() as session, session.get(url, proxy=_proxy(url), **more) as response:
        return response.headers.get("Date", "")


def _session() -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(limit=CONNECTIONS, ssl=_certificates())
    return aiohttp.ClientSession(connector=connector, headers={"User-Agent": BaseRequest.USER_AGENT})


def _body(given: RequestData | None) -> dict[str, Any]:
    """The parameters of a call: as JSON, which is written many times faster than a form, or with files as a form."""
    if given is None or not given.parameters:
        return {}
    if not given.contains_files:
        return {"json": given.json_parameters}
    form = aiohttp.FormData()
    for name, value in given.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in (given.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return {"data": form}


@functools.cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _proxy(url: str) -> str | None:
    """The proxy that the environment names for an address; aiohttp would ask a thread at each call."""
    parts = urlsplit(url)
    return _proxy_for(parts.scheme, parts.hostname or "")


@functools.cache
def _proxy_for(scheme: str, host: str) -> str | None:
    return None if urllib.request.proxy_bypass(host) else urllib.request.getproxies().get(scheme)
