"""How many questions a second are answered, over HTTP: `python -m tests.throughput`.

All questions wait at the start, from many chats; the time runs from the first call that fetches or delivers one to the
last answer. In the same run, on the same fake server, a bare python-telegram-bot echoes the same messages. Beside it stands
the processor time of a question, which tells the same where other programs take their share of the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.questions import read_questions
from bot.settings import OUR_KNOWLEDGE
from tests.fake_bot_api import TOKEN, FakeBotApi
from tests.fake_bot_api.delivery import Delivery
from tests.postgres import NoPostgres, Postgres, postgres
from tests.processes import KNOWLEDGE, SECRET, WEBHOOK_PATH, WEBHOOK_URL, BotProcess, Nginx, environment, free_port

QUESTIONS = ("When did Mao receive Che Guevara?", "When did Cuba recognise Beijing?", "Hu Jintao in Cuba 2008")
ECHO = f"""
import sys
from telegram.ext import ApplicationBuilder, MessageHandler, filters
async def echo(update, context):
    await update.message.reply_text(update.message.text, do_quote=True)
url, port, at_once = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
app = (ApplicationBuilder().token("{TOKEN}").base_url(url + "/bot")
       .concurrent_updates(at_once if at_once > 1 else False).build())
app.add_handler(MessageHandler(filters.TEXT, echo))
if port:
    app.run_webhook("127.0.0.1", port, "{WEBHOOK_PATH}", webhook_url="{WEBHOOK_URL}", secret_token="{SECRET}")
else:
    app.run_polling()
"""


@dataclass(frozen=True)
class Pace:
    """Questions a second, and the processor time of one in all processes of the bot, in milliseconds."""

    rate: float
    milliseconds: float


async def measured(
    port: int,
    server: FakeBotApi,
    asked: int,
    chats: int,
    processes: Sequence[BotProcess],
    questions: Sequence[str] = QUESTIONS,
) -> Pace:
    """From the first to the last answer; port is where updates are delivered, 0 for polling."""
    people = [server.private() for _ in range(chats)]
    # Warm up: everybody is connected and has answered once.
    for person in people[:8]:
        person.says(QUESTIONS[0])
    async with _delivered(server, port):
        await _answered(server, 8)
    for number in range(asked):
        people[number % chats].says(questions[number % len(questions)])
    used = sum(process.processor_seconds for process in processes)
    began = time.perf_counter()
    async with _delivered(server, port):
        await _answered(server, 8 + asked)
    rate = asked / (time.perf_counter() - began)
    used = sum(process.processor_seconds for process in processes) - used
    return Pace(rate, used / asked * 1000)


@contextlib.asynccontextmanager
async def _delivered(server: FakeBotApi, port: int) -> AsyncIterator[None]:
    if not port:
        yield
        return
    delivery = Delivery(server.state.updates, f"http://127.0.0.1:{port}{WEBHOOK_PATH}", SECRET, connections=8)
    async with delivery.running():
        yield


async def _answered(server: FakeBotApi, many: int) -> None:
    seen = answers = 0
    until = time.monotonic() + 120
    while answers < many:
        answers += sum(call.method == "sendMessage" and call.status == 200 for call in server.calls[seen:])
        seen = len(server.calls)
        if time.monotonic() > until:
            raise TimeoutError(f"{answers} of {many} answers; the last calls: {server.last_calls()}")
        await asyncio.sleep(0.002)


async def echo_bot(folder: Path, asked: int, chats: int, *, webhook: bool, at_once: int = 1) -> Pace:
    """The bare bot's pace."""
    async with FakeBotApi() as server:
        port = free_port() if webhook else 0
        words = ("-c", ECHO, server.url, str(port), str(at_once))
        process = BotProcess(folder, environment(server.url, folder), "echo", words)
        process.start()
        try:
            return await measured(port, server, asked, chats, [process])
        finally:
            process.kill()


async def own_bot(
    folder: Path,
    asked: int,
    chats: int,
    knowledge: Path,
    *,
    webhook: bool,
    database: str = "",
    replicas: int = 1,
    questions: Sequence[str] = QUESTIONS,
) -> Pace:
    """This bot's pace; several replicas stand behind nginx."""
    async with FakeBotApi() as server:
        ports = [free_port() for _ in range(replicas)]
        settings = environment(server.url, folder, MESSAGES_PER_MINUTE="600", LOG_FORMAT="json")
        settings |= {
            "KNOWLEDGE_DIR": str(knowledge),
            "DATABASE_URL": database or f"sqlite:///{folder}/bot{ports[0]}.sqlite3",
        }
        if webhook:
            server.state.webhook = {"url": WEBHOOK_URL, "has_custom_certificate": False}
            settings |= {"WEBHOOK_URL": WEBHOOK_URL, "WEBHOOK_SECRET": SECRET}
        processes = [
            BotProcess(folder, settings | {"WEBHOOK_LISTEN": f"127.0.0.1:{port}"}, f"bot{port}") for port in ports
        ]
        for process in processes:
            process.start()
        proxy = Nginx(folder, ports) if replicas > 1 else None
        if proxy:
            proxy.start()
        try:
            port = (proxy.port if proxy else ports[0]) if webhook else 0
            for process in processes:
                await process.serves()
            return await measured(port, server, asked, chats, processes, questions)
        finally:
            for process in processes:
                process.kill()
            if proxy:
                proxy.stop()


def different_questions() -> list[str]:
    """Questions of the measuring sets, in no order: nothing is to be gained by remembering the last ones."""
    sets = (OUR_KNOWLEDGE / "questions").glob("*.jsonl")
    texts = {one.text for file in sorted(sets) for one in read_questions(file) if one.kind == "answerable"}
    found = sorted(texts)
    random.Random(1).shuffle(found)
    return found


async def main() -> None:
    """Print questions a second, and how they compare with the bare bot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--chats", type=int, default=100)
    parser.add_argument(
        "--rounds", type=int, default=3, help="each kind is run so many times in turn; medians are shown"
    )
    parser.add_argument("--small", action="store_true", help="the small base of the tests in place of the shipped one")
    parser.add_argument("--replicas", action="store_true", help="1, 2 and 3 processes on PostgreSQL as well")
    given = parser.parse_args()
    knowledge = KNOWLEDGE if given.small else OUR_KNOWLEDGE
    found: dict[str, list[Pace]] = {}

    async def run(name: str, pace: Pace) -> None:
        found.setdefault(name, []).append(pace)
        print(f"  {name}: {pace.rate:.0f} a second, {pace.milliseconds:.2f} ms", flush=True)

    asked, chats = given.questions, given.chats
    different = different_questions()
    with contextlib.ExitStack() as stack:
        server: Postgres | None = None
        if given.replicas:
            try:
                server = stack.enter_context(postgres())
            except NoPostgres as missing:
                print(f"no replicas: {missing}")
        for _ in range(given.rounds):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                await run("echo, polling", await echo_bot(folder, asked, chats, webhook=False))
                await run("echo, polling, 8 at once", await echo_bot(folder, asked, chats, webhook=False, at_once=8))
                await run("this bot, polling, SQLite", await own_bot(folder, asked, chats, knowledge, webhook=False))
                pace = await own_bot(folder, asked, chats, knowledge, webhook=False, questions=different)
                await run("  no question twice (polling)", pace)
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                await run("echo, webhook", await echo_bot(folder, asked, chats, webhook=True))
                await run("echo, webhook, 8 at once", await echo_bot(folder, asked, chats, webhook=True, at_once=8))
                await run("this bot, webhook, SQLite", await own_bot(folder, asked, chats, knowledge, webhook=True))
                pace = await own_bot(folder, asked, chats, knowledge, webhook=True, questions=different)
                await run("  no question twice (webhook)", pace)
                for replicas in (1, 2, 3):
                    if server is None:
                        break
                    database = server.new_database()
                    pace = await own_bot(
                        folder, asked, chats, knowledge, webhook=True, database=database, replicas=replicas
                    )
                    await run(f"this bot, webhook, PostgreSQL, {replicas}", pace)
    print(f"\n{'':38} a second   ratio to the echo bot by the same door   processor ms   ratio")
    for name, paces in found.items():
        bare, own = _median(found["echo, polling" if "polling" in name else "echo, webhook"]), _median(paces)
        print(
            f"{name:38} {own.rate:8.0f} {own.rate / bare.rate:7.2f} {own.milliseconds:47.2f}"
            f" {bare.milliseconds / own.milliseconds:7.2f}"
        )


def _median(paces: Sequence[Pace]) -> Pace:
    return Pace(statistics.median(p.rate for p in paces), statistics.median(p.milliseconds for p in paces))


if __name__ == "__main__":
    asyncio.run(main())
