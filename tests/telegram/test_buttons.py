"""Buttons: choosing, declining what is offered, and presses that nothing stands behind."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from bot.facts.base import fact_key
from bot.facts.model import Language
from tests.fake_bot_api import Chat, Message, Speaker
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
RECOGNITION = "diplomatic-relations-established-1960-09-28"
CHE_1965 = "guevara-second-visit-to-beijing-february-1965"

FORGED = {
    "empty": "",
    "no data": None,
    "nonsense": "hello",
    "unknown action": f"z:{fact_key(MAO)}:en",
    "unknown fact": "c:0000000000:en",
    "unknown fact to open": "o:0000000000:en",
    "too many parts": f"c:{fact_key(MAO)}:en:more",
    "only colons": "::",
    "a whole id": f"c:{MAO}:en",
    "Chinese": "选：一：二",
    "64 bytes": "x" * 64,
}


async def offered(bot: RunningBot, speaker: Speaker, text: str = "1960") -> Message:
    """What the bot offers when it is unsure."""
    bot.decides("choices", RECOGNITION, MAO, CHE_1965)
    return await bot.server.answer_to(speaker.says(text))


async def test_choices_are_offered_with_a_way_out(bot: RunningBot, ana: Speaker) -> None:
    """When unsure the bot would guess, or leave no way to say that none of it fits."""
    message = await offered(bot, ana)
    titles = [bot.fact(fact_id).title["en"] for fact_id in (RECOGNITION, MAO, CHE_1965)]
    dates = ("28 September 1960", "19 November 1960", "February 1965")
    whole = [f"{n}. {day} · {title}" for n, (day, title) in enumerate(zip(dates, titles, strict=True), 1)]
    # A phone shows the first thirty characters of a label or so; the text has all of it.
    assert message.text == "\n".join([say("choices", "en"), "", *whole])
    *labels, last = message.buttons
    assert len(labels) == len(titles)
    assert labels[0] == whole[0][:59].rstrip() + "…"
    assert all(label.split(" · ")[1].rstrip("…") in title for label, title in zip(labels, titles, strict=True))
    assert last == say("none_of_these", "en")


async def test_a_choice_becomes_the_answer(bot: RunningBot, ana: Speaker) -> None:
    """Pressing a choice would leave the waiting sign turning, or the question unanswered."""
    message = await offered(bot, ana)
    press = ana.presses(message, "19 November 1960")
    assert await bot.server.notice_for(press) == ""
    await bot.server.call_after(press, "editMessageText")
    assert message.text.startswith(f"19 November 1960\n{bot.text_of(MAO)}")
    assert say("none_of_these", "en") not in message.buttons
    assert message.raw["link_preview_options"] == {"is_disabled": True}


async def test_none_of_these_says_how_to_go_on(bot: RunningBot, ana: Speaker) -> None:
    """Somebody for whom nothing fits would be left in front of the same three choices."""
    message = await offered(bot, ana)
    await bot.server.call_after(ana.presses(message, say("none_of_these", "en")), "editMessageText")
    assert (message.text, message.buttons) == (say("none_chosen", "en"), {})


async def test_anyone_in_the_group_may_press(bot: RunningBot, group: Chat) -> None:
    """In a group only the one who asked could choose."""
    message = await offered(bot, bot.server.member(group), "/ask 1960")
    press = bot.server.member(group, language="zh").presses(message, "February 1965")
    await bot.server.call_after(press, "editMessageText")
    assert bot.text_of(CHE_1965) in message.text, "the answer stays in the language of the question"


async def test_buttons_work_after_a_restart(bot: RunningBot, ana: Speaker) -> None:
    """After an update of the bot all choices on screen would be dead."""
    message = await offered(bot, ana)
    await bot.restart()
    await bot.server.call_after(ana.presses(message, "19 November 1960"), "editMessageText")
    assert bot.text_of(MAO) in message.text


async def test_an_edited_question_replaces_what_was_chosen(bot: RunningBot, ana: Speaker) -> None:
    """After a choice, an edit would be answered by another message."""
    bot.decides("choices", RECOGNITION, MAO)
    question = ana.says("1960")
    message = await bot.server.answer_to(question)
    await bot.server.call_after(ana.presses(message, "19 November 1960"), "editMessageText")
    bot.decides("answer", CHE_1965)
    await bot.server.call_after(ana.edits(question, "1965"), "editMessageText")
    assert bot.text_of(CHE_1965) in message.text


async def test_two_people_press_at_once(bot: RunningBot, group: Chat) -> None:
    """A second press on the same choice would end in an error."""
    bot.server.expected_refusals.append("message is not modified")
    one, other = bot.server.member(group), bot.server.member(group)
    message = await offered(bot, one, "/ask 1960")
    data = message.buttons[next(iter(message.buttons))]
    presses = [one.presses_data(message, data), other.presses_data(message, data)]
    for press in presses:
        assert await bot.server.notice_for(press) == ""
    await bot.server.settled()
    assert bot.text_of(RECOGNITION) in message.text


async def test_the_facts_of_a_list_can_be_opened(bot: RunningBot, forum: Chat) -> None:
    """A list would show titles only, with no way to the facts; or the fact would come up in another topic."""
    somebody = bot.server.member(forum)
    topic = forum.topic("History", somebody.user)
    bot.decides("list", *bot.finder.base.facts)
    asked = somebody.says("/ask everything", topic=topic)
    shown = await bot.server.answer_to(asked)
    assert list(shown.buttons) == [*(str(number) for number in range(1, 9)), say("button_delete", "en")]
    number = list(bot.finder.base.facts).index(CHE_1965) + 1
    opened = await bot.server.next_message(somebody.presses_data(shown, shown.buttons[str(number)]))
    assert bot.text_of(CHE_1965) in opened.text
    assert (opened.thread, opened.replies_to) == (topic, shown.id)
    assert shown.buttons, "the list stays, to open another one"


@pytest.mark.parametrize("data", FORGED.values(), ids=list(FORGED))
async def test_forged_and_stale_buttons_get_a_notice(bot: RunningBot, ana: Speaker, data: str | None) -> None:
    """Pressing a button of an older version would leave the waiting sign turning, or crash the bot."""
    message = await offered(bot, ana)
    assert await bot.server.notice_for(ana.presses_data(message, data)) == say("button_stale", "en")
    await bot.server.settled()
    assert message.text.startswith(say("choices", "en"))


@pytest.mark.parametrize("language", ["en", "es", "zh"])
async def test_the_notice_speaks_to_the_one_who_pressed(bot: RunningBot, group: Chat, language: Language) -> None:
    """Somebody would be told in a language that they may not read that a button is dead."""
    message = await offered(bot, bot.server.member(group), "/ask 1960")
    press = bot.server.member(group, language=language).presses_data(message, "nonsense")
    assert await bot.server.notice_for(press) == say("button_stale", language)


async def test_a_choice_of_long_ago_still_chooses(bot: RunningBot, ana: Speaker) -> None:
    """A button under a message so old that Telegram tells nothing of it but its id would crash the bot."""
    message = await offered(bot, ana)
    data = next(data for label, data in message.buttons.items() if "19 November" in label)
    await bot.server.call_after(ana.presses_data(message, data, gone=True), "editMessageText")
    assert bot.text_of(MAO) in message.text


async def test_a_press_from_long_ago_still_chooses(bot: RunningBot, ana: Speaker) -> None:
    """A press made while the bot was off, too old to be acknowledged, would be lost with an error."""
    bot.server.expected_refusals.append("query is too old")
    message = await offered(bot, ana)
    data = next(data for label, data in message.buttons.items() if "19 November" in label)
    await bot.server.call_after(ana.presses_data(message, data, expired=True), "editMessageText")
    assert bot.text_of(MAO) in message.text


async def test_a_forged_press_from_long_ago_is_no_error(bot: RunningBot, ana: Speaker) -> None:
    """A dead button pressed while the bot was off would end in an error."""
    bot.server.expected_refusals.append("query is too old")
    message = await offered(bot, ana)
    ana.presses_data(message, "nonsense", expired=True)
    await bot.server.settled()
    assert message.text.startswith(say("choices", "en"))


async def test_button_data_stays_within_telegrams_limit(bot: RunningBot, ana: Speaker) -> None:
    """A fact with a long id could never be offered, as Telegram refuses the whole message."""
    message = await offered(bot, ana)
    assert all(1 <= len(data.encode()) <= 64 for data in message.buttons.values())
