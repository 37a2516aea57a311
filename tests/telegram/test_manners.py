"""Limits, turns and the typing sign."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.answers.phrases import say
from bot.telegram.context import House
from bot.telegram.rereading import Reloaded
from tests.fake_bot_api import Chat, FakeBotApi, Speaker
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
QUESTION = "When did Mao receive Che Guevara?"


async def test_a_full_bucket_leaves_the_others(stopped_bot: RunningBot, ana: Speaker) -> None:
    """Who has asked much could not press the choices any more."""
    stopped_bot.limits = {"buttons_per_minute": 2}
    stopped_bot.messages_per_minute = 1
    await stopped_bot.start()
    stopped_bot.decides("list", *stopped_bot.finder.base.facts)
    answer = await stopped_bot.server.answer_to(ana.says("everything"))
    refused = ana.says("everything")
    assert (await stopped_bot.server.next_message(refused)).text == say("slow_down", "en")
    assert await stopped_bot.server.notice_for(ana.presses(answer, "3")) == ""


async def test_a_group_has_a_limit_of_its_own(stopped_bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """Many people in one group would together keep the bot busy, and get it banned for flooding."""
    stopped_bot.limits = {"group_per_minute": 2}
    await stopped_bot.start()
    server = stopped_bot.server
    for _ in range(2):
        await server.answer_to(server.member(group).says(f"/ask {QUESTION}"))
    await server.silence_after(server.member(group).says(f"/ask {QUESTION}"))
    assert stopped_bot.text_of(MAO) in (await server.answer_to(ana.says(QUESTION))).text


async def test_one_persons_flood_does_not_empty_the_groups_bucket(stopped_bot: RunningBot, group: Chat) -> None:
    """One eager person would silence the bot for the whole group."""
    stopped_bot.limits = {"group_per_minute": 3}
    stopped_bot.messages_per_minute = 1
    await stopped_bot.start()
    server = stopped_bot.server
    eager = server.member(group)
    await server.answer_to(eager.says(f"/ask {QUESTION}"))
    for _ in range(5):
        eager.says(f"/ask {QUESTION}")
    await server.answer_to(server.member(group).says(f"/ask {QUESTION}"))


async def test_a_hot_chat_keeps_nobody_waiting(bot: RunningBot, server: FakeBotApi, ana: Speaker, group: Chat) -> None:
    """A group to which Telegram is slow would take all the bot's hands, and everybody else would wait."""
    server.slows("sendMessage", group, 0.4)
    asked = [server.member(group).says(f"/ask {QUESTION}") for _ in range(12)]
    began = time.monotonic()
    await server.answer_to(ana.says(QUESTION))
    assert time.monotonic() - began < 0.4
    assert not server.answers_to(asked[-1])
    server.delays.clear()
    answers = [await server.answer_to(message) for message in asked]
    ids = [answer.id for answer in answers]
    assert ids == sorted(ids), "in a chat, first come, first served"


async def test_a_thousand_messages_in_a_chat(stopped_bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """One group could silence the bot for everybody else by writing fast."""
    stopped_bot.limits = {"group_per_minute": 600}
    await stopped_bot.start()
    server = stopped_bot.server
    await server.answer_to(ana.says(QUESTION))
    people = [server.member(group) for _ in range(50)]
    asked = [people[number % 50].says(f"/ask {QUESTION}") for number in range(1000)]
    began = time.monotonic()
    await server.answer_to(ana.says(QUESTION))
    assert time.monotonic() - began < 1.0
    assert not server.answers_to(asked[500])


@pytest.mark.parametrize("in_topic", [True, False])
async def test_typing_shows_that_it_takes_long(
    bot: RunningBot, server: FakeBotApi, forum: Chat, in_topic: bool
) -> None:
    """Somebody would not know whether the bot has heard; or would see it typing in another topic."""
    somebody = server.member(forum)
    topic = forum.topic("History", somebody.user) if in_topic else None
    server.slows("sendMessage", forum, 0.8)
    asked = somebody.says(f"/ask {QUESTION}", topic=topic)
    call = await server.call_after(asked, "sendChatAction")
    assert (call.params.text("action"), call.params.number("message_thread_id")) == ("typing", topic)
    assert not server.answers_to(asked)
    await server.answer_to(asked)


async def test_reloading_shows_that_it_takes_long(
    stopped_bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The owner of a large base would send /reload again and again."""
    stopped_bot.owner_ids = (ana.user.id,)
    await stopped_bot.start()

    async def slowly(house: House) -> Reloaded:
        await asyncio.sleep(0.8)
        return Reloaded(house.finder.base, ())

    monkeypatch.setattr("bot.telegram.reloading.reload", slowly)
    asked = ana.says("/reload")
    await stopped_bot.server.call_after(asked, "sendChatAction")
    assert not stopped_bot.server.answers_to(asked)
    await stopped_bot.server.answer_to(asked)


async def test_quick_answers_come_without_it(bot: RunningBot, ana: Speaker) -> None:
    """Each answer would cost a request more, and typing would outlast it."""
    await bot.server.answer_to(ana.says(QUESTION))
    await bot.server.settled()
    assert [call for call in bot.server.calls if call.method == "sendChatAction"] == []
