"""The steps from any older database to today's."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from bot.storage.answers import Answers, GivenAnswer
from bot.storage.database import DatabaseError, Table, open_database
from bot.storage.migrations import FOLDER, NEWEST, all_tables
from tests.conftest import PROJECT

PROBES = socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT
LATE = 4_000_000_000
COLUMNS = "chat_id, question_id, answer_ids, fact_ids, language, asker_id, before, after, at"
BAD_ADDRESSES = {
    "no address at all": ("rubbish", "DATABASE_URL: not a database address"),
    "another database": ("mysql://localhost/bot", "DATABASE_URL: only sqlite:///… and postgresql://… are served"),
    "a folder that cannot be": ("sqlite:////proc/no/bot.sqlite3", "DATABASE_URL: cannot be opened"),
    "nobody there": ("postgresql://127.0.0.1:9/bot", "DATABASE_URL: cannot be opened"),
}


def test_steps_and_declared_tables_agree(engine: Engine) -> None:
    """A new column would be missing in every database that exists already, and the bot would fail after an upgrade."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, all_tables()) == []


def test_the_newest_step_is_known_without_reading_the_steps() -> None:
    """A database would be taken for up to date that is not, or every start would need ten megabytes more."""
    assert ScriptDirectory(str(FOLDER)).get_current_head() == NEWEST


@pytest.mark.parametrize("step", ["0001", "0002"])
def test_a_database_from_before_the_steps_is_adopted(database_url: str, step: str) -> None:
    """After the upgrade, edited questions would get a second answer, or the bot would not start."""
    old = create_engine(database_url)
    with old.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, step)
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("CREATE TABLE answers (chat_id BIGINT)"))
        Table.metadata.tables["daily"].create(connection)
        connection.execute(
            text(f"INSERT INTO given_answers ({COLUMNS}) VALUES (5, 11, '[12]', '[\"a\"]', 'en', 7, '', '', {LATE})")
        )
        connection.execute(text(f"INSERT INTO answer_messages VALUES (5, 12, 11, {LATE})"))
    old.dispose()
    engine = open_database(database_url)
    assert Answers(engine).given_in(5, 12) == GivenAnswer((12,), ("a",), "en", 7)
    assert "inbox" in inspect(engine).get_table_names()
    assert "answers" not in inspect(engine).get_table_names(), "the very first version's"
    engine.dispose()


def test_opening_again_changes_nothing(database_url: str) -> None:
    """Each start would take the steps again, and fail on the tables that are there."""
    for _ in range(2):
        open_database(database_url).dispose()


def test_processes_that_start_at_once(database_url: str) -> None:
    """With several replicas the first start after an upgrade would make all but one fail."""
    code = f"from bot.storage.database import open_database; open_database({database_url!r})"
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for process in started:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors


def test_sqlite_survives_a_kill(tmp_path: Path) -> None:
    """Without write-ahead log every commit would wait for the disk several times."""
    engine = open_database(f"sqlite:///{tmp_path}/bot.sqlite3")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
        assert int(connection.exec_driver_sql("PRAGMA busy_timeout").scalar() or 0) <= 1000, "not the migration's 30 s"
    engine.dispose()


def test_a_machine_that_is_no_more_is_found_out(engine: Engine) -> None:
    """When the database's machine dies over a query, the bot would wait two hours for the answer, as the system does."""
    if engine.dialect.name == "sqlite":
        pytest.skip("no machine of its own")
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        with socket.socket(fileno=os.dup(driver.fileno())) as used:
            seconds = [used.getsockopt(socket.IPPROTO_TCP, option) for option in PROBES]
            assert used.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    first, between, count = seconds
    assert first + between * count <= 15


@pytest.mark.parametrize("name", BAD_ADDRESSES)
def test_a_database_that_cannot_be_opened(name: str) -> None:
    """An operator would get a page of traces in place of one line."""
    url, line = BAD_ADDRESSES[name]
    with pytest.raises(DatabaseError) as caught:
        open_database(url)
    assert str(caught.value).startswith(line)
    assert caught.value.may_pass == (name == "nobody there")
