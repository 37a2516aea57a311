"""Chats' settings, counters by day, questions to learn from, and what corrections need to know of an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """From a database that knows answers only."""
    says_more = sa.Column("says_more", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("given_answers", says_more)
    op.add_column("given_answers", sa.Column("thread_id", sa.BigInteger))
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("length", sa.String(8), nullable=False),
        sa.Column("unaddressed", sa.Boolean, nullable=False),
        sa.Column("choosers", sa.String(16), nullable=False),
    )
    op.create_table(
        "counters",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "unanswered",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("near", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_unanswered_day", "unanswered", ["day"])
