"""What is read of results that are being made."""

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from core.errors import NotFound
from surveys.findings.freezing.models import Freezing, State
from surveys.waves.models import Wave


def latest(session: Session, slug: str) -> Freezing:
    """Return what was asked for last of a wave, with the wave: 1 SELECT.

    Raises:
        NotFound: nobody asked for its results here.
    """
    found = session.scalar(
        select(Freezing)
        .join(Freezing.wave)
        .where(Wave.slug == slug)
        .options(contains_eager(Freezing.wave))
        .order_by(Freezing.number.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound("results.unknown", slug=slug)
    return found


def job_of(session: Session, job_id: int) -> Freezing:
    """Return a job that is there, with its wave: 1 SELECT."""
    return session.scalars(
        select(Freezing)
        .join(Freezing.wave)
        .where(Freezing.id == job_id)
        .options(contains_eager(Freezing.wave))
    ).one()


def unfinished(session: Session) -> list[Freezing]:
    """Return what waits or is being made, with its wave, the oldest first: 1 SELECT."""
    return list(
        session.scalars(
            select(Freezing)
            .join(Freezing.wave)
            .where(Freezing.state.in_([State.WAITING, State.RUNNING]))
            .options(contains_eager(Freezing.wave))
            .order_by(Freezing.id)
        )
    )


def being_made(session: Session) -> dict[int, Freezing]:
    """Return what is not done yet by the wave's id, failures too: 1 SELECT."""
    rows = session.scalars(
        select(Freezing).where(Freezing.state != State.DONE).order_by(Freezing.number)
    )
    return {each.wave_id: each for each in rows}
