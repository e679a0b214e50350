"""The counts of a wave that keeps no answers: sealed until it is closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Conflict
from surveys.waves.counting.cells import Cell
from surveys.waves.models import Counter, Wave, WaveState


def counts_of(session: Session, wave: Wave) -> dict[Cell, int]:
    """Return every count of a wave.

    Raises:
        Conflict: it is not closed yet, so nobody may look.
    """
    if wave.state in {WaveState.DRAFT, WaveState.OPEN}:
        raise Conflict(f"wave.is_{wave.state}", slug=wave.slug)
    rows = session.execute(
        select(Counter.item, Counter.answer, Counter.people_of, Counter.people).where(
            Counter.wave_id == wave.id
        )
    )
    return {Cell(item, answer, group): people for item, answer, group, people in rows}
