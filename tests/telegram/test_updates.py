"""Updates as such: answered once, within limits, and forgotten where the bot is not wanted any more."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from tests.fake_bot_api import Chat, FakeBotApi, Speaker
from tests.telegram.running import RunningBot

QUESTION = "When did Mao receive Che Guevara?"


@pytest.fixture
async def strict_bot(stopped_bot: RunningBot) -> RunningBot:
    """A bot that answers three messages a minute."""
    stopped_bot.messages_per_minute = 3
    stopped_bot.limits = {"buttons_per_minute": 2}
    await stopped_bot.start()
    return stopped_bot


async def test_a_repeated_update_is_answered_once(bot: RunningBot, ana: Speaker) -> None:
    """When Telegram delivers an update twice, people would be answered twice."""
    said = ana.says(QUESTION)
    (waiting,) = bot.server.state.updates.waiting
    await bot.server.answer_to(said)
    bot.server.put("message", dict(said.raw), waiting["update_id"])
    await bot.server.settled()
    assert len(bot.server.answers_to(said)) == 1


async def test_a_question_delivered_again_after_a_restart(bot: RunningBot, ana: Speaker) -> None:
    """When the bot ends before it could confirm an update, people would be answered twice."""
    bot.server.expected_refusals.append("message is not modified")
    said = ana.says(QUESTION)
    await bot.server.answer_to(said)
    await bot.restart()
    bot.server.put("message", dict(said.raw))
    await bot.server.settled()
    assert len(bot.server.answers_to(said)) == 1


async def test_updates_that_came_while_the_bot_was_off(stopped_bot: RunningBot, ana: Speaker) -> None:
    """Whatever was asked while the bot was being updated would never be answered."""
    said = [ana.says(QUESTION), ana.says("When did Cuba recognise Beijing?")]
    await stopped_bot.start()
    for message in said:
        assert (await stopped_bot.server.answer_to(message)).text


async def test_too_many_questions_get_one_polite_line(strict_bot: RunningBot, ana: Speaker) -> None:
    """One person could keep the bot from everybody else, or would get a warning for every message."""
    answered = [ana.says(QUESTION) for _ in range(3)]
    for message in answered:
        await strict_bot.server.answer_to(message)
    warned = ana.says(QUESTION)
    assert (await strict_bot.server.next_message(warned)).text == say("slow_down", "en")
    await strict_bot.server.silence_after(ana.says(QUESTION))
    await strict_bot.server.silence_after(ana.says("/help"))


async def test_in_a_group_too_many_questions_are_passed_over(strict_bot: RunningBot, group: Chat) -> None:
    """A flood in a group would be doubled by the bot's warnings."""
    somebody = strict_bot.server.member(group)
    for _ in range(3):
        await strict_bot.server.answer_to(somebody.says(f"/ask {QUESTION}"))
    await strict_bot.server.silence_after(somebody.says(f"/ask {QUESTION}"))


async def test_one_persons_flood_is_not_anothers(strict_bot: RunningBot, group: Chat) -> None:
    """In a busy group one eager person would silence the bot for all."""
    eager, other = strict_bot.server.member(group), strict_bot.server.member(group)
    for _ in range(4):
        eager.says(f"/ask {QUESTION}")
    await strict_bot.server.answer_to(other.says(f"/ask {QUESTION}"))


async def test_talk_among_people_counts_towards_no_limit(strict_bot: RunningBot, group: Chat) -> None:
    """Whoever chats much in a group would be ignored when at last asking something."""
    somebody = strict_bot.server.member(group)
    for number in range(8):
        last = somebody.says(f"word {number}")
        somebody.edits(last, f"words {number}")
    await strict_bot.server.answer_to(somebody.says(f"/ask {QUESTION}"))


async def test_too_many_presses_get_a_notice(strict_bot: RunningBot, ana: Speaker) -> None:
    """Hammering on a button would send an answer for each press, or leave its waiting sign turning."""
    strict_bot.decides("list", *strict_bot.finder.base.facts)
    message = await strict_bot.server.answer_to(ana.says("everything"))
    presses = [ana.presses(message, "3") for _ in range(4)]
    notices = [await strict_bot.server.notice_for(press) for press in presses]
    assert sorted(notices) == ["", "", say("slow_down", "en"), say("slow_down", "en")]


async def test_a_group_that_removes_the_bot_is_forgotten(bot: RunningBot, group: Chat) -> None:
    """The bot would keep what belongs to people who do not want it any more."""
    somebody = bot.server.member(group)
    said = somebody.says(f"/ask {QUESTION}")
    await bot.server.answer_to(said)
    await bot.server.until(lambda: bot.house.answers.find(group.id, said.id), "the memory of the answer")
    somebody.blocks_the_bot()
    await bot.server.settled()
    assert bot.house.answers.find(group.id, said.id) is None


@pytest.mark.parametrize("kind", ["chosen_inline_result", "poll", "channel_post", "message_reaction", "chat_member"])
async def test_only_what_the_bot_handles_is_asked_for(bot: RunningBot, server: FakeBotApi, kind: str) -> None:
    """Telegram would send, and the bot fetch, every reaction and every member's coming and going."""
    await server.until(lambda: server.state.updates.pollers or None, "the first poll")
    assert server.put(kind, {}) is None
