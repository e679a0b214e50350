"""Which pages were sent since the counts were last written anew."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

TABLE, INDEX = "spent_token", "ix_spent_token_wave_id"


def upgrade() -> None:
    settled = sa.Column(
        "settled", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column(TABLE, settled)
    op.drop_index(op.f(INDEX), table_name=TABLE)
    op.create_index(f"{INDEX}_settled", TABLE, ["wave_id", "settled"], unique=False)


def downgrade() -> None:
    op.drop_index(f"{INDEX}_settled", table_name=TABLE)
    op.create_index(op.f(INDEX), TABLE, ["wave_id"], unique=False)
    op.drop_column(TABLE, "settled")
