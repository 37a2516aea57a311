"""Corrections travel into the answers of the last days; /changes tells of those that the base records."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bot.answers.phrases import say
from bot.facts.changes import Change
from bot.facts.changes import changes as changes_between
from bot.facts.model import Change as Recorded
from bot.facts.model import Fact, Text
from bot.storage.answers import GivenAnswer
from bot.storage.chats import ChatPreferences
from bot.telegram.corrections import TRAVEL, Travelled, travel, travel_button
from bot.telegram.rereading import catch_up
from tests.fake_bot_api import Chat, FakeBotApi, Speaker, User
from tests.telegram.running import ByPhrasing, RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
RECOGNITION = "diplomatic-relations-established-1960-09-28"
QUESTION = "When did Mao receive Che Guevara?"
OWNER = 4_000_000_001
NEW_TEXT = "Mao received Guevara for three hours."
WHY = "Two hours became three, after the protocol."


@pytest.fixture
async def owned(stopped_bot: RunningBot) -> RunningBot:
    """A bot with an owner."""
    stopped_bot.owner_ids = (OWNER,)
    await stopped_bot.start()
    return stopped_bot


@pytest.fixture
def owner(server: FakeBotApi) -> Speaker:
    """The owner in private."""
    return server.private(User(OWNER, "Olga", "olga", "en"))


def reloads(bot: RunningBot, fact: Fact | None) -> tuple[Change, ...]:
    """Put a base in place in which the meeting with Mao is told otherwise, or not at all; what changed."""
    before = bot.house.finder.base
    facts = {key: known for key, known in before.facts.items() if key != MAO} | ({MAO: fact} if fact else {})
    after = replace(before, facts=facts)
    finder = ByPhrasing(bot.finder)
    finder.base = after
    bot.house.finder = finder
    bot.house.changes = changes_between(before, after)
    return bot.house.changes


def corrected(bot: RunningBot) -> Fact:
    """The meeting with Mao as it is told after the correction."""
    text = Text(en=NEW_TEXT, es="Mao recibió a Guevara durante tres horas.", zh="毛泽东会见格瓦拉三小时。")
    change = Recorded(on="2026-11-24", what=Text(en=WHY, es="Dos horas pasaron a tres.", zh="两小时改为三小时。"))
    return bot.fact(MAO).model_copy(update={"text": text, "changes": (change,)})


async def test_an_answer_is_edited(owned: RunningBot, owner: Speaker, ana: Speaker, group: Chat) -> None:
    """Whoever was told something wrong would never hear of it."""
    mine = await owned.server.answer_to(ana.says(QUESTION))
    theirs = await owned.server.answer_to(owned.server.member(group).says("/ask ¿Cuándo recibió Mao al Che?"))
    other = await owned.server.answer_to(ana.says("When did Cuba recognise Beijing?"))
    await owned.server.settled()
    before = other.text
    reloads(owned, corrected(owned))
    report = await owned.server.answer_to(owner.says("/correct"))
    assert NEW_TEXT in mine.text
    assert WHY in mine.text
    assert "the text" in mine.text
    assert other.text == before
    edited = 1 if owned.text_of(MAO, "es") not in theirs.text else 2
    assert report.text == say("travelled", "en", edited=edited, replied=0, lost=0)


async def test_only_once(owned: RunningBot, owner: Speaker, ana: Speaker) -> None:
    """A second press would say everything again."""
    await owned.server.answer_to(ana.says(QUESTION))
    await owned.server.settled()
    reloads(owned, corrected(owned))
    await owned.server.answer_to(owner.says("/correct"))
    assert (await owned.server.answer_to(owner.says("/correct"))).text == say("travel_nothing", "en")


async def test_only_once_by_whichever_process(owned: RunningBot, owner: Speaker, ana: Speaker) -> None:
    """Of several processes each would tell readers of the correction again."""
    mine = await owned.server.answer_to(ana.says(QUESTION))
    await owned.server.settled()
    other = RunningBot(owned.server, owned.finder, owned.database, owner_ids=owned.owner_ids)
    await other.start()
    try:
        for bot in (owned, other):
            reloads(bot, corrected(owned))
        reports = [(await owned.server.answer_to(owner.says("/correct"))).text for _ in range(6)]
        assert reports.count(say("travel_nothing", "en")) == 5
        assert mine.text.count(WHY) == 1
        for house in (owned.house, other.house):
            await catch_up(house)
            assert house.changes == ()
    finally:
        await other.stop()


async def test_the_button_below_a_report(owned: RunningBot, owner: Speaker, ana: Speaker) -> None:
    """The owner would have to know of a command; or anybody who sees the button could press it."""
    mine = await owned.server.answer_to(ana.says(QUESTION))
    await owned.server.settled()
    changed = reloads(owned, corrected(owned))
    assert travel_button(changed, "en") is not None
    forged = ana.presses_data(mine, f"{TRAVEL}::en")
    assert await owned.server.notice_for(forged) == say("button_stale", "en")
    report = await owned.server.answer_to(owner.says("/help"))
    press = owner.presses_data(report, f"{TRAVEL}::en")
    assert (await owned.server.next_message(press)).text == say("travelled", "en", edited=1, replied=0, lost=0)
    assert NEW_TEXT in mine.text


async def test_an_answer_with_more_in_it_is_replied_to(bot: RunningBot, forum: Chat) -> None:
    """A list cannot be written again, so its readers would not hear of the correction, or in the wrong topic."""
    somebody = bot.server.member(forum)
    topic = forum.topic("History", somebody.user)
    bot.decides("list", MAO, RECOGNITION)
    answer = await bot.server.answer_to(somebody.says("/ask 1960", topic=topic))
    await bot.server.settled()
    assert await travel(bot.house, bot.app.bot, reloads(bot, corrected(bot))) == Travelled(replied=1)
    reply = bot.server.answers_to(answer)[0]
    assert (reply.thread, WHY in reply.text, bot.fact(MAO).title.en in reply.text) == (topic, True, True)


async def test_a_short_answer_stays_short(bot: RunningBot, group: Chat) -> None:
    """A group that wants few words would get many by a correction."""
    bot.house.chats.set(group.id, ChatPreferences(length="short"))
    answer = await bot.server.answer_to(bot.server.member(group).says("/ask When did Cuba recognise Beijing?"))
    await bot.server.settled()
    assert await travel(bot.house, bot.app.bot, [Change(RECOGNITION, "date")]) == Travelled(edited=1)
    assert "the date" in answer.text
    assert bot.text_of(RECOGNITION) not in answer.text
    assert answer.link_buttons


async def test_several_changes_of_one_fact_are_told_together(bot: RunningBot, ana: Speaker) -> None:
    """The last change would hide the others."""
    answer = await bot.server.answer_to(ana.says(QUESTION))
    await bot.server.settled()
    changed = [Change(MAO, "text"), Change(MAO, "date"), Change(MAO, "sources")]
    assert await travel(bot.house, bot.app.bot, changed) == Travelled(edited=1)
    assert "the text and the date." in answer.text


async def test_an_answer_that_is_gone_is_told_of(bot: RunningBot, ana: Speaker) -> None:
    """Where the answer was deleted, its reader would not hear of the correction."""
    bot.server.expected_refusals.append("message to edit not found")
    answer = await bot.server.answer_to(ana.says(QUESTION))
    await bot.server.settled()
    del ana.chat.messages[answer.id]
    assert await travel(bot.house, bot.app.bot, reloads(bot, corrected(bot))) == Travelled(replied=1)
    assert NEW_TEXT in list(ana.chat.messages.values())[-1]["text"]


async def test_a_withdrawn_fact(bot: RunningBot, ana: Speaker) -> None:
    """What was withdrawn would go on standing as the answer."""
    answer = await bot.server.answer_to(ana.says(QUESTION))
    await bot.server.settled()
    assert await travel(bot.house, bot.app.bot, reloads(bot, None)) == Travelled(edited=1)
    assert answer.text.startswith("Withdrawn on")
    assert bot.text_of(MAO) not in answer.text


async def test_whoever_blocked_the_bot_is_passed_over(bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """One chat out of reach would stop the corrections of all others."""
    bot.server.expected_refusals.append("Forbidden")
    await bot.server.answer_to(ana.says(QUESTION))
    answer = await bot.server.answer_to(bot.server.member(group).says(f"/ask {QUESTION}"))
    await bot.server.settled()
    ana.chat.standing = "blocked"
    assert await travel(bot.house, bot.app.bot, reloads(bot, corrected(bot))) == Travelled(edited=1, lost=1)
    assert NEW_TEXT in answer.text


@pytest.mark.parametrize("kind", ["sources", "added"])
async def test_what_readers_need_not_know(bot: RunningBot, ana: Speaker, kind: str) -> None:
    """A mended address of a source would edit a thousand answers."""
    answer = await bot.server.answer_to(ana.says(QUESTION))
    await bot.server.settled()
    before = answer.text
    changed = [Change(MAO, kind)]  # type: ignore[arg-type]
    assert await travel(bot.house, bot.app.bot, changed) == Travelled()
    assert travel_button(changed, "en") is None
    assert answer.text == before


async def test_offered_facts_were_not_given(bot: RunningBot, ana: Speaker) -> None:
    """A list of choices would be corrected although it said nothing."""
    bot.decides("choices", MAO, RECOGNITION)
    await bot.server.answer_to(ana.says("1960"))
    await bot.server.settled()
    assert await travel(bot.house, bot.app.bot, reloads(bot, corrected(bot))) == Travelled()


async def test_after_a_week_it_is_over(bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody would be reminded of what was asked long ago."""
    bot.house.answers.remember(ana.chat.id, 5, GivenAnswer((6,), (MAO,), "en"))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 2 * 86_400)
    assert len(bot.house.answers.that_gave([MAO])) == 1
    monkeypatch.setattr(time, "time", lambda: now + 8 * 86_400)
    assert bot.house.answers.that_gave([MAO]) == []
    assert bot.house.answers.find(ana.chat.id, 5) is None


# /changes


async def test_changes_newest_first_in_pages(bot: RunningBot, ana: Speaker) -> None:
    """Readers could not see what was corrected, or only the oldest of it."""
    whats = [Text(en=f"Change {n}.", es=f"Cambio {n}.", zh=f"改动{n}。") for n in range(7)]
    recorded = tuple(Recorded(on=f"2027-01-{n + 1:02}", what=what) for n, what in enumerate(whats))
    reloads(bot, bot.fact(MAO).model_copy(update={"changes": recorded}))
    first = await bot.server.answer_to(ana.says("/changes"))
    assert first.text.index("Change 6.") < first.text.index("Change 5.")
    assert "Change 1." not in first.text
    assert list(first.buttons) == [say("older", "en")]
    await bot.server.call_after(ana.presses(first, say("older", "en")), "editMessageText")
    assert "Change 1." in first.text
    await bot.server.call_after(ana.presses(first, say("newer", "en")), "editMessageText")
    assert "Change 6." in first.text


@pytest.mark.parametrize("data", ["v:x:en", "v:-1:en", "v:99999999:en", "v:", "v:1"])
async def test_forged_pages(bot: RunningBot, ana: Speaker, data: str) -> None:
    """A made-up button would end in an error."""
    first = await bot.server.answer_to(ana.says("/changes"))
    assert await bot.server.notice_for(ana.presses_data(first, data)) == say("button_stale", "en")


async def test_a_base_without_corrections_says_so(bot: RunningBot, ana: Speaker) -> None:
    """An empty list would look like a fault."""
    facts = {
        key: fact.model_copy(update={"corrections": (), "changes": ()}) for key, fact in bot.finder.base.facts.items()
    }
    finder = ByPhrasing(bot.finder)
    finder.base = replace(bot.finder.base, facts=facts)
    bot.house.finder = finder
    assert (await bot.server.answer_to(ana.says("/changes"))).text == say("no_changes", "en")
