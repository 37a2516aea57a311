"""Updates that no well-meaning Telegram sends: dropped or answered, never the end of the bot, and nothing to strangers."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Update as Telegram
from telegram.constants import MessageType

from bot.telegram import shape
from bot.telegram.app import UPDATES
from tests.fake_bot_api import FakeBotApi, Json
from tests.telegram.hostile import Feeding, Seeds, raw_updates, run, spoilt
from tests.telegram.running import RunningBot

Update = Json
# What MessageType lists and no message has now, or only one of a kind that the bot does not ask for.
ELSEWHERE = {"business_connection_id", "channel_chat_created", "sender_business_bot"}
CHAT = {"id": 5, "type": "private"}
ANA = {"id": 5, "is_bot": False, "first_name": "Ana"}
MESSAGE = {"message_id": 1, "date": 1, "chat": CHAT, "from": ANA}

NOT_TELEGRAMS: dict[str, Update] = {
    "an id that is a text": {"message": MESSAGE | {"chat": CHAT | {"id": "5"}}},
    "an id beyond the database": {"message": MESSAGE | {"chat": CHAT | {"id": 2**63}}},
    "a date of no calendar": {"message": MESSAGE | {"date": 10**20}},
    "a text that is a list": {"message": MESSAGE | {"text": ["x"]}},
    "entities of no text": {"message": MESSAGE | {"entities": [{"type": "mention", "offset": 0, "length": 1}]}},
    "an entity before the text": {"message": MESSAGE | {"text": "x", "entities": [{"type": "mention", "offset": -1}]}},
    "a press by nobody": {"callback_query": {"id": "1", "data": "o:1:en"}},
    "a query that is a number": {"inline_query": {"id": "1", "from": ANA, "query": 5}},
    "a list in place of a message": {"message": [MESSAGE]},
    "half a character": {"message": MESSAGE | {"text": "\ud83d"}},
}


@pytest.fixture
async def feeding(stopped_bot: RunningBot) -> Feeding:
    """A bot that matches in earnest, to be fed."""
    stopped_bot.server.expected_refusals.append("Bad Request")
    stopped_bot.messages_per_minute = 600
    await stopped_bot.start()
    stopped_bot.matches()
    return Feeding(stopped_bot)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.data())
async def test_spoilt_updates(feeding: Feeding, chance: random.Random, data: st.DataObject) -> None:
    """Whoever finds an update that stops the bot stops it for everybody."""
    seeds = Seeds(feeding.bot.server)
    names = data.draw(st.lists(st.sampled_from(seeds.names), min_size=1, max_size=5))
    updates = [spoilt(seeds.make(name, chance), chance) for name in names]
    assert await feeding.feed(updates) == []
    feeding.bot.errors.clear()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
async def test_spoilt_updates_of_every_kind(feeding: Feeding, chance: random.Random) -> None:
    """What only few people send, a gift or a checklist, would be the way to stop the bot."""
    seeds = Seeds(feeding.bot.server)
    whole = [seeds.make_raw(chance) for _ in range(5)]
    assert await feeding.feed([spoilt(update, chance, whole) for update in whole]) == []
    feeding.bot.errors.clear()


async def test_every_kind_of_update(feeding: Feeding, server: FakeBotApi) -> None:
    """The bot would fail at what its makers never sent it, or answer when somebody pins a message or sends a gift."""
    corpus = raw_updates()
    for raw in corpus:
        calls = len(server.calls)
        assert await feeding.feed([raw.update]) == [], raw.what
        spoken = [call.method for call in server.calls[calls:] if call.method != "getUpdates"]
        assert raw.is_answered in (None, bool(spoken)), (raw.what, spoken)
    feeding.bot.errors.clear()
    kinds = {kind for raw in corpus for kind in raw.update}
    assert set(map(str, Telegram.ALL_TYPES)) <= kinds, "a kind of update that is not in the corpus"
    contents = {content for raw in corpus for content in raw.update.get("message", {})}
    assert {str(content.value) for content in MessageType} - ELSEWHERE <= contents, (
        "a content that is not in the corpus"
    )


async def test_the_command_finds_nothing() -> None:
    """The run over ten thousand would tell of faults that are none, or of none that are there."""
    assert await run(300, seed=1) == 0


@pytest.mark.parametrize("name", Seeds.SILENT)
async def test_nothing_is_said_where_nobody_asked(feeding: Feeding, server: FakeBotApi, name: str) -> None:
    """The bot would talk into channels, to other bots for ever, or into talks between people."""
    seeds = Seeds(server)
    calls = len(server.calls)
    assert await feeding.feed([seeds.make(name, random.Random(0))]) == []
    assert [call.method for call in server.calls[calls:] if call.method != "getUpdates"] == []


async def test_what_is_spoilt_is_answered_when_whole(feeding: Feeding, server: FakeBotApi) -> None:
    """The other tests here would find nothing, as nothing would be handled at all."""
    seeds, quiet = Seeds(server), {*Seeds.SILENT, "membership", "migration"}
    for name in seeds.names:
        calls = len(server.calls)
        await feeding.feed([seeds.make(name, random.Random(0))])
        spoken = [call.method for call in server.calls[calls:] if call.method != "getUpdates"]
        assert bool(spoken) != (name in quiet), name
    feeding.bot.errors.clear()


@pytest.mark.parametrize("name", NOT_TELEGRAMS)
def test_what_telegram_cannot_have_sent(name: str) -> None:
    """It would get as far as the database or the matcher, which were never made for it."""
    with pytest.raises(ValueError):
        shape.read(json.dumps({"update_id": 1} | NOT_TELEGRAMS[name]))


def test_only_what_was_asked_for_is_read() -> None:
    """A new kind of update would be handled without anybody having thought of it; or one that was be dropped."""
    assert set(shape._Update.model_fields) == {"update_id", *UPDATES}
    whole = {"update_id": 1, "message": MESSAGE | {"text": "x", "new_thing": 5}}
    assert shape.read(json.dumps(whole | {"channel_post": {}, "poll": 5})) == whole
