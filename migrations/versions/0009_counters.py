"""Counts of waves that keep no answers."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "counter",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=80), nullable=False),
        sa.Column("people_of", sa.String(length=80), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_counter_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint(
            "wave_id", "item", "answer", "people_of", name=op.f("pk_counter")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spent_token",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_spent_token_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_spent_token")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_spent_token_wave_id"), "spent_token", ["wave_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_spent_token_wave_id"), table_name="spent_token")
    op.drop_table("spent_token")
    op.drop_table("counter")
