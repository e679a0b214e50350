"""Quotes from open texts, and stories that people tell of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("receipt_key", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("domain", sa.String(length=16), nullable=False),
        sa.Column("consent", sa.String(length=8), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("prepared_by_id", sa.Integer(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "prepared_by_id <> published_by_id", name=op.f("ck_story_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by_id"],
            ["member.id"],
            name=op.f("fk_story_prepared_by_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["member.id"],
            name=op.f("fk_story_published_by_id_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sa.UniqueConstraint("receipt_key", name=op.f("uq_story_receipt_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_story_prepared_by_id"), "story", ["prepared_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_story_published_by_id"), "story", ["published_by_id"], unique=False
    )
    op.create_table(
        "story_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_story_vote_member_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["story.id"],
            name=op.f("fk_story_vote_story_id_story"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_vote")),
        sa.UniqueConstraint(
            "story_id", "member_id", name=op.f("uq_story_vote_story_id_member_id")
        ),
    )
    op.create_index(
        op.f("ix_story_vote_member_id"), "story_vote", ["member_id"], unique=False
    )
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("open_text_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("translation", sa.JSON(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=True),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_quote_two_people")),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["member.id"],
            name=op.f("fk_quote_first_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["open_text_id"],
            ["open_text.id"],
            name=op.f("fk_quote_open_text_id_open_text"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["member.id"],
            name=op.f("fk_quote_second_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"],
            ["theme.id"],
            name=op.f("fk_quote_theme_id_theme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("open_text_id", name=op.f("uq_quote_open_text_id")),
    )
    op.create_index(op.f("ix_quote_first_id"), "quote", ["first_id"], unique=False)
    op.create_index(op.f("ix_quote_second_id"), "quote", ["second_id"], unique=False)
    op.create_index(op.f("ix_quote_theme_id"), "quote", ["theme_id"], unique=False)


def downgrade() -> None:
    for name in ("story_vote", "story", "quote"):
        op.drop_table(name)
