"""How long an answer takes, from the update to the reply: python -m tests.telegram.speed [rounds].

In process: from the update handed to the application to the call that answers it, without network. Over HTTP: from the
update put into the queue of the fake Bot API server to the answer that has arrived there, by long polling; the server
shares the processor with the bot. On the shipped base, with the questions that measure accuracy.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import structlog
from telegram import Update

from bot.evaluation.questions import read_questions
from bot.matching.finder import Finder
from bot.opening import open_finder
from bot.settings import OUR_KNOWLEDGE
from bot.telegram.app import App, build
from bot.telegram.http import HttpRequest
from tests.fake_bot_api import FakeBotApi, Speaker
from tests.telegram.running import AT_BOT, RunningBot

ROUNDS = 300
WARM_UP = 20
Kind = Callable[[str], Awaitable[object]]


async def measured(kind: Kind, questions: Sequence[str]) -> list[float]:
    """Milliseconds of each question, slowest last; the first ones, which open connections, do not count."""
    took = []
    for question in questions:
        began = time.perf_counter()
        await kind(question)
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took[WARM_UP:])


def line(name: str, took: Sequence[float]) -> str:
    median, p99 = took[len(took) // 2], took[min(len(took) - 1, len(took) * 99 // 100)]
    return f"{name:<22}{len(took):>6}{median:>10.1f}{p99:>10.1f}{took[-1]:>10.1f}"


def over_http(server: FakeBotApi, people: Callable[[], Speaker]) -> dict[str, Kind]:
    """The three kinds of questions as somebody asks them who waits for the answer; each time somebody new."""

    async def text(question: str) -> None:
        person = people()
        await server.answer_to(person.says(question))

    async def inline(question: str) -> None:
        await people().types(question).answer()

    async def guest(question: str) -> None:
        await server.elsewhere().calls_guest(f"{AT_BOT} {question}").answer()

    return {"text": text, "inline": inline, "guest": guest}


def in_process(app: App, server: FakeBotApi) -> dict[str, Kind]:
    """The same updates, handed to the application; its calls are answered on the spot."""
    ids = itertools.count(900_000_000)

    async def handled(kind: str, body: object) -> None:
        update = Update.de_json({"update_id": next(ids), kind: body}, app.bot)
        await app.process_update(update)

    async def text(question: str) -> None:
        person = server.private()
        await handled("message", person.chat.add(person.user, text=question))

    async def inline(question: str) -> None:
        user = server.user().as_json()
        await handled("inline_query", {"id": "1", "from": user, "query": question[:256], "offset": ""})

    async def guest(question: str) -> None:
        person = server.elsewhere()
        mention = [{"type": "mention", "offset": 0, "length": len(AT_BOT)}]
        said = {"text": f"{AT_BOT} {question}", "entities": mention, "guest_query_id": "1"}
        await handled("guest_message", person.chat.add(person.user, **said))

    return {"text": text, "inline": inline, "guest": guest}


async def without_network(*_: object, **__: object) -> object:
    """In place of the HTTP client: every call is answered at once with what fits all of them."""
    chat = {"id": 1, "type": "private", "first_name": "a"}
    return {"message_id": 1, "date": 1, "chat": chat, "inline_message_id": "a"}


async def measure(finder: Finder, questions: Sequence[str], folder: Path) -> list[str]:
    """The lines of the table."""
    lines = [f"{'milliseconds':<22}{'asked':>6}{'median':>10}{'p99':>10}{'longest':>10}"]
    async with FakeBotApi() as server:
        bot = RunningBot(server, finder, folder / "speed.sqlite3", messages_per_minute=600)
        await bot.start()
        bot.matches()
        for name, kind in over_http(server, server.private).items():
            lines.append(line(f"over HTTP, {name}", await measured(kind, questions)))
        await bot.stop()
        async with build(bot.house) as app:
            with patch.object(HttpRequest, "post", without_network):
                for name, kind in in_process(app, server).items():
                    lines.append(line(f"in process, {name}", await measured(kind, questions)))
        bot.database_engine.dispose()
        if bot.errors or server.unexpected_refusals():
            raise SystemExit(f"faults: {bot.errors[:1] or server.unexpected_refusals()[:1]}")
    return lines


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    files = sorted((OUR_KNOWLEDGE / "questions").glob("*.jsonl"))
    asked = [question.text for file in files for question in read_questions(file) if question.text]
    questions = list(itertools.islice(itertools.cycle(asked[:: max(1, len(asked) // rounds)]), rounds + WARM_UP))
    with tempfile.TemporaryDirectory() as folder:
        finder = open_finder(OUR_KNOWLEDGE, Path(folder))
        print("\n".join(asyncio.run(measure(finder, questions, Path(folder)))))


if __name__ == "__main__":
    main()
