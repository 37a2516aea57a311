"""From the inbox to the answer: tried again where that can help, dropped where it cannot, and never in somebody's way."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.storage.inbox import Incoming
from bot.telegram.in_hand import InHand
from bot.telegram.intake import Unreadable, chat_of, incoming
from bot.telegram.workers import AT_ONCE, LONGEST_DELAY, MOST_TRIES, age_in_seconds, delay_before_next_try
from tests.fake_bot_api import Chat, FakeBotApi, Speaker, migrated, server_error, too_many_requests
from tests.telegram.running import RunningBot

QUESTION = "When did Mao receive Che Guevara?"
MAO = "mao-guevara-meeting-1960-11-19"
reads_waiting_times = pytest.mark.filterwarnings("ignore:.*`retry_after` will be of type")

# error, tries so far, whether something was said → seconds until the next try
NEXT_TRIES: dict[str, tuple[BaseException, int, bool, float | None]] = {
    "fault of the network": (NetworkError("cut"), 1, False, 2.0),
    "for the third time": (NetworkError("cut"), 3, False, 18.0),
    "for long": (NetworkError("cut"), MOST_TRIES - 1, False, LONGEST_DELAY),
    "for too long": (NetworkError("cut"), MOST_TRIES, False, None),
    "after something was said": (NetworkError("cut"), 1, True, None),
    "no answer in time": (TimedOut(), 1, False, 2.0),
    "again no answer in time": (TimedOut(), 2, False, None),
    "database gone": (OperationalError("", {}, Exception()), 1, False, 2.0),
    "a wrong request": (BadRequest("chat not found"), 1, False, None),
    "blocked": (Forbidden("blocked"), 1, False, None),
    "a fault of the program": (KeyError("x"), 1, False, None),
}

CHAT: dict[str, Any] = {"chat": {"id": -100, "type": "supergroup"}}
ANA = {"from": {"id": 5}}
ORDERED_BY: dict[str, tuple[dict[str, Any], int]] = {
    "message": ({"message": CHAT | ANA}, -100),
    "edited message": ({"edited_message": CHAT | ANA}, -100),
    "press of a button": ({"callback_query": ANA | {"message": CHAT}}, -100),
    "press in a message sent inline": ({"callback_query": ANA | {"inline_message_id": "x"}}, 5),
    "inline query": ({"inline_query": ANA}, 5),
    "membership": ({"my_chat_member": CHAT | ANA}, -100),
    "something new": ({"something": {"x": 1}}, 0),
    "nonsense": ({"message": {"chat": {"id": "5"}, "from": [], "message": 3}}, 0),
    "too large a number": ({"message": {"chat": {"id": 10**30}}}, 0),
}


@pytest.mark.parametrize("name", NEXT_TRIES)
def test_what_is_tried_again_and_when(name: str) -> None:
    """A passing fault would cost an answer, or a lasting one be hammered; or somebody would be told everything twice."""
    error, tries, has_spoken, seconds = NEXT_TRIES[name]
    held = InHand(1, tries, lambda: None, has_spoken=has_spoken, error=error)
    assert delay_before_next_try(held) == seconds


@reads_waiting_times
def test_a_long_limit_is_kept() -> None:
    """Knocking before the time is over makes Telegram's waiting times longer and longer."""
    held = InHand(1, 1, lambda: None, error=RetryAfter(timedelta(seconds=120)))
    assert delay_before_next_try(held) == 120.0


@pytest.mark.parametrize("name", ORDERED_BY)
def test_what_an_update_is_ordered_by(name: str) -> None:
    """A press would overtake the message, or an odd update stop the intake."""
    update, chat_id = ORDERED_BY[name]
    assert chat_of(update) == chat_id
    assert incoming({"update_id": 1} | update).chat_id == chat_id


@pytest.mark.parametrize("kind", ["message", "edited_message", "callback_query", "inline_query", "guest_message"])
def test_what_waits_for_nobody(kind: str) -> None:
    """Inline results would come when they are worth nothing any more; or a press overtake what it is about."""
    assert incoming({"update_id": 1, kind: CHAT | ANA}).is_urgent == (kind in ("inline_query", "guest_message"))


@pytest.mark.parametrize(
    "body", [None, [], {}, {"update_id": "1"}, {"update_id": -1}, {"update_id": True}, {"update_id": 2**63}]
)
def test_what_is_no_update(body: object) -> None:
    """The database would refuse it, and with it everything that came along."""
    with pytest.raises(Unreadable):
        incoming(body)


def test_how_old_an_update_is() -> None:
    """A late answer would disturb, or a change of membership be missed."""
    hour_ago = int(time.time()) - 3600
    assert age_in_seconds({"message": {"date": hour_ago}}, 5.0) == pytest.approx(3600, abs=5)
    assert age_in_seconds({"edited_message": {"date": 0, "edit_date": hour_ago}}, 5.0) == pytest.approx(3600, abs=5)
    assert age_in_seconds({"callback_query": {"message": {"date": 0}}}, 5.0) == 5.0
    assert age_in_seconds({"my_chat_member": {"date": 0}}, 5.0) is None


async def test_an_outage_of_telegram_is_outlasted(
    bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When Telegram cannot take answers for a minute, all that was asked then would go unanswered."""
    monkeypatch.setattr("bot.telegram.pacing.MOST_TRIES", 1)
    monkeypatch.setattr("bot.telegram.workers.LONGEST_DELAY", 0.05)
    bot.server.fails("sendMessage", server_error(), times=4)
    said = ana.says(QUESTION)
    assert bot.text_of(MAO) in (await bot.server.answer_to(said)).text
    assert len(bot.server.answers_to(said)) == 1
    assert {type(error) for error in bot.errors} == {NetworkError}
    bot.errors.clear()


@reads_waiting_times
async def test_waiting_chats_keep_no_worker(bot: RunningBot, ana: Speaker) -> None:
    """As many busy groups as there are workers would silence the bot for everybody."""
    groups = [bot.server.group(f"Group {number}") for number in range(AT_ONCE + 4)]
    for group in groups:
        bot.server.fails("sendMessage", too_many_requests(3), chat=group)
    held_up = [bot.server.member(group).says(f"/ask {QUESTION}") for group in groups]
    await bot.server.until(lambda: None if bot.server.faults.left else True, "the refusals")
    began = time.monotonic()
    await bot.server.answer_to(ana.says(QUESTION))
    assert time.monotonic() - began < 1.0
    for message in held_up:
        await bot.server.answer_to(message)


async def test_a_locked_database_is_waited_for(
    bot: RunningBot, ana: Speaker, capsys: pytest.CaptureFixture[str]
) -> None:
    """A backup that locks the database for a moment would cost answers, or the bot its life."""
    await bot.server.answer_to(ana.says(QUESTION))
    await bot.server.settled()  # what is kept after an answer would find the lock too
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = ana.says(QUESTION)
        await bot.server.until(lambda: None if bot.serving.calls.is_reachable else True, "the lock to be seen")
        assert bot.server.answers_to(said) == []
    await bot.server.answer_to(said)
    await bot.server.settled()
    assert len(bot.server.answers_to(said)) == 1
    written = capsys.readouterr().out
    assert written.count("database_gone") == written.count("database_back") == 1
    bot.errors.clear()


async def test_old_questions_in_a_group_are_dropped(
    bot: RunningBot, ana: Speaker, group: Chat, capsys: pytest.CaptureFixture[str]
) -> None:
    """After an outage the bot would burst into talks that have long moved on."""
    somebody = bot.server.member(group)
    old = int(time.time()) - 3 * 3600
    dropped = somebody.says(f"/ask {QUESTION}", date=old)
    answered = ana.says(QUESTION, date=old)
    await bot.server.answer_to(answered)
    await bot.server.silence_after(dropped)
    assert "too old" in capsys.readouterr().out


async def test_a_late_inline_query_is_dropped(
    stopped_bot: RunningBot, ana: Speaker, capsys: pytest.CaptureFixture[str]
) -> None:
    """After an outage the bot would first look up what nobody waits for."""
    await stopped_bot.start()
    await stopped_bot.stop()
    asked = {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "A"}, "query": QUESTION, "offset": ""}
    stopped_bot.inbox.put([incoming({"update_id": 1, "inline_query": asked})])
    with closing(sqlite3.connect(stopped_bot.database, isolation_level=None)) as other:
        other.execute("UPDATE inbox SET received_at = received_at - 20")
    await stopped_bot.start()
    await stopped_bot.server.answer_to(ana.says(QUESTION))
    assert "too old" in capsys.readouterr().out
    assert not [call for call in stopped_bot.server.calls if call.method == "answerInlineQuery"]


@reads_waiting_times
async def test_inline_queries_pass_a_chat_that_waits(bot: RunningBot, ana: Speaker) -> None:
    """Whoever flooded his own chat could not use the bot anywhere else."""
    bot.server.fails("sendMessage", too_many_requests(3), chat=ana.chat)
    said = ana.says(QUESTION)
    await bot.server.until(lambda: None if bot.server.faults.left else True, "the refusal")
    began = time.monotonic()
    assert (await ana.types(QUESTION).answer())["results"]
    assert time.monotonic() - began < 1.0
    await bot.server.answer_to(said)


@pytest.mark.parametrize(
    ("body", "tries"),
    [('{"update_id": 1, "message": {"message_id": 5}}', 0), ("[]", 0), ("{", 0), ('{"update_id": 1}', MOST_TRIES)],
    ids=["half a message", "a list", "no JSON", "tried too often"],
)
async def test_what_cannot_be_handled_is_dropped(
    bot: RunningBot, ana: Speaker, capsys: pytest.CaptureFixture[str], body: str, tries: int
) -> None:
    """One such update would stop its chat for ever, or kill one process after the other."""
    bot.inbox.put([Incoming(1, ana.chat.id, body)])
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("UPDATE inbox SET tries = ? WHERE update_id = 1", [tries])
    await bot.server.answer_to(ana.says(QUESTION))
    await bot.server.until(lambda: None if bot.inbox.depth() else True, "an empty inbox")
    assert "update_dropped" in capsys.readouterr().out


async def test_a_full_inbox_stops_the_fetching(
    stopped_bot: RunningBot, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood would fill the disk."""
    monkeypatch.setattr("bot.telegram.polling.POLL_SECONDS", 1)
    await stopped_bot.start()
    await stopped_bot.server.answer_to(ana.says(QUESTION))
    intake = stopped_bot.serving.intake
    intake._most = 0
    await stopped_bot.server.until(lambda: intake._was_full or None, "a full inbox")
    said = ana.says(QUESTION)
    await stopped_bot.server.until(lambda: stopped_bot.server.state.updates.waiting or None, "waiting updates")
    intake._most = 100
    await stopped_bot.server.answer_to(said)


async def test_a_group_that_becomes_a_supergroup(bot: RunningBot, server: FakeBotApi) -> None:
    """The question asked at that moment would get no answer."""
    old, new = server.group("Friends", kind="group"), server.group("Friends")
    server.expected_refusals.append("upgraded to a supergroup")
    said = server.member(old).says(f"/ask {QUESTION}")
    server.fails("sendMessage", migrated(new.id), chat=old)
    await server.until(lambda: new.messages or None, "the answer in the new group")
    (answer,) = new.messages.values()
    assert bot.text_of(MAO) in answer["text"]
    assert "reply_to_message" not in answer, "the message has another number there"
    assert server.answers_to(said) == []


async def test_what_was_in_hand_is_handed_over(stopped_bot: RunningBot, ana: Speaker) -> None:
    """After each restart some questions would wait for seconds, or for ever."""
    stopped_bot.server.fails("sendMessage", server_error(), times=3)
    await stopped_bot.start()
    said = ana.says(QUESTION)
    await stopped_bot.server.until(lambda: stopped_bot.server.calls[-1].status == 0 or None, "the first try")
    began = time.monotonic()
    await stopped_bot.stop()
    assert time.monotonic() - began < 5
    await stopped_bot.start()
    await stopped_bot.server.answer_to(said)
    assert len(stopped_bot.server.answers_to(said)) == 1
