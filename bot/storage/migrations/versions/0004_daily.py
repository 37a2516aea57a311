"""Which chats want this day in history, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """From a database without daily posts."""
    op.create_table(
        "daily",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("hour", sa.Integer),
        sa.Column("next_at", sa.BigInteger),
        sa.Column("last_day", sa.String(10), nullable=False),
        if_not_exists=True,  # it stood in some databases before the steps
    )
    op.create_index("ix_daily_next_at", "daily", ["next_at"], if_not_exists=True)
