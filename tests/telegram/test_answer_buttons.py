"""The buttons below an answer: what each does in private, in groups and in topics, and for whom."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from bot.facts.base import fact_key
from bot.facts.model import LANGUAGES, Language
from tests.fake_bot_api import BOT, Chat, FakeBotApi, Message, Speaker
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
RECOGNITION = "diplomatic-relations-established-1960-09-28"
CHE_1965 = "guevara-second-visit-to-beijing-february-1965"
FIRST = "china-cuba-first-contacts-cultural-diplomacy-1959-1960"
LAST = "wsj-report-chinese-spy-base-june-2023"
QUESTIONS: dict[Language, str] = {
    "en": "When did Mao receive Che Guevara?",
    "es": "¿Cuándo recibió Mao al Che Guevara?",
    "zh": "毛泽东什么时候会见格瓦拉？",
}
QUESTION = QUESTIONS["en"]
IN_PRIVATE = [["sources", "why", "related"], ["earlier", "later", "share", "wrong"]]
IN_GROUPS = [["sources", "why", "related"], ["share", "wrong", "delete"]]


def labels(rows: list[list[str]], language: Language) -> list[list[str]]:
    return [[say(f"button_{name}", language) for name in row] for row in rows]


async def answered(bot: RunningBot, speaker: Speaker, text: str = QUESTION) -> Message:
    return await bot.server.answer_to(speaker.says(text))


def kept(bot: RunningBot) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """What is kept to be learned from, once for each time."""
    return [(q.text, q.language, q.kind, q.near) for q in bot.house.unanswered.all() for _ in range(q.count)]


@pytest.fixture(params=["group", "forum"])
def place(request: pytest.FixtureRequest, group: Chat, forum: Chat) -> Chat:
    """A group without and one with topics."""
    return forum if request.param == "forum" else group


def topic_of(chat: Chat, speaker: Speaker) -> int | None:
    return chat.topic("History", speaker.user) if chat.is_forum else None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_answer_has_its_buttons(bot: RunningBot, server: FakeBotApi, language: Language) -> None:
    """A reader could go nowhere from an answer; or would face buttons in another language than the answer's."""
    person = server.private(language="fr")
    assert (await answered(bot, person, QUESTIONS[language])).labels == labels(IN_PRIVATE, language)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_in_a_group_it_has_those_that_disturb_nobody(
    bot: RunningBot, server: FakeBotApi, place: Chat, language: Language
) -> None:
    """Each press of one member would send another long message to all of them."""
    asker = server.member(place)
    asked = asker.says(f"/ask {QUESTIONS[language]}", topic=topic_of(place, asker))
    message = await server.answer_to(asked)
    assert message.labels == labels(IN_GROUPS, language)
    key = fact_key(MAO)
    opened = [message.button(say(f"button_{name}", language))["url"] for name in ("sources", "related")]
    assert opened == [f"https://t.me/{BOT.username}?start=s_{key}", f"https://t.me/{BOT.username}?start=r_{key}"]


async def test_what_is_no_answer_has_no_buttons(bot: RunningBot, ana: Speaker) -> None:
    """The help could be reported as wrong."""
    assert (await answered(bot, ana, "/help")).labels == []
    assert (await answered(bot, ana, "hello")).labels == []


# Sources


@pytest.mark.parametrize("language", LANGUAGES)
async def test_sources_in_full(bot: RunningBot, server: FakeBotApi, language: Language) -> None:
    """A reader who must cite an answer would have to gather publisher, date and address by hand."""
    person = server.private(language=language)
    answer = await answered(bot, person, QUESTIONS[language])
    told = await server.next_message(person.presses(answer, say("button_sources", language)))
    sources = [bot.finder.base.sources[source] for source in bot.fact(MAO).sources]
    assert told.replies_to == answer.id
    assert told.links == [source.url for source in sources]
    for source in sources:
        assert source.title in told.marked("bold")
        assert f"{source.publisher} · " in told.text
        assert say(f"kind_{source.kind}", language) in told.text
    copied = [button["copy_text"]["text"] for row in told.keyboard for button in row]
    assert len(copied) == len(sources)
    assert all(source.url in text for source, text in zip(sources, copied, strict=True))


async def test_sources_of_a_groups_answer_open_in_private(bot: RunningBot, ana: Speaker) -> None:
    """The buttons of a group's answer would open a greeting."""
    told = await bot.server.answer_to(ana.says(f"/start s_{fact_key(MAO)}"))
    assert told.links == [bot.finder.base.sources[source].url for source in bot.fact(MAO).sources]
    listed = await bot.server.answer_to(ana.says(f"/start r_{fact_key(MAO)}"))
    assert listed.text.startswith(say("related", "en", count=len(listed.buttons), title=bot.fact(MAO).title["en"]))


# Why


async def test_why_in_words(bot: RunningBot, ana: Speaker) -> None:
    """A reader who doubts an answer could not find out how the question was understood."""
    bot.matches()
    answer = await answered(bot, ana, "When did Mao receive Che Guevara in 1960?")
    told = (await bot.server.next_message(ana.presses(answer, say("button_why", "en")))).text
    assert "Names: Mao Zedong, " in told
    assert "Time: 1960." in told
    assert say("why_best", "en") in told or say("why_exact", "en") in told
    assert say("why_near", "en") in told


@pytest.mark.parametrize("language", LANGUAGES)
async def test_in_a_group_why_is_told_to_the_one_who_asks_it(
    bot: RunningBot, group: Chat, server: FakeBotApi, language: Language
) -> None:
    """One member's doubt would become everybody's message."""
    bot.matches()
    answer = await answered(bot, server.member(group), f"/ask {QUESTIONS[language]}")
    press = server.member(group).presses(answer, say("button_why", language))
    notice = await server.notice_for(press)
    assert say("why_exact", language) in notice
    assert len(notice) <= 200
    assert (await server.end_of_waiting(press)).params.flag("show_alert")


async def test_why_of_a_follow_up(bot: RunningBot, ana: Speaker) -> None:
    """The explanation would be that of another question: the words without what they go on from."""
    bot.matches()
    await answered(bot, ana, "When did Hu Jintao visit Havana in 2004?")
    answer = await answered(bot, ana, "and in 2008?")
    told = (await bot.server.next_message(ana.presses(answer, say("button_why", "en")))).text
    assert say("why_follow_up", "en") in told


async def test_why_of_a_question_that_is_gone(bot: RunningBot, ana: Speaker) -> None:
    """The bot would make up a reason, or fail."""
    answer = await answered(bot, ana)
    del answer.raw["reply_to_message"]
    told = await bot.server.next_message(ana.presses(answer, say("button_why", "en")))
    assert told.text == say("why_gone", "en")


async def test_why_of_a_question_that_somebody_else_put(bot: RunningBot, group: Chat) -> None:
    """The bot, pointed at somebody's question, would say afterwards that there was none."""
    asked = bot.server.member(group).says(QUESTION)
    caller = bot.server.member(group)
    answer = await bot.server.answer_to(caller.says("@china_cuba_bot", reply_to=asked))
    press = caller.presses(answer, say("button_why", "en"))
    assert await bot.server.notice_for(press) == say("why_gone", "en")


async def test_why_of_a_fact_opened_from_a_list(bot: RunningBot, ana: Speaker) -> None:
    """The list itself would be explained as if it were a question."""
    bot.decides("list", MAO, CHE_1965)
    listed = await answered(bot, ana, "Che in China")
    opened = await bot.server.next_message(ana.presses(listed, "2"))
    told = await bot.server.next_message(ana.presses(opened, say("button_why", "en")))
    assert told.text == say("why_opened", "en")


async def test_why_of_a_fact_opened_by_a_link(bot: RunningBot, ana: Speaker) -> None:
    """A command would be explained as if it were a question."""
    answer = await answered(bot, ana, f"/start f_{fact_key(MAO)}")
    told = await bot.server.next_message(ana.presses(answer, say("button_why", "en")))
    assert told.text == say("why_opened", "en")


# Related, earlier, later


async def test_related_facts_can_be_opened(bot: RunningBot, ana: Speaker) -> None:
    """Somebody who wants to read on would have to guess what else there is."""
    answer = await answered(bot, ana)
    listed = await bot.server.next_message(ana.presses(answer, say("button_related", "en")))
    assert bot.fact(CHE_1965).title["en"] in listed.text
    assert bot.fact(MAO).title["en"] not in listed.text.split("\n", 1)[1]
    opened = await bot.server.next_message(ana.presses(listed, "1"))
    assert opened.labels == labels(IN_PRIVATE, "en")


async def test_the_chronicle_can_be_walked(bot: RunningBot, ana: Speaker) -> None:
    """What came before and after would need a question each, or a message each."""
    answer, facts = await answered(bot, ana), list(bot.finder.base.facts)
    place = facts.index(MAO)
    for label, step in (("earlier", -1), ("earlier", -1), ("later", 1), ("later", 1), ("later", 1)):
        place += step
        await bot.server.call_after(ana.presses(answer, say(f"button_{label}", "en")), "editMessageText")
        assert bot.text_of(facts[place]) in answer.text
        assert answer.labels == labels(IN_PRIVATE, "en")
    assert len(ana.chat.messages) == 2


@pytest.mark.parametrize(
    ("fact_id", "label", "notice"), [(FIRST, "earlier", "first_of_all"), (LAST, "later", "last_of_all")]
)
async def test_the_chronicle_has_two_ends(bot: RunningBot, ana: Speaker, fact_id: str, label: str, notice: str) -> None:
    """At the first or last fact the button would seem broken."""
    answer = await answered(bot, ana, f"/start f_{fact_key(fact_id)}")
    press = ana.presses(answer, say(f"button_{label}", "en"))
    assert await bot.server.notice_for(press) == say(notice, "en")


# Share


async def test_sharing_through_inline_mode(bot: RunningBot, ana: Speaker) -> None:
    """The shared words would find another fact, or nothing."""
    answer = await answered(bot, ana)
    shared = answer.button(say("button_share", "en"))["switch_inline_query_chosen_chat"]
    offered = await ana.types(shared["query"]).answer()
    assert next(result["id"] for result in offered["results"]) == fact_key(MAO)
    assert shared["allow_user_chats"]
    assert shared["allow_group_chats"]


async def test_sharing_without_inline_mode(stopped_bot: RunningBot, ana: Speaker) -> None:
    """Where the owner has not switched inline mode on, the button would do nothing."""
    stopped_bot.server.state.has_inline_mode = False
    await stopped_bot.start()
    answer = await answered(stopped_bot, ana)
    url = answer.button(say("button_share", "en"))["url"]
    assert url.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fchina_cuba_bot%3Fstart%3Df_")


async def test_a_list_is_shared_by_its_question(bot: RunningBot, ana: Speaker, group: Chat) -> None:
    """Of all answers just the lists, which people like to pass on, could only be copied by hand."""
    question = "everything about Hu Jintao in Cuba"
    bot.decides("list", "hu-jintao-state-visit-november-2004", "hu-jintao-state-visit-november-2008")
    for speaker, text in ((ana, question), (bot.server.member(group), f"/ask {question}")):
        answer = await answered(bot, speaker, text)
        shared = answer.button(say("button_share", "en"))["switch_inline_query_chosen_chat"]
        offered = await ana.types(shared["query"]).answer()
        assert offered["results"][0]["message"]["text"] == answer.text


# Wrong, none of these


async def test_wrong_is_noted_once_with_the_question(bot: RunningBot, ana: Speaker) -> None:
    """A mistake that readers see would never reach a curator; or one angry reader would count as twenty."""
    answer = await answered(bot, ana, f"/ask@china_cuba_bot {QUESTION}")
    for _ in range(3):
        press = ana.presses(answer, say("button_wrong", "en"))
        assert await bot.server.notice_for(press) == say("wrong_noted", "en")
    await bot.server.settled()
    assert kept(bot) == [(QUESTION, "en", "wrong", (MAO,))]


async def test_several_people_may_find_it_wrong(bot: RunningBot, group: Chat) -> None:
    """That a whole group disagrees would count as one voice."""
    answer = await answered(bot, bot.server.member(group), f"@china_cuba_bot {QUESTION}")
    for _ in range(2):
        await bot.server.notice_for(bot.server.member(group).presses(answer, say("button_wrong", "en")))
    await bot.server.settled()
    assert kept(bot) == [(QUESTION, "en", "wrong", (MAO,))] * 2


async def test_none_of_these_is_noted_with_what_was_offered(bot: RunningBot, ana: Speaker) -> None:
    """Nobody would learn which questions the base has no answer for."""
    bot.decides("choices", MAO, CHE_1965)
    offered = await answered(bot, ana, "Che and the tea ceremony")
    await bot.server.call_after(ana.presses(offered, say("none_of_these", "en")), "editMessageText")
    assert kept(bot) == [("Che and the tea ceremony", "en", "none", (MAO, CHE_1965))]


# Delete


async def test_the_asker_deletes_an_answer(bot: RunningBot, place: Chat) -> None:
    """Somebody who asked by mistake could not take the answer out of the group."""
    asker = bot.server.member(place)
    answer = await bot.server.answer_to(asker.says(f"/ask {QUESTION}", topic=topic_of(place, asker)))
    await bot.server.call_after(asker.presses(answer, say("button_delete", "en")), "deleteMessage")
    assert answer.id not in place.messages


async def test_an_administrator_deletes_an_answer(bot: RunningBot, place: Chat) -> None:
    """Those who keep a group in order could not remove an answer that does not belong there."""
    asker, leader = bot.server.member(place), bot.server.member(place)
    place.administrators.add(leader.user.id)
    answer = await bot.server.answer_to(asker.says(f"/ask {QUESTION}", topic=topic_of(place, asker)))
    await bot.server.call_after(leader.presses(answer, say("button_delete", "en")), "deleteMessage")
    assert answer.id not in place.messages


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
async def test_nobody_else_deletes_an_answer(bot: RunningBot, place: Chat, restarted: bool) -> None:
    """Anybody could wipe out what others asked for."""
    asker, other = bot.server.member(place), bot.server.member(place, language="es")
    answer = await bot.server.answer_to(asker.says(f"/ask {QUESTION}", topic=topic_of(place, asker)))
    if restarted:
        await bot.restart()
    notice = await bot.server.notice_for(other.presses(answer, say("button_delete", "en")))
    assert notice == say("delete_not_yours", "en")
    assert answer.id in place.messages


async def test_the_asker_deletes_after_the_question_is_gone(bot: RunningBot, group: Chat) -> None:
    """Whoever deletes the question first would be left with its answer."""
    asker = bot.server.member(group)
    answer = await answered(bot, asker, f"/ask {QUESTION}")
    del answer.raw["reply_to_message"]
    await bot.restart()
    await bot.server.call_after(asker.presses(answer, say("button_delete", "en")), "deleteMessage")


async def test_all_parts_of_an_answer_are_deleted(bot: RunningBot, group: Chat) -> None:
    """The first parts of a long answer would be left without their end."""
    asker, facts = bot.server.member(group), list(bot.finder.base.facts) * 2
    bot.decides("answer", *facts)
    asked = asker.says("/ask everything")
    await bot.server.answer_to(asked)
    given = await bot.server.until(lambda: bot.house.answers.find(group.id, asked.id), "the end of the answer")
    assert len(given.message_ids) > 1
    asker.presses(Message(group, given.message_ids[-1]), say("button_delete", "en"))
    await bot.server.until(lambda: list(group.messages) == [asked.id] or None, "the deletion of all parts")


@pytest.mark.parametrize("outcome", ["list", "choices", "decline"])
async def test_lists_and_offers_can_be_deleted_too(bot: RunningBot, group: Chat, outcome: str) -> None:
    """What takes the most room in a group would be what cannot be removed."""
    bot.decides(outcome, MAO, CHE_1965)  # type: ignore[arg-type]
    asker = bot.server.member(group)
    answer = await answered(bot, asker, "/ask Che")
    assert answer.labels[-1][-1] == say("button_delete", "en")
    await bot.server.call_after(asker.presses(answer, say("button_delete", "en")), "deleteMessage")


async def test_what_telegram_does_not_let_delete(bot: RunningBot, group: Chat, server: FakeBotApi) -> None:
    """After two days, the button would do nothing and say nothing."""
    server.expected_refusals.append("message to delete not found")
    asker = server.member(group)
    answer = await answered(bot, asker, f"/ask {QUESTION}")
    press = asker.presses(answer, say("button_delete", "en"))
    del group.messages[answer.id]
    assert await server.notice_for(press) == say("delete_refused", "en")


@pytest.mark.parametrize("action", "swrbax")
async def test_a_fact_that_is_no_more_gets_a_notice(bot: RunningBot, ana: Speaker, action: str) -> None:
    """A button about a fact that was taken out of the base would crash."""
    answer = await answered(bot, ana)
    press = ana.presses_data(answer, f"{action}:0000000000:en")
    assert await bot.server.notice_for(press) == say("button_stale", "en")
