"""What is read of drafts, and of the versions that they came from."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from surveys.instruments import models
from surveys.instruments.body import from_body
from surveys.instruments.editing.models import InstrumentDraft
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import instrument_of
from surveys.instruments.questionnaire import Instrument


def drafts(session: Session) -> list[InstrumentDraft]:
    """Return all drafts by slug."""
    return list(session.scalars(select(InstrumentDraft).order_by(InstrumentDraft.slug)))


def draft(session: Session, slug: str) -> InstrumentDraft:
    """Return a draft, or raise NotFound."""
    found = session.scalar(select(InstrumentDraft).where(InstrumentDraft.slug == slug))
    if found is None:
        raise NotFound("draft.unknown", slug=slug)
    return found


def has_own_words(session: Session, slug: str) -> bool:
    """Tell whether there is a draft of this name in words of somebody here."""
    own = select(InstrumentDraft.id).where(
        InstrumentDraft.slug == slug, InstrumentDraft.only_translations.is_(False)
    )
    return session.scalar(own) is not None


def draft_instrument(draft: InstrumentDraft) -> Instrument:
    """Return a loaded draft in the engine's own terms, without its translations."""
    return from_body(draft.body)


def newest_numbers(session: Session) -> dict[str, int]:
    """Return the number of the newest version of each instrument by slug."""
    rows = session.execute(
        select(
            models.Instrument.slug, func.max(InstrumentVersion.number).label("newest")
        )
        .join(InstrumentVersion)
        .group_by(models.Instrument.slug)
        .order_by(models.Instrument.slug)
    )
    return {row.slug: row.newest for row in rows}


def has_versions(session: Session, slug: str) -> bool:
    """Tell whether any version was made or taken in under a slug."""
    found = session.scalar(
        select(InstrumentVersion.id)
        .join(models.Instrument)
        .where(models.Instrument.slug == slug)
        .limit(1)
    )
    return found is not None


def versions(session: Session, slug: str) -> list[tuple[int, Instrument]]:
    """Return the numbers and words of all versions, the oldest first."""
    found = session.scalars(
        select(InstrumentVersion)
        .join(models.Instrument)
        .where(models.Instrument.slug == slug)
        .order_by(InstrumentVersion.number)
    )
    return [(each.number, instrument_of(each)) for each in found]
