"""Open texts apart from their responses, and what coders make of them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "coding_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("codebook_version", sa.Integer(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("first_coder_id", sa.Integer(), nullable=True),
        sa.Column("second_coder_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "first_coder_id <> second_coder_id", name=op.f("ck_coding_set_two_coders")
        ),
        sa.ForeignKeyConstraint(
            ["first_coder_id"],
            ["member.id"],
            name=op.f("fk_coding_set_first_coder_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["second_coder_id"],
            ["member.id"],
            name=op.f("fk_coding_set_second_coder_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_coding_set_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_set")),
        sa.UniqueConstraint(
            "wave_id", "item_key", name=op.f("uq_coding_set_wave_id_item_key")
        ),
    )
    op.create_index(
        op.f("ix_coding_set_first_coder_id"),
        "coding_set",
        ["first_coder_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_coding_set_second_coder_id"),
        "coding_set",
        ["second_coder_id"],
        unique=False,
    )
    op.create_table(
        "open_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_open_text_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_text")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_open_text_wave_id_item_key",
        "open_text",
        ["wave_id", "item_key"],
        unique=False,
    )
    op.create_table(
        "code_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coding_set_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("include", sa.JSON(), nullable=False),
        sa.Column("exclude", sa.JSON(), nullable=False),
        sa.Column("example", sa.JSON(), nullable=False),
        sa.Column("parent", sa.JSON(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_set_id"],
            ["coding_set.id"],
            name=op.f("fk_code_entry_coding_set_id_coding_set"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_entry")),
        sa.UniqueConstraint(
            "coding_set_id",
            "key",
            "version",
            name=op.f("uq_code_entry_coding_set_id_key_version"),
        ),
    )
    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coding_set_id", sa.Integer(), nullable=False),
        sa.Column("open_text_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=8), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("codebook_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_set_id"],
            ["coding_set.id"],
            name=op.f("fk_coding_coding_set_id_coding_set"),
        ),
        sa.ForeignKeyConstraint(
            ["open_text_id"],
            ["open_text.id"],
            name=op.f("fk_coding_open_text_id_open_text"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint(
            "open_text_id",
            "seat",
            "round",
            name=op.f("uq_coding_open_text_id_seat_round"),
        ),
    )
    op.create_index(
        "ix_coding_queue",
        "coding",
        ["coding_set_id", "round", "seat", "state", "place"],
        unique=False,
    )
    op.create_table(
        "joint_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coding_set_id", sa.Integer(), nullable=False),
        sa.Column("open_text_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_set_id"],
            ["coding_set.id"],
            name=op.f("fk_joint_decision_coding_set_id_coding_set"),
        ),
        sa.ForeignKeyConstraint(
            ["open_text_id"],
            ["open_text.id"],
            name=op.f("fk_joint_decision_open_text_id_open_text"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_decision")),
        sa.UniqueConstraint(
            "open_text_id", "round", name=op.f("uq_joint_decision_open_text_id_round")
        ),
    )
    op.create_index(
        op.f("ix_joint_decision_coding_set_id"),
        "joint_decision",
        ["coding_set_id"],
        unique=False,
    )
    op.create_table(
        "text_translation",
        sa.Column("open_text_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["open_text_id"],
            ["open_text.id"],
            name=op.f("fk_text_translation_open_text_id_open_text"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "open_text_id", "language", "seat", name=op.f("pk_text_translation")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coding_set_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("missed", sa.JSON(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_set_id"],
            ["coding_set.id"],
            name=op.f("fk_theme_coding_set_id_coding_set"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    op.create_index(
        op.f("ix_theme_coding_set_id"), "theme", ["coding_set_id"], unique=False
    )
    op.create_table(
        "theme_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coding_set_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("open_until", sa.Date(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["coding_set_id"],
            ["coding_set.id"],
            name=op.f("fk_theme_report_coding_set_id_coding_set"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_report")),
        sa.UniqueConstraint(
            "coding_set_id", "number", name=op.f("uq_theme_report_coding_set_id_number")
        ),
    )


def downgrade() -> None:
    for name in (
        "theme_report",
        "theme",
        "text_translation",
        "joint_decision",
        "coding",
        "code_entry",
        "open_text",
        "coding_set",
    ):
        op.drop_table(name)
