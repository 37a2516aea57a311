"""Private chats: commands, what an answer looks like, choices, and what is not a question."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from bot.facts.model import Language
from tests.fake_bot_api import FakeBotApi, Json, Speaker
from tests.telegram.running import RunningBot

RECOGNITION = "diplomatic-relations-established-1960-09-28"
MAO = "mao-guevara-meeting-1960-11-19"
SPY_BASE = "wsj-report-chinese-spy-base-june-2023"
STUDY = "china-cuba-first-contacts-cultural-diplomacy-1959-1960"
CHE_1965 = "guevara-second-visit-to-beijing-february-1965"

COMMANDS = {
    "/start": "When did Cuba recognise Beijing?",
    "/help": "In a group, address me",
    "/ask": "Write your question after /ask",
    "/about": "8 facts on China–Cuba relations, 1959 to 2023, from 17 sources",
    "/sources": "17 sources",
    "/ASK": "Write your question after /ask",
}

# question → fact, the date as it is shown in bold
ANSWERS = {
    "/ask When did Cuba recognise Beijing?": (RECOGNITION, "28 September 1960"),
    "/ask@china_cuba_bot When did Cuba recognise Beijing?": (RECOGNITION, "28 September 1960"),
    "/ask\nWhen did Cuba recognise Beijing?": (RECOGNITION, "28 September 1960"),
    "When did Cuba recognise Beijing?": (RECOGNITION, "28 September 1960"),
    "@china_cuba_bot When did Mao receive Che Guevara?": (MAO, "19 November 1960"),
    "Did Mao refuse to see Che the second time?": (CHE_1965, "February 1965"),
    "When did Hu Jintao visit Havana in 2004?": ("hu-jintao-state-visit-november-2004", "22–23 November 2004"),
    "When was Hu Jintao in Cuba in 2008?": ("hu-jintao-state-visit-november-2008", "17–19 November 2008"),
    "When did Xi Jinping visit Cuba as president?": ("xi-jinping-state-visit-to-cuba-july-2014", "21–23 July 2014"),
    "Is there a Chinese spy base in Cuba?": (SPY_BASE, "8 June 2023"),
}

NOT_TEXT: dict[str, Json] = {
    "photo": {"photo": [{"file_id": "p", "file_unique_id": "q", "width": 9, "height": 9}]},
    "sticker": {
        "sticker": {
            "file_id": "s", "file_unique_id": "t", "width": 9, "height": 9, "type": "regular", "is_animated": False,
            "is_video": False,
        }
    },
    "voice": {"voice": {"file_id": "v", "file_unique_id": "w", "duration": 3}},
    "location": {"location": {"longitude": -82.4, "latitude": 23.1}},
    "contact": {"contact": {"phone_number": "1", "first_name": "Li"}},
}  # fmt: skip


@pytest.mark.parametrize(("command", "words"), COMMANDS.items(), ids=list(COMMANDS))
async def test_a_command_says_what_it_is_for(bot: RunningBot, ana: Speaker, command: str, words: str) -> None:
    """Somebody new could not find out what the bot is, what it knows and how to ask."""
    assert words in (await bot.server.answer_to(ana.says(command))).text


@pytest.mark.parametrize("language", ["en", "es", "zh"])
async def test_commands_speak_the_language_of_the_users_telegram(
    bot: RunningBot, server: FakeBotApi, language: Language
) -> None:
    """A reader of Spanish or Chinese would be told about the bot in a language that they may not read."""
    person = server.private(language=language)
    about = await server.answer_to(person.says("/about"))
    assert {"en": "Last checked", "es": "Última revisión", "zh": "最近核对"}[language] in about.text
    assert (await server.answer_to(person.says("/help"))).text == say("help", language)


async def test_a_link_opens_its_fact(bot: RunningBot, ana: Speaker) -> None:
    """A link to a fact, shared with somebody else, would open a greeting."""
    key = next(key for key, fact in bot.finder.base.by_key.items() if fact.id == MAO)
    assert bot.text_of(MAO) in (await bot.server.answer_to(ana.says(f"/start f_{key}"))).text


@pytest.mark.parametrize("payload", ["f_0000000000", "f_", "<b>", "x" * 64])
async def test_a_broken_link_greets(bot: RunningBot, ana: Speaker, payload: str) -> None:
    """A mistyped link would be met with silence."""
    assert say("greeting", "en") in (await bot.server.answer_to(ana.says(f"/start {payload}"))).text


@pytest.mark.parametrize(("question", "expected"), ANSWERS.items(), ids=list(ANSWERS))
async def test_a_question_is_answered_with_its_fact(
    bot: RunningBot, ana: Speaker, question: str, expected: tuple[str, str]
) -> None:
    """The main job: a question, and the dated fact that answers it, in reply to the question."""
    fact_id, date = expected
    answer = await bot.server.answer_to(ana.says(question))
    assert answer.text.startswith(f"{date}\n{bot.text_of(fact_id)}")
    assert answer.marked("bold")[0] == date


@pytest.mark.parametrize("language", ["en", "es", "zh"])
async def test_a_phrasing_of_the_base_is_answered_in_earnest(bot: RunningBot, ana: Speaker, language: Language) -> None:
    """The very questions that curators wrote down would not be answered."""
    bot.matches()
    question = bot.fact(MAO).questions[language][0]
    assert bot.text_of(MAO, language) in (await bot.server.answer_to(ana.says(question))).text


async def test_an_answer_ends_with_its_sources_folded_in(bot: RunningBot, ana: Speaker) -> None:
    """A reader could not follow an answer to where it comes from, or would scroll past a wall of links."""
    answer = await bot.server.answer_to(ana.says("When did Cuba recognise Beijing?"))
    (quote,) = answer.marked("expandable_blockquote")
    assert answer.text.endswith(quote)
    sources = [bot.finder.base.sources[source] for source in bot.fact(RECOGNITION).sources]
    assert answer.links == [source.url for source in sources]
    assert [f"{source.publisher}: {source.title}" for source in sources] == answer.marked("text_link")
    assert "(30 September 1960)" in quote


async def test_an_established_fact_has_no_status_line(bot: RunningBot, ana: Speaker) -> None:
    """A status under every fact would make the doubtful ones pass unnoticed."""
    answer = await bot.server.answer_to(ana.says("When did Cuba recognise Beijing?"))
    assert answer.marked("italic") == []


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Is there a Chinese spy base in Cuba?", "Disputed; claimed by The Wall Street Journal, citing unnamed US officials"),
        ("Alba Hernández study first steps Cuba China 1959-1960", "Reported by Ariel Alba Hernández"),
    ],
    ids=["disputed", "reported"],
)  # fmt: skip
async def test_an_unsettled_fact_says_who_claims_it(bot: RunningBot, ana: Speaker, question: str, status: str) -> None:
    """A claim would read like a settled fact."""
    answer = await bot.server.answer_to(ana.says(question))
    assert answer.marked("italic")[0].startswith(status)


async def test_disagreement_and_correction_are_shown(bot: RunningBot, ana: Speaker) -> None:
    """A reader who knows another date would not learn why sources differ."""
    answer = await bot.server.answer_to(ana.says("Did Mao refuse to see Che the second time?"))
    assert "Where sources differ: A Chinese newspaper dates the stay 2-9 February 1965" in answer.text
    (correction,) = bot.fact(CHE_1965).corrections
    assert correction.says["en"] in answer.text
    assert correction.correct["en"] in answer.text
    assert {say("disagreement", "en"), say("correction", "en")} <= set(answer.marked("bold"))


async def test_link_previews_are_off(bot: RunningBot, ana: Speaker) -> None:
    """Every answer would carry a big preview of some web page, on edits too."""
    question = ana.says("When did Cuba recognise Beijing?")
    answer = await bot.server.answer_to(question)
    assert answer.raw["link_preview_options"] == {"is_disabled": True}
    await bot.server.call_after(ana.edits(question, "When did Mao receive Che Guevara?"), "editMessageText")
    assert answer.raw["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize(
    "text",
    ["<b>che</b> & mao", "</b></blockquote>", "&lt;&nosuch;", "<script>alert(1)</script>", "\"'`*_[](~)", "🇨🇺" * 700],
    ids=["tags", "end tags", "entities", "script", "markdown", "flags"],
)
async def test_what_people_type_cannot_break_an_answer(bot: RunningBot, ana: Speaker, text: str) -> None:
    """Somebody who types a bracket or an ampersand would get no answer at all."""
    assert (await bot.server.answer_to(ana.says(text))).text


async def test_a_name_that_is_said_back_is_escaped(
    bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name with a bracket, said back in "nothing that links … to this", would be refused by Telegram."""
    monkeypatch.setattr("bot.answers.reply._missing_names", lambda *_: '<b>Ché & "Mao"')
    bot.decides("closest", MAO, reason="name")
    answer = await bot.server.answer_to(ana.says("anything"))
    assert 'I have nothing that links <b>Ché & "Mao" to this.' in answer.text


async def test_a_list_longer_than_a_message_comes_whole(bot: RunningBot, ana: Speaker) -> None:
    """An answer beyond Telegram's limit would not come at all, or with a torn tag."""
    facts = [fact.id for fact in bot.finder.base.facts.values()]
    bot.decides("answer", *facts, *facts)
    question = ana.says("everything, twice")

    def parts() -> list[str]:
        return [message["text"] for message in ana.chat.messages.values() if message["from"]["is_bot"]]

    def is_whole() -> bool:
        return all(sum(part.count(bot.text_of(fact_id)) for part in parts()) == 2 for fact_id in facts)

    await bot.server.until(lambda: is_whole() or None, "all parts of the answer")
    assert len(parts()) > 1
    first = await bot.server.answer_to(question)
    assert first.text == parts()[0]
    assert bot.server.answers_to(question) == [first], "only the first part should quote the question"


@pytest.mark.parametrize("kind", NOT_TEXT)
async def test_what_is_not_text_gets_a_friendly_line(bot: RunningBot, ana: Speaker, kind: str) -> None:
    """Somebody who sends a voice message would wait for an answer that never comes."""
    answer = await bot.server.answer_to(ana.sends(**NOT_TEXT[kind]))
    assert answer.text == say("only_text", "en")


async def test_the_caption_of_a_photo_is_a_question(bot: RunningBot, ana: Speaker) -> None:
    """Somebody who asks about a picture in its caption would be told to use words."""
    photo = ana.sends(**NOT_TEXT["photo"], caption="When did Mao receive Che Guevara?")
    assert bot.text_of(MAO) in (await bot.server.answer_to(photo)).text


async def test_service_messages_are_no_questions(bot: RunningBot, ana: Speaker) -> None:
    """Pinning a message would be commented upon."""
    said = ana.says("/help")
    await bot.server.answer_to(said)
    pinned = ana.sends(pinned_message=dict(said.raw))
    await bot.server.silence_after(pinned)


async def test_not_knowing_is_said_with_what_is_near(bot: RunningBot, ana: Speaker) -> None:
    """An unknown thing would be met with a wrong answer, or with nothing to go on from."""
    bot.decides("decline", MAO, CHE_1965)
    answer = await bot.server.answer_to(ana.says("Who was the tallest ambassador?"))
    assert answer.text.startswith(say("decline", "en"))
    assert [label.split(" · ")[0] for label in answer.buttons] == ["1. 19 November 1960", "2. February 1965"]
    assert answer.text.endswith(f"\n2. February 1965 · {bot.fact(CHE_1965).title['en']}")
    shown = await bot.server.next_message(ana.presses(answer, "February 1965"))
    assert bot.text_of(CHE_1965) in shown.text
    assert answer.text.startswith(say("decline", "en")), "what was offered should stay there to choose from again"


async def test_small_talk_is_answered_as_such(bot: RunningBot, ana: Speaker) -> None:
    """A greeting would be answered with some fact."""
    assert (await bot.server.answer_to(ana.says("hello"))).text == say("greeting", "en")


@pytest.mark.parametrize("text", ["/ask@other_bot When did Cuba recognise Beijing?", "/help@other_bot"])
async def test_commands_for_another_bot_are_left_alone(bot: RunningBot, ana: Speaker, text: str) -> None:
    """The bot would answer what is said to somebody else."""
    await bot.server.silence_after(ana.says(text))
