"""Questionnaires at work, and their translations."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "instrument_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("only_translations", sa.Boolean(), nullable=False),
        sa.Column("two_drafts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_draft")),
        sa.UniqueConstraint("slug", name=op.f("uq_instrument_draft_slug")),
    )
    for name, unique, more in (
        ("translation", (), [sa.Column("state", sa.String(length=10), nullable=False)]),
        ("translation_attempt", ("member_id",), []),
    ):
        _texts(name, ("draft_id", "language", "key", *unique), more)


def _texts(name: str, unique: tuple[str, ...], more: list[sa.Column]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *more,
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["instrument_draft.id"],
            name=op.f(f"fk_{name}_draft_id_instrument_draft"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f(f"fk_{name}_member_id_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}")),
    )
    op.create_index(op.f(f"ix_{name}_member_id"), name, ["member_id"], unique=False)


def downgrade() -> None:
    for name in ("translation_attempt", "translation"):
        op.drop_index(op.f(f"ix_{name}_member_id"), table_name=name)
        op.drop_table(name)
    op.drop_table("instrument_draft")
