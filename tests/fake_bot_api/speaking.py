"""People who speak: what they do in a chat becomes updates, with the entities and ids that Telegram would give."""

from __future__ import annotations

import itertools
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fake_bot_api.formatting import utf16
from tests.fake_bot_api.profile import rights_of
from tests.fake_bot_api.world import Chat, Json, Message, Standing, User

if TYPE_CHECKING:
    from tests.fake_bot_api.server import FakeBotApi

_ENTITY = re.compile(
    r"(?P<url>https?://\S+)|(?<![\w/@])(?P<mention>@[A-Za-z]\w{3,31})\b|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?)\b",
    re.ASCII,
)
LONGEST_QUERY = 256
_query_ids = itertools.count(4_382_000_000_000_000_001)


def entities_of(text: str) -> list[Json]:
    """The entities that Telegram finds in a plain text; offsets count UTF-16 units."""
    found = []
    for match in _ENTITY.finditer(text):
        kind = match.lastgroup
        found.append({"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match[0])})
    return found


@dataclass(frozen=True)
class Press:
    """A pressed button, which waits for its notice."""

    query_id: str
    chat: Chat
    mark: int


@dataclass(frozen=True)
class Typed:
    """Words typed behind @bot, which wait for results."""

    server: FakeBotApi
    query_id: str

    async def answer(self) -> Json:
        """What the bot offers: results (each with the message that it would post), button, cache_time, is_personal."""
        given = self.server.state.inline_answers
        return await self.server.until(lambda: given.get(self.query_id), "the answer to an inline query")


@dataclass(frozen=True)
class Summons:
    """A mention of the bot as a guest, which waits for the one answer."""

    server: FakeBotApi
    query_id: str

    async def answer_id(self) -> str:
        """The id of the message that the bot answered with."""
        waiting = self.server.state.open_guest_queries
        return await self.server.until(lambda: waiting.get(self.query_id), "the answer of a guest")

    async def answer(self) -> Json:
        """The message that the bot answered with: text, entities, reply_markup, and its source."""
        return self.server.state.inline_messages[await self.answer_id()]


@dataclass(frozen=True)
class Speaker:
    """A person in a chat, who may write as a chat: as the group itself, or as a channel."""

    server: FakeBotApi
    user: User
    chat: Chat
    speaks_as: Chat | None = None

    def says(self, text: str, *, reply_to: Message | None = None, topic: int | None = None, **more: Any) -> Message:
        """Send a text; more are fields of the message as the Bot API names them."""
        fields = {"text": text, "entities": entities_of(text) or None} | more
        return self.sends(reply_to=reply_to, topic=topic, **fields)

    def sends(self, *, reply_to: Message | None = None, topic: int | None = None, **content: Any) -> Message:
        """Send anything: photo=…, caption=…, sticker=…"""
        if caption := content.get("caption"):
            content.setdefault("caption_entities", entities_of(caption) or None)
        place = self.chat.place(topic, reply_to.id if reply_to else None)
        if self.speaks_as is not None:
            content.setdefault("sender_chat", self.speaks_as.as_json())
        message = self.chat.add(self.user, **{**content, **place})
        self.server.put("message", message)
        return self._seen(message["message_id"])

    def edits(self, message: Message, text: str, *, update_id: int | None = None) -> Message:
        """Change a text sent before."""
        raw = message.raw
        raw.update(text=text, edit_date=int(time.time()), entities=entities_of(text))
        self.server.put("edited_message", dict(raw), update_id)
        return self._seen(message.id)

    def presses(self, message: Message, label: str) -> Press:
        """Press the button that has this label, or the only one whose label holds it."""
        fitting = [data for text, data in message.buttons.items() if label in text]
        assert len(fitting) == 1, f"{label!r} fits {len(fitting)} of the buttons {list(message.buttons)}"
        return self.presses_data(message, fitting[0])

    def presses_data(self, message: Message, data: str | None, *, expired: bool = False, gone: bool = False) -> Press:
        """Press a button with this data, however it came about; gone: the message is too old to be shown to bots."""
        query_id = str(next(_query_ids))
        shown = {"chat": self.chat.as_json(), "message_id": message.id, "date": 0} if gone else dict(message.raw)
        body: Json = {"id": query_id, "from": self.user.as_json(), "chat_instance": "-1", "message": shown}
        if data is not None:
            body["data"] = data
        if not expired:
            self.server.state.open_queries.add(query_id)
        mark = len(self.server.calls)
        self.server.put("callback_query", body)
        return Press(query_id, self.chat, mark)

    def types(self, query: str, *, expired: bool = False) -> Typed:
        """Type @bot and these words into the field for messages of any chat; Telegram passes on at most 256 characters."""
        query_id = str(next(_query_ids))
        if not expired:
            self.server.state.open_inline_queries.add(query_id)
        body = {"id": query_id, "from": self.user.as_json(), "query": query[:LONGEST_QUERY], "offset": ""}
        self.server.put("inline_query", body)
        return Typed(self.server, query_id)

    def calls_guest(self, text: str, *, expired: bool = False, **more: Any) -> Summons:
        """Mention the bot in a chat that it is not in; more are fields of the message."""
        query_id = str(next(_query_ids))
        message = self.chat.add(
            self.user, text=text, entities=entities_of(text) or None, guest_query_id=query_id, **more
        )
        if not expired:
            self.server.state.open_guest_queries[query_id] = None
        self.server.put("guest_message", message)
        return Summons(self.server, query_id)

    def presses_inline(self, inline_message_id: str, data: str) -> str:
        """Press a button of a message that stands where the bot is not; the id of the press."""
        query_id = str(next(_query_ids))
        self.server.state.open_queries.add(query_id)
        body = {"id": query_id, "from": self.user.as_json(), "chat_instance": "-1", "data": data}
        self.server.put("callback_query", {**body, "inline_message_id": inline_message_id})
        return query_id

    def blocks_the_bot(self) -> None:
        """Block it in private, or remove it from the group."""
        if self.chat.kind == "private":
            self.makes_the_bot("kicked", before="member")
            self.chat.standing = "blocked"
        else:
            self.makes_the_bot("left", before="member")

    def makes_the_bot(self, after: Standing, *, before: Standing, is_member: bool | None = None) -> int:
        """Change what the bot is in the chat; before and after as the Bot API names them. Returns the calls so far."""
        self.chat.standing = after if after != "restricted" else "member" if is_member else "left"
        bot = self.server.state.bot.as_json()

        def standing(status: Standing) -> Json:
            more = rights_of(status)
            return {"status": status, "user": bot} | more | ({"is_member": is_member} if status == "restricted" else {})

        change = {"old_chat_member": standing(before), "new_chat_member": standing(after), "date": int(time.time())}
        mark = len(self.server.calls)
        self.server.put("my_chat_member", {"chat": self.chat.as_json(), "from": self.user.as_json(), **change})
        return mark

    def _seen(self, message_id: int) -> Message:
        return Message(self.chat, message_id, len(self.server.calls))
