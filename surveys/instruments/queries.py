"""What is read of instruments. A version never changes, so each is parsed once."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    bindparam,
    case,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from core.errors import NotFound
from surveys.instruments import models
from surveys.instruments.body import from_body
from surveys.instruments.licence import may_edit, untouchable
from surveys.instruments.models import InstrumentVersion, VersionState
from surveys.instruments.questionnaire import Instrument

# By checksum, not by id: what a checksum stands for is the same in any database.
_MOST_KEPT = 64
_kept: dict[str, Instrument] = {}


def latest_version(session: Session, slug: str) -> InstrumentVersion:
    """Return the newest version of an instrument, with its body, or raise NotFound."""
    found = newest_version(session, slug)
    if found is None:
        raise NotFound("instrument.unknown", slug=slug)
    return found


def newest_version(session: Session, slug: str) -> InstrumentVersion | None:
    """Return the newest version of an instrument, with its body, if there is any."""
    return session.scalar(
        select(InstrumentVersion)
        .join(models.Instrument)
        .where(models.Instrument.slug == slug)
        .order_by(InstrumentVersion.number.desc())
        .limit(1)
    )


def kept_slugs(session: Session, slugs: Collection[str]) -> set[str]:
    """Return those of the slugs that stand for an instrument here."""
    found = select(models.Instrument.slug).where(models.Instrument.slug.in_(slugs))
    return set(session.scalars(found))


def first_bound(session: Session, slug: str) -> Instrument | None:
    """Return the newest words that nobody may change, as they first came.

    None where there is no version, or the newest may be changed. Later versions of
    the same words have further translations.
    """
    found = None
    for version in session.scalars(
        select(InstrumentVersion)
        .join(models.Instrument)
        .where(models.Instrument.slug == slug)
        .order_by(InstrumentVersion.number.desc())
    ):
        instrument = instrument_of(version)
        same = found is None or untouchable(instrument) == untouchable(found)
        if may_edit(instrument) or not same:
            break
        found = instrument
    return found


def version_called(session: Session, slug: str, number: int) -> InstrumentVersion:
    """Return a version of an instrument with its body, or raise NotFound."""
    found = session.scalar(
        select(InstrumentVersion)
        .join(models.Instrument)
        .where(models.Instrument.slug == slug, InstrumentVersion.number == number)
    )
    if found is None:
        raise NotFound("instrument.unknown", slug=slug)
    return found


def version_of(session: Session, version_id: int) -> InstrumentVersion:
    """Return a version by its id, or raise NotFound."""
    found = session.get(InstrumentVersion, version_id)
    if found is None:
        raise NotFound("instrument.unknown", slug="")
    return found


def is_agreed(session: Session, version_id: int) -> bool:
    """Tell whether the community agreed to a version and its consent text."""
    agreed = InstrumentVersion.state == VersionState.AGREED
    found = select(InstrumentVersion.id).where(
        InstrumentVersion.id == version_id, agreed
    )
    return session.scalar(found) is not None


def instrument_of(version: InstrumentVersion) -> Instrument:
    """Return a loaded version in the engine's own terms; its body, if need be."""
    return _kept.get(version.checksum) or parsed(version.checksum, version.body)


def is_kept(checksum: str) -> bool:
    """Tell whether a version is in memory, so that its body need not be read."""
    return checksum in _kept


def unless_kept(
    wanted: ColumnElement[bool] | None = None,
) -> ColumnElement[dict[str, Any] | None]:
    """Say in SQL the body of a version that is not in memory, to be ``parsed``.

    What is in memory is looked up when it is asked, so this may be built once.
    ``wanted`` says of which versions, where not of all.
    """
    known: BindParameter[list[str]]
    known = bindparam(None, callable_=lambda: list(_kept), expanding=True)
    needed = InstrumentVersion.checksum.not_in(known)
    both = needed if wanted is None else needed & wanted
    return type_coerce(case((both, InstrumentVersion.body)), JSON)


def parsed(checksum: str, body: dict[str, Any] | None) -> Instrument:
    """Return the instrument of a version; ``body`` may be None where it is kept."""
    found = _kept.get(checksum)
    if found is None:
        if body is None:
            raise NotFound("instrument.unknown")
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[checksum] = from_body(body)
    return found
