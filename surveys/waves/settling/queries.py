"""Which answers and tokens of a wave wait to be written anew."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.clock import now
from surveys.waves.models import Arriving, SpentToken, Wave, WaveState
from surveys.waves.settling.batch import FEWEST, is_due, most_settled

Settles = type[Arriving | SpentToken]
"""A table whose rows wait for their batch."""

LONGEST_SEND = timedelta(hours=1)
"""Far more than a Send can last that was begun on the last day of a wave."""


def is_settling_due(session: Session, wave_id: int, table: Settles = Arriving) -> bool:
    """Tell whether enough rows of a wave wait: one statement, seldom two."""
    waiting = _count(session, wave_id, table, settled=False)
    if waiting < FEWEST:
        return False
    most = most_settled(waiting=waiting)
    settled = _count(session, wave_id, table, settled=True, most=most)
    return is_due(waiting=waiting, settled=settled)


def waiting_beyond(session: Session, table: Settles = Arriving) -> list[int]:
    """Return the open waves whose last day is over, and of which something waits.

    Nobody can answer in them any more, so their batch will never be full.
    """
    day = (now() - LONGEST_SEND).date()
    over = select(Wave.id).where(Wave.state == WaveState.OPEN, Wave.closes_on < day)
    some = select(table.wave_id).where(table.settled.is_(False))
    return list(session.scalars(over.where(Wave.id.in_(some)).order_by(Wave.id)))


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
