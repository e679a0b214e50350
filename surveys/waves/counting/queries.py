"""The counts of a wave that keeps no answers: sealed until it is closed."""

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from core.errors import Conflict
from surveys.waves.counting.cells import Cell
from surveys.waves.models import Counter, Wave, WaveState
from surveys.waves.plan import Plan
from surveys.waves.queries import Fielded, plan_of_wave, wave

# By what they were read from: the same in any database.
_MOST_KEPT = 64
_plans: dict[tuple[str, str | None], Plan] = {}


def fielded_plan(session: Session, fielded: Fielded) -> Plan:
    """Return the analysis plan of an open wave, which is read anew if it is another."""
    text = session.scalar(select(cast(Wave.plan, Text)).where(Wave.id == fielded.id))
    key = (fielded.checksum, text)
    if key not in _plans:
        if len(_plans) >= _MOST_KEPT:
            _plans.clear()
        _plans[key] = plan_of_wave(wave(session, fielded.slug))
    return _plans[key]


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
