"""The methods that write: messages, edits, deletions, notices."""

from __future__ import annotations

import time

from tests.fake_bot_api.formatting import parse_html, utf16
from tests.fake_bot_api.keyboards import checked_markup
from tests.fake_bot_api.refusals import bad_request
from tests.fake_bot_api.state import Params, State
from tests.fake_bot_api.world import Chat, Json

LONGEST_TEXT = 4096
LONGEST_NOTICE = 200
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send_message(state: State, params: Params) -> Json:
    chat = state.writable(params)
    thread = thread_in(chat, params)
    reply_to = reply_to_of(chat, params)
    content = content_of(params)
    message = chat.add(state.bot, **content, **chat.place(thread, reply_to))
    chat.sources[message["message_id"]] = params.text("text")
    return message


def edit_message_text(state: State, params: Params) -> Json | bool:
    inline_id = params.text("inline_message_id")
    if inline_id:
        if inline_id not in state.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        _change(state.inline_messages[inline_id], content_of(params))
        return True
    chat, message = own_message(state, params, "edit")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return changed(chat, message, content_of(params), params.text("text"))


def edit_message_reply_markup(state: State, params: Params) -> Json:
    chat, message = own_message(state, params, "edit")
    kept = {key: message.get(key) for key in ("text", "entities", "caption", "caption_entities", "photo")}
    content = {**kept, "reply_markup": checked_markup(params.data("reply_markup"))}
    return changed(chat, message, content, chat.sources[message["message_id"]])


def delete_message(state: State, params: Params) -> bool:
    chat = state.writable(params)
    message = chat.messages.get(params.number("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    own = message.get("from", {}).get("id") == state.bot.id
    if not own and chat.kind != "private" and chat.standing != "administrator":
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    return True


def answer_callback_query(state: State, params: Params) -> bool:
    query = params.text("callback_query_id")
    url = params.text("url")
    if url and not url.startswith((f"https://t.me/{state.bot.username}?", f"t.me/{state.bot.username}?")):
        raise bad_request("URL_INVALID")
    if len(params.text("text")) > LONGEST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    if query not in state.open_queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    state.open_queries.remove(query)
    return True


def send_chat_action(state: State, params: Params) -> bool:
    thread_in(state.writable(params), params)
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def content_of(params: Params) -> Json:
    """The text of a call, with its entities and buttons."""
    mode = params.text("parse_mode").lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")  # so far nothing here writes Markdown
    text, entities = parse_html(params.text("text")) if mode else (params.text("text").strip(), [])
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    options = params.data("link_preview_options")
    if options is not None and not isinstance(options, dict):
        raise bad_request("can't parse link preview options JSON object")
    return {
        "text": text,
        "entities": entities or None,
        "link_preview_options": options,
        "reply_markup": checked_markup(params.data("reply_markup")),
    }


def thread_in(chat: Chat, params: Params) -> int | None:
    """The topic; the General topic's id, 1, is refused as the real server does."""
    thread = params.number("message_thread_id")
    if thread is not None and thread not in chat.topics:
        raise bad_request("message thread not found")
    return thread


def reply_to_of(chat: Chat, params: Params) -> int | None:
    given = params.data("reply_parameters")
    if given is None:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("message_id"), int):
        raise bad_request("can't parse reply parameters JSON object")
    message_id: int = given["message_id"]
    if message_id in chat.messages:
        return message_id
    if given.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def own_message(state: State, params: Params, what: str) -> tuple[Chat, Json]:
    chat = state.writable(params)
    message = chat.messages.get(params.number("message_id") or 0)
    if message is None:
        raise bad_request(f"message to {what} not found")
    if message.get("from", {}).get("id") != state.bot.id:
        raise bad_request(f"message can't be {what}ed")
    return chat, message


def changed(chat: Chat, message: Json, content: Json, source: str) -> Json:
    _change(message, content)
    chat.sources[message["message_id"]] = source
    return message


def _change(message: Json, content: Json) -> None:
    seen = ("text", "entities", "caption", "caption_entities", "photo", "reply_markup")
    if all(message.get(key) == content.get(key) for key in seen):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a current"
            " content and reply markup of the message"
        )
    for key, value in content.items():
        message.pop(key, None)
        if value is not None:
            message[key] = value
    message["edit_date"] = int(time.time())
