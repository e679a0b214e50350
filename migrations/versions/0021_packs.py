"""What came from other places: where questions are from, codebooks, benchmarks."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

OFFERS = ("codebook_offer", "benchmark_outline")


def upgrade() -> None:
    op.add_column(
        "instrument_version",
        sa.Column("origin", sa.String(120), server_default="", nullable=False),
    )
    for name in OFFERS:
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("checksum", sa.String(length=64), nullable=False),
            sa.Column("origin", sa.String(length=120), nullable=False),
            sa.Column("instrument_slug", sa.String(length=80), nullable=False),
            sa.Column("item_key", sa.String(length=80), nullable=False),
            sa.Column("body", sa.JSON(), nullable=False),
            sa.Column("came_on", sa.Date(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sa.UniqueConstraint("checksum", name=op.f(f"uq_{name}_checksum")),
        )


def downgrade() -> None:
    for name in reversed(OFFERS):
        op.drop_table(name)
    op.drop_column("instrument_version", "origin")
