"""/settings: who may set what, and that it is heeded."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from bot.storage.chats import ChatPreferences
from tests.fake_bot_api import Chat, FakeBotApi, Message, Press, Speaker
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
RECOGNITION = "diplomatic-relations-established-1960-09-28"
QUESTION = "When did Mao receive Che Guevara?"


@pytest.fixture
def boss(server: FakeBotApi, group: Chat) -> Speaker:
    """An administrator of the group."""
    return server.administrator(group)


@pytest.fixture
def li(server: FakeBotApi, group: Chat) -> Speaker:
    """Somebody in the group."""
    return server.member(group)


async def menu_of(bot: RunningBot, speaker: Speaker, topic: int | None = None) -> Message:
    """The menu that /settings opens."""
    return await bot.server.answer_to(speaker.says("/settings", topic=topic))


async def pressed(bot: RunningBot, speaker: Speaker, menu: Message, label: str) -> Press:
    """A press in the menu, once the menu shows it."""
    press = speaker.presses(menu, label)
    await bot.server.call_after(press, "editMessageText")
    await bot.server.settled()
    return press


def set_for(bot: RunningBot, chat: Chat) -> ChatPreferences:
    """What is kept for a chat."""
    return bot.house.chats.get(chat.id)


PRESSES = {
    "language": ("Español", ChatPreferences(language="es")),
    "length": ("Short", ChatPreferences(length="short")),
    "unaddressed": ("I answer when I am nearly certain", ChatPreferences(unaddressed=True)),
    "asker": ("Whoever asked", ChatPreferences(choosers="asker")),
    "administrators": ("Administrators", ChatPreferences(choosers="administrators")),
}


@pytest.mark.parametrize(("label", "expected"), PRESSES.values(), ids=list(PRESSES))
async def test_a_press_sets_what_it_says(
    bot: RunningBot, boss: Speaker, group: Chat, label: str, expected: ChatPreferences
) -> None:
    """An administrator would press a button, and nothing or something else would change."""
    menu = await menu_of(bot, boss)
    await pressed(bot, boss, menu, label)
    assert set_for(bot, group) == expected
    assert any(text == f"✓ {label}" for text in menu.buttons)
    await bot.restart()
    assert set_for(bot, group) == expected, "settings outlive a restart"


async def test_the_menu_says_in_words_what_is_set(bot: RunningBot, boss: Speaker) -> None:
    """Who hears the screen read out would not learn from a tick what is set."""
    menu = await menu_of(bot, boss)
    assert say("set_length", "en", option="full") in menu.text
    await pressed(bot, boss, menu, "Short")
    assert say("set_length", "en", option="short") in menu.text


async def test_the_menu_changes_its_language(bot: RunningBot, boss: Speaker) -> None:
    """A group that has chosen Spanish would still read English."""
    menu = await menu_of(bot, boss)
    await pressed(bot, boss, menu, "Español")
    assert say("settings_group", "es") in menu.text
    assert say("close", "es") in menu.buttons


async def test_setting_back_leaves_no_trace(bot: RunningBot, boss: Speaker) -> None:
    """The bot would keep data of chats that want nothing special."""
    menu = await menu_of(bot, boss)
    await pressed(bot, boss, menu, "Short")
    assert bot.house.chats.count() == 1
    await pressed(bot, boss, menu, "Full")
    assert bot.house.chats.count() == 0


async def test_the_menu_closes(bot: RunningBot, boss: Speaker, group: Chat) -> None:
    """The menu would stay in the group for ever."""
    menu = await menu_of(bot, boss)
    await bot.server.call_after(boss.presses(menu, "Close"), "deleteMessage")
    assert menu.id not in group.messages


async def test_others_get_one_line(bot: RunningBot, li: Speaker) -> None:
    """Anybody could set up the group."""
    answer = await menu_of(bot, li)
    assert (answer.text, answer.buttons) == (say("only_administrators", "en"), {})


async def test_others_cannot_press(bot: RunningBot, boss: Speaker, li: Speaker, group: Chat) -> None:
    """Anybody could press in the menu that an administrator opened."""
    menu = await menu_of(bot, boss)
    press = li.presses(menu, "Short")
    assert await bot.server.notice_for(press) == say("only_administrators", "en")
    notices = [call for call in bot.server.calls if call.method == "answerCallbackQuery"]
    assert notices[-1].params.flag("show_alert"), "a notice that fades is easily overlooked"
    assert set_for(bot, group) == ChatPreferences()


async def test_who_is_no_administrator_any_more_cannot_press(bot: RunningBot, boss: Speaker, group: Chat) -> None:
    """A dismissed administrator could go on setting up the group."""
    menu = await menu_of(bot, boss)
    group.administrators.clear()
    assert await bot.server.notice_for(boss.presses(menu, "Short")) == say("only_administrators", "en")
    assert set_for(bot, group) == ChatPreferences()


async def test_the_owner_of_the_group_may(bot: RunningBot, group: Chat) -> None:
    """Who made the group could not set it up."""
    owner = bot.server.administrator(group, is_owner=True)
    await pressed(bot, owner, await menu_of(bot, owner), "Short")
    assert set_for(bot, group).length == "short"


async def test_an_anonymous_administrator_may(bot: RunningBot, boss: Speaker, group: Chat) -> None:
    """Administrators who hide their name could not set up their group."""
    menu = await menu_of(bot, bot.server.anonymous(group))
    await pressed(bot, boss, menu, "Short")  # Telegram tells who presses, hidden or not
    assert set_for(bot, group).length == "short"


async def test_a_channel_may_not(bot: RunningBot, group: Chat) -> None:
    """Who has a channel could set up any group by writing as that channel."""
    channel = bot.server.linked_channel(group)
    answer = await menu_of(bot, channel)
    assert answer.text == say("only_administrators", "en")


async def test_the_menu_stays_in_its_topic(bot: RunningBot, forum: Chat) -> None:
    """The menu would turn up in another topic."""
    boss = bot.server.administrator(forum)
    topic = forum.topic("History", boss.user)
    assert (await menu_of(bot, boss, topic)).thread == topic


FORGED = ["gl:fr:en", "gl:en", "gz:x:en", "gh::en", "gh:short:en:more", "gl:auto", "gu:maybe:en", "g", "gc:all:xx"]


@pytest.mark.parametrize("data", FORGED)
async def test_forged_presses_set_nothing(bot: RunningBot, boss: Speaker, group: Chat, data: str) -> None:
    """Data of a made-up button would end in an error, or in a setting that there is not."""
    menu = await menu_of(bot, boss)
    assert await bot.server.notice_for(boss.presses_data(menu, data)) == say("button_stale", "en")
    assert set_for(bot, group) == ChatPreferences()


async def test_in_private_for_oneself(bot: RunningBot, ana: Speaker) -> None:
    """In private one could not choose language and length, or would be offered what only groups have."""
    menu = await menu_of(bot, ana)
    assert not any(say("set_choosers_asker", "en") in label.lower() for label in menu.buttons)
    await pressed(bot, ana, menu, "中文")
    assert set_for(bot, ana.chat) == ChatPreferences(language="zh")
    assert bot.text_of(MAO, "zh") in (await bot.server.answer_to(ana.says(QUESTION))).text
    assert (await bot.server.answer_to(ana.says("/help"))).text == say("help", "zh")


async def test_group_options_cannot_be_set_in_private(bot: RunningBot, ana: Speaker) -> None:
    """A forged press would set what has no meaning there."""
    menu = await menu_of(bot, ana)
    assert await bot.server.notice_for(ana.presses_data(menu, "gu:yes:en")) == say("button_stale", "en")


async def test_a_set_language_is_spoken(bot: RunningBot, li: Speaker, group: Chat) -> None:
    """A Spanish-speaking group would be answered in English whenever somebody asks in English."""
    bot.house.chats.set(group.id, ChatPreferences(language="es"))
    answer = await bot.server.answer_to(li.says(f"/ask {QUESTION}"))
    assert bot.text_of(MAO, "es") in answer.text
    edited = li.edits(Message(group, answer.replies_to or 0), "/ask When did Cuba recognise Beijing?")
    await bot.server.call_after(edited, "editMessageText")
    assert bot.text_of(RECOGNITION, "es") in answer.text, "an edited question too"


async def test_short_answers_lead_to_the_whole(bot: RunningBot, li: Speaker, group: Chat) -> None:
    """A group that wants few words would get many, or no way to the rest."""
    bot.house.chats.set(group.id, ChatPreferences(length="short"))
    answer = await bot.server.answer_to(li.says("/ask When did Cuba recognise Beijing?"))
    text = bot.text_of(RECOGNITION)
    assert text not in answer.text
    assert text.split(". ")[0] in answer.text
    assert len(answer.links) == 1
    link = answer.link_buttons[say("rest_in_private", "en")]
    payload = link.removeprefix("https://t.me/china_cuba_bot?start=")
    ana = bot.server.private(li.user)
    assert text in (await bot.server.answer_to(ana.says(f"/start {payload}"))).text


async def test_short_in_private_unfolds_on_the_spot(bot: RunningBot, ana: Speaker) -> None:
    """In one's own chat the rest would be behind a link to that very chat."""
    bot.house.chats.set(ana.chat.id, ChatPreferences(length="short"))
    answer = await bot.server.answer_to(ana.says("When did Cuba recognise Beijing?"))
    press = ana.presses(answer, say("in_full", "en"))
    assert bot.text_of(RECOGNITION) in (await bot.server.next_message(press)).text


async def test_short_lists_are_short(bot: RunningBot, li: Speaker, group: Chat) -> None:
    """A list would fill the screen of a group that wants few words."""
    bot.house.chats.set(group.id, ChatPreferences(length="short"))
    facts = list(bot.finder.base.facts)
    bot.decides("list", *facts)
    answer = await bot.server.answer_to(li.says("/ask everything"))
    assert sum(label.isdecimal() for label in answer.buttons) == 5
    assert say("list_more", "en", count=len(facts) - 5) in answer.text


CHOOSERS = {
    # who may press: (asker, somebody else, administrator)
    "anyone": (True, True, True),
    "asker": (True, False, False),
    "administrators": (False, False, True),
}


@pytest.mark.parametrize(("choosers", "may"), CHOOSERS.items(), ids=list(CHOOSERS))
async def test_who_may_press_choices(
    bot: RunningBot, boss: Speaker, group: Chat, choosers: str, may: tuple[bool, bool, bool]
) -> None:
    """Others could choose for whoever asked, in a group that does not want that."""
    bot.house.chats.set(group.id, ChatPreferences(choosers=choosers))  # type: ignore[arg-type]
    bot.decides("choices", MAO, RECOGNITION)
    for who, allowed in zip(("asker", "somebody else", "administrator"), may, strict=True):
        asker = bot.server.member(group)
        answer = await bot.server.answer_to(asker.says("/ask 1960"))
        speaker = {"asker": asker, "somebody else": bot.server.member(group), "administrator": boss}[who]
        press = speaker.presses(answer, "19 November 1960")
        notice = await bot.server.notice_for(press)
        assert (notice == "") is allowed
        if allowed:
            await bot.server.call_after(press, "editMessageText")
        assert (bot.text_of(MAO) in answer.text) is allowed
