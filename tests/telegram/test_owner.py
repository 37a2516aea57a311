"""What the owner gets: figures, and word of faults without anybody's words."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from tests.fake_bot_api import FakeBotApi, Speaker, User
from tests.telegram.running import RunningBot

QUESTION = "When did Mao receive Che Guevara?"
OWNER = 4_000_000_001


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


async def test_stats_count_by_outcome(owned: RunningBot, owner: Speaker) -> None:
    """The owner would not know whether the bot is used, and how well it does."""
    for text in (QUESTION, "hello", "Who built the bridge?", "who built the bridges?"):
        await owned.server.answer_to(owned.server.private().says(text))
    await owned.server.settled()
    text = (await owned.server.answer_to(owner.says("/stats"))).text
    for line in (
        say("stats_today", "en", total=4),
        say("stats_answer", "en", number=1),
        say("stats_decline", "en", number=2),
        say("stats_unanswered", "en", number=1),
        say("stats_base", "en", version=owned.finder.base.version, facts=len(owned.finder.base.facts)),
    ):
        assert line in text


@pytest.mark.parametrize("command", ["/stats", "/correct"])
async def test_nobody_else_gets_them(owned: RunningBot, ana: Speaker, command: str) -> None:
    """Anybody could look into the books, or send messages into every chat."""
    assert (await owned.server.answer_to(ana.says(command))).text == say("help", "en")


async def test_without_an_owner_nobody_gets_them(bot: RunningBot, ana: Speaker) -> None:
    """A bot without OWNER_IDS would be everybody's."""
    assert (await bot.server.answer_to(ana.says("/stats"))).text == say("help", "en")


async def test_a_fault_is_told_once_and_without_words(
    owned: RunningBot, owner: Speaker, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The owner would not hear of faults, or read what people ask, or drown in messages."""

    def breaks(question: object) -> None:
        raise KeyError(f"secret words in {question}")

    monkeypatch.setattr(owned.house.finder, "decide", breaks)
    for _ in range(3):
        ana.says("my secret question")
    await owned.server.until(lambda: owned.errors[2:] or None, "three faults")
    told = await owned.server.until(lambda: list(owner.chat.messages.values()) or None, "the message to the owner")
    assert len(told) == 1
    assert "KeyError, bot/answers/conversation.py" in told[0]["text"]
    assert "secret" not in told[0]["text"]
    owned.errors.clear()
