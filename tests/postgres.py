"""A PostgreSQL server of our own, in a folder of its own on a free port, that can be stopped and started at will."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.processes import free_port


class NoPostgres(Exception):  # noqa: N818 - a reason to leave tests out
    """There is no PostgreSQL here; the message says what is missing."""


class Postgres:
    """One server; its data are lost at the end."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._programs = _programs()
        self.port = free_port()
        self._databases = 0

    def create(self) -> None:
        """Make an empty cluster."""
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-A", "trust", "-U", "bot", "--no-sync", "-D", str(self._folder / "data"))

    def start(self) -> None:
        """Start, or start again, on the same port."""
        options = f"-p {self.port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        data, log = self._folder / "data", self._folder / "log"
        self._run("pg_ctl", "-D", str(data), "-l", str(log), "-o", options, "-w", "start")

    def stop(self) -> None:
        """Stop at once, as a power cut would."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """All its processes stand still: connections stay, and nothing is answered."""
        head = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
        processes = [head, *map(int, children)]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    def new_database(self) -> str:
        """The address of a new, empty database."""
        self._databases += 1
        name = f"bot{self._databases}"
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self._url(name)

    def _url(self, database: str) -> str:
        return f"postgresql+psycopg://bot@127.0.0.1:{self.port}/{database}"

    def _run(self, program: str, *words: str) -> None:
        # PostgreSQL refuses to run as root.
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*user, str(self._programs / program), *words]
        done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode:
            raise NoPostgres(f"{program}: {done.stderr.decode().strip()}")


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """A running server; raises NoPostgres where there can be none."""
    with tempfile.TemporaryDirectory(prefix="bot-postgres-") as folder:
        Path(folder).chmod(0o700)
        server = Postgres(Path(folder))
        server.create()
        server.start()
        try:
            yield server
        finally:
            with contextlib.suppress(NoPostgres):  # a test may have stopped it
                server.stop()


def _programs() -> Path:
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parent.parent.name))
    if not versions:
        raise NoPostgres("PostgreSQL is not installed (apt-get install postgresql)")
    return versions[-1].parent
