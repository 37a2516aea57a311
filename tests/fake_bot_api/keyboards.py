"""Reply markup: what the server takes of inline keyboards."""

from __future__ import annotations

from typing import Any

from tests.fake_bot_api.formatting import utf16
from tests.fake_bot_api.refusals import bad_request
from tests.fake_bot_api.world import Json

ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip
MOST_BUTTONS = 100
LONGEST_COPY = 256
LONGEST_QUERY = 256


def checked_markup(markup: Any) -> Json | None:
    """The markup of a message, if it has any and it may be sent."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None  # other kinds (forced replies, keyboards) are no part of the message
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be of type Array of Arrays')
    buttons = [button for row in rows for button in row]
    for button in buttons:
        _check(button)
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": [row for row in rows if row]} if buttons else None


def _check(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    actions = ACTIONS & set(button)
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1 or ("callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64):
        raise bad_request("BUTTON_DATA_INVALID")
    copied = button.get("copy_text", {"text": "a"})
    if not isinstance(copied, dict) or not 1 <= utf16(str(copied.get("text", ""))) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    chosen = button.get("switch_inline_query_chosen_chat", {"query": "", "allow_user_chats": True})
    if not any(chosen.get(f"allow_{kind}_chats") for kind in ("user", "bot", "group", "channel")):
        raise bad_request("at least one chat type must be allowed")
    if utf16(str(chosen.get("query", ""))) > LONGEST_QUERY:
        raise bad_request("SWITCH_INLINE_QUERY_TOO_LONG")
    if "url" in button and not str(button["url"]).startswith(("https://", "http://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
