"""Writes a table anew, its rows in the order of their keys.

In between they lie in a table of the same database, in that order already. It comes
and goes within the transaction, so that nobody else ever sees it; SQLite blanks its
pages (``secure_delete``). A temporary table would there hold all rows in memory, or
leave a file that nobody blanks. PostgreSQL's TRUNCATE begins a new file, in which all
rows have one ``xmin``.
"""

from sqlalchemy import text
from sqlalchemy.orm import Session

AT_ONCE = 5_000
"""Rows a statement on SQLite: to undo one alone it keeps its pages in memory."""

_POSTGRESQL = (
    "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
    "CREATE TEMPORARY TABLE put_aside ON COMMIT DROP AS SELECT * FROM {table}",
    "TRUNCATE {table}",
    "INSERT INTO {table} SELECT * FROM put_aside ORDER BY {key}",
    "DROP TABLE put_aside",
)


def write_anew(session: Session, table: str, key: str) -> None:
    """Write a table anew, in the transaction that the session is in.

    Whoever calls this empties SQLite's log when they commit.

    Args:
        session: of the caller, who commits.
        table: its name.
        key: the columns of its primary key, in their order.
    """
    if session.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            session.execute(text(statement.format(table=table, key=key)))
    else:
        _on_sqlite(session, table, key)


def _on_sqlite(session: Session, table: str, key: str) -> None:
    aside = f"CREATE TABLE put_aside AS SELECT * FROM {table} ORDER BY {key}"  # noqa: S608  # our own names
    session.execute(text(aside))
    session.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # as above
    last = session.scalar(text("SELECT max(rowid) FROM put_aside")) or 0
    # Not by key again: that would sort, and SQLite sorts in memory.
    back = text(
        f"INSERT INTO {table} SELECT * FROM put_aside "  # noqa: S608  # as above
        "WHERE rowid > :after AND rowid <= :until ORDER BY rowid"
    )
    for after in range(0, last, AT_ONCE):
        session.execute(back, {"after": after, "until": after + AT_ONCE})
    # Emptied first: a table that is dropped with its rows is kept in memory too.
    session.execute(text("DELETE FROM put_aside"))
    session.execute(text("DROP TABLE put_aside"))
