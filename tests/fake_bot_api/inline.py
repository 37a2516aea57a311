"""Inline and guest mode: results are checked as if each were sent."""

from __future__ import annotations

import itertools
import re
from typing import Any

from tests.fake_bot_api.keyboards import checked_markup
from tests.fake_bot_api.methods import content_of
from tests.fake_bot_api.refusals import bad_request
from tests.fake_bot_api.state import Params, State
from tests.fake_bot_api.world import Json

MOST_RESULTS = 50
LONGEST_ID = 64
LONGEST_BUTTON = 64
# Fields of an article; "type", "id", "title" and "input_message_content" must be given.
FIELDS = {
    "type", "id", "title", "input_message_content", "reply_markup", "url", "description", "thumbnail_url",
    "thumbnail_width", "thumbnail_height",
}  # fmt: skip
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_message_ids = itertools.count(1)


def answer_inline_query(state: State, params: Params) -> bool:
    query, results = params.text("inline_query_id"), params.data("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    checked = [_checked(result) for result in results]
    if len({result["id"] for result in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    if (params.number("cache_time", 300) or 0) < 0:
        raise bad_request("CACHE_TIME_INVALID")
    if len(params.text("next_offset").encode()) > LONGEST_ID:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = params.data("button")
    if button is not None:
        _check_button(button)
    if query not in state.open_inline_queries:
        raise bad_request(TOO_OLD)
    state.open_inline_queries.remove(query)
    state.inline_answers[query] = {
        "results": checked,
        "button": button,
        "cache_time": params.number("cache_time", 300),
        "is_personal": params.flag("is_personal"),
    }
    return True


def answer_guest_query(state: State, params: Params) -> Json:
    query, result = params.text("guest_query_id"), params.data("result")
    checked = _checked(result)
    if query not in state.open_guest_queries or state.open_guest_queries[query] is not None:
        raise bad_request(TOO_OLD)
    inline_message_id = f"AgAAAGuest{next(_message_ids)}"
    state.inline_messages[inline_message_id] = dict(checked["message"])
    state.open_guest_queries[query] = inline_message_id
    return {"inline_message_id": inline_message_id}


def _checked(result: Any) -> Json:
    """A result with the message that it would post; so far nothing here answers with anything but articles."""
    if not isinstance(result, dict) or result.get("type") != "article":
        raise bad_request("can't parse inline query result: Unallowed inline query result type")
    if not set(result) <= FIELDS:
        raise bad_request(f"can't parse inline query result: unknown fields {sorted(set(result) - FIELDS)}")
    if not 1 <= len(str(result.get("id", "")).encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not str(result.get("title", "")).strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("MESSAGE_EMPTY")
    message = content_of(Params({**content, "text": content["message_text"]}))
    message["reply_markup"] = checked_markup(result.get("reply_markup"))
    message["source"] = content["message_text"]
    return {**result, "message": message}


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not 1 <= len(str(button.get("text", ""))) <= LONGEST_BUTTON:
        raise bad_request("BUTTON_TEXT_INVALID")
    if ("start_parameter" in button) == ("web_app" in button):
        raise bad_request("exactly one of the optional fields of the button must be used")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(button.get("start_parameter", "a"))):
        raise bad_request("START_PARAM_INVALID")
