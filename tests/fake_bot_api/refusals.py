"""What the server refuses, as an exception that becomes the answer to the call."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """An answer with ok=false: HTTP status and description as the real server gives them."""

    def __init__(self, status: int, description: str, **parameters: int):
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")


def migrated(new_chat_id: int) -> Refusal:
    reason = "group chat was upgraded to a supergroup chat"
    return Refusal(400, f"Bad Request: {reason}", migrate_to_chat_id=new_chat_id)


def forbidden(reason: str) -> Refusal:
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")
