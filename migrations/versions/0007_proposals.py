"""Proposals, evidence, asks and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("right_served", sa.String(length=24), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=False),
        sa.Column("history_and_context", sa.JSON(), nullable=False),
        sa.Column("system_causes", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("equity", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_proposal_board_id_board")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_proposal_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("number", name=op.f("uq_proposal_number")),
        sa.UniqueConstraint("slug", name=op.f("uq_proposal_slug")),
    )
    op.create_index(
        op.f("ix_proposal_board_id"), "proposal", ["board_id"], unique=False
    )
    op.create_table(
        "ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["authority.id"],
            name=op.f("fk_ask_authority_id_authority"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_ask_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")),
        sa.UniqueConstraint(
            "proposal_id", "number", name=op.f("uq_ask_proposal_id_number")
        ),
    )
    op.create_index(op.f("ix_ask_authority_id"), "ask", ["authority_id"], unique=False)
    op.create_table(
        "authority_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=28), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("board_reply", sa.Text(), nullable=False),
        sa.Column("reply_language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["ask_id"], ["ask.id"], name=op.f("fk_authority_response_ask_id_ask")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_authority_response_member_id_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_response")),
        sa.UniqueConstraint("ask_id", name=op.f("uq_authority_response_ask_id")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("frozen_result_id", sa.Integer(), nullable=True),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("priority_item_id", sa.Integer(), nullable=True),
        sa.Column("benchmark_id", sa.Integer(), nullable=True),
        sa.Column("shows", sa.JSON(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN frozen_result_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN thread_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN priority_item_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN benchmark_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_evidence_one_source"),
        ),
        sa.ForeignKeyConstraint(
            ["benchmark_id"],
            ["benchmark.id"],
            name=op.f("fk_evidence_benchmark_id_benchmark"),
        ),
        sa.ForeignKeyConstraint(
            ["frozen_result_id"],
            ["frozen_result.id"],
            name=op.f("fk_evidence_frozen_result_id_frozen_result"),
        ),
        sa.ForeignKeyConstraint(
            ["priority_item_id"],
            ["priority_item.id"],
            name=op.f("fk_evidence_priority_item_id_priority_item"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_evidence_proposal_id_proposal"),
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_evidence_thread_id_thread")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "proposal_id", "position", name=op.f("uq_evidence_proposal_id_position")
        ),
    )
    op.create_index(
        op.f("ix_evidence_benchmark_id"), "evidence", ["benchmark_id"], unique=False
    )
    op.create_index(
        op.f("ix_evidence_frozen_result_id"),
        "evidence",
        ["frozen_result_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evidence_priority_item_id"),
        "evidence",
        ["priority_item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evidence_thread_id"), "evidence", ["thread_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_evidence_thread_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_priority_item_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_frozen_result_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_benchmark_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_table("authority_response")
    op.drop_index(op.f("ix_ask_authority_id"), table_name="ask")
    op.drop_table("ask")
    op.drop_index(op.f("ix_proposal_board_id"), table_name="proposal")
    op.drop_table("proposal")
