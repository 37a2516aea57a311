"""What all methods work on: the bot, the chats, the open queries; and how a call's parameters are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fake_bot_api.refusals import bad_request, forbidden, migrated
from tests.fake_bot_api.updates import Updates
from tests.fake_bot_api.world import Chat, Json, User


@dataclass
class State:
    """The little Telegram behind the server."""

    bot: User
    hears_everything: bool = True  # privacy mode is off
    has_inline_mode: bool = True
    updates: Updates = field(default_factory=Updates)
    chats: dict[int, Chat] = field(default_factory=dict)
    open_inline_queries: set[str] = field(default_factory=set)
    inline_answers: dict[str, Json] = field(default_factory=dict)  # by query
    open_guest_queries: dict[str, str | None] = field(default_factory=dict)  # the message that each was answered with
    inline_messages: dict[str, Json] = field(default_factory=dict)  # sent without the bot being in the chat
    open_queries: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)  # by id
    profile: dict[tuple[str, str], Any] = field(default_factory=dict)  # by field and language
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)  # by scope and language
    webhook: Json = field(default_factory=lambda: {"url": ""})

    def chat(self, params: Params) -> Chat:
        """The chat that a call names."""
        name = params.text("chat_id")
        if not name:
            raise bad_request("chat_id is empty")
        for chat in self.chats.values():
            if str(chat.id) == name or (chat.username and name.lower() == f"@{chat.username.lower()}"):
                if chat.migrated_to is not None:
                    raise migrated(chat.migrated_to)
                return chat
        raise bad_request("chat not found")

    def writable(self, params: Params) -> Chat:
        """The chat that a call names, if the bot may write there."""
        chat = self.chat(params)
        if chat.standing == "blocked":
            raise forbidden("bot was blocked by the user")
        if chat.standing == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if chat.standing == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        if chat.kind == "channel" and chat.standing != "administrator":
            raise bad_request("need administrator rights in the channel chat")
        return chat


class Params:
    """The parameters of a call, which come as text whatever they are."""

    def __init__(self, given: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]] | None = None):
        self.given = dict(given)
        self.files = dict(files or {})  # name and content, by the name of the part

    def text(self, name: str) -> str:
        value = self.given.get(name)
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, default: int | None = None) -> int | None:
        text = self.text(name)
        if not text:
            return default
        try:
            return int(float(text))
        except ValueError:
            raise bad_request(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes")

    def data(self, name: str) -> Any:
        """A parameter that is itself JSON; None when it is not given."""
        value = self.given.get(name)
        if value is None or value == "" or not isinstance(value, str):
            return value or None
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
