"""Photos and documents: what comes as multipart or by id, its limits, and captions."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

from tests.fake_bot_api.formatting import parse_html, utf16
from tests.fake_bot_api.keyboards import checked_markup
from tests.fake_bot_api.methods import changed, own_message, reply_to_of, thread_in
from tests.fake_bot_api.refusals import bad_request
from tests.fake_bot_api.state import Params, State
from tests.fake_bot_api.world import Json

LONGEST_CAPTION = 1024
BIGGEST_PHOTO, BIGGEST_DOCUMENT = 10 * 2**20, 50 * 2**20
LONGEST_SIDES, STEEPEST = 10_000, 20


def send_photo(state: State, params: Params) -> Json:
    chat = state.writable(params)
    place = chat.place(thread_in(chat, params), reply_to_of(chat, params))
    content = {"photo": _photo(state, params, params.text("photo"), "photo"), **_caption(params, params.given)}
    message = chat.add(state.bot, **content, reply_markup=checked_markup(params.data("reply_markup")), **place)
    chat.sources[message["message_id"]] = params.text("caption")
    return message


def send_document(state: State, params: Params) -> Json:
    chat = state.writable(params)
    place = chat.place(thread_in(chat, params), reply_to_of(chat, params))
    given = params.files.get("document")
    if given is None:
        raise bad_request("there is no document in the request")
    name, data = given
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > BIGGEST_DOCUMENT:
        raise bad_request("file is too big")
    document = {**_kept(state, data), "file_name": name}
    content = {"document": document, **_caption(params, params.given)}
    return chat.add(state.bot, **content, reply_markup=checked_markup(params.data("reply_markup")), **place)


def edit_message_media(state: State, params: Params) -> Json:
    """Replaces a medium, or adds one to a text."""
    chat, message = own_message(state, params, "edit")
    media = params.data("media")
    if not isinstance(media, dict) or media.get("type") != "photo":
        raise bad_request("can't parse InputMedia: only photos are known here")
    name = str(media.get("media", ""))
    photo = _photo(state, params, name, name.removeprefix("attach://") if name.startswith("attach://") else "")
    content = {
        "text": None, "entities": None, "link_preview_options": None, "photo": photo, **_caption(params, media),
        "reply_markup": checked_markup(params.data("reply_markup")),
    }  # fmt: skip
    return changed(chat, message, content, str(media.get("caption", "")))


def edit_message_caption(state: State, params: Params) -> Json:
    chat, message = own_message(state, params, "edit")
    if "photo" not in message and "document" not in message:
        raise bad_request("there is no caption in the message to edit")
    content = {
        **dict.fromkeys(("caption", "caption_entities")), **_caption(params, params.given),
        "photo": message.get("photo"), "reply_markup": checked_markup(params.data("reply_markup")),
    }  # fmt: skip
    return changed(chat, message, content, params.text("caption"))


def _caption(params: Params, given: Any) -> Json:
    text, mode = str(given.get("caption") or ""), str(given.get("parse_mode") or "").lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    shown, entities = parse_html(text) if mode else (text.strip(), [])
    if utf16(shown) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": shown or None, "caption_entities": entities or None}


def _photo(state: State, params: Params, name: str, part: str) -> list[Json]:
    if part in params.files:
        data = params.files[part][1]
        width, height = _size(data)
        if len(data) > BIGGEST_PHOTO:
            raise bad_request("file is too big")
        if width + height > LONGEST_SIDES or max(width, height) > STEEPEST * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return [{**_kept(state, data), "width": width, "height": height}]
    if not name:
        raise bad_request("there is no photo in the request")
    if name.startswith("attach://"):
        raise bad_request(f"can't find attached file {part!r}")
    if name not in state.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    data = state.files[name]
    width, height = _size(data)
    return [{**_kept(state, data), "width": width, "height": height}]


def _size(data: bytes) -> tuple[int, int]:
    """The sides of a PNG; the only kind of photo that the bot makes."""
    if len(data) < 24 or not data.startswith(b"\x89PNG\r\n\x1a\n"):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


def _kept(state: State, data: bytes) -> Json:
    digest = hashlib.sha256(data).hexdigest()
    file_id = f"AgACAgQ{digest[:40]}"
    state.files[file_id] = data
    return {"file_id": file_id, "file_unique_id": digest[:16], "file_size": len(data)}
