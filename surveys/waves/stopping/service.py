"""Adds whole batches of moves to the counts of a wave."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from core.db import empty_log_on_commit
from surveys.waves.models import Wave, WaveState
from surveys.waves.rewriting.service import write_anew
from surveys.waves.stopping.models import StopCount
from surveys.waves.stopping.pages import BEGINNING

_KEY = ["wave_id", "page"]


def add_batch(session: Session, wave_id: int, moves: Mapping[str, int]) -> None:
    """Add a batch to the counts of a wave, unless it has closed meanwhile."""
    state = select(Wave.state).where(Wave.id == wave_id).with_for_update(read=True)
    if session.scalar(state) == WaveState.OPEN:
        _add(session, wave_id, moves)
        empty_log_on_commit(session)


def add_last(session: Session, wave_id: int, moves: Mapping[str, int]) -> None:
    """Add what still waited when a wave closes, though few people are behind it.

    The table is written anew: which rows these few changed is in none of them.
    """
    if not moves:
        return
    table = StopCount.__tablename__
    if (
        session.get_bind().dialect.name == "postgresql"
    ):  # first: two who ask for it last would block
        session.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
    _add(session, wave_id, moves)
    write_anew(session, table, ", ".join(_KEY))
    empty_log_on_commit(session)


def _add(session: Session, wave_id: int, moves: Mapping[str, int]) -> None:
    """Add to all counts in one statement, in one order: no two wait for each other."""
    rows = [
        {"wave_id": wave_id, "page": page, "people": people}
        for page, people in sorted(moves.items())
        if people and page != BEGINNING
    ]
    if rows:
        added: Any = _insert(session)(StopCount).values(rows)
        more = {"people": StopCount.people + added.excluded.people}
        session.execute(added.on_conflict_do_update(index_elements=_KEY, set_=more))


def _insert(session: Session) -> Any:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return insert_postgresql if on_postgresql else insert_sqlite
