"""Questions from another place, taken in as a draft. The caller commits."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from core.errors import Conflict
from surveys.instruments.body import checksum, to_body
from surveys.instruments.handing_on.queries import taken_slugs
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import newest_version
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.service import import_instrument


def take_from_elsewhere(
    session: Session,
    instruments: Sequence[tuple[Instrument, str]],
    *,
    role: str,
) -> list[InstrumentVersion]:
    """Keep questions from another place as first versions, all of them drafts.

    What is here already word for word stays as it is, agreed or not.

    Args:
        session: of the caller.
        instruments: each with the place that its words come from.
        role: in which it is done.

    Returns:
        The version that holds each set's words, in their order.

    Raises:
        Conflict: slugs stand for other questions or a draft here (``slugs``); nothing
            is taken.
    """
    here = [_same(session, each) for each, _origin in instruments]
    new = [
        each.slug
        for (each, _), same in zip(instruments, here, strict=True)
        if same is None
    ]
    taken = taken_slugs(session, new)
    if taken:
        raise Conflict("instrument.slugs_taken", slugs=sorted(taken))
    return [
        same or _taken(session, each, origin, role)
        for (each, origin), same in zip(instruments, here, strict=True)
    ]


def _same(session: Session, instrument: Instrument) -> InstrumentVersion | None:
    """Return the newest version here, if it says just the same."""
    newest = newest_version(session, instrument.slug)
    same = newest is not None and newest.checksum == checksum(to_body(instrument))
    return newest if same else None


def _taken(
    session: Session, instrument: Instrument, origin: str, role: str
) -> InstrumentVersion:
    version = import_instrument(session, instrument, role=role)
    version.origin = origin
    session.flush()
    return version
