"""The doctor: each fault of an installation is found over real HTTP, with what to do; a sound one is found sound."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.doctor import machine
from bot.doctor.examination import as_lines, examine
from bot.doctor.finding import Finding, Level
from bot.settings import load_settings
from bot.storage.database import open_database
from tests.fake_bot_api import BOT, TOKEN, FakeBotApi, bad_gateway, unauthorized
from tests.fake_bot_api.faults import Answer
from tests.postgres import NoPostgres, postgres
from tests.processes import KNOWLEDGE, SECRET, WEBHOOK_URL, environment

PROFILE = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
}


@dataclass
class Installation:
    """An installation in order, until a case spoils it."""

    server: FakeBotApi
    folder: Path
    monkeypatch: pytest.MonkeyPatch
    profile: dict[str, bool] = field(default_factory=lambda: dict(PROFILE))
    others: list[Any] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "bot.sqlite3"

    def sets(self, **settings: str) -> None:
        for name, value in settings.items():
            self.monkeypatch.setenv(name, value)

    def copies_knowledge(self) -> Path:
        folder = self.folder / "knowledge"
        shutil.copytree(KNOWLEDGE, folder)
        self.sets(KNOWLEDGE_DIR=str(folder))
        return folder

    def runs(self, statement: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement)

    async def examined(self) -> list[Finding]:
        me = {"ok": True, "result": self.server.state.bot.as_json() | self.profile}
        self.server.fails("getMe", Answer(200, json.dumps(me).encode()), times=9)
        settings = load_settings()
        return await asyncio.to_thread(lambda: list(examine(settings)))


@pytest.fixture
def sound(server: FakeBotApi, clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """An installation with nothing to find fault with, in the current folder."""
    made = Installation(server, clean_environment, monkeypatch)
    made.sets(
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=server.url,
        KNOWLEDGE_DIR=str(KNOWLEDGE),
        DATABASE_URL=f"sqlite:///{made.database}",
        CACHE_DIR=str(made.folder / "cache"),
        OWNER_IDS="1",
    )
    open_database(f"sqlite:///{made.database}").dispose()
    monkeypatch.setattr("bot.doctor.base.stale_facts", lambda *_: ())  # the small base ages
    yield made
    for other in made.others:
        other.close()


def _env_file(mode: int) -> Callable[[Installation], None]:
    def write(made: Installation) -> None:
        (made.folder / ".env").write_text("OWNER_IDS=1\nexport PROXY=none\n")
        (made.folder / ".env").chmod(mode)

    return write


def _lock(made: Installation) -> None:
    other = sqlite3.connect(made.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    made.others.append(other)


def _file_in_the_way(made: Installation, **settings: str) -> None:
    (made.folder / "file").write_text("")
    made.sets(**settings)


def _webhook(**told: Any) -> Callable[[Installation], None]:
    def set_it(made: Installation) -> None:
        made.sets(WEBHOOK_URL=WEBHOOK_URL, WEBHOOK_SECRET=SECRET)
        made.server.state.webhook = {"url": WEBHOOK_URL, "has_custom_certificate": False, **told}

    return set_it


def _spoil_knowledge(made: Installation) -> None:
    (made.copies_knowledge() / "facts.yaml").write_text("- id: [")


def _clock(seconds: int) -> Callable[[Installation], None]:
    wrong = SimpleNamespace(time=lambda: time.time() + seconds)
    return lambda made: made.monkeypatch.setattr("bot.telegram.inspection.time", wrong)


def _disk(mebibytes: int) -> Callable[[Installation], None]:
    usage = SimpleNamespace(free=mebibytes * 2**20)
    return lambda made: made.monkeypatch.setattr("shutil.disk_usage", lambda _: usage)


def _font(font: str | None) -> Callable[[Installation], None]:
    def make(made: Installation) -> None:
        fonts = ModuleType("fonts_of_tests")
        why = "" if font else "no pictures in Chinese: no font was found; install one"
        vars(fonts).update(font_file=lambda: font, why_not=lambda language: why if language == "zh" else "")
        made.monkeypatch.setitem(sys.modules, "pictures_of_tests", ModuleType("pictures_of_tests"))
        made.monkeypatch.setitem(sys.modules, "pictures_of_tests.fonts", fonts)
        made.monkeypatch.setattr(machine, "PICTURES", "pictures_of_tests.fonts")
        made.monkeypatch.setattr("importlib.util.find_spec", lambda _: object())

    return make


# what is wrong, check, level, words of what is found, words of what to do
CASES: dict[str, tuple[Callable[[Installation], object], str, Level, str, str]] = {
    "a name that is none": (
        lambda made: made.sets(TELEGRAM_TOKEN="x"), "settings", "warning", "TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN?",
    ),
    "a slip in a name": (lambda made: made.sets(OWNER_ID="1"), "settings", "warning", "OWNER_ID in", "OWNER_IDS?"),
    "a name that is nothing like": (lambda made: made.sets(BOT_X="1"), "settings", "warning", "BOT_X", "remove it"),
    "an unknown name in .env": (_env_file(0o600), "settings", "warning", "PROXY in .env", "remove it"),
    "an open .env": (_env_file(0o644), "settings", "warning", "others on this machine", "chmod 600 .env"),
    "nobody owns it": (lambda made: made.sets(OWNER_IDS=""), "owners", "warning", "nobody", "user id"),
    "a wrong token": (
        lambda made: made.sets(TELEGRAM_BOT_TOKEN="8110201543:AAFnotThisOne_notThisOne_notThisOne"),
        "token", "fault", "mistyped or revoked", "@BotFather",
    ),
    "a revoked token": (
        lambda made: made.server.fails("getMe", unauthorized()), "token", "fault", "mistyped or revoked", "@BotFather",
    ),
    "no token": (lambda made: made.sets(TELEGRAM_BOT_TOKEN=""), "token", "skipped", "is not set", ""),
    "a gateway in between": (
        lambda made: made.server.fails("getMe", bad_gateway()), "token", "fault", "does not answer", "TELEGRAM_API_URL",
    ),
    "nobody there": (
        lambda made: made.sets(TELEGRAM_API_URL="http://127.0.0.1:9"), "token", "fault", "does not answer", "network",
    ),
    "hears everything": (
        lambda made: made.profile.update(can_read_all_group_messages=True),
        "privacy mode", "warning", "everything", "/setprivacy",
    ),
    "no inline mode": (
        lambda made: made.profile.update(supports_inline_queries=False), "inline mode", "warning", "off", "/setinline",
    ),
    "no guest mode": (
        lambda made: made.profile.update(supports_guest_queries=False), "guest mode", "warning", "off", "Guest Mode",
    ),
    "not for groups": (
        lambda made: made.profile.update(can_join_groups=False), "groups", "warning", "groups", "/setjoingroups",
    ),
    "a webhook in the way": (
        lambda made: made.server.state.webhook.update(url=WEBHOOK_URL, has_custom_certificate=False),
        "webhook", "fault", "polling gets nothing", "webhook delete",
    ),
    "no webhook yet": (_webhook(url=""), "webhook", "fault", "not set", "webhook set"),
    "another webhook": (_webhook(url="https://old.example/"), "webhook", "fault", "https://old.example/", "webhook set"),
    "a webhook that fails": (
        _webhook(last_error_date=int(time.time()), last_error_message="Wrong response: 502 Bad Gateway"),
        "webhook", "warning", "502 Bad Gateway", "proxy",
    ),
    "a webhook that failed long ago": (
        _webhook(last_error_date=1_700_000_000, last_error_message="502"), "webhook", "ok", WEBHOOK_URL, "",
    ),
    "a webhook for less": (
        _webhook(allowed_updates=["message"]), "webhook", "warning", "callback_query", "webhook set",
    ),
    "many wait": (
        lambda made: made.server.fails(
            "getWebhookInfo",
            Answer(200, b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":512}}'),
        ),
        "webhook", "warning", "512 updates", "runs",
    ),
    "clock ahead": (_clock(45), "clock", "warning", "ahead", "set-ntp"),
    "clock far behind": (_clock(-4000), "clock", "fault", "behind", "set-ntp"),
    "no database yet": (lambda made: made.database.unlink(), "database", "ok", "first start", ""),
    "no place for a database": (
        lambda made: _file_in_the_way(made, DATABASE_URL=f"sqlite:///{made.folder}/file/bot.sqlite3"),
        "database", "fault", "cannot be made", "right to write",
    ),
    "no address of a database": (
        lambda made: made.sets(DATABASE_URL="mysql://db/bot"), "database", "fault", "only sqlite", "DATABASE_URL",
    ),
    "no database server": (
        lambda made: made.sets(DATABASE_URL="postgresql://bot:secret@127.0.0.1:9/bot"),
        "database", "fault", "refused", "server runs",
    ),
    "a locked database": (_lock, "database", "warning", "lock", "log of the bot"),
    "no database file": (
        lambda made: made.database.write_bytes(b"no database" * 999), "database", "fault", "not a database", "restore",
    ),
    "a database without steps": (
        lambda made: made.runs("DROP TABLE alembic_version"), "database", "warning", "older version", "backup",
    ),
    "an older database": (
        lambda made: made.runs("UPDATE alembic_version SET version_num = '0001'"),
        "database", "warning", "older version (0001", "backup",
    ),
    "a newer database": (
        lambda made: made.runs("UPDATE alembic_version SET version_num = '9999'"),
        "database", "fault", "newer version", "install that version",
    ),
    "a spoilt base": (_spoil_knowledge, "base", "fault", "1 problem, the first: facts.yaml:", "python -m bot check"),
    "no base": (lambda made: made.sets(KNOWLEDGE_DIR="/nowhere"), "base", "fault", "has no", "python -m bot check"),
    "a stale base": (
        lambda made: made.monkeypatch.setattr("bot.doctor.base.stale_facts", lambda *_: (1, 2, 3)),
        "freshness", "warning", "3 facts", "python -m bot check",
    ),
    "no place for the cache": (
        lambda made: _file_in_the_way(made, CACHE_DIR=f"{made.folder}/file/cache"), "cache", "warning", "anew", "CACHE_DIR",
    ),
    "little room": (_disk(300), "disk", "warning", "300 MiB", "make room"),
    "no room": (_disk(3), "disk", "fault", "3 MiB", "make room"),
    "no Chinese font": (_font(None), "fonts", "warning", "no font was found", "install one"),
    "a Chinese font": (_font("/usr/share/fonts/x.ttc"), "fonts", "ok", "x.ttc", ""),
}  # fmt: skip


async def test_a_sound_installation(sound: Installation) -> None:
    """An operator would look for faults that are none, and soon not look at all."""
    found = {finding.check: finding.level for finding in await sound.examined()}
    assert found.pop("fonts") in ("ok", "skipped")
    assert set(found.values()) == {"ok"}
    assert {"settings", "token", "privacy mode", "webhook", "clock", "database", "base", "cache", "disk"} <= set(found)


@pytest.mark.parametrize("name", CASES)
async def test_a_fault_is_found_and_its_cure_named(sound: Installation, name: str) -> None:
    """An operator would have to find out by trial why the bot does not do what it should."""
    spoil, check, level, what, then = CASES[name]
    spoil(sound)
    findings = await sound.examined()
    found = [finding for finding in findings if finding.check == check and what in finding.what]
    assert found, as_lines(findings)
    assert (found[0].level, then in found[0].next) == (level, True), as_lines(findings)
    assert bool(found[0].next) == (level in ("warning", "fault")), "a cure for each fault, and for nothing else"
    for secret in (TOKEN.split(":")[1], SECRET, "secret@"):
        assert secret not in as_lines(findings)


async def test_nothing_is_changed(sound: Installation) -> None:
    """Whoever looks after a running bot would disturb it, or bring its database up to date while it works."""
    sound.runs("UPDATE alembic_version SET version_num = '0001'")
    await sound.examined()
    assert {call.method for call in sound.server.calls} <= {"", "getMe", "getWebhookInfo"}
    with closing(sqlite3.connect(sound.database)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    sound.database.unlink()
    await sound.examined()
    assert not sound.database.exists()


async def _doctor(server: FakeBotApi, folder: Path, *words: str, **settings: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "doctor", *words, cwd=folder, env=environment(server.url, folder, **settings),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    written, _ = await process.communicate()
    return process.returncode, written.decode()


async def test_the_command(server: FakeBotApi, tmp_path: Path) -> None:
    """A script that sets the bot up could not tell whether it did."""
    status, written = await _doctor(server, tmp_path)
    assert status == 0
    assert f"this is @{BOT.username}" in written
    status, written = await _doctor(server, tmp_path, "--json", WEBHOOK_URL=WEBHOOK_URL, WEBHOOK_SECRET=SECRET)
    assert status == 1
    faults = [finding["check"] for finding in json.loads(written) if finding["level"] == "fault"]
    assert faults == ["webhook"]
    status, written = await _doctor(server, tmp_path, INBOX_LIMIT="many")
    assert status == 1
    assert written.startswith("fault    settings      INBOX_LIMIT")
    assert "→ correct it in the environment or in .env" in written


async def test_postgresql(sound: Installation) -> None:
    """On PostgreSQL a user who may not write would be found out only when the first question comes."""
    try:
        with postgres() as cluster:
            url = cluster.new_database()
            open_database(url).dispose()
            sound.sets(DATABASE_URL=url)
            (found,) = [finding for finding in await sound.examined() if finding.check == "database"]
            assert (found.level, found.what[:22]) == ("ok", "postgresql, up to date")
            engine = create_engine(url, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                name = url.rpartition("/")[2]
                connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
            engine.dispose()
            found = next(finding for finding in await sound.examined() if finding.check == "database")
            assert (found.level, found.what) == ("fault", "is read-only for this user")
    except NoPostgres as reason:
        pytest.skip(str(reason))
