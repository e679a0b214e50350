"""What somebody does who owns the database, and is not held by its guards."""

from typing import Any

from sqlalchemy import text

from core.db import missing_guards
from core.written_once import guard_of


def take_guards_away(session: Any, *columns: str) -> None:
    """Let these columns, named as ``table.column``, be changed by a statement."""
    connection = session.connection()
    for each in columns:
        table, _, column = each.partition(".")
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        session.execute(text(f"DROP TRIGGER {guard_of(table, column)}{on}"))
    assert {*columns} <= {*missing_guards(connection)}
