"""Results that are being made; corrected releases; results that residents see first."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "freezing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("beat_at", sa.DateTime(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("correction", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_freezing_wave_id_wave")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["member.id"],
            name=op.f("fk_freezing_actor_id_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freezing")),
        sa.UniqueConstraint(
            "wave_id", "number", name=op.f("uq_freezing_wave_id_number")
        ),
    )
    op.create_index(op.f("ix_freezing_actor_id"), "freezing", ["actor_id"])
    op.add_column("release", sa.Column("because", sa.JSON(), nullable=True))
    op.add_column("release", sa.Column("changes", sa.JSON(), nullable=True))
    op.add_column(
        "release", sa.Column("supersedes", sa.String(length=64), nullable=True)
    )
    op.add_column("release", sa.Column("embargo_until", sa.Date(), nullable=True))


def downgrade() -> None:
    for column in ("embargo_until", "supersedes", "changes", "because"):
        op.drop_column("release", column)
    op.drop_table("freezing")
