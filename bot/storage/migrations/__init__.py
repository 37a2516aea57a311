"""The steps by which an older database becomes one of today.

A new or changed table needs a step: add a module to versions/ whose `down_revision` is the last step there, and write
its `upgrade` by hand (`op.create_table`, `op.add_column`); downgrades are not kept, a backup is the way back. Import the
module that declares the table in `all_tables`; tests/storage/test_migrations.py then says whether the steps and the
declared tables agree.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, inspect

FOLDER = Path(__file__).parent
NEWEST = max(step.name.split("_")[0] for step in (FOLDER / "versions").glob("[0-9]*.py"))
LOCK = 7_204_001  # any number that no other program on the same PostgreSQL database uses
# What was the newest table when a database was made without steps, and the step that stands for it.
BEFORE_STEPS = {"chats": "0002", "given_answers": "0001"}


def migrate(engine: Engine) -> None:
    """Bring the database to the newest step; of several processes that start at once, one does and the others wait."""
    with engine.connect() as connection:
        if _step_of(connection) == NEWEST:
            return
    from alembic import command  # ten megabytes that most starts can do without
    from alembic.config import Config

    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA busy_timeout=30000")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        if not _has_steps(connection) and (step := _step_of(connection)):
            command.stamp(config, step)
        command.upgrade(config, "head")
        connection.commit()
        connection.invalidate()  # its waiting times are not those of the others


def all_tables() -> MetaData:
    """The tables as declared."""
    # A module declares its tables as it is imported.
    from bot.storage import (  # noqa: F401
        chats,
        conversations,
        counters,
        daily,
        inbox,
        leases,
        notices,
        rates,
        unanswered,
    )
    from bot.storage.database import Table

    return Table.metadata


def _has_steps(connection: Connection) -> bool:
    return inspect(connection).has_table("alembic_version")


def _step_of(connection: Connection) -> str | None:
    """The step at which a database stands, be it made before there were steps; None for an empty one."""
    if _has_steps(connection):
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    tables = set(inspect(connection).get_table_names())
    return next((step for table, step in BEFORE_STEPS.items() if table in tables), None)
