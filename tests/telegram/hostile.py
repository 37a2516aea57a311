"""Malformed and hostile updates, fed to a running bot by the thousand: `python -m tests.telegram.hostile 10000`.

Each is an ordinary update in which some values were replaced, removed or added; a third of them come from
tests/data/updates.jsonl, which holds one of every kind that the Bot API knows. Nothing may get past the error handler, no
error of the program may reach it, nothing may be said to anybody who is not part of the update, and the bot goes on.
"""

from __future__ import annotations

import argparse
import asyncio
import copy
import itertools
import json
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.facts.base import fact_key, load
from bot.matching.finder import Finder
from bot.telegram.intake import Unreadable, incoming
from tests.fake_bot_api import BOT, FakeBotApi
from tests.fake_bot_api.http import Call
from tests.fake_bot_api.speaking import entities_of
from tests.telegram.running import KNOWLEDGE, RunningBot

Update = dict[str, Any]
MAO = "mao-guevara-meeting-1960-11-19"
QUESTION = "When did Mao receive Che Guevara?"
AT_BOT = f"@{BOT.username}"
DEEP: Any = []
for _ in range(300):
    DEEP = [DEEP]
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 1.5, 10**30, -(10**30), 2**63, -(2**63), 2**31,
    "", " ", "\x00", "a\x00b", "\ud83d", "\udc00 q", "\u202etxt.exe", "\u200b\u200d" * 50, "1e999", "NaN", "/ask",
    "<b>", "</b><script>", "&amp;&", "%s%n{0}{x}", "'; DROP TABLE inbox; --", "../../etc/passwd",
    "é" * 5000, "𠮷" * 3000, "古" * 4096, "?" * 4096, "(" * 2000, "\n" * 4000, "@" * 300, "/" * 300,
    "/start f_" + "x" * 64, "/ask " + "9" * 4000, "https://example.org/" + "a" * 2000,
    [], {}, [[]], [None], [{}], {"id": 5}, {"id": "5"}, {"type": "private"}, DEEP,
    [{"type": "mention", "offset": 10**9, "length": -5}], [{"type": "mention", "offset": 0, "length": 10**9}],
    [{"type": "text_mention", "offset": 1, "length": 1}],
)  # fmt: skip
ADDED = (
    "text", "caption", "from", "sender_chat", "reply_to_message", "quote", "via_bot", "data", "forward_origin",
    "is_topic_message", "message_thread_id", "entities", "x",
)  # fmt: skip


@dataclass(frozen=True)
class RawUpdate:
    """An update as Telegram writes it; whether the bot answers it, or None where either is right."""

    what: str
    is_answered: bool | None
    update: Update


def raw_updates() -> list[RawUpdate]:
    """One update of every kind, and one message of every content, as if they had just been sent."""
    file = Path(__file__).parent.parent / "data" / "updates.jsonl"
    written = file.read_text(encoding="utf-8").replace("1795000000", str(int(time.time())))
    return [RawUpdate(**json.loads(line)) for line in written.splitlines()]


class Seeds:
    """Ordinary updates, each with new ids; those of SILENT are none to answer, each kind in a chat of its own."""

    SILENT = ("channel post", "another bot", "talk in a group", "service message", "inline result", "reaction")

    def __init__(self, server: FakeBotApi):
        self._numbers = itertools.count(1)
        self._people = [server.private() for _ in range(40)]
        self._group = server.group("Amigos")
        self._members = [server.member(self._group) for _ in range(20)]
        self._raw = raw_updates()
        self.quiet = {name: server.group(name) for name in self.SILENT}
        self._kinds: dict[str, Callable[[random.Random], Update]] = {
            "question": lambda r: {"message": self._private(r, QUESTION)},
            "command": lambda r: {"message": self._private(r, r.choice(["/start", "/help", "/ask who?", "/nothing"]))},
            "link": lambda r: {"message": self._private(r, f"/start {r.choice('fsr')}_{fact_key(MAO)}")},
            "mention": lambda r: {"message": self._in_group(r, f"{AT_BOT} {QUESTION}")},
            "reply": lambda r: {"message": self._in_group(r, QUESTION) | {"reply_to_message": self._own(r)}},
            "edit": lambda r: {"edited_message": self._private(r, QUESTION) | {"edit_date": int(time.time())}},
            "photo": lambda r: {"message": self._without_text(r) | {"photo": [_PHOTO], "caption": QUESTION}},
            "sticker": lambda r: {"message": self._without_text(r) | {"sticker": _STICKER}},
            "contact": lambda r: {"message": self._without_text(r) | {"contact": {"phone_number": "1", "first_name": "x"}}},
            "press": lambda r: {"callback_query": self._press(r) | {"message": self._own(r)}},
            "press of an old message": lambda r: {"callback_query": self._press(r) | {"message": self._gone(r)}},
            "press inline": lambda r: {"callback_query": self._press(r) | {"inline_message_id": "AAA"}},
            "inline": lambda r: {"inline_query": {"id": "7", "from": self._user(r), "query": QUESTION, "offset": ""}},
            "guest": lambda r: {"guest_message": self._in_group(r, f"{AT_BOT} {QUESTION}") | {"guest_query_id": "8"}},
            "membership": lambda r: {"my_chat_member": self._change(r)},
            "migration": lambda r: {"message": self._without_text(r) | {"migrate_to_chat_id": -1009999999999}},
            "channel post": lambda r: {"channel_post": self._silent("channel post", r)},
            "another bot": lambda r: {"message": self._silent("another bot", r, is_bot=True)},
            "talk in a group": lambda r: {"message": self._silent("talk in a group", r)},
            "service message": lambda r: {"message": self._silent("service message", r, text=None) | {"new_chat_title": "x"}},
            "inline result": lambda r: {"message": self._silent("inline result", r) | {"via_bot": BOT.as_json()}},
            "reaction": lambda r: {"message_reaction": self._silent("reaction", r, text=None) | {"old_reaction": []}},
        }  # fmt: skip

    @property
    def names(self) -> Sequence[str]:
        return tuple(self._kinds)

    def make(self, name: str, chance: random.Random) -> Update:
        """An update of this kind, as Telegram would send it."""
        update = {"update_id": next(self._numbers)} | self._kinds[name](chance)
        return copy.deepcopy(update)

    def make_raw(self, chance: random.Random) -> Update:
        """An update of any kind that there is."""
        found = copy.deepcopy(chance.choice(self._raw).update)
        return found | {"update_id": next(self._numbers)}

    def make_any(self, chance: random.Random) -> Update:
        """One of all these."""
        return self.make_raw(chance) if chance.random() < 1 / 3 else self.make(chance.choice(self.names), chance)

    def _user(self, chance: random.Random) -> Any:
        return chance.choice(self._people).user.as_json()

    def _message(self, chat: Any, user: Any, text: str | None) -> Update:
        said = {"text": text, "entities": entities_of(text)} if text is not None else {}
        return {"message_id": 1000 + next(self._numbers), "date": int(time.time()), "chat": chat, "from": user, **said}

    def _private(self, chance: random.Random, text: str | None) -> Update:
        person = chance.choice(self._people)
        return self._message(person.chat.as_json(), person.user.as_json(), text)

    def _without_text(self, chance: random.Random) -> Update:
        return self._private(chance, None)

    def _in_group(self, chance: random.Random, text: str) -> Update:
        return self._message(self._group.as_json(), chance.choice(self._members).user.as_json(), text)

    def _own(self, chance: random.Random) -> Update:
        return self._in_group(chance, "an answer") | {
            "from": BOT.as_json(),
            "reply_to_message": self._private(chance, "x"),
        }

    def _gone(self, chance: random.Random) -> Update:
        return {"chat": chance.choice(self._people).chat.as_json(), "message_id": 5, "date": 0}

    def _press(self, chance: random.Random) -> Update:
        data = f"{chance.choice('ocnswrbaxdgtpky')}:{fact_key(MAO)}:{chance.choice(['en', 'es', 'zh', 'xx'])}"
        return {"id": "9", "from": self._user(chance), "chat_instance": "1", "data": data}

    def _change(self, chance: random.Random) -> Update:
        bot, person = BOT.as_json(), chance.choice(self._people)
        changed = {"old_chat_member": {"status": "member", "user": bot}, "date": int(time.time())}
        kicked = {"status": "kicked", "user": bot, "until_date": 0}
        return changed | {"chat": person.chat.as_json(), "from": person.user.as_json(), "new_chat_member": kicked}

    def _silent(self, name: str, chance: random.Random, *, text: str | None = QUESTION, is_bot: bool = False) -> Update:
        user = self._user(chance) | {"is_bot": is_bot}
        return self._message(self.quiet[name].as_json(), user, text)


_PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
_STICKER = _PHOTO | {"type": "regular", "is_animated": False, "is_video": False}


def spoilt(update: Update, chance: random.Random, others: Sequence[Update] = ()) -> Update:
    """The update with up to three of its values replaced, half of them by one of the same type, removed or added."""
    for _ in range(chance.randint(0, 3)):
        holder, key = chance.choice(_places(update))
        how = chance.random()
        if how < 0.5:
            alike = [value for value in JUNK if type(value) is type(holder[key])]
            holder[key] = copy.deepcopy(chance.choice(alike or JUNK))
        elif how < 0.65:
            holder[key] = copy.deepcopy(chance.choice(JUNK))
        elif how < 0.8:
            del holder[key]
            if not update:
                return update
        elif how < 0.9 and (elsewhere := _places(chance.choice(others)) if others else []):
            other_holder, other_key = chance.choice(elsewhere)
            holder[key] = copy.deepcopy(other_holder[other_key])
        elif isinstance(holder, dict):
            holder[chance.choice(ADDED)] = copy.deepcopy(chance.choice(JUNK))
    return update


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a nest of lists and dictionaries, as what holds it and its key there."""
    keys: Sequence[Any] = (
        list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    found = [(value, key) for key in keys]
    for key in keys:
        if not (isinstance(value[key], list) and len(json.dumps(value[key])) > 500):
            found += _places(value[key])
    return found


class Feeding:
    """Feeds updates to a running bot and notes what it should not have done."""

    def __init__(self, bot: RunningBot):
        self.bot = bot
        self.counts: Counter[str] = Counter()
        self._bodies: dict[int, str] = {}

    async def feed(self, updates: Sequence[Update]) -> list[str]:
        """What is wrong with how these were handled; they are handled in any order."""
        bot, calls = self.bot, len(self.bot.server.calls)
        bot.errors.clear()
        kept = []
        for update in updates:
            try:
                kept.append(incoming(update))
            except Unreadable:
                self.counts["no updates at all"] += 1
        self.counts["updates"] += len(updates)
        bot.inbox.put(kept)
        bot.serving.workers.wake()
        await bot.server.until(lambda: None if bot.inbox.depth() else True, "an empty inbox", patience=30)
        wrong = [f"{type(e).__name__}: {e}" for e in bot.errors if not isinstance(e, TelegramError)]
        self.counts["refused by Telegram"] += len(bot.errors) - len(wrong)
        known = {number for update in updates for number in _numbers(update)}
        for call in bot.server.calls[calls:]:
            if call.method != "getUpdates":
                self.counts[call.method] += 1
                wrong += _said_to_nobody(call, known)
        wrong += [f"the server: {crash!r}" for crash in bot.server.crashes]
        return wrong


def _said_to_nobody(call: Call, known: set[int]) -> list[str]:
    if "chat_id" in call.params.given and call.chat_id not in known:
        return [f"{call.method} to {call.params.text('chat_id')!r}, which no update tells of"]
    return []


def _numbers(value: Any) -> set[int]:
    if isinstance(value, dict):
        own = {number for number in value.values() if isinstance(number, int)}
        return own.union(*map(_numbers, value.values()))
    return set().union(*map(_numbers, value)) if isinstance(value, list) else set()


async def run(number: int, seed: int, at_once: int = 25) -> int:
    """Feed so many; returns how many faults were found, and prints them."""
    faults = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        async with FakeBotApi() as server:
            bot = RunningBot(server, Finder(load(KNOWLEDGE)), Path(folder) / "bot.sqlite3", messages_per_minute=600)
            await bot.start()
            bot.matches()
            seeds, feeding = Seeds(server), Feeding(bot)
            for start in range(0, number, at_once):
                chance = random.Random(f"{seed} {start}")
                fresh = [seeds.make_any(chance) for _ in range(min(at_once, number - start))]
                updates = [spoilt(update, chance, fresh) for update in fresh]
                written = json.dumps(updates)
                for fault in sorted(set(await feeding.feed(updates))):
                    faults += 1
                    print(f"seed {seed}, updates {start} to {start + len(updates)}: {fault}", flush=True)
                    if faults == 1:
                        print(f"  {written}"[:4000])
                server.calls.clear()
            await server.settled()
            await bot.stop()
    print(f"{number} updates in {time.monotonic() - began:.0f} s; {faults} faults; {dict(feeding.counts)}")
    return faults


def main() -> None:
    """Exit status 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    sys.exit(1 if asyncio.run(run(given.number, given.seed)) else 0)


if __name__ == "__main__":
    main()
