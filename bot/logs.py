"""Logging: one structured line an update, for people or machines, and never a token."""

from __future__ import annotations

import logging
import re
import sys
from typing import Literal

import structlog

_TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}")  # in addresses "bot" stands right before it
# httpx writes every request's address, token included, at INFO; Alembic lists its parts at each start.
QUIET = ("httpx", "httpcore", "apscheduler", "alembic.runtime.plugins")


class BlankingFormatter(structlog.stdlib.ProcessorFormatter):
    """Blanks bot tokens in the finished line, wherever they came from (addresses, errors, arguments, traces)."""

    def format(self, record: logging.LogRecord) -> str:
        return without_token(super().format(record))


def looks_like_token(text: str) -> bool:
    """Whether a text has the form by which tokens are known here, and so can be blanked."""
    return bool(_TOKEN.fullmatch(text))


def without_token(text: str) -> str:
    """The text with every bot token blanked."""
    return _TOKEN.sub("<token>", text)


def set_up_logs(log_format: Literal["console", "json"], level: str) -> None:
    """Send all log lines to standard error, in one format, with tokens blanked."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        BlankingFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer], foreign_pre_chain=shared
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
