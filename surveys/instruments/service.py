"""What is done with instruments: taken in as versions, adopted."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import Conflict
from surveys.instruments import models
from surveys.instruments.body import checksum, to_body
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.questionnaire import Instrument


def import_instrument(
    session: Session,
    instrument: Instrument,
    *,
    role: str,
    actor_id: int | None = None,
) -> InstrumentVersion:
    """Keep an instrument as a new version, unless its newest says just the same.

    Returns:
        The version that holds these very words, flushed.
    """
    body = to_body(instrument)
    digest = checksum(body)
    kept = _kept(session, instrument.slug)
    newest = _newest(session, kept)
    if newest is not None and newest.checksum == digest:
        return newest
    version = InstrumentVersion(
        instrument_id=kept.id,
        number=1 if newest is None else newest.number + 1,
        body=body,
        checksum=digest,
    )
    session.add(version)
    session.flush()
    audit.record(
        session,
        "instrument.import",
        f"instrument:{instrument.slug}",
        role=role,
        actor_id=actor_id,
        version=version.number,
        checksum=digest,
    )
    return version


def take_template(
    session: Session,
    instrument: Instrument,
    *,
    role: str,
    actor_id: int | None = None,
) -> InstrumentVersion:
    """Keep a template as an instrument of this place; twice is the same as once.

    Raises:
        Conflict: its slug stands for other words, which people may have agreed on.
    """
    kept = _kept(session, instrument.slug)
    newest = _newest(session, kept)
    if newest is not None and newest.checksum != checksum(to_body(instrument)):
        raise Conflict("instrument.differs", slug=instrument.slug)
    return import_instrument(session, instrument, role=role, actor_id=actor_id)


def _kept(session: Session, slug: str) -> models.Instrument:
    """Return the instrument of this slug, made now if there was none."""
    found = session.scalar(
        select(models.Instrument).where(models.Instrument.slug == slug)
    )
    if found is None:
        found = models.Instrument(slug=slug)
        session.add(found)
        session.flush()
    return found


def _newest(session: Session, kept: models.Instrument) -> InstrumentVersion | None:
    return session.scalar(
        select(InstrumentVersion)
        .where(InstrumentVersion.instrument_id == kept.id)
        .order_by(InstrumentVersion.number.desc())
        .limit(1)
    )


def adopt_version(
    session: Session,
    version: InstrumentVersion,
    slug: str,
    *,
    role: str,
    actor_id: int | None = None,
    motion: str = "",
) -> None:
    """Put on record that these words were agreed, and by which motion of the board."""
    audit.record(
        session,
        "instrument.adopt",
        f"instrument:{slug}",
        role=role,
        actor_id=actor_id,
        version=version.number,
        checksum=version.checksum,
        motion=motion,
    )
