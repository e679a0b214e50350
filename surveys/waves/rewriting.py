"""The statements that write a table anew, its rows in the order of their keys.

In between they lie in a temporary table, which SQLite keeps in memory.
PostgreSQL's TRUNCATE begins a new file, in which all rows have one ``xmin``.
"""

_SQLITE = (
    "CREATE TEMPORARY TABLE unordered AS SELECT * FROM {table}",
    "DELETE FROM {table}",
    "INSERT INTO {table} SELECT * FROM unordered ORDER BY {key}",
    "DROP TABLE unordered",
)
_POSTGRESQL = (
    "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
    "CREATE TEMPORARY TABLE unordered ON COMMIT DROP AS SELECT * FROM {table}",
    "TRUNCATE {table}",
    "INSERT INTO {table} SELECT * FROM unordered ORDER BY {key}",
    "DROP TABLE unordered",
)


def rewriting(dialect: str, table: str, key: str) -> list[str]:
    """Return the statements, to be run in one transaction and in this order."""
    statements = _POSTGRESQL if dialect == "postgresql" else _SQLITE
    return [statement.format(table=table, key=key) for statement in statements]
