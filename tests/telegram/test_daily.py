"""/daily over HTTP: who may set it, how it is asked for, and that each post comes once, at its hour or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from telegram.error import TelegramError

from bot.answers.phrases import say
from bot.answers.zones import next_time, zone_in_words
from bot.facts.model import LANGUAGES, Language
from bot.storage.daily import Daily, Subscription
from bot.storage.database import open_database
from bot.telegram.background import background
from bot.telegram.daily_posts import DailyPosts
from tests.fake_bot_api import Chat, FakeBotApi, Message, Speaker, cut_connection, server_error
from tests.telegram.running import RunningBot

HAVANA, BEIJING = "America/Havana", "Asia/Shanghai"
RECOGNITION = "diplomatic-relations-established-1960-09-28"
EVENING = "2026-09-27 20:00"  # in UTC, the day before the one fact of 28 September
SETS: dict[Language, tuple[str, str]] = {
    "en": ("/daily on 9 Havana", HAVANA), "es": ("/daily on 9 La Habana", HAVANA), "zh": ("/daily on 9 北京", BEIJING)
}  # fmt: skip


def is_now(bot: RunningBot, text: str) -> None:
    """Set the bot's clock."""
    now = at(text)
    bot.house.now = lambda: now


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def posts_of(server: FakeBotApi, chat: Chat) -> list[str]:
    """The daily posts that came into a chat."""
    said = [m.get("text", "") for m in chat.messages.values() if m.get("from", {}).get("id") == server.state.bot.id]
    notes = tuple(say("daily_note", language) for language in LANGUAGES)
    return [text for text in said if text.endswith(notes)]


async def ticks(bot: RunningBot, text: str) -> None:
    """The bot looks what is due at this time."""
    is_now(bot, text)
    await DailyPosts(bot.house, bot.app.bot).send_due()


async def asked(speaker: Speaker, text: str, topic: int | None = None) -> Message:
    return await speaker.server.answer_to(speaker.says(text, topic=topic))


async def pressed(speaker: Speaker, message: Message, label: str) -> Message:
    press = speaker.presses(message, label)
    assert await speaker.server.notice_for(press) == ""
    await speaker.server.call_after(press, "editMessageText")
    return message


def wants(bot: RunningBot, chat_id: int, hour: int = 9, zone: str = "UTC", thread_id: int | None = None) -> None:
    """A chat has subscribed."""
    due = int(next_time(hour, zone, bot.house.now()).timestamp())
    bot.house.daily.keep(Subscription(chat_id, thread_id, "en", zone, hour, due))


# Setting it


@pytest.mark.parametrize("language", LANGUAGES)
async def test_set_in_one_line(bot: RunningBot, server: FakeBotApi, language: Language) -> None:
    """Who knows hour and city would have to press through menus."""
    is_now(bot, EVENING)
    reader, (text, zone) = server.private(language=language), SETS[language]
    told = await asked(reader, text)
    assert told.text == say("daily_is_on", language, hour="09:00", zone=zone_in_words(zone, language))
    kept = bot.house.daily.get(reader.chat.id)
    due = at("2026-09-28 13:00" if zone == HAVANA else "2026-09-28 01:00")
    assert kept == Subscription(reader.chat.id, None, language, zone, 9, int(due.timestamp()))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_asked_for_by_buttons(bot: RunningBot, server: FakeBotApi, language: Language) -> None:
    """Who only says /daily would not find out what can be set; or each step would be another message."""
    is_now(bot, EVENING)
    reader = server.private(language=language)
    message = await asked(reader, "/daily")
    assert message.text == say("daily_is_off", language)
    await pressed(reader, message, say("daily_turn_on", language))
    assert message.text == say("daily_hours", language)
    await pressed(reader, message, "08:00")
    assert message.text == say("daily_zones", language, hour="08:00")
    await pressed(reader, message, zone_in_words(BEIJING, language))
    assert message.text == say("daily_is_on", language, hour="08:00", zone=zone_in_words(BEIJING, language))
    await pressed(reader, message, say("daily_change_hour", language))
    await pressed(reader, message, "20:00")
    assert message.text == say("daily_is_on", language, hour="20:00", zone=zone_in_words(BEIJING, language))
    await pressed(reader, message, say("daily_change_zone", language))
    await pressed(reader, message, zone_in_words(HAVANA, language))
    assert message.text == say("daily_is_on", language, hour="20:00", zone=zone_in_words(HAVANA, language))
    await pressed(reader, message, say("daily_turn_off", language))
    assert message.text == say("daily_ended", language)
    assert bot.house.daily.get(reader.chat.id) is None
    assert sum(call.method == "sendMessage" for call in server.calls) == 1


# written → what is asked next, for a chat that has set nothing, and for one that has set Havana
STEPS = {
    "/daily on": ("daily_hours", "daily_hours_in_zone"),
    "/daily on 7": ("daily_zones", "daily_is_on"),
    "/daily on Madrid": ("daily_hours_in_zone", "daily_hours_in_zone"),
    "/daily": ("daily_is_off", "daily_is_on"),
    "/daily off": ("daily_ended", "daily_ended"),
    "/daily on 9:30 Havana": ("daily_unclear", "daily_unclear"),
    "/daily on 9 Atlantis": ("daily_unclear", "daily_unclear"),
}


@pytest.mark.parametrize("is_set", [False, True], ids=["new", "set"])
@pytest.mark.parametrize("text", STEPS)
async def test_what_is_missing_is_asked_for(bot: RunningBot, ana: Speaker, text: str, is_set: bool) -> None:
    """A half command would be refused, or set something that nobody wanted."""
    if is_set:
        wants(bot, ana.chat.id, 9, HAVANA)
    told = await asked(ana, text)
    beginning = say(STEPS[text][is_set], "en", hour="{}", zone="{}").split("{}")[0]
    assert told.text.startswith(beginning)
    if STEPS[text][is_set] == "daily_unclear":
        assert (bot.house.daily.get(ana.chat.id) is not None) is is_set


async def test_in_a_group_only_administrators_set_it(bot: RunningBot, server: FakeBotApi, group: Chat) -> None:
    """Anybody could have the bot write into a group every day, or silence it."""
    member, administrator = server.member(group), server.administrator(group, language="es")
    told = await asked(member, "/daily on 9 Havana")
    assert told.text == say("daily_administrators", "en")
    assert bot.house.daily.get(group.id) is None
    message = await asked(administrator, "/daily on 9 La Habana")
    press = member.presses(message, say("daily_turn_off", "es"))
    assert await server.notice_for(press) == say("daily_administrators", "es")
    assert bot.house.daily.get(group.id) is not None
    await pressed(administrator, message, say("daily_turn_off", "es"))
    assert bot.house.daily.get(group.id) is None


FORGED = [
    "y:",
    "y::",
    "y:set.9:en",
    "y:set.24.UTC:en",
    "y:set.9.Atlantis:en",
    "y:set.9.cuba:en",
    "y:zone.²:en",
    "y:x:en",
]


@pytest.mark.parametrize("data", FORGED)
async def test_forged_buttons_set_nothing(bot: RunningBot, ana: Speaker, data: str) -> None:
    """Whoever sends made-up button data could store a zone that breaks all posts."""
    message = await asked(ana, "/daily")
    assert await bot.server.notice_for(ana.presses_data(message, data)) == say("button_stale", "en")
    assert bot.house.daily.get(ana.chat.id) is None


# Sending


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_post_comes_at_its_hour_in_the_readers_language(
    bot: RunningBot, server: FakeBotApi, language: Language
) -> None:
    """The post would come at another hour, for another day, in another language, or without its buttons."""
    is_now(bot, EVENING)
    reader = server.private(language=language)
    text, zone = SETS[language]
    await asked(reader, text)
    due = "2026-09-28 13:00" if zone == HAVANA else "2026-09-28 01:00"
    await ticks(bot, due.replace("3:00", "2:59").replace("01:00", "00:59"))
    assert posts_of(server, reader.chat) == []
    await ticks(bot, due)
    (post,) = posts_of(server, reader.chat)
    assert bot.text_of(RECOGNITION, language) in post
    assert post.endswith(say("daily_note", language))
    (message,) = (m for m in reader.chat.messages.values() if m.get("text") == post)
    assert Message(reader.chat, message["message_id"]).labels[0][0] == say("button_sources", language)


async def test_it_is_sent_once_whatever_happens(bot: RunningBot, ana: Speaker) -> None:
    """After each restart, or each change, the same post would come again."""
    is_now(bot, EVENING)
    await asked(ana, "/daily on 9 UTC")
    for minute in ("09:00", "09:01", "09:30"):
        await ticks(bot, f"2026-09-28 {minute}")
    await bot.restart()
    await ticks(bot, "2026-09-28 09:40")
    await asked(ana, "/daily off")
    await asked(ana, "/daily on 10 UTC")
    await ticks(bot, "2026-09-28 10:00")
    await asked(ana, "/daily on 11 UTC")
    await ticks(bot, "2026-09-28 11:00")
    assert len(posts_of(bot.server, ana.chat)) == 1
    kept = bot.house.daily.get(ana.chat.id)
    assert kept
    assert kept.next_at == int(at("2026-09-29 11:00").timestamp())


# when the bot comes back → is today's post (due at nine) still sent
BACK = {"2026-09-28 11:59": True, "2026-09-28 12:00": False, "2026-09-28 20:00": False, "2026-09-30 09:30": False}


@pytest.mark.parametrize(("back", "is_sent"), BACK.items(), ids=list(BACK))
async def test_what_was_missed_comes_late_or_not_at_all(
    bot: RunningBot, ana: Speaker, back: str, is_sent: bool
) -> None:
    """After a night of maintenance people would be woken by yesterday's news; or a short pause would cost the day."""
    is_now(bot, EVENING)
    wants(bot, ana.chat.id)
    await bot.restart()
    await ticks(bot, back)
    assert len(posts_of(bot.server, ana.chat)) == is_sent
    kept = bot.house.daily.get(ana.chat.id)
    assert kept
    assert kept.next_at > int(at(back).timestamp())


async def test_a_day_without_anything_is_silent(bot: RunningBot, ana: Speaker) -> None:
    """People would be disturbed every day to be told that nothing happened."""
    is_now(bot, "2026-10-02 20:00")
    wants(bot, ana.chat.id)
    await ticks(bot, "2026-10-03 09:00")
    assert list(ana.chat.messages) == []
    await ticks(bot, "2026-10-03 09:00")
    kept = bot.house.daily.get(ana.chat.id)
    assert kept
    assert (kept.last_day, kept.next_at) == ("2026-10-03", int(at("2026-10-04 09:00").timestamp()))


async def test_two_processes_on_one_file_send_one_post(bot: RunningBot, ana: Speaker) -> None:
    """With two replicas everybody would get everything twice."""
    is_now(bot, EVENING)
    chats = [bot.server.private().chat for _ in range(6)]
    for chat in chats:
        wants(bot, chat.id)
    is_now(bot, "2026-09-28 09:00")
    engine = open_database(f"sqlite:///{bot.database}")
    other = replace(bot.house, daily=Daily(engine))
    await asyncio.gather(*(DailyPosts(house, bot.app.bot).send_due() for house in (bot.house, other)))
    engine.dispose()
    assert [len(posts_of(bot.server, chat)) for chat in chats] == [1] * 6


async def test_it_comes_into_its_topic_without_a_sound(bot: RunningBot, server: FakeBotApi, forum: Chat) -> None:
    """A group's post would come into the General topic, and ring on every telephone."""
    is_now(bot, EVENING)
    administrator = server.administrator(forum)
    topic = forum.topic("History", administrator.user)
    await asked(administrator, "/daily on 9 UTC", topic)
    await ticks(bot, "2026-09-28 09:00")
    call = [call for call in server.calls if call.method == "sendMessage"][-1]
    assert call.params.text("message_thread_id") == str(topic)
    assert call.params.flag("disable_notification")
    assert len(posts_of(server, forum)) == 1


def blocked(chat: Chat) -> None:
    chat.standing = "blocked"


def kicked(chat: Chat) -> None:
    chat.standing = "kicked"


@pytest.mark.parametrize("happens", [blocked, kicked], ids=["blocked", "kicked"])
async def test_who_is_gone_is_unsubscribed(
    bot: RunningBot, server: FakeBotApi, ana: Speaker, group: Chat, happens: Callable[[Chat], None]
) -> None:
    """Day by day the bot would knock at doors that are closed to it."""
    server.expected_refusals.append("bot was")
    chat = ana.chat if happens is blocked else group
    is_now(bot, EVENING)
    wants(bot, chat.id)
    happens(chat)
    await ticks(bot, "2026-09-28 09:00")
    assert bot.house.daily.get(chat.id) is None


async def test_a_topic_that_is_gone_ends_it(bot: RunningBot, server: FakeBotApi, forum: Chat) -> None:
    """A post for a deleted topic would fail for ever."""
    server.expected_refusals.append("thread not found")
    is_now(bot, EVENING)
    wants(bot, forum.id, thread_id=999)
    await ticks(bot, "2026-09-28 09:00")
    assert bot.house.daily.get(forum.id) is None


async def test_blocking_it_ends_it_at_once(bot: RunningBot, ana: Speaker) -> None:
    """What is kept of a chat that the bot was removed from would stay."""
    wants(bot, ana.chat.id)
    ana.blocks_the_bot()
    await bot.server.settled()
    assert bot.house.daily.get(ana.chat.id) is None
    assert bot.house.daily.last_day(ana.chat.id) == ""


async def test_a_group_that_has_moved_keeps_it(bot: RunningBot, server: FakeBotApi) -> None:
    """A group that became a supergroup would lose its posts, or miss one."""
    server.expected_refusals.append("upgraded to a supergroup")
    old, new = server.group("Old", kind="group"), server.group("New")
    is_now(bot, EVENING)
    wants(bot, old.id)
    old.migrated_to = new.id
    await ticks(bot, "2026-09-28 09:00")
    assert len(posts_of(server, new)) == 1
    assert bot.house.daily.get(old.id) is None
    kept = bot.house.daily.get(new.id)
    assert kept
    assert kept.last_day == "2026-09-28"


@pytest.mark.parametrize("answer", [server_error(), cut_connection()], ids=["server error", "cut connection"])
async def test_a_fault_of_telegram_costs_no_subscription(bot: RunningBot, server: FakeBotApi, answer: object) -> None:
    """An hour of trouble at Telegram would unsubscribe everybody, or stop the posts of all others."""
    ana, ben = server.private(), server.private()
    is_now(bot, EVENING)
    wants(bot, ana.chat.id)
    wants(bot, ben.chat.id)
    server.fails("sendMessage", answer, chat=ana.chat, times=9)  # type: ignore[arg-type]
    await ticks(bot, "2026-09-28 09:00")
    await ticks(bot, "2026-09-28 09:01")
    assert posts_of(server, ana.chat) == []
    assert len(posts_of(server, ben.chat)) == 1
    assert bot.house.daily.get(ana.chat.id) is not None


async def test_the_task_goes_on_after_faults_and_ends_when_told(
    bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bad minute of the database would end all daily posts until the next restart."""
    monkeypatch.setattr("bot.telegram.daily_posts.PAUSE_SECONDS", 0.01)
    is_now(bot, EVENING)
    wants(bot, ana.chat.id)
    is_now(bot, "2026-09-28 09:00")
    posts, looks = DailyPosts(bot.house, bot.app.bot), 0
    look = posts.send_due

    async def fails_first() -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise TelegramError("the database is locked")
        await look()

    monkeypatch.setattr(posts, "send_due", fails_first)
    task = asyncio.create_task(posts.run())
    await bot.server.until(lambda: posts_of(bot.server, ana.chat) or None, "a post")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert len(posts_of(bot.server, ana.chat)) == 1


async def test_a_question_in_reply_goes_on_from_the_post(bot: RunningBot, ana: Speaker) -> None:
    """A reply to the post would be taken for a question out of nowhere."""
    is_now(bot, EVENING)
    wants(bot, ana.chat.id)
    await ticks(bot, "2026-09-28 09:00")
    (message_id,) = ana.chat.messages
    given = bot.house.answers.given_in(ana.chat.id, message_id)
    assert given
    assert given.fact_ids == (RECOGNITION,)


async def test_posts_and_menus_begin_with_the_bot_and_end_with_it(bot: RunningBot, ana: Speaker) -> None:
    """Daily posts would be promised and never come; or a stopping bot would hang."""
    is_now(bot, EVENING)
    wants(bot, ana.chat.id)
    is_now(bot, "2026-09-28 09:00")
    async with background(bot.app, bot.house):
        await bot.server.until(lambda: posts_of(bot.server, ana.chat) or None, "a post")
        await bot.server.until(lambda: ("name", "zh") in bot.server.state.profile or None, "the menus")
    assert len(posts_of(bot.server, ana.chat)) == 1
