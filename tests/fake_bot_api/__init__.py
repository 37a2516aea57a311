"""A Bot API server for tests, over real HTTP, that refuses what the real one refuses, in the same words."""

from tests.fake_bot_api.faults import (
    bad_gateway,
    cut_connection,
    migrated,
    no_answer,
    server_error,
    too_many_requests,
    unauthorized,
)
from tests.fake_bot_api.http import BOT, TOKEN
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.speaking import Press, Speaker
from tests.fake_bot_api.world import Chat, Json, Message, User

__all__ = [
    "BOT",
    "TOKEN",
    "Chat",
    "FakeBotApi",
    "Json",
    "Message",
    "Press",
    "Speaker",
    "User",
    "bad_gateway",
    "cut_connection",
    "migrated",
    "no_answer",
    "server_error",
    "too_many_requests",
    "unauthorized",
]
