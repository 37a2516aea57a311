"""Edited questions: the answer changes in place, and nothing is said twice."""

from __future__ import annotations

import pytest

from tests.fake_bot_api import Chat, Speaker
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
RECOGNITION = "diplomatic-relations-established-1960-09-28"
ABOUT_MAO = "When did Mao receive Che Guevara?"
ABOUT_RECOGNITION = "When did Cuba recognise Beijing?"

# before → after, in a group
ADDRESSED_EDITS = {
    "/ask": (f"/ask {ABOUT_RECOGNITION}", f"/ask {ABOUT_MAO}"),
    "/ask@bot": (f"/ask@china_cuba_bot {ABOUT_RECOGNITION}", f"/ask@china_cuba_bot {ABOUT_MAO}"),
    "line break": (f"/ask {ABOUT_RECOGNITION}", f"/ask\n{ABOUT_MAO}"),
    "mention": (f"@china_cuba_bot {ABOUT_RECOGNITION}", f"{ABOUT_MAO} @china_cuba_bot"),
    "/ask to mention": (f"/ask {ABOUT_RECOGNITION}", f"{ABOUT_MAO} @china_cuba_bot"),
}


async def test_an_edited_question_edits_its_answer(bot: RunningBot, ana: Speaker) -> None:
    """Mending a slip of the pen would leave the wrong answer standing and add another one."""
    question = ana.says(ABOUT_RECOGNITION)
    answer = await bot.server.answer_to(question)
    edited = ana.edits(question, ABOUT_MAO)
    await bot.server.call_after(edited, "editMessageText")
    assert bot.text_of(MAO) in answer.text
    await bot.server.settled()
    assert bot.server.answers_to(edited) == []


@pytest.mark.parametrize(("before", "after"), ADDRESSED_EDITS.values(), ids=list(ADDRESSED_EDITS))
async def test_in_a_group_too(bot: RunningBot, group: Chat, before: str, after: str) -> None:
    """In a group every mended question would add another answer."""
    somebody = bot.server.member(group)
    question = somebody.says(before)
    answer = await bot.server.answer_to(question)
    edited = somebody.edits(question, after)
    await bot.server.call_after(edited, "editMessageText")
    assert bot.text_of(MAO) in answer.text
    await bot.server.settled()
    assert bot.server.answers_to(edited) == []


async def test_and_in_a_topic(bot: RunningBot, forum: Chat) -> None:
    """An edited question would be answered anew in the wrong topic."""
    somebody = bot.server.member(forum)
    question = somebody.says(f"/ask {ABOUT_RECOGNITION}", topic=forum.topic("History", somebody.user))
    answer = await bot.server.answer_to(question)
    await bot.server.call_after(somebody.edits(question, f"/ask {ABOUT_MAO}"), "editMessageText")
    assert bot.text_of(MAO) in answer.text


async def test_after_a_restart_as_well(bot: RunningBot, ana: Speaker) -> None:
    """After an update of the bot, edits would be answered with new messages."""
    question = ana.says(ABOUT_RECOGNITION)
    answer = await bot.server.answer_to(question)
    await bot.restart()
    edited = ana.edits(question, ABOUT_MAO)
    await bot.server.call_after(edited, "editMessageText")
    assert bot.text_of(MAO) in answer.text
    assert bot.server.answers_to(edited) == []


async def test_the_same_message_id_in_two_chats(bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """An edit in one chat would change the answer in another, as message ids repeat from chat to chat."""
    somebody = bot.server.member(group)
    here, there = ana.says(ABOUT_RECOGNITION), somebody.says(f"/ask {ABOUT_RECOGNITION}")
    assert here.id == there.id
    mine, theirs = await bot.server.answer_to(here), await bot.server.answer_to(there)
    await bot.server.call_after(ana.edits(here, ABOUT_MAO), "editMessageText")
    assert bot.text_of(MAO) in mine.text
    assert bot.text_of(RECOGNITION) in theirs.text


async def test_choices_give_way_to_an_answer(bot: RunningBot, ana: Speaker) -> None:
    """The buttons of the question as it was would stay under the answer to another one."""
    bot.decides("choices", MAO, RECOGNITION)
    question = ana.says("1960")
    answer = await bot.server.answer_to(question)
    assert answer.buttons
    bot.decides("answer", MAO)
    await bot.server.call_after(ana.edits(question, "Mao 1960"), "editMessageText")
    assert bot.text_of(MAO) in answer.text
    assert not [data for data in answer.buttons.values() if data.startswith("c:")]


async def test_a_long_answer_shrinks(bot: RunningBot, ana: Speaker) -> None:
    """Parts of the old answer would be left below the new one."""
    facts = list(bot.finder.base.facts) * 2
    bot.decides("answer", *facts)
    question = ana.says("everything")
    answer = await bot.server.answer_to(question)
    await bot.server.until(lambda: bot.house.answers.find(ana.chat.id, question.id), "the end of the answer")
    assert len(ana.chat.messages) > 3
    bot.decides("answer", MAO)
    await bot.server.call_after(ana.edits(question, "only Mao"), "editMessageText")
    await bot.server.until(lambda: len(ana.chat.messages) == 2 or None, "the deletion of the other parts")
    assert bot.text_of(MAO) in answer.text


async def test_a_short_answer_grows(bot: RunningBot, ana: Speaker) -> None:
    """An edit with a long answer would be cut off, or be refused by Telegram."""
    question = ana.says(ABOUT_MAO)
    await bot.server.answer_to(question)
    assert len(ana.chat.messages) == 2
    facts = list(bot.finder.base.facts) * 2
    bot.decides("answer", *facts)
    ana.edits(question, "Tell me about all of the visits and meetings between the leaders of China and Cuba")
    last = bot.text_of(facts[-1])

    def times_said() -> int:
        return sum(message["text"].count(last) for message in ana.chat.messages.values())

    await bot.server.until(lambda: times_said() == 2 or None, "the last part of the answer")


async def test_an_edit_that_changes_nothing(bot: RunningBot, ana: Speaker) -> None:
    """Telegram refuses an edit without a change; the bot would answer the same question again."""
    bot.server.expected_refusals.append("message is not modified")
    question = ana.says(ABOUT_MAO)
    answer = await bot.server.answer_to(question)
    edited = ana.edits(question, f"{ABOUT_MAO} ")
    await bot.server.settled()
    assert bot.text_of(MAO) in answer.text
    assert bot.server.answers_to(edited) == []


async def test_an_answer_deleted_meanwhile_is_given_again(bot: RunningBot, group: Chat) -> None:
    """Where an administrator removed the answer, a better question would get none."""
    bot.server.expected_refusals.append("message to edit not found")
    somebody = bot.server.member(group)
    question = somebody.says(f"/ask {ABOUT_RECOGNITION}")
    answer = await bot.server.answer_to(question)
    del group.messages[answer.id]
    edited = somebody.edits(question, f"/ask {ABOUT_MAO}")
    assert bot.text_of(MAO) in (await bot.server.next_message(edited)).text


async def test_a_question_and_its_edit_at_once(stopped_bot: RunningBot, ana: Speaker) -> None:
    """Question and edit that wait together for a bot that was off would be answered twice."""
    stopped_bot.server.expected_refusals.append("message is not modified")
    question = ana.says(ABOUT_RECOGNITION)
    ana.edits(question, ABOUT_MAO)
    await stopped_bot.start()
    answer = await stopped_bot.server.answer_to(question)
    await stopped_bot.server.until(lambda: stopped_bot.text_of(MAO) in answer.text or None, "the edited answer")
    await stopped_bot.server.settled()
    assert stopped_bot.server.answers_to(question) == [answer]


@pytest.mark.parametrize("text", [ABOUT_MAO, f"@somebody_else {ABOUT_MAO}", f"/ask@other_bot {ABOUT_MAO}"])
async def test_edits_not_meant_for_the_bot_stay_unanswered(bot: RunningBot, group: Chat, text: str) -> None:
    """In a group, every mended message would be answered."""
    somebody = bot.server.member(group)
    message = somebody.says("something")
    await bot.server.silence_after(somebody.edits(message, text))


async def test_an_edit_that_only_now_calls_the_bot(bot: RunningBot, group: Chat) -> None:
    """Somebody who forgot to mention the bot, and adds it, would have to write everything again."""
    somebody = bot.server.member(group)
    message = somebody.says(ABOUT_MAO)
    await bot.server.silence_after(message)
    edited = somebody.edits(message, f"@china_cuba_bot {ABOUT_MAO}")
    assert bot.text_of(MAO) in (await bot.server.answer_to(edited)).text


@pytest.mark.parametrize("text", ["/help", "/start", "/ask"])
async def test_commands_are_not_carried_out_by_editing(bot: RunningBot, ana: Speaker, text: str) -> None:
    """Correcting a command would send the help text over and over."""
    message = ana.says("/sources")
    await bot.server.answer_to(message)
    await bot.server.silence_after(ana.edits(message, text))
