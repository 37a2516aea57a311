"""/timeline in Telegram: pages, pictures, spans to begin with, and buttons that nobody can misuse."""

from __future__ import annotations

import asyncio

import pytest

from bot.answers.phrases import say
from bot.facts.model import Language
from bot.matching.finder import Finder
from bot.pictures.drawing import DrawingError, Easel
from bot.pictures.picture import Picture
from bot.telegram.photos import Photos
from tests.fake_bot_api import Chat, FakeBotApi, Message, Speaker
from tests.telegram.running import RunningBot

# One white pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8ffff3f0005fe02fea7d6059b0000000049454e44ae426082"
)


class Drawing:
    """Draws a pixel, or fails; counts."""

    def __init__(self) -> None:
        self.times, self.fails, self.seconds = 0, False, 0.0

    async def __call__(self, _picture: Picture) -> bytes:
        self.times += 1
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise DrawingError("no paper")
        return PNG


@pytest.fixture
def drawing(bot: RunningBot) -> Drawing:
    """The bot's pictures are drawn by this."""
    drawing = Drawing()
    bot.app.bot_data["photos"] = Photos(Easel(bot.database.parent / "pictures", drawing))
    return drawing


@pytest.fixture
def real_bot(bot: RunningBot, drawing: Drawing, real_finder: Finder) -> RunningBot:
    """A bot over the shipped base."""
    bot.house.finder = real_finder
    return bot


def data_of(message: Message) -> list[str]:
    return [data for data in message.buttons.values() if data.startswith("t:")]


async def test_a_few_facts_are_a_list(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """Three facts would come with a picture that tells nothing more."""
    message = await bot.server.answer_to(ana.says("/timeline 1960"))
    assert message.text.startswith("1960: 3 facts, oldest first\n\n1. January 1959")
    assert "(reported)" in message.text
    assert message.labels == [["1", "2", "3"]]
    assert drawing.times == 0


async def test_a_number_opens_the_whole_answer(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """A fact of the timeline could not be read with its sources."""
    message = await bot.server.answer_to(ana.says("/timeline 1960"))
    opened = await bot.server.next_message(ana.presses(message, "3"))
    assert bot.text_of("mao-guevara-meeting-1960-11-19") in opened.text


async def test_more_than_a_handful_has_a_picture(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """The picture would be missing, or be sent without the words for those who cannot see it."""
    message = await bot.server.answer_to(ana.says("/timeline since 1950"))
    assert message.raw["photo"]
    assert message.text.startswith("Since 1950: 8 facts, oldest first\n\n1. ")
    assert "8. 8 June 2023" in message.text and "(disputed)" in message.text


@pytest.mark.parametrize(("seconds", "signs"), [(0.0, []), (0.8, ["upload_photo"])], ids=["at once", "slowly"])
async def test_that_a_picture_takes_long_is_shown(
    bot: RunningBot, drawing: Drawing, forum: Chat, seconds: float, signs: list[str]
) -> None:
    """Who waits for a picture would think that the bot has not heard; or each picture would cost a call more."""
    drawing.seconds = seconds
    speaker = bot.server.member(forum)
    topic = forum.topic("History", speaker.user)
    await bot.server.answer_to(speaker.says("/timeline since 1950", topic=topic))
    shown = [call.params for call in bot.server.calls if call.method == "sendChatAction"]
    assert [params.text("action") for params in shown] == signs
    assert all(params.number("message_thread_id") == topic for params in shown)


async def test_a_picture_is_drawn_and_uploaded_once(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """Every person who asks would wait for the same picture again."""
    first = await bot.server.answer_to(ana.says("/timeline since 1950"))
    second = await bot.server.answer_to(bot.server.private().says("/timeline since 1950"))
    assert drawing.times == 1
    sent = [call for call in bot.server.calls if call.method == "sendPhoto"]
    assert [bool(call.params.files) for call in sent] == [True, False]
    assert first.raw["photo"][0]["file_id"] == second.raw["photo"][0]["file_id"]


async def test_an_id_that_telegram_forgot_is_uploaded_anew(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """After a while pictures could not be sent any more."""
    await bot.server.answer_to(ana.says("/timeline since 1950"))
    bot.server.state.files.clear()
    bot.server.expected_refusals.append("wrong file identifier")
    message = await bot.server.answer_to(ana.says("/timeline since 1950"))
    assert message.raw["photo"]
    assert drawing.times == 1, "it is still in the folder"


async def test_without_a_picture_the_list_remains(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """A fault in drawing would leave the question unanswered."""
    drawing.fails = True
    message = await bot.server.answer_to(ana.says("/timeline since 1950"))
    assert "photo" not in message.raw
    assert message.text.startswith("Since 1950: 8 facts")


async def test_pages_are_turned_in_place(real_bot: RunningBot, ana: Speaker, drawing: Drawing) -> None:
    """Turning a page would send a new message each time, or lose facts between two pages."""
    base = real_bot.house.finder.base
    message = await real_bot.server.answer_to(ana.says("/timeline 1995-2004 visits"))
    wanted = [fact.title["en"] for fact in base.facts.values() if fact.title["en"] in message.text]
    assert message.labels[1] == ["1/2", say("button_next", "en")]
    await real_bot.server.call_after(ana.presses(message, say("button_next", "en")), "editMessageCaption")
    wanted += [fact.title["en"] for fact in base.facts.values() if fact.title["en"] in message.text]
    assert message.labels[1] == [say("button_previous", "en"), "2/2"]
    assert message.labels[0][0] == "9", "facts are numbered through all pages"
    assert len(wanted) == len(set(wanted)) == 11
    await real_bot.server.call_after(ana.presses(message, say("button_previous", "en")), "editMessageCaption")
    assert drawing.times == 1


@pytest.mark.parametrize(
    ("language", "text", "begins"),
    [
        ("es", "/timeline años sesenta", "1960-1969: "),
        ("zh", "/timeline 1960年代", "1960年至1969年："),
        ("es", "/timeline 1960s", "1960"),
    ],
)
async def test_it_speaks_the_language_of_the_words(
    real_bot: RunningBot, server: FakeBotApi, language: Language, text: str, begins: str
) -> None:
    """Who asks in Spanish or Chinese would get an English timeline."""
    speaker = server.private(language=language)
    message = await server.answer_to(speaker.says(text))
    assert message.text.startswith(begins)
    page = say("page", language, number=1, pages=8)
    assert message.text.endswith(page)


async def test_without_words_there_are_spans_to_press(real_bot: RunningBot, ana: Speaker) -> None:
    """Whoever tries the command without an argument would be left with an error."""
    message = await real_bot.server.answer_to(ana.says("/timeline"))
    assert "/timeline 1960s" in message.text
    press = ana.presses(message, "1970s")
    await real_bot.server.call_after(press, "editMessageMedia")
    assert message.text.startswith("1970–1979: 10 facts")
    assert message.raw["photo"] and "1/2" in message.buttons


async def test_what_cannot_be_read_is_said_with_examples(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """A slip would be answered with nothing, and no way to do better."""
    message = await bot.server.answer_to(ana.says("/timeline <b>qwertz & asdf"))
    assert message.text.startswith("I could not read a span, a name or a topic in “<b>qwertz & asdf”")
    assert "/timeline Hu Jintao 2008" in message.text


async def test_an_empty_span_gives_the_nearest(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """An empty span would end the search, although the nearest facts are known."""
    message = await bot.server.answer_to(ana.says("/timeline 1980s"))
    assert message.text.startswith("I have nothing for 1980–1989. The nearest in time:")
    assert message.labels == [["1", "2", "3"]]


async def test_in_a_group_it_answers_in_place_and_can_be_deleted(
    bot: RunningBot, drawing: Drawing, forum: Chat
) -> None:
    """The picture would land in another topic, or stay for good."""
    speaker = bot.server.member(forum)
    topic = forum.topic("History", speaker.user)
    asked = speaker.says("/timeline since 1950", topic=topic)
    message = await bot.server.answer_to(asked)
    assert message.thread == topic
    press = speaker.presses(message, say("button_delete", "en"))
    await bot.server.call_after(press, "deleteMessage")
    assert message.id not in forum.messages


FORGED = {
    "nothing": "t::en",
    "no page": "t:/19600101-19691231//:en",
    "no number": "t:x/19600101-19691231//:en",
    "Chinese number": "t:二/19600101-19691231//:en",
    "superscript": "t:²/19600101-19691231//:en",
    "no such day": "t:1/19601301-19691231//:en",
    "no such topic": "t:1//ffffff/:en",
    "empty span": "t:1/19800101-19801231//:en",
    "two parts": "t:1",
    "long": "t:" + "9" * 62,
}


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED.keys())
async def test_forged_buttons_get_a_notice(bot: RunningBot, drawing: Drawing, ana: Speaker, data: str) -> None:
    """Forged data could break the bot, or leave the button waiting."""
    message = await bot.server.answer_to(ana.says("/timeline 1960"))
    before = message.text
    press = ana.presses_data(message, data)
    assert await bot.server.notice_for(press) == say("button_stale", "en")
    assert message.text == before


@pytest.mark.parametrize("page", ["0", "2", "99", "9999999"])
async def test_a_page_that_is_gone_becomes_one_that_is_there(
    bot: RunningBot, drawing: Drawing, ana: Speaker, page: str
) -> None:
    """After the base has shrunk, a button would lead to nothing."""
    message = await bot.server.answer_to(ana.says("/timeline 2008"))
    bot.server.expected_refusals.append("not modified")
    press = ana.presses_data(message, f"t:{page}/20080101-20081231//:en")
    assert await bot.server.notice_for(press) == ""
    assert message.text.startswith("2008: one fact")


async def test_buttons_work_after_a_restart(bot: RunningBot, drawing: Drawing, ana: Speaker) -> None:
    """After an update of the bot all spans on screen would be dead."""
    message = await bot.server.answer_to(ana.says("/timeline"))
    await bot.restart()
    bot.app.bot_data["photos"] = Photos(Easel(bot.database.parent / "pictures", drawing))
    press = ana.presses_data(message, data_of(message)[0])
    assert await bot.server.notice_for(press) == ""
    await bot.server.until(lambda: message.text.startswith("195") or None, "the timeline")
