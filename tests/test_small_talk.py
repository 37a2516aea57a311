"""Thanks, goodbyes and greetings with something around them, which are no questions."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.facts.base import FactBase
from bot.matching.finder import Finder
from bot.matching.small_talk import small_talk_in

AT_LENGTH = {
    "thanks a lot, that was really useful": "thanks",
    "ok thank you, that's all i wanted to know": "thanks",
    "muchas gracias por la información": "thanks",
    "gracias, eso es todo por hoy": "thanks",
    "非常感谢你的帮助": "thanks",
    "多谢啦 很有用": "thanks",
    "ok bye, have a nice evening": "goodbye",
    "bueno, hasta luego!": "goodbye",
    "再见 明天聊": "goodbye",
    "gn, talk tomorrow": "goodbye",
    "haha nice one": "pleasantry",
    "jajaja ta bien": "pleasantry",
    "你都懂些什么呀": "help",
    "good morning my dear bot": "greeting",
    "buenos días querido bot": "greeting",
    "你好机器人": "greeting",
}
# who names something, or asks, wants more than a greeting
QUESTIONS = [
    "thanks, and when did Xi come to Havana?",
    "thanks to China's help",
    "thanks to whom did the loan come",
    "thanks, whose hospital is that",
    "thank you, and in 2008",
    "gracias a la ayuda de China",
    "gracias, ¿y quiénes firmaron?",
    "谢谢，那2008年呢",
    "感谢信是谁写的",
    "你好，胡锦涛什么时候访问古巴",
]


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(small_base)


@pytest.mark.parametrize("text", AT_LENGTH)
def test_thanks_and_goodbyes_at_length(finder: Finder, text: str) -> None:
    """Whoever says thank you in a whole sentence would be told that nothing is known of that."""
    assert small_talk_in(finder.read(text)) == AT_LENGTH[text]
    assert finder.decide(finder.read(text)).outcome == "chat"


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_polite_question_is_answered(finder: Finder, text: str) -> None:
    """Whoever thanks first and then asks would only be greeted back."""
    assert small_talk_in(finder.read(text)) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=80))
def test_a_name_is_never_small_talk(finder: Finder, text: str) -> None:
    """Whoever names a person in a friendly message would get no answer about that person."""
    question = finder.read(f"{text} Hu Jintao 2008 ")
    if question.mentions and question.times:
        assert small_talk_in(question) is None
