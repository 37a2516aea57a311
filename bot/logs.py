"""Logging: one structured line an update, for people or machines, and never a token."""

from __future__ import annotations

import logging
import re
import sys
from typing import Literal

import structlog

_TOKEN = re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{20,}")


class TokenFilter(logging.Filter):
    """Blanks bot tokens in every record, wherever they stand (addresses, errors, arguments)."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = without_token(message), ()
        if record.exc_info and record.exc_info[1] is not None:
            text = logging.Formatter().formatException(record.exc_info)
            record.exc_text, record.exc_info = without_token(text), None
        return True


def without_token(text: str) -> str:
    """The text with every bot token blanked."""
    return _TOKEN.sub("<token>", text)


def _blank_tokens(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: without_token(value) if isinstance(value, str) else value for key, value in event.items()}


def set_up_logs(log_format: Literal["console", "json"], level: str) -> None:
    """Send all log lines to standard error, in one format, with tokens blanked."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _blank_tokens,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(TokenFilter())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer], foreign_pre_chain=shared
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # httpx writes every request's address, token included, at INFO.
    for name in ("httpx", "httpcore", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
