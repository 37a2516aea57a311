"""Real processes of the bot, and the proxy in front of them, for tests and measurements."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import bot
from tests.fake_bot_api import TOKEN

KNOWLEDGE = Path(__file__).parent / "data" / "knowledge"
CODE = Path(bot.__file__).parent.parent
SECRET = "a_secret_that_only_Telegram_knows"
WEBHOOK_PATH = "/telegram"
WEBHOOK_URL = f"https://bot.example{WEBHOOK_PATH}"


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment(url: str, folder: Path, token: str = TOKEN, **settings: str) -> dict[str, str]:
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


@dataclass
class BotProcess:
    """`python -m bot` in a process that can be killed and started again; what it logs goes to a file."""

    folder: Path
    settings: dict[str, str]
    name: str = "bot"
    words: tuple[str, ...] = ("-m", "bot")
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def log(self) -> str:
        return (self.folder / f"{self.name}.log").read_text(encoding="utf-8", errors="replace")

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def processor_seconds(self) -> float:
        """The processor time that it has used so far."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    def start(self) -> None:
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.words], cwd=self.folder, env=self.settings, stdout=log, stderr=log
            )

    async def serves(self) -> None:
        """Wait until it has said that it has started; on a busy machine that takes a while."""
        for _ in range(1200):
            if '"start"' in self.log or " start " in self.log:
                return
            await asyncio.sleep(0.05)
        raise TimeoutError(self.log[-2000:])

    def kill(self) -> None:
        """kill -9: without a chance to tidy up."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    async def terminate(self) -> int:
        """SIGTERM, and the exit status; raises when it takes longer than five seconds."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.to_thread(self.process.wait, 5)


@dataclass
class Nginx:
    """nginx as a reverse proxy in front of several processes, as deploy/README.md describes it."""

    folder: Path
    upstreams: list[int]
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @staticmethod
    def is_here() -> bool:
        return shutil.which("nginx") is not None

    def start(self) -> None:
        servers = "\n".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;" for port in self.upstreams)
        (self.folder / "nginx.conf").write_text(
            f"""
            daemon off; worker_processes 1; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.log;
            events {{ worker_connections 512; }}
            http {{
                access_log off;
                client_body_temp_path {self.folder}/body; proxy_temp_path {self.folder}/proxy;
                fastcgi_temp_path {self.folder}/f; uwsgi_temp_path {self.folder}/u; scgi_temp_path {self.folder}/s;
                upstream bot {{ {servers} keepalive 16; }}
                server {{
                    listen 127.0.0.1:{self.port};
                    location {WEBHOOK_PATH} {{
                        proxy_pass http://bot; proxy_http_version 1.1; proxy_set_header Connection "";
                        proxy_next_upstream error timeout http_503 non_idempotent;
                    }}
                }}
            }}
            """
        )
        self._process = subprocess.Popen(["nginx", "-c", f"{self.folder}/nginx.conf", "-e", f"{self.folder}/nginx.log"])

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
