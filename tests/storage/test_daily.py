"""Subscriptions to daily posts: kept, moved, ended, forgotten; and each post is claimed once, whoever else tries."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.storage.daily import Daily, Subscription
from tests.conftest import PROJECT

CHAT = 5_000_000_001
WANTED = Subscription(CHAT, None, "es", "America/Havana", 9, 1000)
PROCESSES, POSTS = 3, 60
# One process that claims every due post of sixty chats, over and over, and prints the chats that it won.
CLAIMS = """
import sys
from dataclasses import replace
from bot.storage.daily import Daily
from bot.storage.database import open_database
store = Daily(open_database(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
while due := store.due(5000):
    for subscription in due:
        if store.claim(subscription, 90_000, "2026-11-24"):
            print(subscription.chat_id)
"""


@pytest.fixture
def daily(engine: Engine) -> Daily:
    return Daily(engine)


def test_what_a_chat_wants_is_kept(daily: Daily, engine: Engine) -> None:
    """After a restart nobody would get daily posts any more."""
    assert daily.get(CHAT) is None
    daily.keep(replace(WANTED, thread_id=7))
    assert Daily(engine).get(CHAT) == replace(WANTED, thread_id=7)
    daily.keep(replace(WANTED, hour=20, next_at=2000))
    assert daily.get(CHAT) == replace(WANTED, hour=20, next_at=2000)


def test_only_what_is_due_is_found(daily: Daily) -> None:
    """Posts would come at any time."""
    daily.keep(WANTED)
    daily.keep(replace(WANTED, chat_id=2, next_at=500))
    daily.keep(replace(WANTED, chat_id=3, next_at=3000))
    assert daily.due(499) == ()
    assert [found.chat_id for found in daily.due(1000)] == [2, CHAT]


def test_a_post_is_claimed_once(daily: Daily) -> None:
    """Two processes that look at the same time would both send it."""
    daily.keep(WANTED)
    (first,) = (second,) = daily.due(1000)
    assert daily.claim(first, 90_000, "2026-11-24")
    assert not daily.claim(second, 90_000, "2026-11-24")
    assert daily.get(CHAT) == replace(WANTED, next_at=90_000, last_day="2026-11-24")


def test_the_post_of_a_day_is_not_claimed_again_after_a_change(daily: Daily) -> None:
    """Who changes the hour just as a post is sent would get it twice; or none ever after."""
    daily.keep(WANTED)
    (due,) = daily.due(1000)
    assert daily.claim(due, 90_000, "2026-11-24")
    daily.keep(replace(WANTED, hour=10, next_at=4000))  # computed before the claim was seen
    (due,) = daily.due(5000)
    assert not daily.claim(due, 90_500, "2026-11-24")
    assert daily.due(5000) == ()
    (due,) = daily.due(90_500)
    assert daily.claim(due, 180_000, "2026-11-25")


def test_off_and_on_again_remembers_the_last_post(daily: Daily) -> None:
    """Turning it off and on would send the same day once more."""
    daily.keep(replace(WANTED, last_day="2026-11-24"))
    assert daily.end(CHAT)
    assert not daily.end(CHAT)
    assert daily.get(CHAT) is None
    assert daily.due(10**10) == ()
    assert daily.last_day(CHAT) == "2026-11-24"
    daily.keep(WANTED)
    assert daily.last_day(CHAT) == "2026-11-24"


def test_what_has_ended_is_forgotten_after_days(daily: Daily) -> None:
    """A chat that wants nothing would stay in the database for ever; or one that does would be dropped."""
    daily.keep(replace(WANTED, last_day="2026-11-01"))
    daily.keep(replace(WANTED, chat_id=2, last_day="2026-11-01"))
    daily.end(CHAT)
    daily.forget_ended("2026-11-01")
    assert daily.last_day(CHAT) == "2026-11-01"
    daily.forget_ended("2026-11-21")
    assert daily.last_day(CHAT) == ""
    assert daily.get(2) is not None


def test_a_group_that_moves_takes_it_along(daily: Daily) -> None:
    """A group that becomes a supergroup would get nothing any more; or everything twice."""
    daily.keep(replace(WANTED, chat_id=-5))
    daily.move(-5, -100_5)
    daily.move(-5, -100_5)
    assert daily.get(-5) is None
    assert daily.get(-100_5) == replace(WANTED, chat_id=-100_5)


def test_forgetting_a_chat_leaves_nothing(daily: Daily) -> None:
    """/forget would leave behind when somebody wants to be written to."""
    daily.keep(replace(WANTED, last_day="2026-11-24"))
    daily.keep(replace(WANTED, chat_id=2))
    daily.forget_chats([CHAT])
    assert daily.get(CHAT) is None
    assert daily.last_day(CHAT) == ""
    assert daily.get(2) is not None


def test_processes_that_race_send_each_post_once(daily: Daily, database_url: str) -> None:
    """With several replicas every subscriber would get every post several times."""
    for chat_id in range(1, POSTS + 1):
        daily.keep(replace(WANTED, chat_id=chat_id))
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMS, database_url],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    for process in racing:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in racing:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    won = [int(chat_id) for process in racing for chat_id in process.communicate(timeout=60)[0].split()]
    assert [process.returncode for process in racing] == [0] * PROCESSES
    assert sorted(won) == list(range(1, POSTS + 1))
