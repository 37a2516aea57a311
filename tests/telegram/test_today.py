"""/today over HTTP: the day by the chat's clock, another day, and days without anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.answers.phrases import say
from bot.facts.model import LANGUAGES, Language
from bot.storage.daily import Subscription
from tests.fake_bot_api import FakeBotApi, Message, Speaker
from tests.telegram.running import RunningBot

LEADS: dict[Language, str] = {
    "en": "On this day, 28 September, 66 years ago:",
    "es": "Un día como hoy, 28 de septiembre, hace 66 años:",
    "zh": "历史上的今天，9月28日，66年前：",
}
THIRD_OF_OCTOBER: dict[Language, str] = {"en": "3 October", "es": "3 de octubre", "zh": "10月3日"}
RECOGNITION = "diplomatic-relations-established-1960-09-28"


def is_now(bot: RunningBot, text: str) -> None:
    """Set the bot's clock."""
    now = datetime.fromisoformat(text).replace(tzinfo=UTC)
    bot.house.now = lambda: now


async def asked(speaker: Speaker, text: str) -> Message:
    return await speaker.server.answer_to(speaker.says(text))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_day_with_one_fact_gives_it_whole(bot: RunningBot, server: FakeBotApi, language: Language) -> None:
    """The one thing that happened today would be a list of one, without sources."""
    is_now(bot, "2026-09-28 12:00")
    message = await asked(server.private(language=language), "/today")
    assert message.text.startswith(f"{LEADS[language]}\n\n")
    assert bot.text_of(RECOGNITION, language) in message.text
    assert say("button_sources", language) in message.labels[0]
    given = await server.until(lambda: bot.house.answers.given_in(message.chat.id, message.id), "the answer to be kept")
    assert given.fact_ids == (RECOGNITION,)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_day_without_any_offers_the_nearest(bot: RunningBot, server: FakeBotApi, language: Language) -> None:
    """On most days of the year /today would be a dead end."""
    is_now(bot, "2026-10-03 12:00")
    reader = server.private(language=language)
    message = await asked(reader, "/today")
    assert message.text.startswith(say("day_nearest", language, day=THIRD_OF_OCTOBER[language]))
    assert list(message.buttons) == ["1", "2"]
    opened = await server.next_message(reader.presses(message, "1"))
    assert bot.text_of(RECOGNITION, language) in opened.text


async def test_another_day(bot: RunningBot, ana: Speaker) -> None:
    """A birthday could be looked up only on the birthday."""
    is_now(bot, "2026-11-24 12:00")
    assert (await asked(ana, "/today 28 September")).text.startswith("In history, 28 September, 66 years ago:")
    assert (await asked(ana, "/today hoy no")).text == say("day_unclear", "en")


@pytest.mark.parametrize(("zone", "day"), [(None, "28"), ("Asia/Shanghai", "29"), ("America/Havana", "28")])
async def test_the_day_is_that_of_the_chats_clock(bot: RunningBot, ana: Speaker, zone: str | None, day: str) -> None:
    """In the morning of Beijing people would read what happened yesterday."""
    is_now(bot, "2026-09-28 20:00")
    if zone:
        due = int((bot.house.now() + timedelta(days=1)).timestamp())
        bot.house.daily.keep(Subscription(ana.chat.id, None, "en", zone, 9, due))
    message = await asked(ana, "/today")
    assert f"{day} September" in message.text.split("\n")[0]


async def test_why_it_was_given_is_said(bot: RunningBot, ana: Speaker) -> None:
    """“Why this?” would say that the question is gone, where there never was one."""
    is_now(bot, "2026-09-28 12:00")
    message = await asked(ana, "/today")
    why = await bot.server.next_message(ana.presses(message, say("button_why", "en")))
    assert why.text == say("why_opened", "en")
