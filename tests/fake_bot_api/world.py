"""People, chats, topics and messages as the fake server keeps them."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChatKind = Literal["private", "group", "supergroup", "channel"]
Standing = Literal["member", "administrator", "restricted", "left", "kicked", "blocked"]

# Message ids are unique within a chat only, so chats share the same ones: who keys by message id alone is found out.
FIRST_MESSAGE_ID = 11


@dataclass(frozen=True)
class User:
    """Somebody with an account: a person or a bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def as_json(self) -> Json:
        given = {"username": self.username, "language_code": self.language_code}
        known = {key: value for key, value in given.items() if value is not None}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **known}


@dataclass
class Chat:
    """A chat with all that was said in it; standing is what the bot is in it."""

    id: int
    kind: ChatKind
    title: str
    username: str | None = None
    is_forum: bool = False
    standing: Standing = "member"
    messages: dict[int, Json] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    members: dict[int, User] = field(default_factory=dict)
    administrators: set[int] = field(default_factory=set)
    owner_id: int | None = None
    migrated_to: int | None = None
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(FIRST_MESSAGE_ID))

    def as_json(self) -> Json:
        name = "first_name" if self.kind == "private" else "title"
        data: Json = {"id": self.id, "type": self.kind, name: self.title}
        if self.username:
            data["username"] = self.username
        if self.is_forum:
            data["is_forum"] = True
        return data

    def add(self, sender: User | None, **content: Any) -> Json:
        """Put a new message into the chat."""
        message: Json = {"message_id": next(self._ids), "date": int(time.time()), "chat": self.as_json()}
        if sender is not None:
            message["from"] = sender.as_json()
        message.update({key: value for key, value in content.items() if value is not None})
        self.messages[message["message_id"]] = message
        return message

    def topic(self, title: str, creator: User) -> int:
        """Open a topic; its id is the id of the message that opened it."""
        message = self.add(creator, forum_topic_created={"name": title, "icon_color": 7322096})
        thread: int = message["message_id"]
        message.update(message_thread_id=thread, is_topic_message=True)
        self.topics[thread] = title
        return thread

    def place(self, thread: int | None, reply_to: int | None) -> Json:
        """Where a message stands: in a topic every message replies to something, if only to the topic's first message."""
        fields: Json = {"message_thread_id": thread, "is_topic_message": True if thread else None}
        other = reply_to if reply_to is not None else thread
        if other is not None:
            fields["reply_to_message"] = embedded(self.messages[other])
        return fields


def embedded(message: Json) -> Json:
    """A message as it stands inside of another one: without what it replied to itself."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


@dataclass(frozen=True)
class Message:
    """A message as tests look at it, always as it is now; mark is how many calls the bot had made when it was said."""

    chat: Chat
    id: int
    mark: int = 0

    @property
    def raw(self) -> Json:
        return self.chat.messages[self.id]

    @property
    def text(self) -> str:
        """What a person reads."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def source(self) -> str:
        """The text as the bot sent it, with its markup."""
        return self.chat.sources[self.id]

    @property
    def thread(self) -> int | None:
        """The topic that it stands in."""
        return self.raw.get("message_thread_id") if self.raw.get("is_topic_message") else None

    @property
    def replies_to(self) -> int | None:
        """The id of the message that it replies to."""
        other = self.raw.get("reply_to_message")
        return other["message_id"] if other else None

    def marked(self, kind: str) -> list[str]:
        """The pieces of the text that have this kind of entity: bold, italic, text_link, expandable_blockquote …"""
        units = self.text.encode("utf-16-le")
        found = [e for e in self.raw.get("entities", []) if e["type"] == kind]
        return [units[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le") for e in found]

    @property
    def links(self) -> list[str]:
        """The addresses of the links in the text."""
        return [e["url"] for e in self.raw.get("entities", []) if e["type"] == "text_link"]

    @property
    def buttons(self) -> dict[str, str]:
        """Label → callback data of the buttons below."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}

    @property
    def link_buttons(self) -> dict[str, str]:
        """Label → address of the buttons below that open a page."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return {b["text"]: b["url"] for row in rows for b in row if "url" in b}

    @property
    def keyboard(self) -> list[list[Json]]:
        """All buttons below, row by row."""
        return list(self.raw.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def labels(self) -> list[list[str]]:
        """The labels of all buttons below, row by row."""
        return [[button["text"] for button in row] for row in self.keyboard]

    def button(self, label: str) -> Json:
        """The button with this label."""
        (found,) = (button for row in self.keyboard for button in row if button["text"] == label)
        return dict(found)
