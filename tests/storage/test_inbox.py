"""The inbox: what is in it is handled once, in order, and by somebody, whatever happens to the processes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import IntegrityError

from bot.storage.inbox import Inbox, Incoming

ANA, BEN, CHU = 1, 2, 3
SHORT_LEASE = 0.3


def _updates(*chats: int, first: int = 100) -> list[Incoming]:
    return [Incoming(first + number, chat, f"update {first + number}") for number, chat in enumerate(chats)]


def _ids(inbox: Inbox, wanted: int, done: Sequence[int] = ()) -> list[int]:
    return [taken.update_id for taken in inbox.turn(done, wanted)]


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    return Inbox(engine, "one")


def test_an_update_is_kept_once(inbox: Inbox) -> None:
    """What Telegram delivers twice would be answered twice: waiting, in hand, or long done."""
    assert inbox.put(_updates(ANA, BEN)) == 2
    assert inbox.put(_updates(ANA, BEN)) == 0
    assert inbox.put([*_updates(ANA, first=100), *_updates(CHU, CHU, first=102)]) == 2
    assert _ids(inbox, 9) == [100, 101, 102]
    assert inbox.put(_updates(ANA)) == 0
    assert _ids(inbox, 9, done=[100, 101, 102]) == [103]
    assert inbox.put(_updates(ANA)) == 0
    assert _ids(inbox, 9) == []


def test_a_chat_has_one_in_hand(inbox: Inbox) -> None:
    """A question and its correction would be answered in the wrong order."""
    inbox.put(_updates(ANA, ANA, BEN, ANA, BEN))
    assert _ids(inbox, 9) == [100, 102]
    assert _ids(inbox, 9) == []
    assert _ids(inbox, 9, done=[100]) == [101]
    assert _ids(inbox, 9, done=[101, 102]) == [103, 104]


def test_the_oldest_come_first(inbox: Inbox) -> None:
    """Under load somebody who asked early would be answered last."""
    inbox.put(_updates(CHU, BEN, ANA))
    assert _ids(inbox, 2) == [100, 101]


def test_what_is_urgent_comes_first_and_waits_for_nobody(inbox: Inbox) -> None:
    """Who types an inline query would wait for a busy chat, get its results when they are worth nothing, or hold it up."""
    inbox.put(
        [*_updates(ANA, ANA, BEN), Incoming(103, ANA, "", is_urgent=True), Incoming(104, ANA, "", is_urgent=True)]
    )
    assert [(taken.update_id, taken.is_urgent) for taken in inbox.turn([], 3)] == [
        (103, True), (104, True), (100, False),
    ]  # fmt: skip
    assert _ids(inbox, 9) == [102]
    assert _ids(inbox, 9, done=[100]) == [101], "while both are in hand"


def test_what_is_done_keeps_no_text(inbox: Inbox, engine: Engine) -> None:
    """What people asked would lie in the database for days."""
    inbox.put(_updates(ANA))
    inbox.turn(_ids(inbox, 1), 0)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT body FROM inbox")).scalars().all() == [""]


def test_a_killed_process_leaves_its_work_to_others(engine: Engine) -> None:
    """A question that was in hand at the kill would never be answered."""
    killed, other = Inbox(engine, "killed", SHORT_LEASE), Inbox(engine, "other", SHORT_LEASE)
    killed.put(_updates(ANA, ANA))
    assert _ids(killed, 9) == [100]
    assert _ids(other, 9) == []
    time.sleep(SHORT_LEASE + 0.05)
    (taken,) = other.turn([], 9)
    assert (taken.update_id, taken.tries) == (100, 2)


def test_what_is_renewed_is_not_taken_over(engine: Engine) -> None:
    """A slow answer would be given twice, by two processes."""
    slow, other = Inbox(engine, "slow", SHORT_LEASE), Inbox(engine, "other", SHORT_LEASE)
    slow.put(_updates(ANA))
    assert _ids(slow, 1) == [100]
    for _ in range(4):
        time.sleep(SHORT_LEASE / 2)
        slow.renew()
    assert _ids(other, 1) == []


def test_renewing_goes_along_with_finishing(engine: Engine) -> None:
    """Both at once would end in a deadlock, which halts the answering for a second and looks like an outage."""
    if engine.dialect.name == "sqlite":
        pytest.skip("one transaction at a time")
    inbox = Inbox(engine, "one")
    inbox.put(_updates(ANA, BEN))
    assert _ids(inbox, 2) == [100, 101]
    with engine.connect() as finishing:
        finishing.execute(text("UPDATE inbox SET done_at = 1 WHERE update_id = 101"))
        inbox.renew()  # would wait for the other, which holds the row
        finishing.commit()
    assert inbox.depth() == 1


def test_only_what_came_in_waits_for_the_disk(engine: Engine) -> None:
    """A power cut would take what Telegram was told had arrived; or every answer would wait for the disk."""
    if engine.dialect.name != "sqlite":
        pytest.skip("waits for the disk at each commit")
    levels: list[object] = []

    @event.listens_for(engine, "commit")
    def committing(connection: Connection) -> None:
        levels.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())

    inbox, full, normal = Inbox(engine, "one"), 2, 1
    inbox.put(_updates(ANA))
    inbox.turn(_ids(inbox, 1), 0)
    inbox.clean()
    assert levels == [full, normal, normal, normal]
    with pytest.raises(IntegrityError):
        inbox.put([Incoming(200, None, "{}")])  # type: ignore[arg-type]
    inbox.clean()
    assert levels[4:] == [normal]
    assert inbox.put(_updates(ANA, first=200)) == 1, "what failed has left nothing behind"


def test_put_back_waits_and_so_does_its_chat(engine: Engine) -> None:
    """A chat that Telegram cannot serve now would be hammered, or its later questions answered first."""
    inbox = Inbox(engine, "one")
    inbox.put(_updates(ANA, ANA, BEN))
    assert _ids(inbox, 9) == [100, 102]
    inbox.put_back(100, 0.3)
    assert _ids(inbox, 9) == []
    time.sleep(0.35)
    assert _ids(inbox, 9) == [100]


def test_let_go_is_free_at_once(engine: Engine) -> None:
    """After each update of the bot people would wait for the lease to end, and a restart would count as a failure."""
    ending, next_one = Inbox(engine, "ending"), Inbox(engine, "next")
    ending.put(_updates(ANA, BEN))
    ending.turn(_ids(ending, 1), 1)
    ending.let_go()
    (taken,) = next_one.turn([], 9)
    assert (taken.update_id, taken.tries) == (101, 1)


def test_cleaning_forgets_only_what_is_done(inbox: Inbox, engine: Engine) -> None:
    """The inbox would grow for ever, or lose what was never handled."""
    inbox.put(_updates(ANA, BEN))
    assert _ids(inbox, 1) == [100]
    inbox.turn([100], 0)
    inbox.clean(kept=60)
    assert inbox.put(_updates(ANA)) == 0, "kept, so that it is not handled again"
    time.sleep(0.02)
    inbox.clean(kept=0)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT update_id FROM inbox")).scalars().all() == [101]
    assert inbox.depth() == 1


def test_large_numbers(inbox: Inbox) -> None:
    """Supergroups have ids below −2³¹; updates may come to have ids above 2³¹."""
    inbox.put([Incoming(2**62, -1_002_000_000_000, "{}")])
    assert _ids(inbox, 1) == [2**62]


def test_many_processes_share_the_work(engine: Engine) -> None:
    """Two replicas would answer the same question, or both pass it over."""
    chats = [number % 7 for number in range(140)]
    Inbox(engine, "intake").put(_updates(*chats))
    handled: list[int] = []

    def work(name: str) -> None:
        own, done = Inbox(engine, name), list[int]()
        while True:
            taken = own.turn(done, 3)
            done = [update.update_id for update in taken]
            handled.extend(done)
            if not taken and own.depth() == 0:
                return

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(work, f"process {number}") for number in range(4)]:
            future.result()
    assert sorted(handled) == list(range(100, 240))
    for chat in range(7):
        own = [update_id for update_id in handled if chats[update_id - 100] == chat]
        assert own == sorted(own), "in the order of the chat"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["put", "turn", "let go", "put back"]), st.integers(0, 3)), max_size=25))
def test_whatever_happens_all_is_done_once_and_in_order(engine: Engine, steps: list[tuple[str, int]]) -> None:
    """Some unlucky order of events would lose a question or answer it twice."""
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM inbox"))
    processes = [Inbox(engine, "one"), Inbox(engine, "two")]
    held: list[list[int]] = [[], []]
    chat_of: dict[int, int] = {}
    done: list[int] = []
    for number, (step, value) in enumerate([*steps, *[("turn", 0), ("turn", 1)] * (len(steps) + 2)]):
        mine = value % 2
        if step == "put":
            chat_of[number] = value
            processes[mine].put([Incoming(number, value, "")])
        elif step == "turn":
            done += held[mine]
            held[mine] = _ids(processes[mine], 2, done=held[mine])
        elif step == "let go":
            processes[mine].let_go()
            held[mine] = []
        elif held[mine]:
            processes[mine].put_back(held[mine].pop(), 0)
    assert sorted(done) == sorted(chat_of)
    for chat in range(4):
        own = [update_id for update_id in done if chat_of[update_id] == chat]
        assert own == sorted(own)
