"""Other ways in (channels, paper typed twice) and who is missing."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def _wave(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["wave_id"], ["wave.id"], name=op.f(f"fk_{table}_wave_id_wave")
    )


def upgrade() -> None:
    op.create_table(
        "channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("partner", sa.String(length=120), nullable=False),
        _wave("channel"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
        sa.UniqueConstraint("code", name=op.f("uq_channel_code")),
    )
    op.create_index(op.f("ix_channel_wave_id"), "channel", ["wave_id"], unique=False)
    op.create_table(
        "paper_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=20), nullable=False),
        sa.Column("typist", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        _wave("paper_entry"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_entry")),
        sa.UniqueConstraint(
            "wave_id", "sheet", name=op.f("uq_paper_entry_wave_id_sheet")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "paper_done",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=20), nullable=False),
        _wave("paper_done"),
        sa.PrimaryKeyConstraint("wave_id", "sheet", name=op.f("pk_paper_done")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "paper_agreement",
        sa.Column("wave_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("typed", sa.Integer(), nullable=False),
        sa.Column("alike", sa.Integer(), nullable=False),
        _wave("paper_agreement"),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_paper_agreement")),
    )
    op.create_table(
        "population_reference",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("breakdown", sa.String(length=80), nullable=False),
        sa.Column("group_key", sa.String(length=80), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        _wave("population_reference"),
        sa.PrimaryKeyConstraint(
            "wave_id", "breakdown", "group_key", name=op.f("pk_population_reference")
        ),
    )
    op.create_table(
        "reach_shown",
        sa.Column("wave_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        _wave("reach_shown"),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_reach_shown")),
    )


def downgrade() -> None:
    op.drop_table("reach_shown")
    op.drop_table("population_reference")
    op.drop_table("paper_agreement")
    op.drop_table("paper_done")
    op.drop_table("paper_entry")
    op.drop_index(op.f("ix_channel_wave_id"), table_name="channel")
    op.drop_table("channel")
