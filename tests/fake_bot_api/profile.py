"""The methods that read or set what is known about the bot and its chats."""

from __future__ import annotations

import re

from tests.fake_bot_api.refusals import bad_request, conflict
from tests.fake_bot_api.state import Params, State
from tests.fake_bot_api.world import Json


def get_me(state: State, _params: Params) -> Json:
    return state.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": state.hears_everything,
        "supports_inline_queries": state.has_inline_mode,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(state: State, params: Params) -> list[Json]:
    if state.webhook["url"]:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    offset, limit, timeout = params.number("offset", 0), params.number("limit", 100), params.number("timeout", 0)
    return await state.updates.get(offset or 0, limit or 100, timeout or 0, params.data("allowed_updates"))


def set_webhook(state: State, params: Params) -> bool:
    url = params.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    state.webhook = {"url": url, "has_custom_certificate": False}
    return True


def delete_webhook(state: State, params: Params) -> bool:
    state.webhook = {"url": ""}
    if params.flag("drop_pending_updates"):
        state.updates.waiting.clear()
    return True


def get_webhook_info(state: State, _params: Params) -> Json:
    pending = {"pending_update_count": len(state.updates.waiting)}
    return {"has_custom_certificate": False, **state.webhook, **pending}


def get_chat(state: State, params: Params) -> Json:
    return state.chat(params).as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": _GIFTS,
    }


def get_chat_member(state: State, params: Params) -> Json:
    chat, user_id = state.chat(params), params.number("user_id")
    if user_id == state.bot.id:
        return {"status": chat.standing, "user": state.bot.as_json()} | rights_of(chat.standing)
    user = chat.members.get(user_id or 0)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    status = "administrator" if user.id in chat.administrators else "creator" if user.id == chat.owner_id else "member"
    return {"status": status, "user": user.as_json()} | rights_of(status)


def get_chat_administrators(state: State, params: Params) -> list[Json]:
    chat = state.chat(params)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    found = [chat.members[user_id] for user_id in sorted(chat.administrators)]
    return [{"status": "administrator", "user": user.as_json()} | rights_of("administrator") for user in found]


_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
_RESTRICTIONS = (
    "can_change_info", "can_invite_users", "can_pin_messages", "can_send_messages", "can_send_audios",
    "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes", "can_send_voice_notes",
    "can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_manage_topics", "can_edit_tag",
    "can_react_to_messages",
)  # fmt: skip
_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip


def rights_of(status: str) -> Json:
    """The fields that the Bot API gives of a member beside the status."""
    if status == "kicked":
        return {"until_date": 0}
    if status == "creator":
        return {"is_anonymous": False}
    if status == "restricted":
        return dict.fromkeys(_RESTRICTIONS, False) | {"until_date": 0}
    return dict.fromkeys(_RIGHTS, False) if status == "administrator" else {}
