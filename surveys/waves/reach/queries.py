"""What is read to say who is missing: people by group, never an answer by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.orm import Session

from surveys.instruments.questionnaire import Answers
from surveys.waves.models import Arriving, Response
from surveys.waves.plan import Attribute
from surveys.waves.reach.models import PopulationReference, ReachShown

AT_ONCE = 2_000


def how_many(session: Session, wave_id: int) -> int:
    """Return how many took part so far, without reading what they said."""
    arrived = select(func.count()).where(Arriving.wave_id == wave_id, Arriving.settled)
    moved = select(func.count()).where(Response.wave_id == wave_id)
    both = arrived.scalar_subquery() + moved.scalar_subquery()
    return session.scalar(select(both)) or 0


def people(
    session: Session, wave_id: int
) -> Iterator[tuple[Answers, Mapping[str, str]]]:
    """Return the answers and the attributes of everybody who took part so far.

    Those of the last few come in with their batch (surveys.waves.settling).
    """
    rows = union_all(
        _of(Arriving, wave_id).where(Arriving.settled), _of(Response, wave_id)
    ).subquery()
    found = session.execute(select(rows).execution_options(yield_per=AT_ONCE))
    for answers, language, mode in found:
        yield answers, {Attribute.LANGUAGE: language, Attribute.MODE: mode}


def _of(table: type[Arriving | Response], wave_id: int) -> Select[Any, Any, Any]:
    return select(table.answers, table.language, table.mode).where(
        table.wave_id == wave_id
    )


def population(session: Session, wave_id: int) -> list[PopulationReference]:
    """Return the reference figures of a wave."""
    return list(
        session.scalars(
            select(PopulationReference)
            .where(PopulationReference.wave_id == wave_id)
            .order_by(PopulationReference.breakdown, PopulationReference.group_key)
        )
    )


def shown(session: Session, wave_id: int) -> ReachShown | None:
    """Return the table that was last made of a wave."""
    return session.get(ReachShown, wave_id)
