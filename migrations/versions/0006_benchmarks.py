"""Benchmarks and what each wave says of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "benchmark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("right_served", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.JSON(), nullable=False),
        sa.Column("denominator", sa.String(length=12), nullable=False),
        sa.Column("higher_is_better", sa.Boolean(), nullable=False),
        sa.Column("breakdown", sa.String(length=80), nullable=False),
        sa.Column("reference_group", sa.String(length=80), nullable=False),
        sa.Column("compared_group", sa.String(length=80), nullable=False),
        sa.Column("baseline_result_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("target_method", sa.String(length=32), nullable=False),
        sa.Column("target_reason", sa.JSON(), nullable=False),
        sa.Column("target_date", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("consequence", sa.JSON(), nullable=False),
        sa.Column("harm_to_watch", sa.JSON(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=True),
        sa.Column("adopted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["baseline_result_id"],
            ["frozen_result.id"],
            name=op.f("fk_benchmark_baseline_result_id_frozen_result"),
        ),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_benchmark_board_id_board")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_benchmark_motion_id_motion")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["authority.id"], name=op.f("fk_benchmark_owner_id_authority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark")),
        sa.UniqueConstraint("number", name=op.f("uq_benchmark_number")),
        sa.UniqueConstraint("slug", name=op.f("uq_benchmark_slug")),
    )
    op.create_index(
        op.f("ix_benchmark_baseline_result_id"),
        "benchmark",
        ["baseline_result_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_benchmark_board_id"), "benchmark", ["board_id"], unique=False
    )
    op.create_table(
        "benchmark_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("benchmark_id", sa.Integer(), nullable=False),
        sa.Column("frozen_result_id", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("gap_label", sa.String(length=24), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("measured_at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["benchmark_id"],
            ["benchmark.id"],
            name=op.f("fk_benchmark_measure_benchmark_id_benchmark"),
        ),
        sa.ForeignKeyConstraint(
            ["frozen_result_id"],
            ["frozen_result.id"],
            name=op.f("fk_benchmark_measure_frozen_result_id_frozen_result"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark_measure")),
        sa.UniqueConstraint(
            "benchmark_id",
            "frozen_result_id",
            name=op.f("uq_benchmark_measure_benchmark_id_frozen_result_id"),
        ),
    )
    op.create_index(
        op.f("ix_benchmark_measure_frozen_result_id"),
        "benchmark_measure",
        ["frozen_result_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_benchmark_measure_frozen_result_id"), table_name="benchmark_measure"
    )
    op.drop_table("benchmark_measure")
    op.drop_index(op.f("ix_benchmark_board_id"), table_name="benchmark")
    op.drop_index(op.f("ix_benchmark_baseline_result_id"), table_name="benchmark")
    op.drop_table("benchmark")
