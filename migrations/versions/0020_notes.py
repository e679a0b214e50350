"""Residents' notes and shadow reports beside results."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("frozen_result_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.Integer(), nullable=True),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=120), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(frozen_result_id IS NULL) = (question IS NULL)",
            name=op.f("ck_note_about_one_matter"),
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
            name=op.f("fk_note_release_id_release"),
        ),
        sa.ForeignKeyConstraint(
            ["frozen_result_id"],
            ["frozen_result.id"],
            name=op.f("fk_note_frozen_result_id_frozen_result"),
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["thread.id"],
            name=op.f("fk_note_thread_id_thread"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("thread_id", name=op.f("uq_note_thread_id")),
    )
    for column in ("release_id", "frozen_result_id"):
        op.create_index(op.f(f"ix_note_{column}"), "note", [column], unique=False)


def downgrade() -> None:
    for column in ("frozen_result_id", "release_id"):
        op.drop_index(op.f(f"ix_note_{column}"), table_name="note")
    op.drop_table("note")
