"""Which messages answered which question."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From an empty database."""
    op.create_table(
        "given_answers",
        sa.Column("chat_id", sa.BigInteger, primary_key=True),
        sa.Column("question_id", sa.BigInteger, primary_key=True),
        sa.Column("answer_ids", sa.Text, nullable=False),
        sa.Column("fact_ids", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("asker_id", sa.BigInteger, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_given_answers_at", "given_answers", ["at"])
    op.create_table(
        "answer_messages",
        sa.Column("chat_id", sa.BigInteger, primary_key=True),
        sa.Column("message_id", sa.BigInteger, primary_key=True),
        sa.Column("question_id", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_answer_messages_at", "answer_messages", ["at"])
