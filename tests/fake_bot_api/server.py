"""The server as tests use it: people and chats, scripted faults, and what to wait for."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from typing import Any, Self, TypeVar

from tests.fake_bot_api.faults import Answer, Fault
from tests.fake_bot_api.http import Call, HttpFront
from tests.fake_bot_api.speaking import Press, Speaker
from tests.fake_bot_api.world import Chat, Json, Message, User

PATIENCE = 8.0
SETTLING = 0.05
Found = TypeVar("Found")


class FakeBotApi(HttpFront):
    """A Bot API server on a free port of this machine, for one bot."""

    def __init__(self) -> None:
        super().__init__()
        # A poll that the bot gave up, as it stopped, ends when the bot says good-bye with another one.
        self.expected_refusals: list[str] = ["terminated by other getUpdates"]
        self._user_ids = itertools.count(5_000_000_001)
        self._chat_ids = itertools.count(1_000_000_001)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.stop()

    # Chats and people

    def user(self, name: str = "Ana", language: str | None = "en", *, is_bot: bool = False) -> User:
        """Somebody new."""
        user_id = next(self._user_ids)
        return User(user_id, name, f"{name.lower()}_{user_id}", language, is_bot)

    def private(self, user: User | None = None, *, language: str | None = "en") -> Speaker:
        """Somebody's chat with the bot."""
        user = user or self.user(language=language)
        chat = self.state.chats.setdefault(user.id, Chat(user.id, "private", user.first_name))
        return Speaker(self, user, chat)

    def group(self, title: str = "Friends", *, kind: Any = "supergroup", forum: bool = False) -> Chat:
        """A group that the bot is in."""
        number = next(self._chat_ids)
        chat_id = -number if kind == "group" else -1_000_000_000_000 - number
        self.state.chats[chat_id] = Chat(chat_id, kind, title, is_forum=forum)
        return self.state.chats[chat_id]

    def member(self, chat: Chat, user: User | None = None, *, language: str | None = "en") -> Speaker:
        """Somebody in a group."""
        user = user or self.user(language=language)
        chat.members[user.id] = user
        return Speaker(self, user, chat)

    def administrator(self, chat: Chat, *, language: str | None = "en", is_owner: bool = False) -> Speaker:
        """Somebody who administers a group."""
        speaker = self.member(chat, language=language)
        if is_owner:
            chat.owner_id = speaker.user.id
        else:
            chat.administrators.add(speaker.user.id)
        return speaker

    def anonymous(self, chat: Chat) -> Speaker:
        """An administrator who writes as the group itself, which Telegram shows as a bot."""
        return Speaker(self, User(1087968824, "Group", "GroupAnonymousBot", None, is_bot=True), chat, chat)

    def linked_channel(self, chat: Chat) -> Speaker:
        """The channel whose posts are forwarded into a group by themselves."""
        number = -1_000_000_000_000 - next(self._chat_ids)
        return Speaker(self, User(777000, "Telegram"), chat, Chat(number, "channel", "News"))

    def migrates(self, chat: Chat, *, told: bool = True) -> Chat:
        """Turn a group into a supergroup, where messages are numbered anew; both chats tell of it, if told."""
        new = self.group(chat.title)
        new.members, new.administrators, new.owner_id = chat.members, chat.administrators, chat.owner_id
        chat.migrated_to = new.id
        if told:
            self.put("message", chat.add(None, migrate_to_chat_id=new.id))
            self.put("message", new.add(None, migrate_from_chat_id=chat.id))
        return new

    def slows(self, method: str, chat: Chat, seconds: float) -> None:
        """Let every call of a method for a chat take so long."""
        self.delays[method, str(chat.id)] = seconds

    def elsewhere(self, kind: Any = "supergroup", *, language: str | None = "en") -> Speaker:
        """Somebody in a chat that the bot is not in."""
        chat = self.group("Elsewhere", kind=kind)
        chat.standing = "left"
        return self.member(chat, language=language)

    def put(self, kind: str, body: Json, update_id: int | None = None) -> int | None:
        """Queue an update as it stands."""
        return self.state.updates.put(kind, body, update_id)

    def fails(self, method: str, answer: Answer, *, chat: Chat | None = None, times: int = 1) -> None:
        """Let the next calls of a method go wrong, in one chat or in all."""
        self.faults.coming.append(Fault(method, answer, chat.id if chat else None, times))

    # What tests wait for

    async def until(self, look: Callable[[], Found | None], what: str, patience: float = PATIENCE) -> Found:
        """Wait until there is something to see."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while (found := look()) is None:
            if loop.time() > end:
                raise AssertionError(f"waited {patience} s for {what}; the last calls: {self.last_calls()}")
            await asyncio.sleep(0.004)
        return found

    def answers_to(self, message: Message) -> list[Message]:
        """What the bot has sent in reply to a message so far."""
        found = (
            Message(message.chat, c.message_id, message.mark)
            for c in self._sent(message)
            if c.message_id and c.method in ("sendMessage", "sendPhoto", "sendDocument")
        )
        return [answer for answer in found if answer.id in message.chat.messages and answer.replies_to == message.id]

    async def answer_to(self, message: Message) -> Message:
        """The bot's reply to a message."""
        what = f"an answer to {message.text!r}"
        answers = await self.until(lambda: self.answers_to(message) or None, what)
        return answers[0]

    async def next_message(self, after: Message | Press) -> Message:
        """What the bot sends next into the chat, in reply to anything or nothing."""
        call = await self.call_after(after, "sendMessage")
        assert call.message_id is not None
        return Message(after.chat, call.message_id, after.mark)

    async def call_after(self, after: Message | Press, method: str) -> Call:
        """The first call of a method that succeeds in the chat after something that a person did there."""
        what = f"{method} in {after.chat.title}"
        return await self.until(lambda: next((c for c in self._sent(after, method) if c.is_fine), None), what)

    async def notice_for(self, press: Press) -> str:
        """What the person who pressed a button is told; empty when nothing is said."""
        return (await self.end_of_waiting(press)).params.text("text")

    async def end_of_waiting(self, press: Press) -> Call:
        """The call that ended a button's waiting."""
        calls = await self.until(
            lambda: (
                [c for c in self.calls[press.mark :] if c.params.text("callback_query_id") == press.query_id] or None
            ),
            "the end of the button's waiting",
        )
        return calls[0]

    async def silence_after(self, message: Message) -> None:
        """Nothing happens in the chat after a message, although the bot goes on to answer somebody else."""
        await self.settled()
        said = [f"{call.method} {call.params.text('text')}" for call in self._sent(message)]
        assert not said, f"the bot spoke after {message.text!r}: {said}"

    async def settled(self) -> None:
        """Wait until the bot has done with everything so far: it takes updates in order, so somebody new gets help last."""
        await self.answer_to(self.private().says("/help"))
        await asyncio.sleep(SETTLING)

    def unexpected_refusals(self) -> list[str]:
        """The calls that the server refused, beside those that a test expects."""
        refused = [f"{c.method}: {c.status} {c.description}" for c in self.calls if c.status not in (200, 0)]
        return [line for line in refused if not any(part in line for part in self.expected_refusals)]

    def last_calls(self) -> list[str]:
        """The calls made last, for messages of failed tests."""
        shown = [call for call in self.calls if call.method != "getUpdates"][-6:]
        return [
            f"{c.method} {c.chat_id or ''} {c.params.text('text')[:60]!r} {c.status} {c.description}" for c in shown
        ]

    def _sent(self, after: Message | Press, method: str | None = None) -> list[Call]:
        calls = self.calls[after.mark :]
        return [c for c in calls if c.chat_id == after.chat.id and method in (None, c.method)]
