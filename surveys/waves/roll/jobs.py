"""The roll's own database and transactions, never one with the answers'."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from core.db import db
from surveys.waves.roll import service
from surveys.waves.roll.models import RollBase

FILE = "roll.db"
SCHEMA = 1
_READY = "roll_is_ready"


@contextmanager
def roll() -> Iterator[Session]:
    """Lend a session on the roll; what is done in it is committed at the end."""
    with Session(_engine()) as session, session.begin():
        yield session


def spend_code(slug: str, code: str, token: str) -> None:
    """Spend a one-time code in a transaction of its own, before its answers are kept.

    Where the process dies in between, the same page sends once more and is let in.
    """
    with roll() as session:
        service.spend_code(session, slug, code, token)


def refuse_unless_usable(slug: str, code: str, token: str) -> None:
    """Pass with a code that this page may spend."""
    with roll() as session:
        service.refuse_unless_usable(session, slug, code, token)


def issue_codes(slug: str, count: int) -> list[str]:
    """Make new codes; they are on the roll when this returns."""
    with roll() as session:
        return service.issue_codes(session, slug, count)


def rewrite_roll() -> None:
    """Write the roll anew, in the order of its keys."""
    with roll() as session:
        service.rewrite_roll(session)


def _engine() -> Engine:
    """Return the roll's database: a file on SQLite, else a table beside the others."""
    if db.engine.dialect.name == "sqlite":
        file = current_app.config["INSTANCE"] / FILE
        # No pool: with the last connection SQLite takes its log away too.
        engine = create_engine(
            f"sqlite:///{file}",
            poolclass=NullPool,
            hide_parameters=True,
            execution_options={"sqlite_begin": "BEGIN IMMEDIATE"},
        )
    else:
        engine = db.engine
    if not current_app.extensions.get(_READY):
        _make_ready(engine)
        current_app.extensions[_READY] = True
    return engine


def _make_ready(engine: Engine) -> None:
    """Make the roll's table where there is none.

    Raises:
        RuntimeError: it was made by a later version of the program.
    """
    with engine.begin() as connection:
        if engine.dialect.name != "sqlite":
            RollBase.metadata.create_all(connection)
            return
        made = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if made > SCHEMA:
            raise RuntimeError(f"{FILE} is of version {made}, not {SCHEMA}")
        RollBase.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
