"""What is read of questions to hand them on, and to take others' in."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.instruments import models
from surveys.instruments.editing.models import InstrumentDraft
from surveys.instruments.models import InstrumentVersion, VersionState
from surveys.instruments.queries import instrument_of, kept_slugs
from surveys.instruments.questionnaire import Instrument


@dataclass(frozen=True)
class Wording:
    """One version of a set of questions: its number, if it is agreed, and its words.

    ``origin`` is the place that it came from; empty where it is of this place.
    ``may_leave``: its licence lets others have it, and so does that of the newest
    version, should there be a newer one.
    """

    number: int
    is_agreed: bool
    origin: str
    instrument: Instrument
    may_leave: bool


def wordings_to_hand_on(session: Session) -> list[Wording]:
    """Return one version of each set of questions, by slug: 2 SELECTs.

    The newest that is agreed here; where none is, the newest.
    """
    lines = session.execute(
        select(
            InstrumentVersion.instrument_id,
            InstrumentVersion.id,
            # Left out where it is false, as everything is that goes without saying.
            InstrumentVersion.body["licence"]["may_redistribute"].label("may_leave"),
            (InstrumentVersion.state == VersionState.AGREED).label("is_agreed"),
        ).order_by(InstrumentVersion.instrument_id, InstrumentVersion.number.desc())
    )
    chosen: dict[int, bool] = {}
    for _instrument, versions in groupby(lines, lambda row: row.instrument_id):
        newest, *older = versions
        found = next((each for each in (newest, *older) if each.is_agreed), newest)
        chosen[found.id] = bool(found.may_leave and newest.may_leave)
    found_versions = session.scalars(
        select(InstrumentVersion)
        .join(InstrumentVersion.instrument)
        .where(InstrumentVersion.id.in_(chosen))
        .order_by(models.Instrument.slug)
    )
    return [
        Wording(
            each.number,
            each.state == VersionState.AGREED,
            each.origin,
            instrument_of(each),
            chosen[each.id],
        )
        for each in found_versions
    ]


def taken_slugs(session: Session, slugs: Collection[str]) -> set[str]:
    """Return those of the slugs that stand for questions or a draft here: 2 SELECTs."""
    drafts = select(InstrumentDraft.slug).where(InstrumentDraft.slug.in_(slugs))
    return kept_slugs(session, slugs) | set(session.scalars(drafts))
