"""What several processes share beside the inbox: conversations, limits, and who does what only one may do."""

from __future__ import annotations

import time

from sqlalchemy import Engine, text

from bot.answers.conversation import MEMORY_SECONDS, Conversation
from bot.storage.conversations import KeptConversations
from bot.storage.leases import Lease
from bot.storage.notices import Notices
from bot.storage.rates import Limit, Rates
from bot.telegram.context import Conversations

ANA = (5, None, 5)
SAID = Conversation("古巴？", ("a", "b"), "zh", 1000.0)


def test_a_conversation_goes_on_in_another_process(engine: Engine) -> None:
    """ "And in 1995?" would not be understood by the replica that happens to get it."""
    Conversations(KeptConversations(engine), lambda: 1000.0).keep(ANA, SAID)
    other = Conversations(KeptConversations(engine), lambda: 1001.0)
    assert other.get(ANA) == SAID
    assert other.get((5, 7, 5)) is None
    assert other.get((5, None, 6)) is None
    newer = Conversation("b", (), None, 1001.0)
    other.keep(ANA, newer)
    assert other.get(ANA) == newer


def test_a_conversation_is_forgotten(engine: Engine) -> None:
    """What somebody asked would be kept, and a new question be taken for a follow-up an hour later."""
    now = [1000.0]
    kept = Conversations(KeptConversations(engine), lambda: now[0])
    kept.keep(ANA, SAID)
    now[0] += MEMORY_SECONDS
    assert kept.get(ANA) is None
    kept.forget_old()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM conversations")).scalar() == 0


def test_a_chat_is_forgotten(engine: Engine) -> None:
    """What was said in a group that removed the bot would stay."""
    kept = Conversations(KeptConversations(engine), lambda: 1000.0)
    kept.keep(ANA, SAID)
    kept.keep((6, None, 5), SAID)
    kept.keep((6, None, 6), SAID)
    kept.forget_chats([5])
    assert kept.get(ANA) is None
    assert kept.get((6, None, 5)) is None, "whoever wants to be forgotten in private is forgotten in groups too"
    assert kept.get((6, None, 6)) == SAID


def test_a_conversation_goes_along_into_the_supergroup(engine: Engine) -> None:
    """A follow-up right after the move would not be understood; or what was said there since would be lost."""
    kept = Conversations(KeptConversations(engine), lambda: 1000.0)
    kept.keep((-5, None, 5), SAID)
    kept.keep((-5, None, 6), SAID)
    later = Conversation("b", (), None, 1000.0)
    kept.keep((-1005, None, 6), later)
    kept.move(-5, -1005)
    assert (kept.get((-1005, None, 5)), kept.get((-1005, None, 6))) == (SAID, later)


def test_a_guest_is_apart(engine: Engine) -> None:
    """A question in a chat that the bot is not in would be read in the light of another chat with the same id."""
    member = Conversations(KeptConversations(engine), lambda: 1000.0)
    guest = Conversations(KeptConversations(engine, "guest"), lambda: 1000.0)
    member.keep(ANA, SAID)
    assert guest.get(ANA) is None
    guest.keep(ANA, SAID)
    member.forget_chats([5])
    assert guest.get(ANA) == SAID


def test_a_notice_reaches_every_other_process_once(engine: Engine) -> None:
    """After /reload two of three replicas would go on telling what was corrected, or all would reload for ever."""
    one, other, apart = Notices(engine, "reload"), Notices(engine, "reload"), Notices(engine, "rest")
    assert not one.is_new()
    one.post()
    assert [other.is_new(), other.is_new(), one.is_new(), apart.is_new()] == [True, False, False, False]
    assert not Notices(engine, "reload").is_new(), "who starts later has read the base already"
    other.post()
    assert [one.is_new(), other.is_new()] == [True, False]


def test_a_limit_counts_over_all_processes(engine: Engine) -> None:
    """With three replicas one person could ask three times as much."""
    one, other = Rates(engine), Rates(engine)
    five, six = Limit("message", 5, most=3, window=0.5), Limit("message", 6, most=3, window=0.5)
    hits = [one.hit(five), other.hit(five), one.hit(five), other.hit(five), one.hit(six)]
    assert hits == [True, True, True, False, True]
    assert not one.has_room(five)
    assert one.has_room(six)
    assert other.hit(Limit("button", 5, most=1)), "in a bucket of its own"
    time.sleep(0.55)
    assert one.has_room(five)
    assert other.hit(five)
    other.forget_old()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM hits")).scalar() == 2


def test_what_is_refused_counts_towards_nothing(engine: Engine) -> None:
    """A full group would use up what its members may ask elsewhere, or one member what the group may."""
    rates = Rates(engine)
    ana, group = Limit("message", 5, most=2), Limit("message", -5, most=1)
    assert rates.hit(ana, group)
    assert not rates.hit(ana, group)
    assert rates.hit(ana)
    assert not rates.hit(ana)
    assert not rates.hit(ana, Limit("message", -6, most=1))
    assert rates.has_room(Limit("message", -6, most=1))


def test_one_process_holds_a_lease(engine: Engine) -> None:
    """Two processes would poll, which Telegram refuses to both in turn; or nobody after a kill."""
    one, other = Lease(engine, "polling", "one", 0.4), Lease(engine, "polling", "other", 0.4)
    assert one.hold()
    assert not other.hold()
    time.sleep(0.25)
    assert one.hold(), "renewed"
    time.sleep(0.25)
    assert not other.hold()
    time.sleep(0.25)
    assert other.hold(), "taken over"
    assert not one.hold()
    one.let_go()
    assert not one.hold(), "only the holder lets go"
    other.let_go()
    assert one.hold()
