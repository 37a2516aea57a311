"""The inbox of updates, the conversations going on, how much each person asks, and how processes divide the work."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From a database of one process."""
    # Of the very first version; what was kept in it counted for a day.
    op.execute("DROP TABLE IF EXISTS answers")
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("rank", sa.SmallInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("received_at", sa.Double, nullable=False),
        sa.Column("taken_by", sa.String(64)),
        sa.Column("free_at", sa.Double, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("done_at", sa.Double),
    )
    undone = sa.text("done_at IS NULL")
    for name, columns in (("inbox_undone", ["rank", "update_id"]), ("inbox_undone_of_chat", ["chat_id", "update_id"])):
        op.create_index(name, "inbox", columns, sqlite_where=undone, postgresql_where=undone)
    op.create_table(
        "conversations",
        sa.Column("door", sa.String(8), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, primary_key=True),
        sa.Column("thread_id", sa.BigInteger, primary_key=True),
        sa.Column("user_id", sa.BigInteger, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_index("ix_conversations_at", "conversations", ["at"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", sa.Double, nullable=False),
    )
    op.create_table(
        "hits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("bucket", sa.Text, nullable=False),
        sa.Column("holder", sa.BigInteger, nullable=False),
        sa.Column("until", sa.Double, nullable=False),
    )
    op.create_index("hits_of_holder", "hits", ["holder", "bucket", "until"])
    op.create_table(
        "notices",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
    )
