"""Coming, going and moving of the bot: greeted once, forgotten when removed, settings go along."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from bot.storage.chats import ChatPreferences
from tests.fake_bot_api import Chat, FakeBotApi, Speaker
from tests.fake_bot_api.world import Standing
from tests.telegram.running import AT_BOT, RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
QUESTION = "When did Mao receive Che Guevara?"
SHORT = ChatPreferences(language="es", length="short")

# before, after, is_member for restricted ones, greeted
CHANGES: dict[str, tuple[Standing, Standing, bool | None, bool]] = {
    "added": ("left", "member", None, True),
    "added as administrator": ("left", "administrator", None, True),
    "added again after a ban": ("kicked", "member", None, True),
    "promoted": ("member", "administrator", None, False),
    "dismissed": ("administrator", "member", None, False),
    "restricted": ("member", "restricted", True, False),
    "removed": ("member", "left", None, False),
    "restricted and out": ("member", "restricted", False, False),
}


@pytest.mark.parametrize(("before", "after", "is_member", "greeted"), CHANGES.values(), ids=list(CHANGES))
async def test_a_greeting_when_added_and_only_then(
    bot: RunningBot, group: Chat, before: Standing, after: Standing, is_member: bool | None, greeted: bool
) -> None:
    """A group would not learn what the bot is for, or be greeted at each promotion."""
    boss = bot.server.administrator(group, language="es")
    mark = boss.makes_the_bot(after, before=before, is_member=is_member)
    await bot.server.settled()
    said = [
        c.params.text("text") for c in bot.server.calls[mark:] if c.chat_id == group.id and c.method == "sendMessage"
    ]
    assert said == ([say("greeting_group", "es", bot=AT_BOT)] if greeted else [])


async def test_in_a_channel_it_says_nothing(bot: RunningBot) -> None:
    """The greeting of a group would be posted to all readers of a channel, who cannot ask there."""
    channel = bot.server.group("News", kind="channel")
    mark = bot.server.administrator(channel).makes_the_bot("administrator", before="left")
    await bot.server.settled()
    assert not [call for call in bot.server.calls[mark:] if call.chat_id == channel.id]


async def test_in_private_nobody_is_greeted_for_unblocking(bot: RunningBot, ana: Speaker) -> None:
    """Who unblocks the bot would get a greeting meant for groups."""
    mark = ana.makes_the_bot("member", before="kicked")
    await bot.server.settled()
    assert not [call for call in bot.server.calls[mark:] if call.chat_id == ana.chat.id]


@pytest.mark.parametrize("place", ["private", "group"])
async def test_where_it_is_removed_nothing_is_kept(bot: RunningBot, ana: Speaker, group: Chat, place: str) -> None:
    """The bot would keep what belongs to people who do not want it any more."""
    speaker = ana if place == "private" else bot.server.member(group)
    bot.house.chats.set(speaker.chat.id, SHORT)
    asked = speaker.says(f"/ask {QUESTION}")
    await bot.server.answer_to(asked)
    await bot.server.settled()
    speaker.blocks_the_bot()
    await bot.server.settled()
    assert bot.house.chats.get(speaker.chat.id) == ChatPreferences()
    assert bot.house.answers.find(speaker.chat.id, asked.id) is None
    assert bot.house.conversations.get((speaker.chat.id, None, speaker.user.id)) is None


async def test_settings_go_along_into_the_supergroup(bot: RunningBot, server: FakeBotApi) -> None:
    """A growing group would have to set up the bot anew."""
    old = server.group("Amigos", kind="group")
    bot.house.chats.set(old.id, SHORT)
    new = server.migrates(old)
    await server.settled()
    assert bot.house.chats.get(new.id) == SHORT
    assert bot.house.chats.get(old.id) == ChatPreferences()


async def test_moving_is_neither_coming_nor_going(bot: RunningBot, server: FakeBotApi) -> None:
    """Telegram also tells of a removal from the group and of being added to the supergroup: settings would be lost."""
    server.expected_refusals.append("upgraded to a supergroup")
    old = server.group("Amigos", kind="group")
    boss = server.administrator(old)
    bot.house.chats.set(old.id, SHORT)
    new = server.migrates(old, told=False)
    boss.makes_the_bot("left", before="member")
    await server.settled()
    assert bot.house.chats.get(new.id) == SHORT
    mark = Speaker(server, boss.user, new).makes_the_bot("member", before="left")
    await server.settled()
    assert not [call for call in server.calls[mark:] if call.chat_id == new.id], "no greeting among old friends"


async def test_answers_stay_behind(bot: RunningBot, server: FakeBotApi) -> None:
    """Messages are numbered anew there: editing one would change the answer to another."""
    old = server.group("Amigos", kind="group")
    asked = server.member(old).says(f"/ask {QUESTION}")
    await server.answer_to(asked)
    new = server.migrates(old)
    await server.settled()
    assert bot.house.answers.find(new.id, asked.id) is None
    assert bot.house.answers.find(old.id, asked.id) is None


async def test_an_answer_that_crosses_the_move_arrives(bot: RunningBot, server: FakeBotApi) -> None:
    """Whoever asked in the moment of the move would wait in vain."""
    server.expected_refusals.append("upgraded to a supergroup")
    old = server.group("Amigos", kind="group")
    somebody = server.member(old)
    new = server.migrates(old, told=False)
    somebody.says(f"/ask {QUESTION}")
    await server.until(lambda: new.messages or None, "the answer in the supergroup")
    (message,) = new.messages.values()
    assert bot.text_of(MAO) in message["text"]
