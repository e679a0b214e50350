"""Which answers of a wave wait to be written anew."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.waves.models import Arriving
from surveys.waves.settling.batch import FEWEST, is_due


def is_settling_due(session: Session, wave_id: int) -> bool:
    """Tell whether enough answers of a wave wait: one statement, seldom two."""
    waiting = _count(session, wave_id, settled=False)
    if waiting < FEWEST:
        return False
    return is_due(waiting=waiting, settled=_count(session, wave_id, settled=True))


def _count(session: Session, wave_id: int, *, settled: bool) -> int:
    return (
        session.scalar(
            select(func.count()).where(
                Arriving.wave_id == wave_id, Arriving.settled.is_(settled)
            )
        )
        or 0
    )
