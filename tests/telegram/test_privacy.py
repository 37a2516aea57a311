"""/privacy and /forget, and what the bot learns from questions that it could not answer."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import select, text

from bot.answers.phrases import say
from bot.facts.model import LANGUAGES, Language
from bot.storage.answers import WORDS_SECONDS
from bot.storage.chats import ChatPreferences
from bot.storage.database import Table
from bot.telegram.tidying import tidy
from tests.fake_bot_api import Chat, Speaker
from tests.telegram.running import AT_BOT, RunningBot

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


def rows_naming(bot: RunningBot, number: int) -> dict[str, int]:
    """How many rows of each table have this number, or its digits, anywhere in them."""
    with bot.database_engine.connect() as connection:
        return {
            name: found
            for name, table in Table.metadata.tables.items()
            if (found := sum(str(number) in map(str, row) for row in connection.execute(select(table))))
        }


async def test_forgetting_reaches_every_store(bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of somebody who wants to be forgotten something would be kept after all, in a table that came later."""
    bot.matches()
    bot.house.chats.set(ana.chat.id, SHORT)
    await bot.server.answer_to(ana.says("/daily on 9 Havana"))
    answer = await bot.server.answer_to(ana.says(QUESTION))
    await bot.server.notice_for(ana.presses(answer, say("button_wrong", "en")))
    await ana.calls_guest(f"{AT_BOT} {QUESTION}").answer()
    await bot.server.settled()
    apart = {"counters", "unanswered", "inbox", "leases", "notices"}
    assert set(rows_naming(bot, ana.chat.id)) == set(Table.metadata.tables) - apart
    await bot.server.answer_to(ana.says("/forget"))
    await bot.server.settled()
    assert set(rows_naming(bot, ana.chat.id)) == {"hits"}, (
        "which count for a minute, or forgetting would lift the limits"
    )
    monkeypatch.setattr(bot.house.rates, "_forget_old", text("DELETE FROM hits"))
    tidy(bot.house)
    assert rows_naming(bot, ana.chat.id) == {}
    assert bot.house.complaints.is_first("wrong", ana.user.id, ana.chat.id, answer.id)


async def test_words_of_questions_are_kept_for_a_day(
    bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What /privacy promises would not be kept when nobody asks anything more."""
    asked = ana.says(QUESTION)
    await bot.server.answer_to(asked)
    await bot.server.settled()
    given = bot.house.answers.find(ana.chat.id, asked.id)
    assert given is not None and QUESTION in given.after
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + WORDS_SECONDS + 1)
    tidy(bot.house)
    given = bot.house.answers.find(ana.chat.id, asked.id)
    assert given is not None and (given.before, given.after, given.fact_ids) == ("", "", (MAO,))


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


async def test_a_guests_question_is_kept_and_counted_as_others(bot: RunningBot, ana: Speaker) -> None:
    """What people ask where the bot is a guest would be missing from what there is to learn, and from the figures."""
    bot.decides("decline", MAO)
    await ana.calls_guest(f"{AT_BOT} Who built the bridge?").answer()
    await bot.server.settled()
    assert kept(bot) == [("Who built the bridge?", "declined", (MAO,), 1)]
    assert bot.house.counters.of(bot.house.counters.today()) == {"decline": 1}


async def test_an_edited_question_is_kept_and_counted_as_others(bot: RunningBot, ana: Speaker) -> None:
    """Whoever mends a slip and still gets no answer would be passed over."""
    bot.decides("decline", MAO)
    asked = ana.says("Who bilt the bridge?")
    await bot.server.answer_to(asked)
    bot.server.expected_refusals.append("message is not modified")
    ana.edits(asked, "Who built the bridge?")
    await bot.server.settled()
    assert {text for text, *_ in kept(bot)} == {"Who bilt the bridge?", "Who built the bridge?"}
    assert bot.house.counters.of(bot.house.counters.today()) == {"decline": 2}


async def test_what_is_typed_inline_is_counted_and_never_kept(bot: RunningBot, ana: Speaker) -> None:
    """Every half-typed word would be written down, and count as a question."""
    bot.decides("decline", MAO)
    await ana.types("Who built the bri").answer()
    await bot.server.settled()
    assert kept(bot) == []
    assert bot.house.counters.of(bot.house.counters.today()) == {"inline": 1}


async def test_names_in_what_is_replied_to_are_not_kept(bot: RunningBot, group: Chat) -> None:
    """Whoever points the bot at somebody's message would have names kept that stand in it."""
    bot.decides("decline")
    li, ben = bot.server.member(group), bot.server.member(group)
    name = {"type": "text_mention", "offset": 4, "length": 9, "user": li.user.as_json()}
    asked = li.says("Did Ana Gomez build the bridge?", entities=[name])
    await bot.server.answer_to(ben.says("/ask", reply_to=asked))
    await bot.server.settled()
    assert [text for text, *_ in kept(bot)] == ["Did build the bridge?"]
