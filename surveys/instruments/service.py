"""What is done with instruments: taken in as versions, commented on, agreed."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.clock import today
from core.db import take_turn
from core.errors import Conflict, Invalid
from surveys.instruments import models
from surveys.instruments.agreement.decision import Decision, consent_checksum
from surveys.instruments.body import checksum, to_body
from surveys.instruments.editing.queries import has_own_words
from surveys.instruments.licence import may_edit, may_follow
from surveys.instruments.models import InstrumentVersion, VersionState
from surveys.instruments.queries import first_bound, newest_version
from surveys.instruments.questionnaire import Instrument


def import_instrument(
    session: Session,
    instrument: Instrument,
    *,
    role: str,
    actor_id: int | None = None,
    by_authors: bool = False,
) -> InstrumentVersion:
    """Keep an instrument as a new version, unless its newest says just the same.

    ``by_authors``: who wrote the words changes them, so no licence has to let them.

    Returns:
        The version that holds these very words, flushed.

    Raises:
        Conflict: the licence of its newest lets nobody change the words, or its own
            does and somebody here drafts others under this name.
    """
    take_turn(session, turn_of(instrument.slug))
    body = to_body(instrument)
    digest = checksum(body)
    kept = _kept(session, instrument.slug)
    newest = newest_version(session, kept.slug)
    if newest is not None and newest.checksum == digest:
        return newest
    if not by_authors:
        refuse_unless_it_may_follow(session, instrument)
    version = InstrumentVersion(
        instrument_id=kept.id,
        number=1 if newest is None else newest.number + 1,
        body=body,
        checksum=digest,
    )
    session.add(version)
    session.flush()
    _record(session, "import", version, role, actor_id, checksum=digest)
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
    newest = newest_version(session, kept.slug)
    if newest is not None and newest.checksum != checksum(to_body(instrument)):
        raise Conflict("instrument.differs", slug=instrument.slug)
    return import_instrument(session, instrument, role=role, actor_id=actor_id)


def refuse_unless_it_may_follow(session: Session, instrument: Instrument) -> None:
    """Pass where an instrument could be kept, as far as a licence has a say.

    Raises:
        Conflict: the licence of its newest version lets nobody change the words; or
            its own does, and a draft of this name would take its place.
    """
    bound = first_bound(session, instrument.slug)
    if bound is not None and not may_follow(instrument, bound):
        raise Conflict("instrument.not_to_change", slug=instrument.slug)
    is_new = bound is None and not may_edit(instrument)
    if is_new and has_own_words(session, instrument.slug):
        raise Conflict("instrument.drafted", slug=instrument.slug)


def turn_of(slug: str) -> str:
    """Return the matter of which a draft that is begun and a version are two sides."""
    return f"questions {slug}"


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


def open_comments(
    session: Session,
    version: InstrumentVersion,
    until: date,
    *,
    role: str,
    actor_id: int | None = None,
) -> None:
    """Ask residents what they think of a version; or give them other days for it.

    Raises:
        Invalid: the last day is over.
        Conflict: the version is agreed.
    """
    if until < today():
        raise Invalid("instrument.comments_over")
    _lock_undecided(session, version)
    version.state, version.comments_until = VersionState.COMMENTING, until
    days = {"until": until.isoformat()}
    _record(session, "comment", version, role, actor_id, **days)


def adopt_version(
    session: Session,
    version: InstrumentVersion,
    decision: Decision,
    *,
    role: str,
    actor_id: int | None = None,
) -> None:
    """Agree to a version, its consent text included, for good.

    Raises:
        Invalid: nobody is said to have decided.
        Conflict: the version is agreed already.
    """
    if not any(decision.by.values()):
        raise Invalid("instrument.no_decision")
    _lock_undecided(session, version)
    version.state, version.agreed_on = VersionState.AGREED, today()
    version.agreed_by, version.agreed_motion = dict(decision.by), decision.motion
    facts: dict[str, object] = {
        "checksum": version.checksum,
        "consent": consent_checksum(version.body),
        "motion": decision.motion,
    }
    if not decision.motion:
        facts["decided"] = dict(decision.by)
    _record(session, "adopt", version, role, actor_id, **facts)


def _lock_undecided(session: Session, version: InstrumentVersion) -> None:
    """Hold a version against anybody else, and insist that it is not agreed yet."""
    session.refresh(version, ["state"], with_for_update=True)
    if version.state == VersionState.AGREED:
        raise Conflict("instrument.is_agreed")


def _record(
    session: Session,
    verb: str,
    version: InstrumentVersion,
    role: str,
    actor_id: int | None,
    **facts: object,
) -> None:
    """Record in the public log what became of a version."""
    kept = session.get_one(models.Instrument, version.instrument_id)
    audit.record(
        session,
        f"instrument.{verb}",
        f"instrument:{kept.slug}",
        role=role,
        actor_id=actor_id,
        version=version.number,
        **facts,
    )
