"""What is remembered: preferences of chats, counters by day, questions without an answer."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.storage.chats import ChatPreferences, ChatSettings
from bot.storage.counters import Counters
from bot.storage.redaction import LONGEST_TEXT, folded, redacted
from bot.storage.unanswered import Unanswered


@pytest.fixture
def database(engine: Engine) -> Engine:
    """A database of each kind."""
    return engine


# Chats


def test_a_chat_keeps_what_it_has_set(database: Engine) -> None:
    """A group's settings would be another group's, or be lost."""
    chats = ChatSettings(database)
    wanted = ChatPreferences("zh", "short", unaddressed=True, choosers="asker")
    chats.set(-5, wanted)
    assert (chats.get(-5), chats.get(-6), chats.count()) == (wanted, ChatPreferences(), 1)


def test_moving_twice_changes_nothing(database: Engine) -> None:
    """Telegram tells of a move in both chats; the second word would wipe out what was set meanwhile."""
    chats = ChatSettings(database)
    chats.set(-5, ChatPreferences("zh"))
    chats.move(-5, -1005)
    chats.set(-1005, ChatPreferences("es"))
    chats.move(-5, -1005)
    assert (chats.get(-1005), chats.get(-5)) == (ChatPreferences("es"), ChatPreferences())


# Counters


def test_counters_count_by_day(database: Engine) -> None:
    """Yesterday's questions would count as today's."""
    now = datetime(2026, 11, 24, 23, 59, tzinfo=UTC).timestamp()
    clock = [now]
    counters = Counters(database, lambda: clock[0])
    for name in ("answer", "answer", "decline"):
        counters.add(name)
    clock[0] += 120
    counters.add("answer")
    assert counters.of(date(2026, 11, 24)) == {"answer": 2, "decline": 1}
    assert counters.of(counters.today()) == {"answer": 1}


def test_several_may_count_at_once(database: Engine) -> None:
    """Two processes on one database would lose counts, or one of them would fail."""

    def count() -> None:
        for _ in range(20):
            Counters(database).add("answer")

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counters(database).of(Counters(database).today()) == {"answer": 80}


# What tells of people

REDACTED = {
    "handle": ("what did @some_one say about Mao?", "what did say about Mao?"),
    "full-width handle": ("＠some_one 毛泽东", "毛泽东"),
    "telephone number": ("call +53 7 832-9000 about the ship", "call about the ship"),
    "telephone number in brackets": ("(537) 832 9000 Havana", "Havana"),
    "Chinese mobile": ("电话13800138000问建交", "电话 问建交"),
    "identity card": ("85010112345 who am I", "who am I"),
    "mail": ("ask ana.maria@nauta.cu when", "ask when"),
    "link": ("is https://example.org/a?b=c true", "is true"),
    "bare link": ("is t.me/some_channel or www.example.org true", "is or true"),
    "name of a user": ("Ana Gomez when did Mao die", "when did Mao die"),
}
KEPT = [
    "When did Mao receive Che in 1960?",
    "between 1960 and 1965",
    "1960-1965",
    "1960/61 or 1961",
    "on 19.11.1960 or 1960-11-19",
    "in 1960 1961 1962",
    "2017, 2018 y 2019",
    "5000 tractors",
    "1960年9月28日中古建交，哪一年？",
    "the 26th of July",
    "3.5 % of trade",
    "U.S. and P.R.C. in the U.N.",
]


@pytest.mark.parametrize(("text", "expected"), REDACTED.values(), ids=list(REDACTED))
def test_what_tells_of_people_goes(text: str, expected: str) -> None:
    """Somebody's telephone number would stand in the curators' list."""
    assert redacted(text, ["Ana Gomez"]) == expected


@pytest.mark.parametrize("text", KEPT)
def test_years_dates_and_small_figures_stay(text: str) -> None:
    """The curators could not see which year a question was about."""
    assert redacted(text) == text


@given(st.text(max_size=400), st.text("0123456789 -+()", min_size=9, max_size=20))
def test_no_long_number_and_no_handle_survives(text: str, number: str) -> None:
    """Some spelling of a number or a handle would slip through."""
    kept = redacted(f"{text} @somebody 13800138000{number} {text}")
    assert "@somebody" not in kept
    assert "13800138000" not in kept
    assert len(kept) <= LONGEST_TEXT
    assert redacted(kept) == kept


@given(st.text(max_size=50))
def test_folding_is_stable(text: str) -> None:
    """The same question would be counted as another one."""
    assert folded(folded(text)) == folded(text)
    assert folded(text) == folded(f"  {text}?? ")


# Unanswered questions


def test_the_same_question_is_counted(database: Engine) -> None:
    """The list would be long, and the frequent would not stand out."""
    unanswered = Unanswered(database)
    for text in ("Who built the bridge?", "who built the BRIDGE", "Who built  the bridge!"):
        unanswered.record(text, "en", "declined", ["a"])
    unanswered.record("Who built the bridge?", "en", "wrong", ["b"])
    unanswered.record("¿Quién hizo el puente?", "es", "none", [])
    found = [(q.text, q.language, q.kind, q.near, q.count) for q in unanswered.all()]
    assert found[0] == ("Who built the bridge?", "en", "declined", ("a",), 3)
    assert len(found) == 3


@pytest.mark.parametrize("text", ["", "???", "@somebody", "+53 7 832 9000", "https://example.org"])
def test_what_holds_no_question_is_not_kept(database: Engine, text: str) -> None:
    """The list would fill with empty lines."""
    unanswered = Unanswered(database)
    unanswered.record(text, "en", "declined", [])
    assert unanswered.all() == []


def test_the_list_is_bounded(database: Engine) -> None:
    """Somebody could fill the disk; or what is asked most would be the first to go."""
    day = [datetime(2026, 11, 1, tzinfo=UTC).timestamp()]
    unanswered = Unanswered(database, most=3, clock=lambda: day[0])
    for text in ("often", "often", "old", "newer", "newest"):
        day[0] += 86_400
        unanswered.record(text, "en", "declined", [])
    assert {q.text for q in unanswered.all()} == {"often", "newer", "newest"}


def test_deleting_leaves_what_came_later(database: Engine) -> None:
    """What was asked while the curator read the list would be lost unseen."""
    unanswered = Unanswered(database)
    unanswered.record("first", "en", "declined", [])
    shown = unanswered.all()
    unanswered.record("second", "en", "declined", [])
    unanswered.delete([q.key for q in shown])
    assert [q.text for q in unanswered.all()] == ["second"]
