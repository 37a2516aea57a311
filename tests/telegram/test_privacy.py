"""/privacy and /forget, and what the bot learns from questions that it could not answer."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from bot.facts.model import LANGUAGES, Language
from bot.storage.chats import ChatPreferences
from tests.fake_bot_api import Chat, Speaker
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
RECOGNITION = "diplomatic-relations-established-1960-09-28"
QUESTION = "When did Mao receive Che Guevara?"
SHORT = ChatPreferences(length="short")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_privacy_in_three_languages(bot: RunningBot, language: Language) -> None:
    """Somebody could not read what is kept of them."""
    speaker = bot.server.private(language=language)
    assert (await bot.server.answer_to(speaker.says("/privacy"))).text == say("privacy", language)


async def test_forget_in_private(bot: RunningBot, ana: Speaker) -> None:
    """Somebody could not have their data deleted."""
    bot.house.chats.set(ana.chat.id, SHORT)
    asked = ana.says(QUESTION)
    await bot.server.answer_to(asked)
    assert (await bot.server.answer_to(ana.says("/forget"))).text == say("forgotten_private", "en")
    assert bot.house.chats.get(ana.chat.id) == ChatPreferences()
    assert bot.house.answers.find(ana.chat.id, asked.id) is None
    assert bot.house.conversations.get((ana.chat.id, None, ana.user.id)) is None


async def test_forget_leaves_others_alone(bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """One person's wish would delete everybody's data."""
    bot.house.chats.set(group.id, SHORT)
    await bot.server.answer_to(ana.says("/forget"))
    assert bot.house.chats.get(group.id) == SHORT


async def test_forget_in_a_group_is_for_administrators(bot: RunningBot, group: Chat) -> None:
    """Anybody could wipe out the settings of a group."""
    bot.house.chats.set(group.id, SHORT)
    somebody, boss = bot.server.member(group), bot.server.administrator(group)
    assert (await bot.server.answer_to(somebody.says("/forget"))).text == say("only_administrators", "en")
    assert bot.house.chats.get(group.id) == SHORT
    assert (await bot.server.answer_to(boss.says("/forget"))).text == say("forgotten_group", "en")
    assert bot.house.chats.get(group.id) == ChatPreferences()


# Learning from use


def kept(bot: RunningBot) -> list[tuple[str, str, tuple[str, ...], int]]:
    """What is kept of unanswered questions: text, kind, nearest facts, count."""
    return [(q.text, q.kind, q.near, q.count) for q in bot.house.unanswered.all()]


async def test_declined_questions_are_kept(bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """The curators would never learn what is missing."""
    bot.decides("decline", MAO)
    await bot.server.answer_to(ana.says("Who built the bridge?"))
    await bot.server.answer_to(bot.server.member(group).says("/ask who built the BRIDGE"))
    await bot.server.settled()
    assert kept(bot) == [("Who built the bridge?", "declined", (MAO,), 2)]


async def test_answered_questions_are_not(bot: RunningBot, ana: Speaker) -> None:
    """Everything that anybody asks would be kept."""
    await bot.server.answer_to(ana.says(QUESTION))
    await bot.server.answer_to(ana.says("hello"))
    await bot.server.settled()
    assert kept(bot) == []


async def test_talk_among_people_is_not(bot: RunningBot, group: Chat) -> None:
    """What people say to each other would be written down."""
    bot.decides("decline")
    await bot.server.silence_after(bot.server.member(group).says("Who built the bridge?"))
    assert kept(bot) == []


async def test_none_of_these_is_kept(bot: RunningBot, group: Chat) -> None:
    """Choices that missed would be offered again and again."""
    bot.decides("choices", MAO, RECOGNITION)
    somebody = bot.server.member(group)
    answer = await bot.server.answer_to(somebody.says("@china_cuba_bot that thing in 1960"))
    press = somebody.presses(answer, say("none_of_these", "en"))
    await bot.server.call_after(press, "editMessageText")
    assert kept(bot) == [("that thing in 1960", "none", (MAO, RECOGNITION), 1)]


async def test_nothing_that_tells_of_people_is_kept(bot: RunningBot, ana: Speaker) -> None:
    """The list would hold names and telephone numbers of people who do not know of it."""
    bot.decides("decline")
    name = {"type": "text_mention", "offset": 4, "length": 9, "user": ana.user.as_json()}
    asked = "Did Ana Gomez, @a_friend, call +53 7 8329 0000 or mail ana@example.cu on https://t.me/x in 1960?"
    await bot.server.answer_to(ana.says(asked, entities=[name]))
    await bot.server.settled()
    ((text, *_),) = kept(bot)
    assert text == "Did , , call or mail on in 1960?"
