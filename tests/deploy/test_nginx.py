"""The nginx examples: accepted by nginx, and they let in Telegram's calls only, over TLS."""

from __future__ import annotations

import contextlib
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.telegram.webhook import SECRET_HEADER
from tests.deploy import DEPLOY, ran, tool
from tests.processes import free_port

Calls = Callable[..., HTTPResponse]
CONFIGURATIONS = sorted((DEPLOY / "nginx").glob("*.conf"))


@dataclass
class Proxy:
    """nginx with one of our examples, in a folder of its own; addresses and paths are put in place of the example's."""

    folder: Path
    example: Path
    port: int = field(default_factory=free_port)
    upstream: int = field(default_factory=free_port)
    allowed: str = "127.0.0.0/8"

    def write(self) -> Path:
        certificate, key = self.folder / "certificate.pem", self.folder / "key.pem"
        ran(tool("openssl", "apt-get install openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=bot.example.org", "-keyout", key, "-out", certificate)  # fmt: skip
        text = self.example.read_text(encoding="utf-8")
        for old, new in (
            ("/etc/letsencrypt/live/bot.example.org/fullchain.pem", str(certificate)),
            ("/etc/letsencrypt/live/bot.example.org/privkey.pem", str(key)),
            ("/etc/nginx/certificates/fullchain.pem", str(certificate)),
            ("/etc/nginx/certificates/privkey.pem", str(key)),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"),
            ("    listen [::]:443 ssl;\n", ""),
            ("127.0.0.1:8081", f"127.0.0.1:{self.upstream}"),
            ("149.154.160.0/20", self.allowed),
        ):
            text = text.replace(old, new)
        paths = " ".join(
            f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        main = self.folder / "nginx.conf"
        main.write_text(
            f"daemon off; worker_processes 1; pid {self.folder}/pid; error_log {self.folder}/log;\n"
            f"events {{ worker_connections 64; }}\nhttp {{ access_log off; {paths}\n{text}\n}}\n",
            encoding="utf-8",
        )
        return main

    @contextlib.contextmanager
    def running(self) -> Iterator[Calls]:
        program = tool("nginx", "apt-get install nginx-light")
        process = subprocess.Popen([program, "-c", str(self.write()), "-e", f"{self.folder}/log"])
        context = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        context.check_hostname = False

        def call(method: str, path: str, body: bytes | None = None) -> HTTPResponse:
            connection = HTTPSConnection("127.0.0.1", self.port, context=context, timeout=10)
            with contextlib.closing(connection):
                connection.request(method, path, body, {SECRET_HEADER: "s"})
                return connection.getresponse()

        try:
            for _ in range(200):
                with contextlib.suppress(ConnectionRefusedError):
                    call("GET", "/")
                    break
                time.sleep(0.02)
            yield call
        finally:
            process.terminate()
            process.wait()


@contextlib.contextmanager
def _bot(port: int, seen: list[tuple[str, str]]) -> Iterator[None]:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.path, self.headers.get(SECRET_HEADER, "")))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("example", CONFIGURATIONS, ids=lambda path: path.name)
def test_nginx_accepts_the_example(tmp_path: Path, example: Path) -> None:
    """Whoever copies it would have a proxy that does not start."""
    main = Proxy(tmp_path, example).write()
    written = ran(tool("nginx", "apt-get install nginx-light"), "-t", "-q", "-c", main, "-e", tmp_path / "log")
    assert "warn" not in written


def test_only_telegrams_calls_pass(tmp_path: Path) -> None:
    """Anybody could read the figures, look for other ways in, or send gigabytes."""
    proxy = Proxy(tmp_path, DEPLOY / "nginx" / "china-cuba-bot.conf")
    seen: list[tuple[str, str]] = []
    with _bot(proxy.upstream, seen), proxy.running() as call:
        taken = call("POST", "/telegram", b"{}")
        assert (taken.status, seen) == (200, [("/telegram", "s")])
        found = {
            "figures": call("GET", "/metrics").status,
            "health": call("GET", "/readyz").status,
            "another path": call("POST", "/telegram/more", b"{}").status,
            "no call": call("GET", "/telegram").status,
            "too long": call("POST", "/telegram", b"x" * (1024 * 1024 + 1)).status,
        }
        assert found == {"figures": 404, "health": 404, "another path": 404, "no call": 403, "too long": 413}
        assert "nginx/" not in taken.headers["server"]
    assert len(seen) == 1


def test_other_networks_are_kept_out(tmp_path: Path) -> None:
    """Whoever learns the secret could send updates from anywhere."""
    proxy = Proxy(tmp_path, DEPLOY / "nginx" / "china-cuba-bot.conf", allowed="149.154.160.0/20")
    with proxy.running() as call:
        assert call("POST", "/telegram", b"{}").status == 403


def test_a_process_that_is_gone_costs_nothing(tmp_path: Path) -> None:
    """With one of three processes down a third of the calls would fail."""
    proxy = Proxy(tmp_path, DEPLOY / "nginx" / "china-cuba-bot.conf")
    seen: list[tuple[str, str]] = []
    with _bot(proxy.upstream, seen), proxy.running() as call:  # nobody listens on the other two ports
        assert [call("POST", "/telegram", b"{}").status for _ in range(12)] == [200] * 12
