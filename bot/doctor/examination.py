"""The whole examination, and how it is told."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.doctor.base import examine_base
from bot.doctor.database import examine_database
from bot.doctor.finding import Finding, fault, skipped
from bot.doctor.machine import examine_cache, examine_disk, examine_fonts
from bot.doctor.settings import examine_settings
from bot.doctor.telegram import examine_telegram
from bot.settings import Settings, SettingsError, load_settings
from bot.storage.inspection import sqlite_file
from bot.telegram.inspection import inspect_telegram


def run(*, as_json: bool) -> int:
    """Examine this installation and print what is found; returns the exit status: 1 when there is a fault."""
    try:
        findings = list(examine(load_settings()))
    except SettingsError as error:
        what, _, then = str(error).rpartition("; ")
        findings = [fault("settings", what, then), skipped("the rest", "needs settings that can be read")]
    print(as_lines(findings) if not as_json else json.dumps([f.as_dict() for f in findings], ensure_ascii=False))
    return 1 if any(finding.level == "fault" for finding in findings) else 0


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything that there is to look at, one after the other."""
    yield from examine_settings(settings, os.environ)
    token = settings.telegram_bot_token
    state = asyncio.run(inspect_telegram(settings.api_base, token.get_secret_value().strip() if token else None))
    yield from examine_telegram(state, settings)
    yield from examine_database(settings.database_url)
    yield from examine_base(settings.knowledge_dir)
    yield examine_cache(settings.cache_dir)
    file = sqlite_file(settings.database_url)
    yield from examine_disk([settings.cache_dir, *([file.parent] if file else [Path()])])
    yield examine_fonts()


def as_lines(findings: Sequence[Finding]) -> str:
    """One line a finding, and below it what to do."""
    lines = []
    for finding in findings:
        lines.append(f"{finding.level:8} {finding.check:13} {finding.what}")
        if finding.next:
            lines.append(f"{'':22} → {finding.next}")
    return "\n".join(lines)
