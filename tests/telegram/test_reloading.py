"""The base is read again without a restart: what the owner is told, what a bad base changes (nothing), and SIGHUP."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answers.html import telegram_html
from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Language
from bot.facts.problems import Problem
from bot.opening import open_finder
from bot.telegram import rereading
from bot.telegram.reloading import reload_reply
from bot.telegram.rereading import Refused, Reloaded, reload
from tests.fake_bot_api import FakeBotApi, Speaker
from tests.telegram.running import KNOWLEDGE, RunningBot
from tests.telegram.test_serving import served

QUESTION = "When did Mao receive Che Guevara?"
FACT = "mao-guevara-meeting-1960-11-19"
OLD_WORDS, NEW_WORDS = "for about two hours", "for some two hours"

Edit = Callable[[str, str], None]


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the small base that a test may change."""
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    return folder


@pytest.fixture
def edit(knowledge: Path) -> Edit:
    """Changes words in the facts of the copy."""

    def replaced(old: str, new: str) -> None:
        path = knowledge / "facts.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replaced


@pytest.fixture
def owner(ana: Speaker) -> Speaker:
    """The owner, in private."""
    return ana


@pytest.fixture
async def bot(stopped_bot: RunningBot, owner: Speaker, knowledge: Path) -> RunningBot:
    """A bot over the copy, which belongs to somebody."""
    stopped_bot.knowledge, stopped_bot.owner_ids = knowledge, (owner.user.id,)
    await stopped_bot.start()
    return stopped_bot


async def test_the_owner_reloads(bot: RunningBot, server: FakeBotApi, owner: Speaker, edit: Edit) -> None:
    """A mended fact would be told wrong until somebody restarts the bot; or the owner would not know what changed."""
    before = bot.house.finder.base.version
    edit(OLD_WORDS, NEW_WORDS)
    told = (await server.answer_to(owner.says("/reload"))).text
    base = bot.house.finder.base
    assert base.version != before
    assert f"version {base.version}, with {len(base.facts)} facts" in told
    assert f"Changed (1): {FACT} (text)" in told
    assert "Added" not in told
    assert NEW_WORDS in (await server.answer_to(server.private().says(QUESTION))).text


async def test_a_base_with_problems_is_refused(
    bot: RunningBot, server: FakeBotApi, owner: Speaker, knowledge: Path, edit: Edit
) -> None:
    """One slip of a curator would stop the bot for everybody, or be told to readers; or the owner could not find it."""
    finder = bot.house.finder
    edit(OLD_WORDS, NEW_WORDS)
    edit("topic: visits", "topic: voyages")
    line = (knowledge / "facts.yaml").read_text("utf-8").splitlines().index("  topic: voyages") + 1
    told = (await server.answer_to(owner.says("/reload"))).text
    assert f"the base has a problem. The bot goes on with version {finder.base.version}" in told
    assert re.search(rf"facts\.yaml:{line}: [a-z0-9-]+: unknown topic 'voyages'", told)
    assert bot.house.finder is finder
    assert OLD_WORDS in (await server.answer_to(server.private().says(QUESTION))).text


async def test_all_processes_reload(
    bot: RunningBot, server: FakeBotApi, owner: Speaker, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With several processes, most would go on telling what the owner has just seen corrected."""
    monkeypatch.setattr("bot.telegram.serving.RELOAD_SECONDS", 0.1)
    other = RunningBot(server, bot.finder, bot.database, knowledge=bot.knowledge)
    await other.start()
    try:
        edit(OLD_WORDS, NEW_WORDS)
        await server.answer_to(owner.says("/reload"))
        new = next(one for one in (bot, other) if one.house.finder.base.version != bot.finder.base.version)
        late = other if new is bot else bot
        version = new.house.finder.base.version
        await server.until(lambda: late.house.finder.base.version == version or None, "the other's reload")
        finder = new.house.finder
        await asyncio.sleep(0.3)
        assert new.house.finder is finder, "who told the others is not called by itself"
    finally:
        await other.stop()


@pytest.mark.parametrize("place", ["a stranger in private", "a stranger in a group", "the owner in a group"])
async def test_nobody_else_reloads(bot: RunningBot, server: FakeBotApi, owner: Speaker, edit: Edit, place: str) -> None:
    """Anybody could keep the bot busy with building its index, or learn what the owner alone should."""
    edit(OLD_WORDS, NEW_WORDS)
    finder = bot.house.finder
    group = server.group()
    if place == "a stranger in private":
        asked = server.private()
        unknown, reload_ = [(await server.answer_to(asked.says(words))).text for words in ("/nonsense", "/reload")]
        assert unknown == reload_
    else:
        speaker = server.member(group, owner.user if place.startswith("the owner") else None)
        await server.silence_after(speaker.says("/reload"))
    assert bot.house.finder is finder


async def test_a_missing_folder_is_refused(
    bot: RunningBot, server: FakeBotApi, owner: Speaker, knowledge: Path
) -> None:
    """A folder that is just being replaced would leave the bot with nothing to say."""
    shutil.rmtree(knowledge)
    assert "Not reloaded" in (await server.answer_to(owner.says("/reload"))).text
    assert bot.house.finder.base.facts


async def test_an_unreadable_file_is_refused(
    bot: RunningBot, server: FakeBotApi, owner: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The owner would get no answer at all."""

    def denied(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied", "facts.yaml")

    monkeypatch.setattr(rereading, "open_finder", denied)
    assert "facts.yaml:0: -: cannot be read: Permission denied" in (await server.answer_to(owner.says("/reload"))).text


async def test_two_reloads_take_turns_and_questions_are_answered_meanwhile(
    bot: RunningBot, server: FakeBotApi, owner: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds at once would take twice the memory; and everybody would wait for the index."""
    loop, going, most = asyncio.get_running_loop(), 0, 0
    may_end = asyncio.Event()

    def slowly(folder: Path) -> object:
        nonlocal going, most
        going += 1
        most = max(most, going)
        asyncio.run_coroutine_threadsafe(may_end.wait(), loop).result(10)
        finder = open_finder(folder)
        going -= 1
        return finder

    monkeypatch.setattr(rereading, "open_finder", slowly)
    said = [owner.says("/reload"), owner.says("/reload")]
    await server.until(lambda: going or None, "the first reload")
    assert (await server.answer_to(server.private().says(QUESTION))).text
    may_end.set()
    first, second = [await server.answer_to(message) for message in said]
    assert most == 1
    assert "the same as before" in first.text
    assert "the same as before" in second.text


async def test_a_question_in_hand_ends_on_the_base_that_it_began_with(bot: RunningBot, edit: Edit) -> None:
    """An answer would be put together from two bases, and fail where a fact is gone."""
    finder = bot.house.finder
    base = finder.base
    edit(OLD_WORDS, NEW_WORDS)
    result = await reload(bot.house)
    assert isinstance(result, Reloaded)
    assert bot.house.finder is not finder
    assert finder.base is base
    assert OLD_WORDS in base.facts[FACT].text.en


@pytest.mark.parametrize("number", [1, 10, 11, 500])
@pytest.mark.parametrize("language", LANGUAGES)
def test_many_problems_fit_one_message(small_base: FactBase, number: int, language: Language) -> None:
    """The owner would have to scroll through pages of problems in a chat."""
    problem = Problem("facts.yaml", 7, FACT, "the texts & titles say 'this' " * 100, "mend it")
    reply = reload_reply(Refused(small_base, (problem,) * number), language)
    (message,) = telegram_html(reply)
    assert message.count("facts.yaml:7:") == min(number, 10)
    assert ("check --quick" in message) == (number > 10)
    assert str(number) in message or number == 1


async def test_sighup_reloads_a_process(server: FakeBotApi, tmp_path: Path, knowledge: Path, edit: Edit) -> None:
    """An operator's reload would end the bot, as that signal does by itself."""
    first = server.private().says(QUESTION)
    async with served(server.url, tmp_path, KNOWLEDGE_DIR=str(knowledge)) as running:
        assert OLD_WORDS in (await server.answer_to(first)).text
        edit(OLD_WORDS, NEW_WORDS)
        running.process.send_signal(signal.SIGHUP)
        await server.until(lambda: re.search(r"reload .*outcome=done", running.text), "the reload")
        assert NEW_WORDS in (await server.answer_to(server.private().says(QUESTION))).text
        edit("topic: visits", "topic: voyages")
        running.process.send_signal(signal.SIGHUP)
        await server.until(lambda: "unknown topic 'voyages'" in running.text or None, "the refusal")
        assert "outcome=refused" in running.text
        assert NEW_WORDS in (await server.answer_to(server.private().says(QUESTION))).text
        running.process.send_signal(signal.SIGTERM)
        assert await running.ends() == 0
    assert "Traceback" not in running.text
