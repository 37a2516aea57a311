"""Which messages answered which question."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From an empty database."""
    op.create_table(
        "answers",
        sa.Column("chat_id", sa.BigInteger, primary_key=True),
        sa.Column("question_id", sa.BigInteger, primary_key=True),
        sa.Column("answer_ids", sa.Text, nullable=False),
        sa.Column("fact_ids", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_answers_at", "answers", ["at"])
