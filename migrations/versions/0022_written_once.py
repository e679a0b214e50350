"""What is written once can be changed by no statement: anonymity, and frozen results.

The guards are made at the end of this migration and of each later one
(``migrations/env.py``), from what the tables of the program declare.
"""

from alembic import op

revision = "0022"
down_revision = "0021"

GUARDS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass FROM pg_trigger "
    "WHERE NOT tgisinternal",
}


def upgrade() -> None:
    """Leave the tables as they are."""


def downgrade() -> None:
    connection = op.get_bind()
    on_postgresql = connection.dialect.name == "postgresql"
    guards = connection.exec_driver_sql(GUARDS[connection.dialect.name]).all()
    for guard, table in guards:
        if guard.startswith("written_once_"):
            on = f' ON "{table}"' if on_postgresql else ""
            op.execute(f"DROP TRIGGER {guard}{on}")
    if on_postgresql:
        op.execute("DROP FUNCTION IF EXISTS refuse_change()")
