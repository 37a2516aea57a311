"""What a process needs: `python -m tests.footprint`.

How long a start takes, how much memory is used after it and after many updates, how long others wait while one chat writes a
thousand messages, and how long it takes until another process answers what a killed one had in hand.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.facts.base import load
from bot.settings import OUR_KNOWLEDGE
from tests.fake_bot_api import FakeBotApi, Speaker, server_error
from tests.fake_bot_api.delivery import Delivery
from tests.postgres import NoPostgres, postgres
from tests.processes import SECRET, WEBHOOK_PATH, WEBHOOK_URL, BotProcess, Nginx, environment, free_port

CHATS = 1000
AT_ONCE = 500
Measure = Callable[[Path, FakeBotApi, int], Awaitable[None]]
QUESTION = "When did Mao receive Che Guevara?"


def megabytes(process: BotProcess) -> float:
    """The memory that a process has in use (resident)."""
    assert process.process is not None
    status = Path(f"/proc/{process.process.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


async def started(process: BotProcess) -> float:
    """Start a process; the seconds until it serves."""
    log = process.folder / f"{process.name}.log"
    log.unlink(missing_ok=True)
    began = time.perf_counter()
    process.start()
    await process.serves()
    return time.perf_counter() - began


async def starts(folder: Path, server: FakeBotApi, rounds: int) -> None:
    """Print how long a start takes, without the kept index and with it."""
    process = BotProcess(folder, environment(server.url, folder, KNOWLEDGE_DIR=str(OUR_KNOWLEDGE)))
    for what in ("the first time", "afterwards"):
        seconds = []
        for _ in range(rounds):
            if what == "the first time":
                for kept in folder.glob("finder-*.pickle"):
                    kept.unlink()
            seconds.append(await started(process))
            print(f"start {what}: {seconds[-1]:.2f} s, {megabytes(process):.0f} MB", flush=True)
            process.kill()
        print(f"start {what}, median: {statistics.median(seconds):.2f} s", flush=True)


async def memory(folder: Path, server: FakeBotApi, updates: int) -> None:
    """Print the memory after every tenth of so many questions, each a phrasing of the base, one in ten misspelt."""
    chance = random.Random(0)
    phrasings = [words for fact in load(OUR_KNOWLEDGE).facts.values() for _, words in fact.questions]
    people = [server.private() for _ in range(CHATS)]
    settings = environment(server.url, folder, KNOWLEDGE_DIR=str(OUR_KNOWLEDGE), MESSAGES_PER_MINUTE="600")
    process = BotProcess(folder, settings)
    await started(process)
    print(f"memory after the start: {megabytes(process):.0f} MB", flush=True)
    for done in range(AT_ONCE, updates + 1, AT_ONCE):
        for _ in range(AT_ONCE):
            words = chance.choice(phrasings)
            if chance.random() < 0.1:
                place = chance.randrange(len(words))
                words = words[:place] + chance.choice("abc ") + words[place + 1 :]
            chance.choice(people).says(words)
        await _quiet(server)
        server.calls.clear()
        for person in people:
            person.chat.messages.clear()
            person.chat.sources.clear()
        if done % (updates // 10) == 0:
            print(f"memory after {done} questions: {megabytes(process):.0f} MB", flush=True)
    process.kill()


async def _quiet(server: FakeBotApi) -> None:
    """Wait until everything is fetched and nothing was said for half a second."""
    said = -1
    while server.state.updates.waiting or said != len(server.calls):
        said = len(server.calls)
        await asyncio.sleep(0.5)


async def hot_chat(folder: Path, server: FakeBotApi, messages: int) -> None:
    """Print how long somebody else waits for an answer while a group asks so many questions at once."""
    allowed = {"MESSAGES_PER_MINUTE": "600", "GROUP_PER_MINUTE": "600"}
    process = BotProcess(folder, environment(server.url, folder, KNOWLEDGE_DIR=str(OUR_KNOWLEDGE), **allowed))
    await started(process)
    people = [server.private() for _ in range(20)]
    for person in people:
        await server.answer_to(person.says(QUESTION))
    group = server.group("Amigos")
    members = [server.member(group) for _ in range(50)]
    print("an answer takes", await _asked_by(people, server, lambda count: count < len(people)), flush=True)
    for number in range(messages):
        members[number % len(members)].says(f"/ask {QUESTION}")
    with contextlib.closing(sqlite3.connect(folder / "bot.sqlite3")) as database:
        waiting = "SELECT count(*) FROM inbox WHERE done_at IS NULL AND chat_id = ?"

        def is_hot(_count: int) -> bool:
            return bool(server.state.updates.waiting or database.execute(waiting, [group.id]).fetchone()[0])

        print(f"while a group asks {messages} at once", await _asked_by(people, server, is_hot), flush=True)
    process.kill()


async def _asked_by(people: Sequence[Speaker], server: FakeBotApi, goes_on: Callable[[int], bool]) -> str:
    seconds: list[float] = []
    while goes_on(len(seconds)):
        began = time.perf_counter()
        await server.answer_to(people[len(seconds) % len(people)].says(QUESTION))
        seconds.append(time.perf_counter() - began)
        await asyncio.sleep(0.1)
    return f"{statistics.median(seconds) * 1000:.0f} ms, {max(seconds) * 1000:.0f} at most of {len(seconds)}"


async def take_over(processes: Sequence[BotProcess], server: FakeBotApi, rounds: int) -> None:
    """Print how long after a kill another process answers what the killed one had in hand."""
    seconds = []
    for _ in range(rounds):
        server.fails("sendMessage", server_error(), times=10_000)
        said = server.private().says(QUESTION)
        holder = await _holder(processes)
        holder.kill()
        server.faults.coming.clear()
        began = time.perf_counter()
        await server.until(lambda said=said: server.answers_to(said) or None, "an answer", patience=60)  # type: ignore[misc]
        seconds.append(time.perf_counter() - began)
        await started(holder)
    print(f"  median {statistics.median(seconds):.1f} s, longest {max(seconds):.1f} s of {rounds} kills", flush=True)


async def _holder(processes: Sequence[BotProcess]) -> BotProcess:
    engine = create_engine(processes[0].settings["DATABASE_URL"])
    try:
        while True:
            with engine.connect() as connection:
                statement = text("SELECT taken_by FROM inbox WHERE done_at IS NULL AND taken_by IS NOT NULL")
                names = connection.execute(statement).scalars().all()
            for process in processes:
                if process.process and any(f"-{process.process.pid}-" in name for name in names):
                    return process
            await asyncio.sleep(0.02)
    finally:
        engine.dispose()


async def two_by_polling(folder: Path, server: FakeBotApi, rounds: int) -> None:
    """Two processes on one SQLite file, of which one polls."""
    processes = [BotProcess(folder, environment(server.url, folder), f"bot{number}") for number in range(2)]
    for process in processes:
        await started(process)
    print("take-over, two processes by polling on SQLite:")
    await take_over(processes, server, rounds)
    for process in processes:
        process.kill()


async def three_by_webhook(folder: Path, server: FakeBotApi, rounds: int) -> None:
    """Three processes behind nginx on PostgreSQL; raises NoPostgres where there is none."""
    with postgres() as database:
        server.state.webhook = {"url": WEBHOOK_URL, "has_custom_certificate": False}
        ports = [free_port() for _ in range(3)]
        settings = environment(server.url, folder, WEBHOOK_URL=WEBHOOK_URL, WEBHOOK_SECRET=SECRET)
        settings["DATABASE_URL"] = database.new_database()
        processes = [
            BotProcess(folder, settings | {"WEBHOOK_LISTEN": f"127.0.0.1:{port}"}, f"bot{port}") for port in ports
        ]
        for process in processes:
            await started(process)
        proxy = Nginx(folder, ports)
        proxy.start()
        delivery = Delivery(server.state.updates, f"http://127.0.0.1:{proxy.port}{WEBHOOK_PATH}", SECRET)
        print("take-over, three processes by webhook on PostgreSQL:")
        async with delivery.running():
            await take_over(processes, server, rounds)
        for process in processes:
            process.kill()
        proxy.stop()


async def main() -> None:
    """Measure everything, or what is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = ["start", "memory", "hot-chat", "take-over"]
    parser.add_argument("what", nargs="*", default=kinds, metavar="|".join(kinds))
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    if unknown := set(given.what) - set(kinds):
        parser.error(f"{sorted(unknown)[0]!r} is none of {kinds}")
    measures: dict[str, list[tuple[Measure, int]]] = {
        "start": [(starts, given.rounds)],
        "memory": [(memory, given.updates)],
        "hot-chat": [(hot_chat, 1000)],
        "take-over": [(two_by_polling, given.rounds), (three_by_webhook, given.rounds)],
    }
    for what in given.what:
        for measure, many in measures[what]:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
                Path(name).chmod(0o755)
                async with FakeBotApi() as server:
                    try:
                        await measure(Path(name), server, many)
                    except NoPostgres as missing:
                        print(f"not measured, {missing}")


if __name__ == "__main__":
    asyncio.run(main())
