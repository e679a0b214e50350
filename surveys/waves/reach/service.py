"""Keeps population figures, and the table of who is missing beside them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from surveys.waves.models import Wave
from surveys.waves.plan import Attribute, Breakdown
from surveys.waves.queries import plan_of_wave
from surveys.waves.reach import queries
from surveys.waves.reach.models import PopulationReference, ReachShown
from surveys.waves.reach.population_file import Figure
from surveys.waves.reach.representation import Row, is_due, ratios, shares
from surveys.waves.service import record_wave


def set_population(
    session: Session,
    wave: Wave,
    figures: Sequence[Figure],
    *,
    role: str,
    actor_id: int | None = None,
) -> None:
    """Keep reference figures, each in the place of the one before, and log it."""
    for each in figures:
        session.merge(
            PopulationReference(
                wave_id=wave.id,
                breakdown=each.breakdown,
                group_key=each.group,
                people=each.people,
                source=each.source,
            )
        )
    session.flush()
    about = sorted({each.breakdown for each in figures})
    record_wave(session, "population", wave, role, actor_id, breakdowns=about)


def replace_population(
    session: Session, wave: Wave, figures: Sequence[Figure], *, role: str
) -> None:
    """Keep the figures of a file instead of all there are about its breakdowns."""
    about = {each.breakdown for each in figures}
    session.execute(
        delete(PopulationReference).where(
            PopulationReference.wave_id == wave.id,
            PopulationReference.breakdown.in_(about),
        )
    )
    set_population(session, wave, figures, role=role)


def count_again(session: Session, wave: Wave) -> bool:
    """Make the table anew, if enough people came since; tell whether it was made.

    The wave is loaded with its version.
    """
    plan, known = plan_of_wave(wave), _known(session, wave.id)
    breakdowns = [each for each in plan.breakdowns if each.key in known]
    everybody = list(queries.people(session, wave.id))
    before = queries.shown(session, wave.id)
    if not is_due(len(everybody), None if before is None else before.people):
        return False
    body: dict[str, Any] = {
        "ratios": {
            each.key: _plain(ratios(_counted(each, everybody), known[each.key]))
            for each in breakdowns
        },
        "shares": {
            str(attribute): _plain(
                shares(Counter(of[attribute] for _, of in everybody))
            )
            for attribute in Attribute
        },
    }
    session.merge(ReachShown(wave_id=wave.id, people=len(everybody), body=body))
    session.flush()
    return True


def _known(session: Session, wave_id: int) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for each in queries.population(session, wave_id):
        found.setdefault(each.breakdown, {})[each.group_key] = each.people
    return found


def _counted(
    breakdown: Breakdown, everybody: Iterable[tuple[Any, Mapping[str, str]]]
) -> Counter[str]:
    groups = (breakdown.group_of(answers, of) for answers, of in everybody)
    return Counter(group for group in groups if group is not None)


def _plain(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows]
