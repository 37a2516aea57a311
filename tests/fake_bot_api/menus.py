"""Command menus, name and descriptions: as strict as Telegram about scopes, languages and lengths."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.fake_bot_api.formatting import utf16
from tests.fake_bot_api.refusals import bad_request
from tests.fake_bot_api.state import Params, State
from tests.fake_bot_api.world import Json

MOST_COMMANDS = 100
SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def set_my_commands(state: State, params: Params) -> bool:
    commands = params.data("commands")
    if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16(str(command.get("description", "")).strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    kept = [{"command": c["command"].removeprefix("/"), "description": c["description"].strip()} for c in commands]
    state.commands[_scope(state, params), _language(params)] = kept
    return True


def get_my_commands(state: State, params: Params) -> list[Json]:
    """Of this very scope and language: the server falls back to others only when it shows a menu to somebody."""
    return state.commands.get((_scope(state, params), _language(params)), [])


def delete_my_commands(state: State, params: Params) -> bool:
    state.commands.pop((_scope(state, params), _language(params)), None)
    return True


def set_my_text(field: str, longest: int) -> Callable[[State, Params], bool]:
    """The method that sets a text of the bot's profile; an empty one takes the language's own text away."""

    def method(state: State, params: Params) -> bool:
        text = params.text(field)
        if utf16(text) > longest:
            raise bad_request(f"BOT_{field.upper()}_TOO_LONG")
        language = _language(params)
        if text:
            state.profile[field, language] = text
        else:
            state.profile.pop((field, language), None)
        return True

    return method


def get_my_text(field: str) -> Callable[[State, Params], Json]:
    """The method that tells a text of the bot's profile; where a language has none of its own, that of all others."""

    def method(state: State, params: Params) -> Json:
        unset = state.bot.first_name if field == "name" else ""
        known = state.profile.get((field, "")) or unset
        return {field: state.profile.get((field, _language(params))) or known}

    return method


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _scope(state: State, params: Params) -> str:
    scope: Any = params.data("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in SCOPES:
        return str(kind)
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat = state.chat(Params({"chat_id": scope.get("chat_id")}))
    if kind != "chat" and chat.kind == "private":
        raise bad_request("can't use the scope in private chats")
    member = f" {scope['user_id']}" if kind == "chat_member" else ""
    return f"{kind} {chat.id}{member}"
