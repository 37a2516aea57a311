"""Whether the process is alive, and whether it can do its work; asked by supervisors, proxies and monitors."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

Check = Callable[[], Awaitable[bool]]
PATIENCE_SECONDS = 4.0


def health_routes(checks: Mapping[str, Check]) -> list[Route]:
    """/healthz says that the event loop runs; /readyz runs every check and is 503 unless all hold."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(_request: Request) -> Response:
        results = dict(zip(checks, await asyncio.gather(*map(_holds, checks.values())), strict=True))
        return JSONResponse(results, 200 if all(results.values()) else 503)

    return [Route("/healthz", healthz), Route("/readyz", readyz)]


def operations_app(checks: Mapping[str, Check], more: list[Route] | None = None) -> Starlette:
    """What METRICS_LISTEN serves: the health checks, and further routes such as /metrics."""
    return Starlette(routes=[*health_routes(checks), *(more or [])])


async def _holds(check: Check) -> bool:
    try:
        return await asyncio.wait_for(check(), PATIENCE_SECONDS)
    except Exception:  # whatever keeps a check from saying yes
        return False


class _Server(uvicorn.Server):
    """Leaves signals to the process that it is part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def listening(app: Starlette, address: str) -> AsyncIterator[None]:
    """Serve an application on host:port as long as this is entered; raises OSError when the address cannot be had."""
    host, _, port = address.rpartition(":")
    config = uvicorn.Config(
        app, host.strip("[]"), int(port), log_config=None, access_log=False, lifespan="off", ws="none",
        server_header=False, timeout_graceful_shutdown=2, timeout_keep_alive=75, log_level="warning",
    )  # fmt: skip
    # uvicorn would end the whole program when the address is taken. A socket of protocol 0 delays small answers by 40 ms.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host.strip("[]"), int(port)))
    server = _Server(config)
    task = asyncio.create_task(server.serve([bound]))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(0.005)
        yield
    finally:
        server.should_exit = True
        await task
