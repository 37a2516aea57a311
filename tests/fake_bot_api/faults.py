"""Scripted faults: what goes wrong on the way, as answers in place of the server's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; a status of 0 means that the connection is cut without one, or, silent, kept without one; late that
    the call was carried out."""

    status: int
    body: bytes = b""
    kind: str = "application/json"
    late: bool = False
    silent: bool = False


@dataclass
class Fault:
    """An answer that is given to the next calls of a method, of one chat or of all."""

    method: str
    answer: Answer
    chat_id: int | None = None
    times: int = 1
    was_given: int = 0


def too_many_requests(retry_after: int) -> Answer:
    """429: wait so many seconds."""
    return _refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def server_error(status: int = 500) -> Answer:
    """A fault within Telegram, told in JSON."""
    return _refusal(status, "Internal Server Error")


def bad_gateway() -> Answer:
    """A fault in front of Telegram, told in a web page."""
    page = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>"
    return Answer(502, page, "text/html")


def unauthorized() -> Answer:
    """401: the token was revoked."""
    return _refusal(401, "Unauthorized")


def migrated(chat_id: int) -> Answer:
    """The group has become a supergroup with this id."""
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return _refusal(400, description, migrate_to_chat_id=chat_id)


def cut_connection(*, late: bool = False) -> Answer:
    """The connection ends before there is an answer; late: what was asked for has been done nevertheless."""
    return Answer(0, late=late)


def no_answer() -> Answer:
    """Nothing comes until the caller gives up; what was asked for is not done."""
    return Answer(0, silent=True)


def _refusal(status: int, description: str, **parameters: int) -> Answer:
    data = {"ok": False, "error_code": status, "description": description}
    return Answer(status, json.dumps(data | ({"parameters": parameters} if parameters else {})).encode())


@dataclass
class Faults:
    """The faults still to come."""

    coming: list[Fault] = field(default_factory=list)

    def answer_for(self, method: str, chat_id: int | None) -> Answer | None:
        """The faulty answer that this call gets, if any."""
        for fault in self.coming:
            fits = fault.method.lower() == method.lower() and fault.chat_id in (None, chat_id)
            if fits and fault.was_given < fault.times:
                fault.was_given += 1
                return fault.answer
        return None

    @property
    def left(self) -> Sequence[Fault]:
        """The faults that were never, or not yet fully, given."""
        return [fault for fault in self.coming if fault.was_given < fault.times]
