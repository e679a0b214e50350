"""Keeps population figures, and the table of who is missing beside them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from surveys.instruments.questionnaire import Answers
from surveys.waves.models import Wave
from surveys.waves.plan import Attribute, Breakdown
from surveys.waves.queries import plan_of_wave
from surveys.waves.reach import queries
from surveys.waves.reach.models import PopulationReference, ReachShown
from surveys.waves.reach.population_file import Figure
from surveys.waves.reach.representation import MINIMUM, Row, is_due, ratios, shares
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

    The wave is loaded with its version. Answers are read only for a table that is
    made, once and one by one.
    """
    before = queries.shown(session, wave.id)
    shown = None if before is None else before.people
    plan = plan_of_wave(wave)
    fewest = {each.key: plan.fewest_in(each) for each in plan.breakdowns}
    least = max(fewest.values(), default=MINIMUM)
    if not is_due(queries.how_many(session, wave.id), shown, least):
        return False
    known = _known(session, wave.id)
    breakdowns = [each for each in plan.breakdowns if each.key in known]
    reached = _counted(breakdowns, queries.people(session, wave.id))
    if not is_due(reached.people, shown, least):
        return False  # somebody took their answers out just now
    body: dict[str, Any] = {
        "ratios": {
            key: _plain(ratios(groups, known[key], fewest[key]))
            for key, groups in reached.groups.items()
        },
        "shares": {
            str(attribute): _plain(shares(found))
            for attribute, found in reached.attributes.items()
        },
    }
    session.merge(ReachShown(wave_id=wave.id, people=reached.people, body=body))
    session.flush()
    return True


@dataclass
class _Reached:
    """Counts of people: all, by group of each breakdown, by attribute."""

    groups: dict[str, Counter[str]]
    attributes: dict[Attribute, Counter[str]]
    people: int = 0


def _known(session: Session, wave_id: int) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for each in queries.population(session, wave_id):
        found.setdefault(each.breakdown, {})[each.group_key] = each.people
    return found


def _counted(
    breakdowns: Sequence[Breakdown],
    everybody: Iterable[tuple[Answers, Mapping[str, str]]],
) -> _Reached:
    found = _Reached(
        groups={each.key: Counter() for each in breakdowns},
        attributes={each: Counter() for each in Attribute},
    )
    for answers, of in everybody:
        found.people += 1
        for attribute, counts in found.attributes.items():
            counts[of[attribute]] += 1
        for each in breakdowns:
            group = each.group_of(answers, of)
            if group is not None:
                found.groups[each.key][group] += 1
    return found


def _plain(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows]
