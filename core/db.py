"""The database: one base, one scoped session, and what SQLite must promise."""

import logging
import os
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime, time
from typing import Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    TypeDecorator,
    UpdateBase,
    event,
    inspect,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.pool import ConnectionPoolEntry

from core.clock import today
from core.written_once import ASKED, guard_of, guarding

_log = logging.getLogger(__name__)

# Named constraints, so that a migration can drop what an earlier one made.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Rows lie in the order of their random key: the file keeps no order of arrival.
UNORDERED = {"sqlite_with_rowid": False}

WAITS_UNTIL = "waits_until"
"""In a table's info: the column that says that a row no longer stands alone."""

HELD_BACK = "held_back"
"""In a table's info: its rows are soon gone, and no copy of the site has them."""

SEALED = "sealed"
"""In a table's info: while it has a row, a copy of the site would tell too much."""

WRITTEN_ONCE = {"written_once": True}
"""The info of a column that nothing changes: the database refuses it too."""

# What each SQLite connection is set to, and what it must then say of itself.
PRAGMAS = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "busy_timeout": ("10000", 10000),
    "secure_delete": ("ON", 1),
    # What SQLite puts aside while it works stays in memory.
    "temp_store": ("MEMORY", 2),
}

_PATIENCE_MS = 1000
_LOG_TO_EMPTY = "log_to_empty"

Words = dict[str, str]
"""The same words in several languages: ``{"en": ..., "ar": ...}``."""

Document = dict[str, Any]
"""A JSON document whose shape the owning room knows."""

Keys = list[str]
"""Stable keys, in an order that means something."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept without its zone and given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Refuse a moment that does not say its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Say the zone again."""
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: Moment, Words: JSON, Document: JSON, Keys: JSON},
    )


db = SQLAlchemy(model_class=Base)


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    """Ask SQLite for durability and real foreign keys, and believe only its answer.

    Raises:
        RuntimeError: the file system or the build of SQLite refuses one of them.
    """
    if not isinstance(connection, sqlite3.Connection):
        return
    # SQLAlchemy's begin event below opens transactions; the driver must not.
    connection.isolation_level = None
    in_memory = not connection.execute("PRAGMA database_list").fetchone()[2]
    for name, (wish, promise) in PRAGMAS.items():
        if in_memory and name == "journal_mode":
            continue
        connection.execute(f"PRAGMA {name} = {wish}")
        (said,) = connection.execute(f"PRAGMA {name}").fetchone()
        if said != promise:
            raise RuntimeError(f"SQLite says {name} = {said}, not {promise}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Any) -> None:
    """Open transactions ourselves, so that DDL is transactional too."""
    if connection.dialect.name == "sqlite":
        wish = connection.get_execution_options().get("sqlite_begin", "BEGIN")
        connection.exec_driver_sql(wish)


def begin_writing(session: Any) -> None:
    """Take SQLite's write lock before the first read of a transaction that will write.

    A transaction that reads first and writes later fails at once when somebody
    else wrote in between; one that waits for its turn does not. To be called
    before anything else in a transaction; PostgreSQL needs nothing.
    """
    session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})


def read_at_once(session: Session) -> Session:
    """Return a session all of whose reads are of one moment, until it commits.

    To be called before the first of them. SQLite does so by itself; what PostgreSQL
    reads first and last could else lie apart.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return session


def take_turn(session: Session, matter: str) -> None:
    """Let nobody else do what has to do with a matter before this transaction ends.

    For two acts of which each looks whether the other was done, where no row is common
    to both. On SQLite whoever writes is alone already (``begin_writing``).
    """
    if session.get_bind().dialect.name == "postgresql":
        alone = text("SELECT pg_advisory_xact_lock(hashtextextended(:matter, 0))")
        session.execute(alone, {"matter": matter})


def lacks_a_table(error: DBAPIError) -> bool:
    """Tell whether a statement failed for a table or column that is not there (yet)."""
    undefined = getattr(error.orig, "sqlstate", "") in {"42P01", "42703"}
    return undefined or str(error.orig).startswith(("no such table", "no such column"))


def rows_changed(session: Session, statement: UpdateBase) -> int:
    """Run an UPDATE or a DELETE, and return how many rows it found.

    So the database decides between two who want the same row: the second finds none.
    """
    found = cast("CursorResult[Any]", session.execute(statement))
    return found.rowcount


def make_guards(connection: Connection) -> None:
    """Let the database refuse every change of what is written once, from now on.

    Columns that a migration has yet to bring are left out: it makes theirs.
    """
    for column in _written_once(connection):
        table = column.table.name
        for statement in guarding(connection.dialect.name, table, column.name):
            connection.execute(text(statement))


def missing_guards(connection: Connection) -> list[str]:
    """Return the columns, as ``table.column``, that the database lets be changed."""
    there = set(connection.scalars(text(ASKED[connection.dialect.name])))
    return [
        str(column)
        for column in _written_once(connection)
        if guard_of(column.table.name, column.name) not in there
    ]


def _written_once(connection: Connection) -> list[Column[Any]]:
    """Return the declared columns that this database has."""
    there = inspect(connection)
    tables = set(there.get_table_names())
    found: list[Column[Any]] = []
    for table in Base.metadata.sorted_tables:
        wanted = [c for c in table.columns if c.info.items() >= WRITTEN_ONCE.items()]
        if wanted and table.name in tables:
            names = {each["name"] for each in there.get_columns(table.name)}
            found += [column for column in wanted if column.name in names]
    return found


def empty_log_on_commit(session: Session) -> None:
    """Let the next commit empty SQLite's write-ahead log: it has the order of writes.

    Where somebody reads for long just then, or the disk is full, it stays, and the
    next one empties it: what was committed is kept, and whoever sent it hears so.
    """
    session.info[_LOG_TO_EMPTY] = True


@event.listens_for(Session, "after_commit")
def _empty_log(session: Session) -> None:
    if session.in_nested_transaction() or not session.info.pop(_LOG_TO_EMPTY, False):
        return
    engine = session.get_bind()
    if isinstance(engine, Engine) and engine.dialect.name == "sqlite":
        try:
            empty_log(engine)
        except sqlite3.Error as error:
            _log.error("write-ahead log: %s", type(error).__name__)
        date_back(engine)


def date_back(engine: Engine) -> None:
    """Set the times of SQLite's files to the start of the day.

    When the last batch of answers was written would tell about when they came. A day
    is told all the same, so that who copies files by their times misses none.
    """
    day = datetime.combine(today(), time(), UTC).timestamp()
    for beside in ("", "-wal", "-shm") if engine.url.database else ():
        with suppress(OSError):  # it is not there, or somebody else's
            os.utime(f"{engine.url.database}{beside}", (day, day))


def empty_log(engine: Engine) -> None:
    """Write what SQLite's write-ahead log holds into the database, and empty it.

    Raises:
        sqlite3.Error: the disk is full, or gone; the log is then as it was.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {PRAGMAS['busy_timeout'][0]}")
    finally:
        connection.close()
