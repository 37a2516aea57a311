"""/topics, /people and /random over HTTP: one message that turns into the next screen, in private and in groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.phrases import say
from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Language
from bot.telegram.draws import Draws
from tests.fake_bot_api import Chat, FakeBotApi, Message, Speaker
from tests.telegram.running import RunningBot
from tests.test_browsing_screens import crowded

HU = "hu-jintao"
FORGED = [
    "p:", "p", "p::", "p:t.1", "p:t.1:xx:more", "p:x:en", "p:t.0000000000.1:en", "p:e.0000000000.1:en",
    "p:o.0000000000.t.1:en", "p:n.nobody:en", "p:n.person.Q.1:en", "p:t.²:en", "p:人:zh",
]  # fmt: skip


@pytest.fixture
def big(bot: RunningBot) -> RunningBot:
    """A bot whose base needs pages and letters."""
    bot.house.finder.base = crowded(bot.finder.base)
    return bot


async def asked(speaker: Speaker, text: str) -> Message:
    return await speaker.server.answer_to(speaker.says(text))


async def pressed(speaker: Speaker, message: Message, label: str) -> Message:
    """The same message after a press."""
    press = speaker.presses(message, label)
    assert await speaker.server.notice_for(press) == ""
    await speaker.server.call_after(press, "editMessageText")
    return message


def sent(server: FakeBotApi) -> int:
    return sum(call.method == "sendMessage" for call in server.calls)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_the_topics_to_a_fact_and_back(big: RunningBot, server: FakeBotApi, language: Language) -> None:
    """Each step would send another message, or speak another language, or lead nowhere back."""
    reader = server.private(language=language)
    message = await asked(reader, "/topics")
    assert message.text == say("topics_lead", language, count=3)
    visits = big.house.finder.base.topics["visits"].name[language]
    before = sent(server)
    await pressed(reader, message, visits)
    assert message.text.startswith(f"{visits}\n")
    assert message.text.endswith(f"\n\n{say('page', language, number=1, pages=14)}")
    assert [label for row in message.labels[:2] for label in row] == list("12345678")
    first_page = message.text
    await pressed(reader, message, say("page_next", language))
    assert "\n9. " in message.text
    await pressed(reader, message, say("page_previous", language))
    assert message.text == first_page
    await pressed(reader, message, "1")
    back = say("back_to", language, name=visits)
    assert message.marked("bold")[-1] == say("sources", language)
    assert message.labels[-1] == [back]
    assert [say("button_sources", language) in message.labels[0], len(message.labels)] == [True, 3]
    await pressed(reader, message, back)
    assert message.text == first_page
    await pressed(reader, message, say("all_topics", language))
    assert message.text == say("topics_lead", language, count=3)
    assert sent(server) == before


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_the_letters_to_a_person_and_back(big: RunningBot, server: FakeBotApi, language: Language) -> None:
    """Among hundreds of names nobody would find one, or the way back to the letters."""
    reader = server.private(language=language)
    message = await asked(reader, "/people")
    await pressed(reader, message, say("names_person", language))
    letters = [label for row in message.labels[:-1] for label in row]
    assert letters == sorted(letters)
    await pressed(reader, message, "B")
    assert message.text.startswith(say("people_under", language, kind=say("names_person", language), letter="B"))
    (name, *_), *_ = message.labels
    await pressed(reader, message, name)
    assert message.text.startswith(name.split(" (")[0].split("（")[0])
    await pressed(reader, message, say("people_more", language))
    assert message.labels[0] == [name]
    await pressed(reader, message, say("back_to", language, name=say("names_person", language)))
    await pressed(reader, message, say("all_names", language))
    assert message.text == say("people_lead", language)


# command → beginning of what comes
AT_ONCE = {
    "/people Hu Jintao": "Hu Jintao\n",
    "/people@china_cuba_bot hu jintoa": "Hu Jintao\n",
    "/people 胡锦涛": "Hu Jintao\n",
    "/people castro": say("people_alike", "en"),
    "/people xyzzy": say("people_unknown", "en"),
    "/people <q>": say("people_unknown", "en"),
    "/topics diplomacy": "Diplomacy\n",
    "/topics Diplomacia": "Diplomacy\n",
    "/topics\ndiplomcay": "Diplomacy\n",
    "/topics xyzzy": say("topics_unknown", "en"),
}


@pytest.mark.parametrize(("text", "beginning"), AT_ONCE.items(), ids=list(AT_ONCE))
async def test_words_behind_the_command_go_straight_there(
    bot: RunningBot, ana: Speaker, text: str, beginning: str
) -> None:
    """Who knows the name would have to walk through all letters; or words would be passed over in silence."""
    assert (await asked(ana, text)).text.startswith(beginning)


async def test_a_fact_opened_here_is_gone_on_from(bot: RunningBot, ana: Speaker) -> None:
    """“And who received him?” after opening a fact would be taken for a question out of nowhere."""
    message = await asked(ana, "/people Hu Jintao")
    await pressed(ana, message, "1")
    opened = await bot.server.until(lambda: bot.house.answers.given_in(ana.chat.id, message.id), "it to be kept")
    assert opened.fact_ids == (bot.finder.base.facts_of_entity[HU][0].id,)
    why = await bot.server.next_message(ana.presses(message, say("button_why", "en")))
    assert why.text == say("why_opened", "en")


async def test_in_a_group_it_is_one_message_in_its_topic(bot: RunningBot, server: FakeBotApi, forum: Chat) -> None:
    """Browsing in a group would flood it, or answer in another topic."""
    reader = server.member(forum)
    topic = forum.topic("History", reader.user)
    message = await server.answer_to(reader.says("/people Hu Jintao", topic=topic))
    assert message.thread == topic
    before = sent(server)
    await pressed(reader, message, "1")
    assert say("button_delete", "en") in message.labels[1]
    await pressed(reader, message, "Back to: Hu Jintao")
    assert sent(server) == before


@pytest.mark.parametrize("data", FORGED)
async def test_forged_and_outlived_buttons_get_a_kind_line(bot: RunningBot, ana: Speaker, data: str) -> None:
    """After a reload a button would spin for ever, or open something else."""
    message = await asked(ana, "/topics")
    notice = await bot.server.notice_for(ana.presses_data(message, data))
    language: Language = "zh" if data.endswith(":zh") else "en"
    assert notice in (say("browsing_stale", language), say("button_stale", language))


async def test_a_button_of_a_fact_that_is_gone_after_a_reload(bot: RunningBot, ana: Speaker) -> None:
    """Whoever left the page open over a reload would get an error."""
    message = await asked(ana, "/people Hu Jintao")
    before = bot.house.finder.base
    gone = before.facts_of_entity[HU][0]
    left = {fact_id: fact for fact_id, fact in before.facts.items() if fact_id != gone.id}
    bot.house.finder.base = replace(before, facts=left)
    press = ana.presses(message, "1")
    assert await bot.server.notice_for(press) == say("browsing_stale", "en")


async def test_a_message_of_long_ago_still_turns_its_pages(bot: RunningBot, ana: Speaker) -> None:
    """A press under a message of which Telegram tells only the id would be lost."""
    message = await asked(ana, "/topics")
    await bot.server.call_after(ana.presses_data(message, "p:n:en", gone=True), "editMessageText")
    assert message.text == say("people_lead", "en")


# By chance


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_fact_by_chance_is_a_whole_answer(bot: RunningBot, server: FakeBotApi, language: Language) -> None:
    """/random would give a fact without sources, or in another language."""
    message = await asked(server.private(language=language), "/random")
    assert any(fact.text[language] in message.text for fact in bot.finder.base.facts.values())
    assert message.marked("bold")[-1] == say("sources", language)
    assert say("button_related", language) in message.labels[0]


async def test_not_the_same_again_soon(bot: RunningBot, ana: Speaker) -> None:
    """Who asks twice would read the same fact twice."""
    texts = [(await asked(ana, "/random")).text for _ in range(5)]
    assert len(set(texts)) == 5


def test_all_facts_come_in_time(small_base: FactBase) -> None:
    """Some facts would never come, or one chat would use up the facts of another."""
    draws, half = Draws(), len(small_base.facts) // 2
    drawn = [draws.draw(small_base, 1).id for _ in range(300)]
    assert set(drawn) == set(small_base.facts)
    assert all(fact not in drawn[max(0, n - half) : n] for n, fact in enumerate(drawn))
    assert draws.draw(small_base, 2).id in small_base.facts
