"""Answers of an open wave apart, the modes of anonymity, counts of channels."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column(
        "wave",
        sa.Column(
            "anonymity", sa.String(length=10), server_default="open", nullable=False
        ),
    )
    op.create_table(
        "arriving",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("receipt_key", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_arriving_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arriving")),
        sa.UniqueConstraint("receipt_key", name=op.f("uq_arriving_receipt_key")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_arriving_submission_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_arriving_wave_id_settled", "arriving", ["wave_id", "settled"], unique=False
    )
    op.create_table(
        "channel_count",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_channel_count_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("wave_id", "channel", name=op.f("pk_channel_count")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("channel_count")
    op.drop_index("ix_arriving_wave_id_settled", table_name="arriving")
    op.drop_table("arriving")
    op.drop_column("wave", "anonymity")
