"""Writes answers anew in the order of their random keys, so that nothing tells when.

What each database would otherwise keep, and how it was measured: docs/privacy.md.
"""

from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, insert, literal_column, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from core.db import empty_log_on_commit
from surveys.waves.models import Arriving, ChannelCount, Response, Wave
from surveys.waves.settling.queries import is_settling_due

_KEPT = ("wave_id", "submission_key", "language", "mode", "consent_version", "answers")

# A table of its own in between: every row is new, and in the order of the keys.
# PostgreSQL's TRUNCATE begins a new file, in which all rows have one xmin.
_REWRITE = {
    "sqlite": (
        "CREATE TEMPORARY TABLE unordered AS SELECT * FROM arriving ORDER BY id",
        "DELETE FROM arriving",
        "INSERT INTO arriving SELECT * FROM unordered ORDER BY id",
        "DROP TABLE unordered",
    ),
    "postgresql": (
        "LOCK TABLE arriving IN ACCESS EXCLUSIVE MODE",
        "CREATE TEMPORARY TABLE unordered ON COMMIT DROP AS SELECT * FROM arriving",
        "TRUNCATE arriving",
        "INSERT INTO arriving SELECT * FROM unordered ORDER BY id",
        "DROP TABLE unordered",
    ),
}


def settle(session: Session, wave_id: int) -> bool:
    """Write the answers of a wave anew, if enough of them wait; tell whether they did.

    To be called in a transaction of its own, after the one that kept an answer.
    """
    session.execute(select(Wave.id).where(Wave.id == wave_id).with_for_update())
    if not is_settling_due(session, wave_id):
        return False  # a colleague in another process was faster
    _count_channels(session, wave_id)
    session.execute(
        update(Arriving)
        .where(Arriving.wave_id == wave_id, Arriving.settled.is_(False))
        .values(channel=None, settled=True)
        .execution_options(synchronize_session=False)
    )
    _rewrite(session)
    return True


def move_to_responses(session: Session, wave_id: int) -> None:
    """Move all answers of a wave that closes to where they stay, under new keys.

    How they came in and how their owners could have found them is left behind.
    """
    _count_channels(session, wave_id)
    found = session.execute(
        select(*(getattr(Arriving, name) for name in _KEPT))
        .where(Arriving.wave_id == wave_id)
        .order_by(Arriving.id)
    ).mappings()
    rows: list[dict[str, Any]] = [{"id": uuid4(), **row} for row in found]
    if rows:
        session.execute(insert(Response), sorted(rows, key=lambda row: row["id"]))
    session.execute(delete(Arriving).where(Arriving.wave_id == wave_id))
    _rewrite(session)


def _count_channels(session: Session, wave_id: int) -> None:
    """Add the channels of the answers that wait to the counts, and to nothing else."""
    found = (
        select(Arriving.wave_id, Arriving.channel, func.count())
        .where(Arriving.wave_id == wave_id, Arriving.channel.is_not(None))
        .group_by(Arriving.wave_id, Arriving.channel)
    )
    columns = ["wave_id", "channel", "people"]
    at, more = (
        columns[:2],
        {"people": ChannelCount.people + literal_column("excluded.people")},
    )
    if session.get_bind().dialect.name == "postgresql":
        on_postgresql = insert_postgresql(ChannelCount).from_select(columns, found)
        session.execute(
            on_postgresql.on_conflict_do_update(index_elements=at, set_=more)
        )
    else:
        on_sqlite = insert_sqlite(ChannelCount).from_select(columns, found)
        session.execute(on_sqlite.on_conflict_do_update(index_elements=at, set_=more))


def _rewrite(session: Session) -> None:
    for statement in _REWRITE[session.get_bind().dialect.name]:
        session.execute(text(statement))
    empty_log_on_commit(session)
