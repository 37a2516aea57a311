"""What goes wrong on the way: limits, faults of the server, cut connections, people who have blocked the bot."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from telegram.error import TimedOut

from tests.fake_bot_api import (
    TOKEN,
    Chat,
    FakeBotApi,
    Speaker,
    bad_gateway,
    cut_connection,
    no_answer,
    server_error,
    too_many_requests,
)
from tests.fake_bot_api.faults import Answer
from tests.telegram.running import RunningBot

QUESTION = "When did Mao receive Che Guevara?"
MAO = "mao-guevara-meeting-1960-11-19"

FAULTS = {
    "500": server_error(500),
    "503": server_error(503),
    "502 as a web page": bad_gateway(),
    "cut connection": cut_connection(),
}

# python-telegram-bot warns whenever it reads how long to wait, whoever asks.
reads_waiting_times = pytest.mark.filterwarnings("ignore:.*`retry_after` will be of type")


@reads_waiting_times
async def test_one_chats_limit_does_not_hold_up_another(bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """One busy group would keep everybody waiting."""
    bot.server.fails("sendMessage", too_many_requests(2), chat=group)
    began = time.monotonic()
    held_up = bot.server.member(group).says(f"/ask {QUESTION}")
    await bot.server.answer_to(ana.says(QUESTION))
    assert time.monotonic() - began < 1.5
    assert bot.server.answers_to(held_up) == []
    assert bot.text_of(MAO) in (await bot.server.answer_to(held_up)).text
    assert time.monotonic() - began >= 2, "Telegram's waiting time must be kept"
    assert len(bot.server.answers_to(held_up)) == 1


@reads_waiting_times
async def test_a_chat_with_a_limit_is_left_alone_until_it_is_over(bot: RunningBot, group: Chat) -> None:
    """Knocking again before the time is over makes Telegram's waiting times longer and longer."""
    bot.server.fails("sendMessage", too_many_requests(1), chat=group)
    somebody = bot.server.member(group)
    first = somebody.says(f"/ask {QUESTION}")
    await bot.server.until(lambda: None if bot.server.faults.left else True, "the refusal")
    refused_at = time.monotonic()
    second = somebody.says("/ask When did Cuba recognise Beijing?")
    await bot.server.answer_to(second)
    await bot.server.answer_to(first)
    assert time.monotonic() - refused_at >= 0.95
    tries = [call for call in bot.server.calls if call.method == "sendMessage" and call.chat_id == group.id]
    assert len(tries) == 3


@pytest.mark.parametrize("answer", FAULTS.values(), ids=list(FAULTS))
async def test_a_passing_fault_of_the_server(bot: RunningBot, ana: Speaker, answer: Answer) -> None:
    """A hiccup of Telegram would cost somebody the answer."""
    bot.server.fails("sendMessage", answer)
    said = ana.says(QUESTION)
    assert bot.text_of(MAO) in (await bot.server.answer_to(said)).text
    assert len(bot.server.answers_to(said)) == 1


@pytest.mark.parametrize("answer", [bad_gateway(), cut_connection()], ids=["502 as a web page", "cut connection"])
async def test_a_fault_while_fetching_updates(stopped_bot: RunningBot, ana: Speaker, answer: Answer) -> None:
    """After one failed poll the bot would be deaf."""
    stopped_bot.server.fails("getUpdates", answer)
    said = ana.says(QUESTION)
    await stopped_bot.start()
    assert stopped_bot.text_of(MAO) in (await stopped_bot.server.answer_to(said)).text
    assert [type(error).__name__ for error in stopped_bot.errors] == ["NetworkError"]
    stopped_bot.errors.clear()


async def test_a_call_without_an_answer(bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that died without a word would take the question with it, and its chat would wait for ever."""
    monkeypatch.setattr("bot.telegram.http.ANSWER_SECONDS", 0.3)
    bot.server.fails("sendMessage", no_answer())
    said = ana.says(QUESTION)
    assert bot.text_of(MAO) in (await bot.server.answer_to(said)).text
    assert len(bot.server.answers_to(said)) == 1
    assert [type(error) for error in bot.errors] == [TimedOut]
    bot.errors.clear()


async def test_a_poll_without_an_answer(stopped_bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a router forgets the connection, the bot would listen into the void until somebody restarts it."""
    monkeypatch.setattr("bot.telegram.polling.POLL_SECONDS", 0)
    monkeypatch.setattr("bot.telegram.polling.ANSWER_SECONDS", 0.3)
    stopped_bot.server.fails("getUpdates", no_answer())
    said = ana.says(QUESTION)
    await stopped_bot.start()
    assert stopped_bot.text_of(MAO) in (await stopped_bot.server.answer_to(said)).text


async def test_a_fault_while_editing(bot: RunningBot, ana: Speaker) -> None:
    """A hiccup of Telegram would leave the wrong answer standing."""
    said = ana.says("When did Cuba recognise Beijing?")
    answer = await bot.server.answer_to(said)
    bot.server.fails("editMessageText", bad_gateway())
    await bot.server.call_after(ana.edits(said, QUESTION), "editMessageText")
    assert bot.text_of(MAO) in answer.text


async def test_a_lasting_fault_is_given_up(bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """A chat that Telegram cannot serve would be tried for ever, or take the bot down."""
    bot.server.fails("sendMessage", server_error(), chat=group, times=99)
    bot.server.member(group).says(f"/ask {QUESTION}")
    await bot.server.until(lambda: bot.errors or None, "the end of trying")
    tries = [call for call in bot.server.calls if call.method == "sendMessage" and call.chat_id == group.id]
    assert len(tries) == 4
    bot.errors.clear()
    await bot.server.answer_to(ana.says(QUESTION))


async def test_a_refusal_is_not_tried_again(bot: RunningBot, ana: Speaker) -> None:
    """Requests that are wrong would be repeated in vain, which Telegram punishes."""
    bot.server.expected_refusals.append("chat not found")
    unknown = Speaker(bot.server, ana.user, Chat(77, "private", "Nobody"))
    unknown.says(QUESTION)
    await bot.server.until(lambda: bot.errors or None, "the refusal")
    await bot.server.settled()
    assert len([call for call in bot.server.calls if call.chat_id == 77]) == 1
    assert "Chat not found" in str(bot.errors)
    bot.errors.clear()


@pytest.mark.parametrize("place", ["private", "group"])
async def test_whoever_blocked_the_bot_is_no_trouble(
    bot: RunningBot, server: FakeBotApi, ana: Speaker, group: Chat, place: str
) -> None:
    """Somebody who asks and blocks the bot at once would take it down for the others."""
    server.expected_refusals.append("Forbidden: bot ")
    somebody = ana if place == "private" else server.member(group)
    somebody.chat.standing = "blocked" if place == "private" else "kicked"
    somebody.says(f"/ask {QUESTION}")
    await server.answer_to(server.private().says(QUESTION))
    await server.until(lambda: bot.errors or None, "the refusal")
    assert [type(error).__name__ for error in bot.errors] == ["Forbidden"]
    bot.errors.clear()


async def test_another_process_that_polls(bot: RunningBot, ana: Speaker, capsys: pytest.CaptureFixture[str]) -> None:
    """Two processes with one token would fight without anybody learning why half of the answers are missing."""
    bot.server.expected_refusals.append("409 Conflict")
    async with httpx.AsyncClient() as rival:
        await rival.post(f"{bot.server.url}/bot{TOKEN}/getUpdates", json={"timeout": 0})
    await bot.server.until(lambda: bot.errors or None, "the conflict")
    assert [type(error).__name__ for error in bot.errors] == ["Conflict"]
    bot.errors.clear()
    assert "another process polls with this token" in capsys.readouterr().out
    assert bot.text_of(MAO) in (await bot.server.answer_to(ana.says(QUESTION))).text


async def test_a_slow_chat_does_not_hold_up_another(
    bot: RunningBot, ana: Speaker, group: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Updates would be worked off one after another, each waiting for the one before."""
    let_go = asyncio.Event()
    send = bot.app.bot.send_message

    async def slow(chat_id: int, *given: object, **named: object) -> object:
        if chat_id == group.id:
            await let_go.wait()
        return await send(chat_id, *given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(type(bot.app.bot), "send_message", lambda _self, *given, **named: slow(*given, **named))
        held_up = bot.server.member(group).says(f"/ask {QUESTION}")
        await bot.server.answer_to(ana.says(QUESTION))
        let_go.set()
        await bot.server.answer_to(held_up)
