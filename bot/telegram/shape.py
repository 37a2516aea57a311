"""What the bot reads of an update, with the types that Telegram gives it; the library takes whatever it gets."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import from_json

Id = Annotated[int, Field(gt=-(2**63), lt=2**63)]
Moment = Annotated[int, Field(ge=0, lt=2**32)]
Place = Annotated[int, Field(ge=0, lt=2**16)]


class _Part(BaseModel):
    """A part of an update; what else it holds may be of any kind."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _User(_Part):
    id: Id
    is_bot: bool
    first_name: str
    username: str | None = None
    language_code: str | None = None


class _Chat(_Part):
    id: Id
    type: str
    title: str | None = None


class _Entity(_Part):
    type: str
    offset: Place
    length: Place
    user: _User | None = None


class _Quote(_Part):
    text: str


class _Message(_Part):
    message_id: Id
    date: Moment
    chat: _Chat
    sender: _User | None = Field(None, alias="from")
    sender_chat: _Chat | None = None
    via_bot: _User | None = None
    edit_date: Moment | None = None
    message_thread_id: Id | None = None
    is_topic_message: bool = False
    is_automatic_forward: bool = False
    text: str | None = None
    caption: str | None = None
    entities: list[_Entity] = []
    caption_entities: list[_Entity] = []
    quote: _Quote | None = None
    reply_to_message: _Message | None = None
    guest_query_id: str | None = None
    migrate_to_chat_id: Id | None = None
    migrate_from_chat_id: Id | None = None

    @model_validator(mode="after")
    def _marks_words(self) -> Self:
        if (self.entities and self.text is None) or (self.caption_entities and self.caption is None):
            raise ValueError("entities without a text")
        return self


class _Press(_Part):
    id: str
    sender: _User = Field(alias="from")
    message: _Message | None = None
    inline_message_id: str | None = None
    data: str | None = None


class _InlineQuery(_Part):
    id: str
    sender: _User = Field(alias="from")
    query: str


class _Member(_Part):
    status: str
    user: _User


class _Membership(_Part):
    chat: _Chat
    sender: _User = Field(alias="from")
    date: Moment
    old_chat_member: _Member
    new_chat_member: _Member


class _Update(_Part):
    update_id: Id
    message: _Message | None = None
    edited_message: _Message | None = None
    guest_message: _Message | None = None
    callback_query: _Press | None = None
    inline_query: _InlineQuery | None = None
    my_chat_member: _Membership | None = None


def read(body: str) -> dict[str, Any]:
    """What the bot has asked for of an update, from its JSON text; raises ValueError for what Telegram cannot have sent."""
    update = from_json(body)
    _Update.model_validate(update)
    return {kind: update[kind] for kind in _Update.model_fields if update.get(kind) is not None}
