"""Questions that nobody put to the bot: answered only where wanted, when certain, and seldom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.answers.phrases import say
from bot.matching.decision import Decision
from bot.storage.chats import ChatPreferences
from bot.telegram.overhearing import ANSWERS_AN_HOUR, CERTAIN, is_certain
from tests.fake_bot_api import BOT, Chat, FakeBotApi, Speaker
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
QUESTION = "When did Mao receive Che Guevara?"


@pytest.fixture
def li(server: FakeBotApi, group: Chat) -> Speaker:
    """Somebody in the group."""
    return server.member(group)


@pytest.fixture
def attentive(bot: RunningBot, group: Chat) -> RunningBot:
    """A bot in a group that wants unaddressed questions answered."""
    bot.house.chats.set(group.id, ChatPreferences(unaddressed=True))
    certain(bot)
    return bot


def certain(bot: RunningBot, score: float = 0.99) -> None:
    """From now on every question has one answer of this confidence."""
    bot.decides("answer", MAO)
    given = bot.house.finder.decide
    bot.house.finder.decide = lambda question: _scored(given(question), score)  # type: ignore[method-assign]


def _scored(decision: Decision, score: float) -> Decision:
    return replace(decision, score=score)


async def test_a_certain_question_is_answered(attentive: RunningBot, li: Speaker) -> None:
    """A group that has asked for it would wait in vain."""
    assert attentive.text_of(MAO) in (await attentive.server.answer_to(li.says(QUESTION))).text


async def test_only_where_it_is_wanted(bot: RunningBot, li: Speaker) -> None:
    """The bot would break into the talk of every group."""
    certain(bot)
    await bot.server.silence_after(li.says(QUESTION))


async def test_only_when_it_is_certain(attentive: RunningBot, li: Speaker) -> None:
    """The bot would break in with a guess."""
    certain(attentive, CERTAIN - 0.01)
    await attentive.server.silence_after(li.says(QUESTION))


SILENT: dict[str, tuple[str, dict[str, Any]]] = {
    "no question mark": ("When did Mao receive Che Guevara", {}),
    "two words": ("Mao Guevara?", {}),
    "to somebody": (f"@somebody_else {QUESTION}", {}),
    "with a link": (f"https://example.org/mao {QUESTION}", {}),
    "passed on": (QUESTION, {"forward_origin": {"type": "hidden_user", "date": 0, "sender_user_name": "X"}}),
    "through another bot": (QUESTION, {"via_bot": BOT.as_json()}),
    "a long letter": ("And so we talked of this and that. " * 8 + QUESTION, {}),
}


@pytest.mark.parametrize(("text", "more"), SILENT.values(), ids=list(SILENT))
async def test_what_is_no_question_to_all_stays_unanswered(
    attentive: RunningBot, li: Speaker, text: str, more: dict[str, Any]
) -> None:
    """Even where it may, the bot would answer what was meant for somebody else."""
    await attentive.server.silence_after(li.says(text, **more))


async def test_replies_among_people_stay_unanswered(attentive: RunningBot, li: Speaker, group: Chat) -> None:
    """The bot would cut short the one who was asked."""
    other = attentive.server.member(group)
    await attentive.server.silence_after(other.says(QUESTION, reply_to=li.says("I read something on Mao.")))


async def test_in_a_topic_too(bot: RunningBot, forum: Chat) -> None:
    """In topics, where every message formally replies, the bot would never answer, or in the wrong topic."""
    bot.house.chats.set(forum.id, ChatPreferences(unaddressed=True))
    certain(bot)
    somebody = bot.server.member(forum)
    topic = forum.topic("History", somebody.user)
    assert (await bot.server.answer_to(somebody.says(QUESTION, topic=topic))).thread == topic


async def test_posts_of_the_linked_channel_stay_unanswered(attentive: RunningBot, group: Chat) -> None:
    """Under each post of the channel the bot would answer its rhetorical questions."""
    channel = attentive.server.linked_channel(group)
    for text in (QUESTION, f"/ask {QUESTION}"):
        await attentive.server.silence_after(channel.says(text, is_automatic_forward=True))
    asked = channel.says(f"@china_cuba_bot {QUESTION}", is_automatic_forward=True)
    assert attentive.text_of(MAO) in (await attentive.server.answer_to(asked)).text


async def test_seldom(attentive: RunningBot, li: Speaker, group: Chat) -> None:
    """A talk about history would become a talk with the bot."""
    for _ in range(ANSWERS_AN_HOUR):
        await attentive.server.answer_to(li.says(QUESTION))
    await attentive.server.silence_after(li.says(QUESTION))
    answer = await attentive.server.answer_to(li.says(f"/ask {QUESTION}"))
    assert attentive.text_of(MAO) in answer.text, "who asks the bot is answered all the same"


async def test_an_edit_changes_the_answer(attentive: RunningBot, li: Speaker) -> None:
    """A mended question would keep the answer to another one."""
    asked = li.says(QUESTION)
    answer = await attentive.server.answer_to(asked)
    other = "diplomatic-relations-established-1960-09-28"
    attentive.decides("answer", other)
    given = attentive.house.finder.decide
    attentive.house.finder.decide = lambda question: _scored(given(question), 0.99)  # type: ignore[method-assign]
    await attentive.server.call_after(li.edits(asked, "When did Cuba recognise Beijing?"), "editMessageText")
    assert attentive.text_of(other) in answer.text


async def test_an_edit_does_not_begin_a_talk(attentive: RunningBot, li: Speaker) -> None:
    """The bot would come back to what was said long ago."""
    said = li.says("When did Mao receive Che Guevara")
    await attentive.server.silence_after(said)
    await attentive.server.silence_after(li.edits(said, QUESTION))


EVERYDAY = [
    "Is anybody coming to dinner tonight?",
    "¿Alguien sabe a qué hora abre la farmacia?",
    "明天有人去打球吗？",
    "Where did you park the car yesterday?",
    "Has anyone seen my keys?",
    "Who won the match between Spain and France?",
]


@pytest.mark.parametrize("text", EVERYDAY)
async def test_everyday_questions_stay_unanswered(bot: RunningBot, li: Speaker, group: Chat, text: str) -> None:
    """The bot would be the talk of the town, and then removed."""
    bot.house.chats.set(group.id, ChatPreferences(unaddressed=True))
    bot.matches()
    assert not is_certain(bot.finder.decide(bot.finder.read(text)))
    await bot.server.silence_after(li.says(text))


@pytest.mark.parametrize(
    ("hears", "is_administrator", "warned"), [(False, False, True), (True, False, False), (False, True, False)]
)
async def test_the_menu_says_when_it_cannot_hear(
    bot: RunningBot, server: FakeBotApi, group: Chat, hears: bool, is_administrator: bool, warned: bool
) -> None:
    """Administrators would switch it on and wonder why nothing happens."""
    server.state.hears_everything = hears
    group.standing = "administrator" if is_administrator else "member"
    boss = server.administrator(group)
    menu = await server.answer_to(boss.says("/settings"))
    assert say("set_unaddressed_deaf", "en") not in menu.text
    await server.call_after(boss.presses(menu, "I answer when I am nearly certain"), "editMessageText")
    assert (say("set_unaddressed_deaf", "en") in menu.text) is warned
