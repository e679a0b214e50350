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
    """

    number: int
    is_agreed: bool
    origin: str
    instrument: Instrument


def wordings_to_hand_on(session: Session) -> list[Wording]:
    """Return one version of each set of questions, by slug: 2 SELECTs.

    The newest that is agreed here; where none is, the newest. Licences are not looked
    at: ``licence.may_pack`` says which of them may leave.
    """
    lines = session.execute(
        select(InstrumentVersion.id, InstrumentVersion.instrument_id).order_by(
            InstrumentVersion.instrument_id,
            (InstrumentVersion.state == VersionState.AGREED).desc(),
            InstrumentVersion.number.desc(),
        )
    )
    chosen = [next(own).id for _id, own in groupby(lines, lambda row: row[1])]
    found = session.scalars(
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
        )
        for each in found
    ]


def taken_slugs(session: Session, slugs: Collection[str]) -> set[str]:
    """Return those of the slugs that stand for questions or a draft here: 2 SELECTs."""
    drafts = select(InstrumentDraft.slug).where(InstrumentDraft.slug.in_(slugs))
    return kept_slugs(session, slugs) | set(session.scalars(drafts))
