"""Follow-ups: what a question goes on from, for each chat, topic and person, by replies and after edits."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from tests.fake_bot_api import Chat, FakeBotApi, Speaker
from tests.telegram.running import RunningBot

IN_2004 = "hu-jintao-state-visit-november-2004"
IN_2008 = "hu-jintao-state-visit-november-2008"
MAO = "mao-guevara-meeting-1960-11-19"
ABOUT_2004 = "When did Hu Jintao visit Havana in 2004?"
ABOUT_MAO = "When did Mao receive Che Guevara?"
AND_2008 = "and in 2008?"

# former question → what it is edited to
EDITS = {
    "a question of its own": (ABOUT_MAO, ABOUT_2004),
    "one that leans on another": (ABOUT_2004, AND_2008),
    "more of the same": (ABOUT_2004, "sources?"),
    "the other way round": (AND_2008, ABOUT_MAO),
}


@pytest.fixture
async def bot(bot: RunningBot) -> RunningBot:
    """A bot that matches in earnest."""
    bot.matches()
    return bot


async def test_a_short_question_goes_on_from_the_last(bot: RunningBot, ana: Speaker) -> None:
    """Every question would have to be asked in full."""
    await bot.server.answer_to(ana.says(ABOUT_2004))
    assert bot.text_of(IN_2008) in (await bot.server.answer_to(ana.says(AND_2008))).text


async def test_anyone_goes_on_by_replying_to_an_answer(bot: RunningBot, group: Chat) -> None:
    """Only the one who asked could go on from an answer, although all of the group reads it."""
    answer = await bot.server.answer_to(bot.server.member(group).says(f"/ask {ABOUT_2004}"))
    other = bot.server.member(group)
    assert bot.text_of(IN_2008) in (await bot.server.answer_to(other.says(AND_2008, reply_to=answer))).text


async def test_a_reply_goes_on_from_the_answer_replied_to_not_from_the_last(bot: RunningBot, ana: Speaker) -> None:
    """Coming back to an earlier answer would be read as going on from the last one."""
    earlier = await bot.server.answer_to(ana.says(ABOUT_2004))
    await bot.server.answer_to(ana.says(ABOUT_MAO))
    assert bot.text_of(IN_2008) in (await bot.server.answer_to(ana.says(AND_2008, reply_to=earlier))).text


async def test_a_reply_after_a_restart(bot: RunningBot, group: Chat) -> None:
    """After an update of the bot, answers on screen could not be gone on from."""
    somebody = bot.server.member(group)
    answer = await bot.server.answer_to(somebody.says(f"/ask {ABOUT_2004}"))
    await bot.restart()
    bot.matches()
    assert bot.text_of(IN_2008) in (await bot.server.answer_to(somebody.says(AND_2008, reply_to=answer))).text


async def test_people_do_not_go_on_from_each_other(bot: RunningBot, group: Chat) -> None:
    """In a group a question would be read in the light of what somebody else asked."""
    await bot.server.answer_to(bot.server.member(group).says(f"/ask {ABOUT_2004}"))
    answer = await bot.server.answer_to(bot.server.member(group).says("/ask sources?"))
    assert bot.text_of(IN_2004) not in answer.text


async def test_topics_do_not_mix(bot: RunningBot, forum: Chat) -> None:
    """Somebody who asks in two topics at once would get the one read in the light of the other."""
    somebody = bot.server.member(forum)
    history, trade = forum.topic("History", somebody.user), forum.topic("Trade", somebody.user)
    await bot.server.answer_to(somebody.says(f"/ask {ABOUT_2004}", topic=history))
    await bot.server.answer_to(somebody.says(f"/ask {ABOUT_MAO}", topic=trade))
    answer = await bot.server.answer_to(somebody.says("/ask sources?", topic=history))
    assert (answer.thread, bot.text_of(IN_2004) in answer.text) == (history, True)


async def test_a_reply_in_a_topic(bot: RunningBot, forum: Chat) -> None:
    """In a forum, replies to answers would be read by themselves."""
    one, other = bot.server.member(forum), bot.server.member(forum)
    topic = forum.topic("History", one.user)
    answer = await bot.server.answer_to(one.says(f"/ask {ABOUT_2004}", topic=topic))
    more = await bot.server.answer_to(other.says(AND_2008, topic=topic, reply_to=answer))
    assert (more.thread, bot.text_of(IN_2008) in more.text) == (topic, True)


async def test_chats_do_not_mix(bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """What somebody asked in private would show in what a group is answered."""
    await bot.server.answer_to(ana.says(ABOUT_2004))
    answer = await bot.server.answer_to(bot.server.member(group, ana.user).says("/ask sources?"))
    assert bot.text_of(IN_2004) not in answer.text


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
@pytest.mark.parametrize(("former", "latter"), EDITS.values(), ids=list(EDITS))
async def test_an_edited_question_is_read_as_if_it_had_been_asked_so(
    bot: RunningBot, server: FakeBotApi, former: str, latter: str, restarted: bool
) -> None:
    """An edited question would be read as going on from its own slip of the pen."""
    server.expected_refusals.append("message is not modified")
    one, other = server.private(), server.private()
    for somebody in (one, other):
        await server.answer_to(somebody.says(ABOUT_MAO))
    asked = one.says(former)
    answer = await server.answer_to(asked)
    if restarted:
        await bot.restart()
        bot.matches()
    one.edits(asked, latter)
    expected = await server.answer_to(other.says(latter)) if not restarted else None
    await server.settled()
    if expected is None:  # a fresh conversation, as the other's is forgotten by the restart
        third = server.private()
        await server.answer_to(third.says(ABOUT_MAO))
        expected = await server.answer_to(third.says(latter))
    assert answer.text == expected.text


async def test_an_edit_is_what_the_next_question_goes_on_from(bot: RunningBot, ana: Speaker) -> None:
    """After mending a question, "and in 2008?" would be read as going on from the slip."""
    asked = ana.says(ABOUT_MAO)
    await bot.server.answer_to(asked)
    await bot.server.call_after(ana.edits(asked, ABOUT_2004), "editMessageText")
    assert bot.text_of(IN_2008) in (await bot.server.answer_to(ana.says(AND_2008))).text


async def test_mending_an_old_question_does_not_change_the_subject(bot: RunningBot, ana: Speaker) -> None:
    """Mending an earlier question would turn the talk back to it."""
    old = ana.says("When did Cuba recognise Beijing?")
    await bot.server.answer_to(old)
    await bot.server.answer_to(ana.says(ABOUT_2004))
    await bot.server.call_after(ana.edits(old, ABOUT_MAO), "editMessageText")
    assert bot.text_of(IN_2004) in (await bot.server.answer_to(ana.says("sources?"))).text


async def test_one_goes_on_from_what_was_chosen(bot: RunningBot, ana: Speaker) -> None:
    """After choosing the second thing offered, a follow-up would be read as going on from the first."""
    bot.decides("choices", MAO, IN_2004)
    offered = await bot.server.answer_to(ana.says("visit"))
    bot.matches()
    await bot.server.call_after(ana.presses(offered, "2004"), "editMessageText")
    assert bot.text_of(IN_2004) in (await bot.server.answer_to(ana.says("sources?"))).text


async def test_one_goes_on_from_what_was_opened(bot: RunningBot, ana: Speaker) -> None:
    """After opening a fact of a list, a reply to it would be read as going on from the list's first fact."""
    bot.decides("list", MAO, IN_2004)
    listed = await bot.server.answer_to(ana.says("visits"))
    bot.matches()
    opened = await bot.server.next_message(ana.presses(listed, "2"))
    assert bot.text_of(IN_2004) in (await bot.server.answer_to(ana.says("sources?"))).text
    other = await bot.server.answer_to(ana.says(AND_2008, reply_to=opened))
    assert bot.text_of(IN_2008) in other.text


async def test_a_reply_to_the_help_is_a_question_of_its_own(bot: RunningBot, ana: Speaker) -> None:
    """A reply to a message that gave no fact would fail."""
    told = await bot.server.answer_to(ana.says("/help"))
    assert told.text == say("help", "en")
    assert bot.text_of(MAO) in (await bot.server.answer_to(ana.says(ABOUT_MAO, reply_to=told))).text
