"""What other places offer stands in one table with its kind, not in one a kind.

Rows get new numbers, in the order in which they came within their kind.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

KINDS = {"codebook": "codebook_offer", "benchmark": "benchmark_outline"}
SAID = "checksum, origin, instrument_slug, item_key, body, came_on"


def columns() -> list[sa.Column]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=120), nullable=False),
        sa.Column("instrument_slug", sa.String(length=80), nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "offer",
        *columns(),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("kind", "checksum", name=op.f("uq_offer_kind_checksum")),
    )
    for kind, table in KINDS.items():
        op.execute(
            f"INSERT INTO offer (kind, {SAID})"  # noqa: S608
            f" SELECT '{kind}', {SAID} FROM {table} ORDER BY id"
        )
        op.drop_table(table)


def downgrade() -> None:
    for kind, table in KINDS.items():
        op.create_table(
            table,
            *columns(),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("checksum", name=op.f(f"uq_{table}_checksum")),
        )
        op.execute(
            f"INSERT INTO {table} ({SAID})"  # noqa: S608
            f" SELECT {SAID} FROM offer WHERE kind = '{kind}' ORDER BY id"
        )
    op.drop_table("offer")
