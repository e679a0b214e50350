"""Questions are agreed, talked about, and read oddly to somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# What SQLite can add to a table without copying it; PostgreSQL reads it the same.
REFERENCE = (
    "ALTER TABLE thread ADD COLUMN instrument_version_id INTEGER"
    " CONSTRAINT fk_thread_instrument_version_id_instrument_version"
    " REFERENCES instrument_version (id)"
)
# A version that was put to people before anybody had to agree counts as agreed.
FIELDED = (
    "UPDATE instrument_version SET state = 'agreed' WHERE id IN"
    " (SELECT instrument_version_id FROM wave WHERE state <> 'draft')"
)
# So does one that a board had adopted already, with the motion and its day.
ADOPTED = sa.text(
    "SELECT motion.instrument_version_id AS id, motion.number, motion.closes_at,"
    " board.name FROM motion JOIN board ON board.id = motion.board_id"
    " WHERE motion.state = 'adopted' AND motion.instrument_version_id IS NOT NULL"
    " ORDER BY motion.id"
).columns(closes_at=sa.DateTime(), name=sa.JSON())
VERSION = sa.table(
    "instrument_version",
    sa.column("id", sa.Integer()),
    sa.column("state", sa.String()),
    sa.column("agreed_motion", sa.String()),
    sa.column("agreed_by", sa.JSON()),
    sa.column("agreed_on", sa.Date()),
)
ADDED = ("agreed_motion", "agreed_by", "agreed_on", "comments_until", "state")


def upgrade() -> None:
    for column in (
        sa.Column("state", sa.String(12), nullable=False, server_default="draft"),
        sa.Column("comments_until", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by", sa.JSON(), nullable=True),
        sa.Column("agreed_motion", sa.String(12), nullable=False, server_default=""),
    ):
        op.add_column("instrument_version", column)
    op.execute(FIELDED)
    for motion in op.get_bind().execute(ADOPTED):
        op.execute(
            VERSION.update()
            .where(VERSION.c.id == motion.id, VERSION.c.agreed_motion == "")
            .values(
                state="agreed",
                agreed_motion=motion.number,
                agreed_by=motion.name,
                agreed_on=motion.closes_at and motion.closes_at.date(),
            )
        )
    op.execute(REFERENCE)
    op.create_index(
        op.f("ix_thread_instrument_version_id"), "thread", ["instrument_version_id"]
    )
    op.create_table(
        "odd_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("instrument_version_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_odd_question_instrument_version_id_instrument_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_odd_question")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_odd_question_instrument_version_id"),
        "odd_question",
        ["instrument_version_id"],
    )


def downgrade() -> None:
    op.drop_table("odd_question")
    op.drop_index(op.f("ix_thread_instrument_version_id"), table_name="thread")
    op.drop_column("thread", "instrument_version_id")
    for name in ADDED:
        op.drop_column("instrument_version", name)
