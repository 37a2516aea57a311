"""Command menus, name and descriptions: what Telegram shows agrees with what the bot does, in three languages."""

from __future__ import annotations

import pytest

from bot.answers.phrases import PHRASES, say
from bot.facts.checks import utf16_length
from bot.facts.model import LANGUAGES
from bot.telegram.menus import COMMANDS, OWNERS, SPOKEN, UNLISTED, menus, registered_commands, set_menus
from tests.fake_bot_api import FakeBotApi, Speaker, too_many_requests
from tests.telegram.running import RunningBot

LIMITS = {"profile_name": 64, "profile_description": 512, "profile_short_description": 120}
SETTING = ("setMyCommands", "setMyName", "setMyDescription", "setMyShortDescription")


async def sets(bot: RunningBot, owner_ids: tuple[int, ...] = ()) -> list[str]:
    """What the bot sets as it starts."""
    before = len(bot.server.calls)
    await set_menus(bot.app.bot, registered_commands(bot.app), owner_ids)
    return [call.method for call in bot.server.calls[before:] if call.method in SETTING]


def shown(server: FakeBotApi, scope: str, language: str) -> dict[str, str]:
    """A menu as Telegram shows it."""
    return {c["command"]: c["description"] for c in server.state.commands[scope, language]}


async def test_every_command_that_people_may_give_is_in_a_menu_and_the_other_way_round(bot: RunningBot) -> None:
    """A command would be known to nobody, or a menu offer one that does nothing."""
    registered = registered_commands(bot.app)
    assert registered - UNLISTED <= set(COMMANDS)
    offered = {command.command for menu in menus(registered, (1,)) for command in menu.commands}
    assert offered == registered - UNLISTED
    for_owners = {name for name, places in COMMANDS.items() if set(places) == {OWNERS}}
    public = {command.command for menu in menus(registered, ()) for command in menu.commands}
    assert public == offered - for_owners


@pytest.mark.parametrize("name", [*UNLISTED, "today", "timeline", "chart", "topics", "people", "random"])
def test_the_help_tells_what_else_there_is_to_see(name: str) -> None:
    """A command that stands in no menu would be known to nobody; and who only reads would never look around."""
    assert all(f"/{name}" in say("help", language) for language in LANGUAGES)


def test_all_texts_keep_to_the_limits_of_telegram() -> None:
    """Telegram would refuse a menu, and show that of years ago for ever."""
    for key, longest in LIMITS.items():
        assert all(1 <= utf16_length(words) <= longest for words in PHRASES[key].values())
    for name in COMMANDS:
        assert len(name) <= 32
        assert all(1 <= utf16_length(words) <= 256 for words in PHRASES[f"menu_{name}"].values())


async def test_each_scope_and_language_has_its_menu(bot: RunningBot, server: FakeBotApi) -> None:
    """Members of a group would be offered what only administrators may do; a reader would see another language's menu."""
    await sets(bot)
    for_administrators = {"daily", "settings", "forget"} & registered_commands(bot.app)
    profile = server.state.profile
    scopes = {scope for scope, _ in server.state.commands}
    assert scopes == {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
    for code, language in SPOKEN.items():
        private = shown(server, "all_private_chats", code)
        assert private["topics"] == say("menu_topics", language)
        assert next(iter(private)) == "ask"
        groups = shown(server, "all_group_chats", code)
        assert {"daily", "start"} & set(groups) == set()
        assert set(shown(server, "all_chat_administrators", code)) == set(groups) | for_administrators
        assert shown(server, "default", code) == groups
        told = profile.get(("short_description", code)) or profile["short_description", ""]
        assert told == say("profile_short_description", language)
        assert "reload" not in private
    assert profile["name", "zh"] == say("profile_name", "zh")
    assert ("name", "en") not in profile  # it is called so already


async def test_a_restart_sets_nothing_again(bot: RunningBot, server: FakeBotApi) -> None:
    """A few restarts in a row would use up what Telegram allows for a day."""
    assert set(await sets(bot)) == set(SETTING)
    assert await sets(bot) == []
    server.state.profile["name", ""] = "Old name"
    server.state.commands["default", "es"].pop()
    assert sorted(await sets(bot)) == ["setMyCommands", "setMyName"]


async def test_the_owners_menu_is_for_the_owner_alone(bot: RunningBot, server: FakeBotApi, ana: Speaker) -> None:
    """Everybody would be offered /reload; or an owner who never wrote would stop all other menus."""
    server.expected_refusals.append("chat not found")
    await sets(bot, (ana.user.id, 42))
    assert "reload" not in shown(server, "all_private_chats", "es")
    owners = shown(server, f"chat {ana.chat.id}", "es")
    assert owners["reload"] == say("menu_reload", "es")
    assert owners["ask"] == say("menu_ask", "es")
    assert server.state.profile["description", "zh"] == say("profile_description", "zh")


async def test_a_limit_on_the_name_stops_nothing_else(bot: RunningBot, server: FakeBotApi, ana: Speaker) -> None:
    """Telegram's limit on changing names would keep the bot from starting, or from answering presses meanwhile."""
    server.fails("setMyName", too_many_requests(80_000), times=9)
    methods = await sets(bot)
    assert set(methods) == set(SETTING)
    assert ("name", "es") not in server.state.profile
    assert server.state.profile["short_description", ""] == say("profile_short_description", "en")
    message = await server.answer_to(ana.says("/topics"))
    assert await server.notice_for(ana.presses_data(message, "p:n:en")) == ""


async def test_a_short_limit_is_waited_out_by_its_own_kind_only(
    bot: RunningBot, server: FakeBotApi, ana: Speaker
) -> None:
    """While the bot waits to set its name every pressed button would spin."""
    message = await server.answer_to(ana.says("/topics"))
    server.fails("getMyName", too_many_requests(2))
    name = bot.app.create_task(bot.app.bot.get_my_name())
    await server.until(lambda: None if server.faults.left else True, "the limit")
    assert await server.notice_for(ana.presses_data(message, "p:n:en")) == ""
    assert not name.done()
    assert (await name).name
