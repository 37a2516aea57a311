"""Whether anything is lost when everything goes wrong: `python -m tests.chaos`.

Questions are asked all the time while processes are killed and restarted, Telegram answers 429, 5xx and web pages, cuts
connections, delivers twice, and the database goes away. At the end every question must have its answer. Twice is right
only where nobody could know that the first answer had arrived: it was on its way when its process was killed, or Telegram
carried it out and the connection broke before it said so.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.fake_bot_api import (
    FakeBotApi,
    Message,
    Speaker,
    bad_gateway,
    cut_connection,
    server_error,
    too_many_requests,
)
from tests.fake_bot_api.delivery import Delivery
from tests.postgres import NoPostgres, Postgres, postgres
from tests.processes import SECRET, WEBHOOK_PATH, WEBHOOK_URL, BotProcess, Nginx, environment, free_port

QUESTIONS = ("When did Mao receive Che Guevara?", "When did Cuba recognise Beijing?")
KINDS = ("polling, SQLite", "webhook, SQLite", "three replicas, PostgreSQL")
PATIENCE = 45.0  # after the last answer; what was put back for long has come by then


@dataclass
class Result:
    """What came of a run."""

    kind: str
    asked: int = 0
    once: int = 0
    lost: int = 0
    twice_in_flight: int = 0
    twice_unconfirmed: int = 0
    twice_otherwise: int = 0
    ended_by_itself: int = 0
    events: Counter[str] = field(default_factory=Counter)

    @property
    def is_good(self) -> bool:
        return self.lost == self.twice_otherwise == self.ended_by_itself == 0

    def __str__(self) -> str:
        events = ", ".join(f"{number} {name}" for name, number in sorted(self.events.items()))
        return (
            f"{self.kind}: asked {self.asked}, answered once {self.once}, twice {self.twice_in_flight} (in flight at a"
            f" kill) + {self.twice_unconfirmed} (answer cut off) + {self.twice_otherwise} (neither), lost {self.lost}\n"
            f"  {events}; processes that ended by themselves: {self.ended_by_itself}"
        )


class Run:
    """One run of one kind, small or large."""

    def __init__(self, kind: str, folder: Path, server: FakeBotApi, database: Postgres | None, seed: int):
        self.result = Result(kind)
        self.server = server
        self.random = random.Random(seed)
        self.database = database
        self._folder = folder
        self._messages: list[Message] = []
        self._answers: Counter[tuple[int, int]] = Counter()
        self._in_flight: set[tuple[int, int]] = set()  # in hand, and so not marked as done, when its process was killed
        self._cut_off: set[tuple[int, int]] = set()
        self._is_over = False
        self._webhook = kind != KINDS[0]
        ports = [free_port() for _ in range(3 if database else 1)]
        settings = environment(server.url, folder, MESSAGES_PER_MINUTE="600", GROUP_PER_MINUTE="600", LOG_FORMAT="json")
        if database:
            settings["DATABASE_URL"] = database.new_database()
        if self._webhook:
            server.state.webhook = {"url": WEBHOOK_URL, "has_custom_certificate": False}
            settings |= {"WEBHOOK_URL": WEBHOOK_URL, "WEBHOOK_SECRET": SECRET}
        self.processes = [
            BotProcess(folder, settings | {"WEBHOOK_LISTEN": f"127.0.0.1:{port}"}, f"bot{port}") for port in ports
        ]
        self._proxy = Nginx(folder, ports) if database and Nginx.is_here() else None
        self._port = self._proxy.port if self._proxy else ports[0]

    async def go(self, questions: int, rate: float, pause: tuple[float, float]) -> Result:
        """Ask so many questions at so many a second, with an accident after each pause; the judgement at the end."""
        for process in self.processes:
            process.start()
        if self._proxy:
            self._proxy.start()
        for process in self.processes:
            await process.serves()
        async with self._delivered():
            accidents = asyncio.create_task(self._accidents(pause))
            watching = asyncio.create_task(self._watch())
            try:
                await self._ask(questions, rate)
                self._is_over = True  # not in the middle of a restart
                await accidents
                await self._mend()
                await self._until_quiet()
            finally:
                watching.cancel()
                for process in self.processes:
                    process.kill()
                if self._proxy:
                    self._proxy.stop()
        return self._judged()

    @contextlib.asynccontextmanager
    async def _delivered(self) -> AsyncIterator[None]:
        if not self._webhook:
            yield
            return
        address = f"http://127.0.0.1:{self._port}{WEBHOOK_PATH}"
        async with Delivery(self.server.state.updates, address, SECRET, twice=0.05).running():
            yield

    async def _ask(self, questions: int, rate: float) -> None:
        people: list[Speaker] = [self.server.private() for _ in range(70)]
        group = self.server.group("Amigos")
        people += [self.server.member(group) for _ in range(10)]
        for number in range(questions):
            person = self.random.choice(people)
            said = person.says(f"/ask {QUESTIONS[number % 2]}")
            self._messages.append(said)
            if not self._webhook and self.random.random() < 0.05:  # while it waits it can be delivered twice
                self.server.state.updates.waiting.append(dict(self.server.state.updates.waiting[-1]))
                self.result.events["repeated updates"] += 1
            await asyncio.sleep(1 / rate)

    # Accidents

    async def _accidents(self, pause: tuple[float, float]) -> None:
        accidents: list[Callable[[], Awaitable[None]]] = [
            self._kill, self._kill, self._kill, self._restart, self._limit, self._fault, self._cut, self._cut_late,
            self._poll_fault, self._database_gone,
        ]  # fmt: skip
        while not self._is_over:
            self.random.shuffle(accidents)
            for accident in accidents:
                await asyncio.sleep(self.random.uniform(*pause))
                if self._is_over:
                    return
                await accident()

    def _victim(self) -> BotProcess:
        process = self.random.choice(self.processes)
        if not process.is_running:
            self.result.ended_by_itself += 1
        return process

    async def _kill(self) -> None:
        process = self._victim()
        process.kill()
        await self._note_in_flight(process)
        self.result.events["kill -9"] += 1
        await asyncio.sleep(self.random.uniform(0, 0.5))
        process.start()

    async def _note_in_flight(self, process: BotProcess) -> None:
        assert process.process is not None
        engine = create_engine(process.settings["DATABASE_URL"])
        statement = text("SELECT body FROM inbox WHERE done_at IS NULL AND taken_by LIKE :of_process")
        with engine.connect() as connection:
            for body in connection.execute(statement, {"of_process": f"%-{process.process.pid}-%"}).scalars():
                message = json.loads(body)["message"]
                self._in_flight.add((message["chat"]["id"], message["message_id"]))
        engine.dispose()

    async def _restart(self) -> None:
        process = self._victim()
        assert process.process is not None
        process.process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.process.wait, 30)
        self.result.events["SIGTERM"] += 1
        process.start()

    async def _limit(self) -> None:
        chat = self.random.choice(list(self.server.state.chats.values()))
        self.server.fails("sendMessage", too_many_requests(self.random.randint(1, 3)), chat=chat)
        self.result.events["429"] += 1

    async def _fault(self) -> None:
        answer = self.random.choice([server_error(500), server_error(503), bad_gateway()])
        self.server.fails("sendMessage", answer, times=self.random.choice([1, 3, 30]))
        self.result.events["5xx"] += 1

    async def _cut(self) -> None:
        self.server.fails("sendMessage", cut_connection(), times=3)
        self.result.events["connections cut"] += 3

    async def _cut_late(self) -> None:
        self.server.fails("sendMessage", cut_connection(late=True))
        self.result.events["answers cut off"] += 1

    async def _poll_fault(self) -> None:
        self.server.fails("getUpdates", self.random.choice([bad_gateway(), cut_connection()]))

    async def _database_gone(self) -> None:
        self.result.events["database outages"] += 1
        gone = self.random.uniform(1, 3)
        if self.database:
            await asyncio.to_thread(self.database.stop)
            await asyncio.sleep(gone)
            await asyncio.to_thread(self.database.start)
            return
        with contextlib.closing(
            sqlite3.connect(self._folder / "bot.sqlite3", isolation_level=None, timeout=10)
        ) as other:
            other.execute("BEGIN EXCLUSIVE")
            await asyncio.sleep(gone)

    # The end

    async def _mend(self) -> None:
        self.server.faults.coming.clear()
        if self.database:
            with contextlib.suppress(NoPostgres):  # it runs already
                await asyncio.to_thread(self.database.start)
        for process in self.processes:
            if not process.is_running:
                self.result.ended_by_itself += 1
                process.start()

    async def _watch(self) -> None:
        """Count the answers to each question."""
        seen = 0
        while True:
            calls, seen = self.server.calls[seen:], len(self.server.calls)
            for call in calls:
                replied = call.params.data("reply_parameters") if call.method == "sendMessage" else None
                if call.is_fine and replied and call.chat_id is not None:
                    key = (call.chat_id, int(replied["message_id"]))
                    self._answers[key] += 1
                    if call.description == "cut off":
                        self._cut_off.add(key)
            await asyncio.sleep(0.05)

    async def _until_quiet(self) -> None:
        asked = {self._key(message) for message in self._messages}
        answered, since = len(self._answers), time.monotonic()
        while asked - self._answers.keys() and time.monotonic() < since + PATIENCE:
            await asyncio.sleep(0.2)
            if len(self._answers) > answered:
                answered, since = len(self._answers), time.monotonic()
        await asyncio.sleep(3)  # a second answer would come now

    @staticmethod
    def _key(message: Message) -> tuple[int, int]:
        return message.chat.id, message.id

    def _judged(self) -> Result:
        result = self.result
        result.asked = len(self._messages)
        for key in map(self._key, self._messages):
            answers = self._answers[key]
            if answers < 2:
                result.once += answers
                result.lost += 1 - answers
            elif key in self._in_flight:
                result.twice_in_flight += 1
            elif key in self._cut_off:
                result.twice_unconfirmed += 1
            else:
                result.twice_otherwise += 1
        return result


async def run_kind(
    kind: str, questions: int, rate: float = 60.0, pause: tuple[float, float] = (0.5, 2.5), seed: int = 0
) -> Result:
    """One run; raises NoPostgres where it needs one and there is none."""
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(postgres()) if kind == KINDS[2] else None
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        folder.chmod(0o755)
        async with FakeBotApi() as server:
            run = Run(kind, folder, server, database, seed)
            result = await run.go(questions, rate, pause)
            if not result.is_good:
                for process in run.processes:
                    print(process.log[-2000:], file=sys.stderr)
            return result


def main() -> None:
    """Run all kinds, or one; exit status 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=5000)
    parser.add_argument("--rate", type=float, default=60.0, help="questions a second")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", choices=KINDS, action="append")
    given = parser.parse_args()
    good = True
    for kind in given.kind or KINDS:
        try:
            result = asyncio.run(run_kind(kind, given.questions, given.rate, seed=given.seed))
        except NoPostgres as missing:
            print(f"{kind}: not run, {missing}")
            continue
        good &= result.is_good
        print(result, flush=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
