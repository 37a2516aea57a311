"""The language of an answer: that of the question, else that of the reader's Telegram, else English."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from bot.facts.model import Language
from tests.fake_bot_api import Chat, FakeBotApi
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
RECOGNITION = "diplomatic-relations-established-1960-09-28"

QUESTIONS: dict[Language, str] = {
    "en": "When did Mao receive Che Guevara?",
    "es": "¿Cuándo recibió Mao al Che Guevara?",
    "zh": "毛泽东什么时候会见格瓦拉？",
}
DATES: dict[Language, str] = {"en": "19 November 1960", "es": "19 de noviembre de 1960", "zh": "1960年11月19日"}
SOURCES: dict[Language, str] = {"en": "Sources", "es": "Fuentes", "zh": "来源"}

# language_code of the user → language of the answer to a question that shows none
READERS: dict[str | None, Language] = {
    "en": "en", "es": "es", "es-419": "es", "zh-hans": "zh", "zh-hant": "zh", "ZH": "zh", "fr": "en", "": "en",
    None: "en",
}  # fmt: skip


@pytest.mark.parametrize("reader", ["en", "es", "zh"])
@pytest.mark.parametrize("language", ["en", "es", "zh"])
async def test_the_answer_is_in_the_language_of_the_question(
    bot: RunningBot, server: FakeBotApi, group: Chat, language: Language, reader: str
) -> None:
    """In a group of several languages people would be answered in one that they did not ask in."""
    asked = server.member(group, language=reader).says(f"/ask {QUESTIONS[language]}")
    answer = await server.answer_to(asked)
    assert answer.text.startswith(f"{DATES[language]}\n{bot.text_of(MAO, language)}")
    assert answer.marked("bold")[-1] == SOURCES[language]


@pytest.mark.parametrize(("code", "language"), READERS.items(), ids=[str(code) for code in READERS])
async def test_a_question_without_a_language_is_answered_in_the_readers(
    bot: RunningBot, server: FakeBotApi, code: str | None, language: Language
) -> None:
    """Names and numbers alone would always be answered in English."""
    bot.decides("answer", MAO)
    answer = await server.answer_to(server.private(language=code).says("che mao 1960"))
    assert answer.text.startswith(DATES[language])


@pytest.mark.parametrize(
    ("facts", "asks", "refuses"),
    [((MAO, RECOGNITION), "choices", "none_of_these"), ((MAO,), "one_choice", "not_this")],
    ids=["choices", "one choice"],
)
@pytest.mark.parametrize("language", ["en", "es", "zh"])
async def test_buttons_speak_the_language_of_the_question(
    bot: RunningBot, server: FakeBotApi, language: Language, facts: tuple[str, ...], asks: str, refuses: str
) -> None:
    """Choices in Chinese would open an answer in English; one fact would be offered as if there were several."""
    bot.decides("choices", *facts)
    person = server.private(language="fr")
    message = await server.answer_to(person.says(QUESTIONS[language]))
    assert message.text.startswith(say(asks, language))
    assert say(refuses, language) in message.buttons
    await server.call_after(person.presses(message, DATES[language]), "editMessageText")
    assert message.text.startswith(DATES[language])
    assert message.marked("bold")[-1] == SOURCES[language]
