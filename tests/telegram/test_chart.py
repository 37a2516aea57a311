"""/chart in Telegram: the picture of a series, its numbers and its file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.phrases import say
from bot.answers.series_table import caption
from bot.facts.base import FactBase, Knowledge, fact_key
from bot.facts.model import LANGUAGES, Language
from bot.matching.finder import Finder
from bot.pictures.drawing import Easel
from bot.telegram.photos import Photos
from tests.fake_bot_api import Chat, FakeBotApi, Speaker
from tests.telegram.running import ByPhrasing, RunningBot
from tests.telegram.test_timeline import Drawing

TRADE = "china-cuba-trade"


@pytest.fixture(scope="session")
def finder_with_series(small_base: FactBase, real_knowledge: Knowledge) -> Finder:
    """A small base with all series of the shipped one."""
    real = real_knowledge.base
    return Finder(replace(small_base, series=real.series, sources={**small_base.sources, **real.sources}))


@pytest.fixture
def drawing(bot: RunningBot, finder_with_series: Finder) -> Drawing:
    """The bot knows the series, and its pictures are drawn by this."""
    drawing = Drawing()
    bot.app.bot_data["photos"] = Photos(Easel(bot.database.parent / "pictures", drawing))
    bot.house.finder = ByPhrasing(finder_with_series)
    return drawing


@pytest.mark.parametrize(("language", "word"), [("en", "trade"), ("es", "comercio"), ("zh", "贸易")])
async def test_a_chart_tells_its_content_in_words(
    bot: RunningBot, drawing: Drawing, server: FakeBotApi, language: Language, word: str
) -> None:
    """Who cannot see the picture would learn nothing from it."""
    message = await server.answer_to(server.private(language=language).says(f"/chart {word}"))
    assert message.raw["photo"]
    assert message.text == caption(bot.house.finder.base.series[TRADE], bot.house.finder.base, language)
    assert message.labels == [[say("button_numbers", language), say("button_csv", language)]]


async def test_without_words_all_series_are_offered(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """Nobody would find out which figures there are."""
    message = await bot.server.answer_to(ana.says("/chart"))
    assert list(message.buttons) == [series.title["en"] for series in bot.house.finder.base.series.values()]
    press = ana.presses(message, "Trade between China and Cuba")
    await bot.server.call_after(press, "editMessageMedia")
    assert message.raw["photo"] and message.text.startswith("Trade between China and Cuba")


async def test_several_fitting_series_are_offered(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """One of two equally fitting series would be picked at random."""
    message = await bot.server.answer_to(ana.says("/chart solar"))
    assert message.text == say("chart_which", "en", text="solar")
    assert len(message.buttons) == 2


async def test_what_there_is_not_is_said(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """An unknown series would get a wrong chart, or none of what there is."""
    message = await bot.server.answer_to(ana.says("/chart <weather>"))
    assert message.text == say("chart_unknown", "en", text="<weather>")
    assert len(message.buttons) == len(bot.house.finder.base.series)


async def test_numbers_come_in_pages_and_as_a_file(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """Whoever wants the figures themselves would have to read them off the picture."""
    chart = await bot.server.answer_to(ana.says("/chart trade"))
    table = await bot.server.next_message(ana.presses(chart, say("button_numbers", "en")))
    (rows,) = table.marked("pre")
    assert rows.startswith("1966    170  A\n")
    assert table.replies_to == chart.id
    press = ana.presses(table, say("button_next", "en"))
    await bot.server.call_after(press, "editMessageText")
    assert "Page 2 of 3" in table.text
    sent = await bot.server.call_after(ana.presses(table, say("button_csv", "en")), "sendDocument")
    name, content = sent.params.files["document"]
    assert name == f"{TRADE}.csv"
    assert len(content.decode("utf-8-sig").splitlines()) == 1 + len(bot.house.finder.base.series[TRADE].values)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_table_is_accepted(
    bot: RunningBot, drawing: Drawing, server: FakeBotApi, language: Language
) -> None:
    """Some series would have notes too long for a message."""
    speaker = server.private(language=language)
    menu = await server.answer_to(speaker.says("/chart"))
    for series in bot.house.finder.base.series.values():
        press = speaker.presses_data(menu, f"k:n{fact_key(series.id)}.9:{language}")
        message = await server.next_message(press)
        assert series.title[language] in message.text


async def test_in_a_topic_everything_stays_there(bot: RunningBot, drawing: Drawing, forum: Chat) -> None:
    """The file would be sent to the whole group."""
    speaker = bot.server.member(forum)
    topic = forum.topic("Economy", speaker.user)
    chart = await bot.server.answer_to(speaker.says("/chart sugar", topic=topic))
    sent = await bot.server.call_after(speaker.presses(chart, say("button_csv", "en")), "sendDocument")
    assert chart.thread == topic and sent.params.number("message_thread_id") == topic


@pytest.mark.parametrize("text", ["/chart", "/chart sugar", "/timeline", "/topics", "/people"])
async def test_in_a_group_what_one_looks_at_can_be_taken_away(
    bot: RunningBot, drawing: Drawing, group: Chat, text: str
) -> None:
    """A picture or a long menu that one member called for would stay before all the others."""
    asker, other = bot.server.member(group), bot.server.member(group)
    message = await bot.server.answer_to(asker.says(text))
    assert message.labels[-1] == [say("button_delete", "en")]
    assert await bot.server.notice_for(other.presses(message, say("button_delete", "en"))) == say(
        "delete_not_yours", "en"
    )
    await bot.server.call_after(asker.presses(message, say("button_delete", "en")), "deleteMessage")
    private = await bot.server.answer_to(bot.server.private().says(text))
    assert say("button_delete", "en") not in private.buttons


FORGED = {
    "nothing": "k::en",
    "no such series": "k:c0000000000:en",
    "no such thing": f"k:z{fact_key(TRADE)}:en",
    "two parts": "k:c",
    "a whole id": f"k:c{TRADE}:en",
    "long": "k:" + "9" * 62,
}


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED.keys())
async def test_forged_buttons_get_a_notice(bot: RunningBot, drawing: Drawing, ana: Speaker, data: str) -> None:
    """Forged data could break the bot, or leave the button waiting."""
    message = await bot.server.answer_to(ana.says("/chart trade"))
    press = ana.presses_data(message, data)
    assert await bot.server.notice_for(press) == say("button_stale", "en")


async def test_forged_pages_are_the_last(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """A page that does not exist would be an empty table, which Telegram refuses."""
    message = await bot.server.answer_to(ana.says("/chart trade"))
    for page in ("99", "-1", "²", "x"):
        press = ana.presses_data(message, f"k:n{fact_key(TRADE)}.{page}:en")
        assert (await bot.server.next_message(press)).marked("pre")
