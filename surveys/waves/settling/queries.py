"""Which answers and tokens of a wave wait to be written anew."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.waves.models import Arriving, SpentToken
from surveys.waves.settling.batch import FEWEST, is_due, most_settled

Settles = type[Arriving | SpentToken]
"""A table whose rows wait for their batch."""


def is_settling_due(session: Session, wave_id: int, table: Settles = Arriving) -> bool:
    """Tell whether enough rows of a wave wait: one statement, seldom two."""
    waiting = _count(session, wave_id, table, settled=False)
    if waiting < FEWEST:
        return False
    most = most_settled(waiting=waiting)
    settled = _count(session, wave_id, table, settled=True, most=most)
    return is_due(waiting=waiting, settled=settled)


def _count(
    session: Session,
    wave_id: int,
    table: Settles,
    *,
    settled: bool,
    most: int | None = None,
) -> int:
    """Return how many rows there are; no more are looked at than are asked for."""
    found = (
        select(table.wave_id)
        .where(table.wave_id == wave_id, table.settled.is_(settled))
        .limit(most)
    )
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0
