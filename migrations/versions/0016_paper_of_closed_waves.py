"""Paper forms that one person typed go with their wave, also with those closed before.

A close forgets them since it does so itself; waves that were closed earlier still had
theirs. What a migration deletes, its way back cannot bring again.
"""

from alembic import op

revision = "0016"
down_revision = "0015"

OVER = "SELECT id FROM wave WHERE state IN ('closed', 'frozen')"
KEPT = f"SELECT * FROM paper_entry WHERE wave_id NOT IN ({OVER})"  # noqa: S608
# PostgreSQL leaves deleted rows on its pages; a truncated table begins a new file.
POSTGRESQL = (
    "LOCK TABLE paper_entry IN ACCESS EXCLUSIVE MODE",
    f"CREATE TEMPORARY TABLE unordered ON COMMIT DROP AS {KEPT}",
    "TRUNCATE paper_entry",
    "INSERT INTO paper_entry SELECT * FROM unordered ORDER BY id",
    "DROP TABLE unordered",
)
# SQLite blanks what it deletes: ``secure_delete`` is on (``core.db``).
SQLITE = (f"DELETE FROM paper_entry WHERE wave_id IN ({OVER})",)  # noqa: S608


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Leave everything as it is: no table changed, and nothing comes back."""
