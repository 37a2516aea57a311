"""Logs: one line for each event, for people or machines, and never a token in any of them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Literal

import pytest
import structlog
from yarl import URL

from bot.logs import set_up_logs, without_token

SECRET = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
TOKEN = f"123456789:{SECRET}"
ADDRESS = f"https://api.telegram.org/bot{TOKEN}/getUpdates"

# text: how it may be written down
BLANKED = {
    TOKEN: "<token>",
    f"bot{TOKEN}": "bot<token>",
    ADDRESS: "https://api.telegram.org/bot<token>/getUpdates",
    f"https://files.example/file/bot{TOKEN}/photo.jpg": "https://files.example/file/bot<token>/photo.jpg",
    f"'{TOKEN}', {TOKEN}": "'<token>', <token>",
    "at 12:30 and 1960:1965": "at 12:30 and 1960:1965",
    "2026-11-23T12:00:00": "2026-11-23T12:00:00",
    "": "",
}

pytestmark = pytest.mark.usefixtures("logs_as_before")
library = logging.getLogger("somebody.elses.library")
own = structlog.get_logger()


def _raise() -> None:
    raise ValueError(f"cannot reach {ADDRESS}")


def _library_exception() -> None:
    try:
        _raise()
    except ValueError:
        library.exception("failed")


def _own_exception() -> None:
    try:
        _raise()
    except ValueError:
        own.exception("failed", chat=1)


def _chained_exception() -> None:
    try:
        try:
            _raise()
        except ValueError as error:
            raise RuntimeError("gave up") from error
    except RuntimeError:
        own.error("failed", exc_info=True)


LEAKS: dict[str, Callable[[], object]] = {
    "message": lambda: library.warning("token " + TOKEN),
    "address": lambda: library.warning("GET " + ADDRESS),
    "argument": lambda: library.warning("token %s", TOKEN),
    "address as argument": lambda: library.warning("GET %s %s", ADDRESS, 200),
    "named argument": lambda: library.warning("token %(token)s", {"token": TOKEN}),
    "object as message": lambda: library.warning({"token": TOKEN}),
    "error as argument": lambda: library.warning("error: %s", ValueError(ADDRESS)),
    "HTTP by httpx": lambda: logging.getLogger("httpx").warning(
        'HTTP Request: %s %s "%s"', "POST", URL(ADDRESS), "200 OK"
    ),
    "HTTP by aiohttp": lambda: logging.getLogger("aiohttp.client").warning("Cannot connect to %r", URL(ADDRESS)),
    "exception of a library": _library_exception,
    "own event": lambda: own.warning("token " + TOKEN),
    "own value": lambda: own.warning("event", token=TOKEN, address=ADDRESS),
    "own nested value": lambda: own.warning("event", data={"deep": [ADDRESS]}),
    "own error": lambda: own.warning("event", error=ValueError(ADDRESS)),
    "own bytes": lambda: own.warning("event", body=ADDRESS.encode()),
    "own argument": lambda: own.warning("event %s", ADDRESS),
    "own exception": _own_exception,
    "chained exception": _chained_exception,
    "stack": lambda: own.warning("event", stack_info=True, address=ADDRESS),
}

Format = Literal["console", "json"]
FORMATS: tuple[Format, ...] = ("console", "json")


@pytest.mark.parametrize("text", BLANKED)
def test_a_token_is_blanked_wherever_it_stands(text: str) -> None:
    """Whoever reads a log could take over the bot; or times of day would be blanked."""
    assert without_token(text) == BLANKED[text]


@pytest.mark.parametrize("log_format", FORMATS)
@pytest.mark.parametrize("name", LEAKS)
def test_no_log_line_holds_a_token(capfd: pytest.CaptureFixture[str], name: str, log_format: Format) -> None:
    """Whoever reads a log could take over the bot."""
    set_up_logs(log_format, "DEBUG")
    LEAKS[name]()
    out, err = capfd.readouterr()
    assert out == ""
    assert SECRET not in err
    assert "Logging error" not in err
    assert err.strip()


@pytest.mark.parametrize("name", LEAKS)
def test_every_event_is_one_line_of_json(capfd: pytest.CaptureFixture[str], name: str) -> None:
    """A log collector would cut an exception into twenty events, or drop it."""
    set_up_logs("json", "DEBUG")
    LEAKS[name]()
    (line,) = capfd.readouterr().err.splitlines()
    event = json.loads(line)
    assert event["level"] in ("warning", "error")
    assert event["event"]
    assert event["timestamp"]


@pytest.mark.parametrize("log_format", FORMATS)
@pytest.mark.parametrize("log", [_library_exception, _own_exception, _chained_exception])
def test_an_exception_is_logged_with_its_trace(
    capfd: pytest.CaptureFixture[str], log: Callable[[], None], log_format: Format
) -> None:
    """Nobody could find out why the bot failed."""
    set_up_logs(log_format, "INFO")
    log()
    err = capfd.readouterr().err
    assert "Traceback" in err
    assert "ValueError" in err
    assert "cannot reach https://api.telegram.org/bot<token>/getUpdates" in err


def test_requests_are_not_logged_one_by_one(capfd: pytest.CaptureFixture[str]) -> None:
    """Every request's address, with the token in it, would be written at INFO."""
    set_up_logs("console", "INFO")
    logging.getLogger("httpx").info("HTTP Request: GET %s", ADDRESS)
    own.debug("too much")
    assert capfd.readouterr().err == ""


def test_text_is_kept_as_it_is(capfd: pytest.CaptureFixture[str]) -> None:
    """Questions in Chinese could not be read in the log."""
    set_up_logs("json", "INFO")
    own.info("question", text="古巴何时建交？", chat=-100123)
    event = json.loads(capfd.readouterr().err)
    assert (event["event"], event["text"], event["chat"]) == ("question", "古巴何时建交？", -100123)
