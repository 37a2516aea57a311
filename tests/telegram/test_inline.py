"""Inline mode: what is offered while somebody types in any chat, and what is posted when it is sent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.offered import MOST_OFFERED, for_a_day, offered
from bot.answers.phrases import say
from bot.facts.base import FactBase, fact_key
from bot.facts.model import LANGUAGES, Language
from bot.matching.finder import Finder
from bot.telegram.inline import results_of_a_day
from tests.fake_bot_api import BOT, Chat, FakeBotApi, Json, Speaker
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
RECOGNITION = "diplomatic-relations-established-1960-09-28"
CHE_1965 = "guevara-second-visit-to-beijing-february-1965"
IN_2004 = "hu-jintao-state-visit-november-2004"
IN_2008 = "hu-jintao-state-visit-november-2008"
XI = "xi-jinping-state-visit-to-cuba-july-2014"
QUESTIONS: dict[Language, str] = {
    "en": "When did Mao receive Che Guevara?",
    "es": "¿Cuándo recibió Mao al Che Guevara?",
    "zh": "毛泽东什么时候会见格瓦拉？",
}


@pytest.fixture
async def bot(bot: RunningBot) -> RunningBot:
    """A bot that matches in earnest."""
    bot.matches()
    return bot


def ids(answer: Json) -> list[str]:
    return [result["id"] for result in answer["results"]]


def keys(*fact_ids: str) -> list[str]:
    return [fact_key(fact_id) for fact_id in fact_ids]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_answer_comes_first_and_posts_the_whole(
    bot: RunningBot, server: FakeBotApi, language: Language
) -> None:
    """What somebody sends to friends would be another fact, or one without its sources."""
    answer = await server.private(language="fr").types(QUESTIONS[language]).answer()
    first = answer["results"][0]
    fact = bot.fact(MAO)
    assert (first["id"], first["title"]) == (fact_key(MAO), fact.title[language])
    date_in_it, _, text = first["description"].partition(" · ")
    assert date_in_it in first["message"]["text"]
    assert text.rstrip("…") in fact.text[language]
    posted = first["message"]
    assert fact.text[language] in posted["text"]
    links = [e["url"] for e in posted["entities"] if e["type"] == "text_link"]
    assert links == [bot.finder.base.sources[source].url for source in fact.sources]
    assert posted["link_preview_options"] == {"is_disabled": True}
    (row,) = posted["reply_markup"]["inline_keyboard"]
    more = {"text": say("button_more", language), "url": f"https://t.me/{BOT.username}?start=f_{fact_key(MAO)}"}
    assert row == [more]
    assert (answer["cache_time"], answer["is_personal"], answer["button"]) == (300, False, None)


@pytest.mark.parametrize(
    "query", ["how do I bake bread", "best pizza in Rome", "天气怎么样", "¿quién ganó el partido?"]
)
async def test_what_the_bot_does_not_know_it_does_not_offer(bot: RunningBot, ana: Speaker, query: str) -> None:
    """Some fact would be offered as the answer to a question that it has nothing to do with."""
    answer = await ana.types(query).answer()
    assert answer["results"] == []
    assert answer["button"]["start_parameter"] == "help"
    assert answer["button"]["text"] in [say("inline_none", language) for language in LANGUAGES]


@pytest.mark.parametrize(("query", "language"), [("when did", "en"), ("hello", "en"), ("¿cuándo", "es")])
async def test_before_anything_is_asked_nothing_is_offered(
    bot: RunningBot, ana: Speaker, query: str, language: Language
) -> None:
    """With the first two words typed, facts picked at random would be offered."""
    answer = await ana.types(query).answer()
    assert answer["results"] == []
    assert answer["button"]["text"] == say("inline_help", language)


async def test_choices_are_offered_in_their_order(bot: RunningBot, ana: Speaker) -> None:
    """What is most likely meant would stand anywhere."""
    bot.decides("choices", RECOGNITION, MAO, CHE_1965)
    assert ids(await ana.types("1960").answer()) == keys(RECOGNITION, MAO, CHE_1965)


async def test_a_list_comes_as_a_whole_then_one_by_one(bot: RunningBot, ana: Speaker) -> None:
    """A list could not be sent at all, or only fact by fact."""
    bot.decides("list", IN_2004, IN_2008, XI)
    answer = await ana.types("presidents in Cuba").answer()
    whole, *facts = answer["results"]
    assert [fact["id"] for fact in facts] == keys(IN_2004, IN_2008, XI)
    assert say("list_found", "en", count=3) in whole["message"]["text"]
    (row,) = whole["message"]["reply_markup"]["inline_keyboard"]
    assert [button["url"][-10:] for button in row] == keys(IN_2004, IN_2008, XI)


async def test_a_long_list_leaves_eight_results(bot: RunningBot, ana: Speaker) -> None:
    """The field would be covered by a wall of results."""
    bot.decides("list", *bot.finder.base.facts)
    assert len((await ana.types("everything").answer())["results"]) == MOST_OFFERED


async def test_the_nearest_is_marked_as_such(bot: RunningBot, ana: Speaker) -> None:
    """A visit of 2014 would be offered as if it were the one of 2019 that was asked for."""
    bot.decides("closest", XI, reason="time")
    (result,) = (await ana.types("Xi in Cuba 2019").answer())["results"]
    assert result["description"].startswith("The nearest that I know. ")


@pytest.mark.parametrize(("code", "language"), [("es", "es"), ("zh-hans", "zh"), ("en", "en"), (None, "en")])
async def test_an_empty_query_offers_this_day_in_the_readers_language(
    bot: RunningBot, server: FakeBotApi, code: str | None, language: Language
) -> None:
    """Somebody who only types the bot's name would see nothing, or a language that they may not read."""
    answer = await server.private(language=code).types("").answer()
    of_day, latest = for_a_day(bot.finder.base, datetime.now(UTC).date())
    assert ids(answer) == keys(*(fact.id for fact in (*of_day, *latest)))
    assert answer["results"][0]["title"] == of_day[0].title[language]
    assert answer["is_personal"] is True
    assert answer["button"] == {"text": say("inline_help", language), "start_parameter": "help"}


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("en", "On this day · 19 November 1960 · "),
        ("es", "Un día como hoy · 19 de noviembre de 1960 · "),
        ("zh", "历史上的今天 · 1960年11月19日 · "),
    ],
)
async def test_this_day_is_marked_as_such(bot: RunningBot, language: Language, begins: str) -> None:
    """Nobody would know why a fact of 1960 is offered today; nor would the others be told from it."""
    first, *others = results_of_a_day(bot.app.bot, bot.finder.base, date(2026, 11, 19), language)
    assert str(first.description).startswith(begins)
    assert not [one for one in others if str(one.description).startswith(begins[:5])]


@pytest.mark.parametrize("query", [" ", "?", "…"])
async def test_a_mark_alone_is_an_empty_query(bot: RunningBot, ana: Speaker, query: str) -> None:
    """A question mark typed first would be told that nothing is known."""
    assert ids(await ana.types(query).answer()) == ids(await ana.types("").answer())


async def test_words_of_no_language_are_the_readers_own(bot: RunningBot, server: FakeBotApi) -> None:
    """Telegram would show one reader's results to everybody who types the same name."""
    for code in ("es", "zh"):
        answer = await server.private(language=code).types("Che Guevara Mao Zedong Beijing 1960").answer()
        assert answer["is_personal"] is True
        assert answer["results"][0]["title"] == bot.fact(MAO).title[code]


async def test_the_same_words_get_the_same_ids(bot: RunningBot, server: FakeBotApi) -> None:
    """Results would flicker as somebody types on."""
    one, other = server.private(), server.private()
    assert ids(await one.types(QUESTIONS["en"]).answer()) == ids(await other.types(QUESTIONS["en"]).answer())


async def test_a_very_long_query(bot: RunningBot, ana: Speaker) -> None:
    """A pasted paragraph, which Telegram cuts in the middle of a word, would fail."""
    answer = await ana.types(f"{QUESTIONS['en']} " * 20).answer()
    assert all(len(result["message"]["text"]) <= 4096 for result in answer["results"])


async def test_typing_counts_towards_no_limit(stopped_bot: RunningBot, ana: Speaker) -> None:
    """After twenty letters the results would stop coming, and questions be refused."""
    stopped_bot.messages_per_minute = 2
    await stopped_bot.start()
    stopped_bot.matches()
    for length in range(1, 12):
        await ana.types(QUESTIONS["en"][:length]).answer()
    assert stopped_bot.text_of(MAO) in (await stopped_bot.server.answer_to(ana.says(QUESTIONS["en"]))).text


async def test_who_typed_on_needs_no_answer_any_more(bot: RunningBot, ana: Speaker) -> None:
    """Each query that was overtaken by the next letter would be logged as a fault."""
    bot.server.expected_refusals.append("query is too old")
    ana.types("Mao", expired=True)
    await bot.server.settled()
    assert bot.errors == []


async def test_what_was_sent_inline_is_not_answered(bot: RunningBot, group: Chat) -> None:
    """The bot would answer the answer that somebody posted."""
    somebody = bot.server.member(group)
    answer = await somebody.types(QUESTIONS["en"]).answer()
    text = answer["results"][0]["message"]["text"]
    await bot.server.silence_after(somebody.says(f"@{BOT.username} {text}", via_bot=BOT.as_json()))


# What is offered, by itself


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_finds_its_fact(finder: Finder, language: Language) -> None:
    """Sharing a fact would share another one."""
    for fact in finder.base.facts.values():
        found = offered(finder, fact.title[language], "en")
        assert (found.facts, found.language) == ((fact,), language)


@given(st.text(max_size=256))
@settings(max_examples=60, deadline=None)
def test_nothing_is_offered_that_would_be_declined(finder: Finder, text: str) -> None:
    """Whatever somebody types, an answer would be offered that the bot would not give when asked."""
    found = offered(finder, text, "en")
    outcome = finder.decide(finder.read(text, fallback="en")).outcome
    assert not found.facts or outcome not in ("decline", "chat")
    assert len(found.facts) == len(set(found.facts)) <= MOST_OFFERED


# day → the facts of that day of the year, or of the nearest one before it
DAYS = {
    date(2026, 11, 19): (MAO,),
    date(2026, 11, 21): (MAO,),
    date(2026, 9, 28): (RECOGNITION,),
    date(2026, 11, 16): (RECOGNITION,),
    date(2028, 2, 29): (IN_2004,),
    date(2026, 7, 21): (XI,),
    date(2013, 7, 22): (IN_2004,),  # the visit of July 2014 is yet to come
}


@pytest.mark.parametrize(("day", "expected"), DAYS.items(), ids=str)
def test_this_day_in_history(small_base: FactBase, day: date, expected: tuple[str, ...]) -> None:
    """On most days of the year nothing would be offered; or something that is yet to come."""
    of_day, latest = for_a_day(small_base, day)
    assert tuple(fact.id for fact in of_day) == expected
    assert not set(of_day) & set(latest)
    newest = [fact.when.first_day for fact in latest]
    assert newest == sorted(newest, reverse=True)
    assert all(fact.when.first_day <= day for fact in (*of_day, *latest))
