"""The counts of where people stopped: sealed until their wave is closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Conflict
from surveys.waves.models import Wave, WaveState
from surveys.waves.stopping.models import StopCount


def stops_of(session: Session, wave: Wave) -> dict[str, int]:
    """Return by page how many people came no further, as it was added up.

    Raises:
        Conflict: the wave is not closed yet, so nobody may look.
    """
    if wave.state in {WaveState.DRAFT, WaveState.OPEN}:
        raise Conflict(f"wave.is_{wave.state}", slug=wave.slug)
    rows = select(StopCount.page, StopCount.people).where(StopCount.wave_id == wave.id)
    return {page: people for page, people in session.execute(rows)}  # noqa: C416
