"""Boards, rating rounds, motions and ballots."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("slug", name=op.f("uq_board_slug")),
    )
    op.create_table(
        "rating_exercise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_rating_exercise_board_id_board")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_exercise")),
        sa.UniqueConstraint("slug", name=op.f("uq_rating_exercise_slug")),
    )
    op.create_index(
        op.f("ix_rating_exercise_board_id"),
        "rating_exercise",
        ["board_id"],
        unique=False,
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("speaks_for", sa.JSON(), nullable=False),
        sa.Column("is_chair", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_seat_board_id_board")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_seat_member_id_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint(
            "board_id", "position", name=op.f("uq_seat_board_id_position")
        ),
    )
    op.create_index(op.f("ix_seat_member_id"), "seat", ["member_id"], unique=False)
    op.create_table(
        "motion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=True),
        sa.Column("closes_at", sa.DateTime(), nullable=True),
        sa.Column("tally", sa.JSON(), nullable=True),
        sa.Column("minority_statement", sa.JSON(), nullable=True),
        sa.Column("instrument_version_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_motion_board_id_board")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_motion_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
        sa.UniqueConstraint(
            "board_id", "number", name=op.f("uq_motion_board_id_number")
        ),
    )
    op.create_table(
        "rating_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["rating_exercise.id"],
            name=op.f("fk_rating_round_exercise_id_rating_exercise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_round")),
        sa.UniqueConstraint(
            "exercise_id", "number", name=op.f("uq_rating_round_exercise_id_number")
        ),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("choice", sa.String(length=8), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_ballot_member_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_ballot_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint(
            "motion_id", "member_id", name=op.f("uq_ballot_motion_id_member_id")
        ),
    )
    op.create_table(
        "presence",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_presence_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_presence_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("motion_id", "member_id", name=op.f("pk_presence")),
    )
    op.create_table(
        "round_participation",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_round_participation_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rating_round.id"],
            name=op.f("fk_round_participation_round_id_rating_round"),
        ),
        sa.PrimaryKeyConstraint(
            "round_id", "member_id", name=op.f("pk_round_participation")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "priority_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("frozen_result_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["rating_exercise.id"],
            name=op.f("fk_priority_item_exercise_id_rating_exercise"),
        ),
        sa.ForeignKeyConstraint(
            ["frozen_result_id"],
            ["frozen_result.id"],
            name=op.f("fk_priority_item_frozen_result_id_frozen_result"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_item")),
        sa.UniqueConstraint(
            "exercise_id", "key", name=op.f("uq_priority_item_exercise_id_key")
        ),
    )
    op.create_index(
        op.f("ix_priority_item_frozen_result_id"),
        "priority_item",
        ["frozen_result_id"],
        unique=False,
    )
    op.create_table(
        "rating",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("priority_item_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value BETWEEN 1 AND 9", name=op.f("ck_rating_value")),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_rating_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["priority_item_id"],
            ["priority_item.id"],
            name=op.f("fk_rating_priority_item_id_priority_item"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rating_round.id"],
            name=op.f("fk_rating_round_id_rating_round"),
        ),
        sa.PrimaryKeyConstraint(
            "round_id", "priority_item_id", "member_id", name=op.f("pk_rating")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("priority_item_id", sa.Integer(), nullable=True),
        sa.Column("motion_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(priority_item_id IS NULL) <> (motion_id IS NULL)",
            name=op.f("ck_recusal_one_matter"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_recusal_member_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_recusal_motion_id_motion")
        ),
        sa.ForeignKeyConstraint(
            ["priority_item_id"],
            ["priority_item.id"],
            name=op.f("fk_recusal_priority_item_id_priority_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint(
            "member_id", "motion_id", name=op.f("uq_recusal_member_id_motion_id")
        ),
        sa.UniqueConstraint(
            "member_id",
            "priority_item_id",
            name=op.f("uq_recusal_member_id_priority_item_id"),
        ),
    )
    op.create_index(
        op.f("ix_recusal_member_id"), "recusal", ["member_id"], unique=False
    )
    op.create_table(
        "sealed_rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("priority_item_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "value BETWEEN 1 AND 9", name=op.f("ck_sealed_rating_value")
        ),
        sa.ForeignKeyConstraint(
            ["priority_item_id"],
            ["priority_item.id"],
            name=op.f("fk_sealed_rating_priority_item_id_priority_item"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rating_round.id"],
            name=op.f("fk_sealed_rating_round_id_rating_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_rating")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_sealed_rating_round_id"), "sealed_rating", ["round_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_sealed_rating_round_id"), table_name="sealed_rating")
    op.drop_table("sealed_rating")
    op.drop_index(op.f("ix_recusal_member_id"), table_name="recusal")
    op.drop_table("recusal")
    op.drop_table("rating")
    op.drop_index(op.f("ix_priority_item_frozen_result_id"), table_name="priority_item")
    op.drop_table("priority_item")
    op.drop_table("round_participation")
    op.drop_table("presence")
    op.drop_table("ballot")
    op.drop_table("rating_round")
    op.drop_table("motion")
    op.drop_index(op.f("ix_seat_member_id"), table_name="seat")
    op.drop_table("seat")
    op.drop_index(op.f("ix_rating_exercise_board_id"), table_name="rating_exercise")
    op.drop_table("rating_exercise")
    op.drop_table("board")
