"""What the facilitator's desk reads of questions that read oddly."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from surveys.instruments.models import InstrumentVersion
from surveys.instruments.odd.models import OddQuestion, OddState
from surveys.instruments.options import Label
from surveys.instruments.queries import instrument_of


@dataclass(frozen=True)
class Told:
    """One thing that somebody said; ``words`` may be empty."""

    id: UUID
    words: str
    is_seen: bool


@dataclass(frozen=True)
class OddLine:
    """What was said of one question in one language: new before seen."""

    slug: str
    number: int
    item_key: str
    label: Label
    language: str
    told: tuple[Told, ...]


def odd_lines(session: Session) -> list[OddLine]:
    """Return what was told, by version, question and language. One statement."""
    found: dict[tuple[int, str, str], list[OddQuestion]] = {}
    version = joinedload(OddQuestion.version).joinedload(InstrumentVersion.instrument)
    rows = session.scalars(
        select(OddQuestion)
        .options(version)
        .order_by(
            OddQuestion.instrument_version_id.desc(),
            OddQuestion.item_key,
            OddQuestion.language,
            OddQuestion.state,
            OddQuestion.id,
        )
    )
    for row in rows:
        place = (row.instrument_version_id, row.item_key, row.language)
        found.setdefault(place, []).append(row)
    return [_line(told) for told in found.values()]


def _line(told: list[OddQuestion]) -> OddLine:
    first = told[0]
    return OddLine(
        slug=first.version.instrument.slug,
        number=first.version.number,
        item_key=first.item_key,
        label=instrument_of(first.version).by_key[first.item_key].label,
        language=first.language,
        told=tuple(
            Told(each.id, each.words, each.state == OddState.SEEN) for each in told
        ),
    )
