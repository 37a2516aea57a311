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
