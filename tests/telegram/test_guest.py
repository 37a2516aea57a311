"""Guest mode: one complete answer in a chat that the bot is not in, and never anything else there."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from bot.facts.base import fact_key
from bot.facts.model import LANGUAGES, Language
from tests.fake_bot_api import BOT, FakeBotApi, Speaker
from tests.telegram.running import AT_BOT, RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
IN_2004 = "hu-jintao-state-visit-november-2004"
IN_2008 = "hu-jintao-state-visit-november-2008"
QUESTIONS: dict[Language, str] = {
    "en": "When did Mao receive Che Guevara?",
    "es": "¿Cuándo recibió Mao al Che Guevara?",
    "zh": "毛泽东什么时候会见格瓦拉？",
}
QUESTION = QUESTIONS["en"]
MENTIONS = {
    "before": f"{AT_BOT} {QUESTION}",
    "behind": f"{QUESTION} {AT_BOT}",
    "within": f"When did Mao {AT_BOT} receive Che Guevara?",
    "capitals": f"@CHINA_CUBA_BOT {QUESTION}",
    "command": f"/ask@{BOT.username} {QUESTION}",
}


@pytest.fixture(params=["private", "group", "supergroup"])
def ben(request: pytest.FixtureRequest, server: FakeBotApi) -> Speaker:
    """Somebody in a chat that the bot is not in; private: with somebody else."""
    return server.elsewhere(request.param)


@pytest.mark.parametrize("text", MENTIONS.values(), ids=list(MENTIONS))
async def test_a_mention_is_answered_in_full(bot: RunningBot, ben: Speaker, text: str) -> None:
    """Where the bot is only called into a chat it would be mute, or would leave out the sources."""
    posted = await ben.calls_guest(text).answer()
    fact = bot.fact(MAO)
    assert posted["text"].startswith(f"19 November 1960\n{fact.text['en']}")
    links = [e["url"] for e in posted["entities"] if e["type"] == "text_link"]
    assert links == [bot.finder.base.sources[source].url for source in fact.sources]
    (row,) = posted["reply_markup"]["inline_keyboard"]
    assert [button["url"] for button in row] == [f"https://t.me/{BOT.username}?start=f_{fact_key(MAO)}"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_in_the_language_of_the_question(bot: RunningBot, server: FakeBotApi, language: Language) -> None:
    """A guest would answer in a language that the chat does not speak."""
    posted = await server.elsewhere(language="fr").calls_guest(f"{AT_BOT} {QUESTIONS[language]}").answer()
    assert bot.text_of(MAO, language) in posted["text"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [AT_BOT, f"{AT_BOT}?!", f"/ask@{BOT.username}"])
async def test_a_mention_alone_is_told_how_to_ask(
    bot: RunningBot, server: FakeBotApi, text: str, language: Language
) -> None:
    """A chat would get the whole help, or an answer to nothing."""
    posted = await server.elsewhere(language=language).calls_guest(text).answer()
    assert posted["text"] == say("guest_usage", language, name=AT_BOT)


async def test_pointing_at_somebodys_question(bot: RunningBot, ben: Speaker) -> None:
    """The bot could not be called to a question that stands there already."""
    asked = {"message_id": 5, "date": 0, "chat": ben.chat.as_json(), "text": QUESTION}
    person = bot.server.user().as_json()
    posted = await ben.calls_guest(AT_BOT, reply_to_message={**asked, "date": 1, "from": person}).answer()
    assert bot.text_of(MAO) in posted["text"]


async def test_not_knowing_is_said_in_one_message(bot: RunningBot, ben: Speaker) -> None:
    """An unknown thing would be met with silence."""
    bot.decides("decline", MAO)
    posted = await ben.calls_guest(f"{AT_BOT} who was the tallest?").answer()
    assert posted["text"].startswith(say("decline", "en"))


async def test_a_list_opens_in_private(bot: RunningBot, ben: Speaker) -> None:
    """The numbers below a list would do nothing, as the bot cannot send there."""
    bot.decides("list", IN_2004, IN_2008)
    posted = await ben.calls_guest(f"{AT_BOT} visits of Hu").answer()
    (row,) = posted["reply_markup"]["inline_keyboard"]
    assert [button["url"][-10:] for button in row] == [fact_key(IN_2004), fact_key(IN_2008)]


async def test_an_answer_too_long_is_cut_with_a_link_to_the_whole(bot: RunningBot, ben: Speaker) -> None:
    """A long answer would be refused as a whole."""
    bot.decides("answer", *list(bot.finder.base.facts) * 2)
    posted = await ben.calls_guest(f"{AT_BOT} everything").answer()
    assert posted["text"].endswith(f"… {say('the_whole_answer', 'en')}")
    assert posted["entities"][-1]["url"].startswith(f"https://t.me/{BOT.username}?start=")


async def test_a_choice_changes_the_message_itself(bot: RunningBot, ben: Speaker) -> None:
    """Choosing would fail, as there is no message of the bot's own to be answered."""
    bot.decides("choices", MAO, IN_2004)
    summons = ben.calls_guest(f"{AT_BOT} visit")
    message_id, posted = await summons.answer_id(), await summons.answer()
    data = posted["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    ben.presses_inline(message_id, data)
    await bot.server.until(lambda: bot.text_of(MAO) in posted["text"] or None, "the chosen fact")
    (row,) = posted["reply_markup"]["inline_keyboard"]
    assert row[0]["text"] == say("button_more", "en")


async def test_none_of_these_as_a_guest(bot: RunningBot, ben: Speaker) -> None:
    """The choices would stay for ever."""
    bot.decides("choices", MAO, IN_2004)
    summons = ben.calls_guest(f"{AT_BOT} visit")
    message_id, posted = await summons.answer_id(), await summons.answer()
    ben.presses_inline(message_id, posted["reply_markup"]["inline_keyboard"][-1][0]["callback_data"])
    await bot.server.until(lambda: posted["text"] == say("none_chosen", "en") or None, "how to go on")


@pytest.mark.parametrize("data", ["d::en", "s:1a52c00f4d:en", "c:0000000000:en", "x"])
async def test_forged_presses_as_a_guest(bot: RunningBot, ben: Speaker, data: str) -> None:
    """A forged press on a message without a chat would crash the bot."""
    query_id = ben.presses_inline("AgAAAGuest0", data)
    calls = await bot.server.until(
        lambda: [c for c in bot.server.calls if c.params.text("callback_query_id") == query_id] or None, "a notice"
    )
    assert calls[0].params.text("text") == say("button_stale", "en")


async def test_one_goes_on_asking_as_a_guest(bot: RunningBot, ben: Speaker) -> None:
    """Each mention would have to say everything again."""
    bot.matches()
    await ben.calls_guest(f"{AT_BOT} When did Hu Jintao visit Havana in 2004?").answer()
    assert bot.text_of(IN_2008) in (await ben.calls_guest(f"{AT_BOT} and in 2008?").answer())["text"]


async def test_a_guest_chat_is_no_chat_of_the_bots(bot: RunningBot, server: FakeBotApi) -> None:
    """Where a foreign chat has the id of one of the bot's own, the two talks would mix."""
    bot.matches()
    ana = server.private()
    await server.answer_to(ana.says("When did Hu Jintao visit Havana in 2004?"))
    posted = await ana.calls_guest(f"{AT_BOT} sources?").answer()
    assert bot.text_of(IN_2004) not in posted["text"]


async def test_nothing_else_is_sent_there(bot: RunningBot, ben: Speaker) -> None:
    """Telegram would refuse, or, worse, the message would reach another chat that has the same id."""
    await ben.calls_guest(f"{AT_BOT} {QUESTION}").answer()
    await bot.server.settled()
    assert [call.method for call in bot.server.calls if call.chat_id == ben.chat.id] == []


async def test_a_flood_is_passed_over_in_silence(stopped_bot: RunningBot, server: FakeBotApi) -> None:
    """The warning would be sent into a private chat between two other people."""
    stopped_bot.messages_per_minute = 2
    await stopped_bot.start()
    ben = server.elsewhere("private")
    for _ in range(2):
        await ben.calls_guest(f"{AT_BOT} {QUESTION}").answer()
    ben.calls_guest(f"{AT_BOT} {QUESTION}")
    await server.settled()
    assert [call.method for call in server.calls if call.chat_id == ben.chat.id] == []


async def test_a_mention_of_long_ago(bot: RunningBot, ben: Speaker) -> None:
    """A mention that waited while the bot was off would be logged as a fault."""
    bot.server.expected_refusals.append("query is too old")
    ben.calls_guest(f"{AT_BOT} {QUESTION}", expired=True)
    await bot.server.settled()
    assert bot.errors == []
