"""At which page how many people stopped, of those who agreed to be counted."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "stop_count",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=80), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_stop_count_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("wave_id", "page", name=op.f("pk_stop_count")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("stop_count")
