"""The settings: names that are none, and a .env file that others can read."""

from __future__ import annotations

import difflib
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.doctor.finding import Finding, ok, warning
from bot.settings import Settings

ENV_FILE = Path(".env")
# Names that begin so are meant for this program; of others only those that nearly are a setting's.
OURS = ("TELEGRAM_", "BOT_", "WEBHOOK_", "KNOWLEDGE_")
NEARLY, VAGUELY = 0.85, 0.5
_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=")


def examine_settings(settings: Settings, environment: Mapping[str, str], file: Path = ENV_FILE) -> Iterator[Finding]:
    """Settings that were read without a fault: is there more that was meant to be one?"""
    known = [name.upper() for name in Settings.model_fields]
    findings = [*_unknown(known, environment, file), *_readable_by_others(file)]
    yield from findings
    if not findings:
        given = sorted(set(known) & {*map(str.upper, environment), *map(str.upper, _names_in(file))})
        yield ok("settings", f"set: {', '.join(given)}" if given else "all as by default")
    if settings.telegram_bot_token and not settings.owner_ids:
        yield warning("owners", "OWNER_IDS is empty: nobody can use the owner's commands", "set your Telegram user id")


def _unknown(known: list[str], environment: Mapping[str, str], file: Path) -> Iterator[Finding]:
    for place, names in (("the environment", list(environment)), (str(file), _names_in(file))):
        for name in names:
            given = name.upper()
            is_ours = given.startswith(OURS) or place == str(file)
            likely = difflib.get_close_matches(given, known, 1, VAGUELY if is_ours else NEARLY)
            if given in known or not (is_ours or likely):
                continue
            advice = f"did you mean {likely[0]}?" if likely else "remove it; the README lists all settings"
            yield warning("settings", f"{name} in {place} is no setting", advice)


def _names_in(file: Path) -> list[str]:
    if not file.is_file():
        return []
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return [match[1] for line in lines if (match := _LINE.match(line))]


def _readable_by_others(file: Path) -> Iterator[Finding]:
    if file.is_file() and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield warning("settings", f"others on this machine can read {file}", f"chmod 600 {file}")
