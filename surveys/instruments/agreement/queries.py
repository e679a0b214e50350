"""What is read of versions to agree to them: names and states, no questions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from core.db import Words
from core.errors import NotFound
from surveys.instruments.agreement.decision import consent_checksum
from surveys.instruments.models import Instrument, InstrumentVersion, VersionState
from surveys.instruments.queries import parsed, unless_kept
from surveys.instruments.questionnaire import Instrument as Questions


@dataclass(frozen=True)
class VersionLine:
    """A version in a list; ``title`` is there in ``default_language`` at least.

    ``may_pack`` says whether its licence lets it be handed on to other places;
    ``origin`` is the place whose pack it came in, if it did.
    """

    id: int
    slug: str
    number: int
    title: Words
    default_language: str
    state: VersionState
    comments_until: date | None
    may_pack: bool
    origin: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether residents are asked about it, or it is agreed."""
        return self.state is not VersionState.DRAFT

    @property
    def was_open_for_comment(self) -> bool:
        """Whether residents were ever asked here what they think of it."""
        return self.comments_until is not None


@dataclass(frozen=True)
class Before:
    """The versions that residents read before a newer one.

    ``same_consent`` is the first agreed one with its consent text; the others are of
    the newest that was agreed, else of the newest that was open for comment. Each is
    None where there is none.
    """

    same_consent: int | None = None
    number: int | None = None
    checksum: str | None = None
    instrument: Questions | None = None


def line_of(session: Session, version_id: int) -> VersionLine:
    """Return a version's name and state by its id, or raise NotFound."""
    row = session.execute(
        _lines().where(InstrumentVersion.id == version_id)
    ).one_or_none()
    if row is None:
        raise NotFound("instrument.unknown", slug="")
    return _line(row)


def all_lines(session: Session) -> list[VersionLine]:
    """Return every version, the newest first."""
    return [_line(row) for row in session.execute(_lines())]


def shown_lines(session: Session) -> list[VersionLine]:
    """Return the versions that are open for comment or agreed, the newest first."""
    beyond = InstrumentVersion.state != VersionState.DRAFT
    return [_line(row) for row in session.execute(_lines().where(beyond))]


def undecided_lines(session: Session) -> list[VersionLine]:
    """Return what may be put to a board: open for comment, or the newest drafts."""
    newest = select(func.max(InstrumentVersion.id)).group_by(
        InstrumentVersion.instrument_id
    )
    offered = _lines().where(
        InstrumentVersion.state != VersionState.AGREED,
        or_(
            InstrumentVersion.state == VersionState.COMMENTING,
            InstrumentVersion.id.in_(newest),
        ),
    )
    return [_line(row) for row in session.execute(offered)]


def before(session: Session, version: InstrumentVersion) -> Before:
    """Return what a version stands beside: one statement.

    Drafts that nobody was asked about do not count, so a change that was tried there
    first is told all the same.
    """
    agreed = InstrumentVersion.state == VersionState.AGREED
    earlier = (
        InstrumentVersion.instrument_id == version.instrument_id,
        InstrumentVersion.number < version.number,
        InstrumentVersion.state != VersionState.DRAFT,
    )
    newest = select(func.max(InstrumentVersion.number)).where(*earlier)
    compared = func.coalesce(
        newest.where(agreed).scalar_subquery(), newest.scalar_subquery()
    )
    rows = session.execute(
        select(
            InstrumentVersion.number,
            InstrumentVersion.checksum,
            agreed.label("is_agreed"),
            InstrumentVersion.body["consent"].label("consent"),
            (InstrumentVersion.number == compared).label("is_compared"),
            unless_kept(InstrumentVersion.number == compared).label("body"),
        )
        .where(*earlier)
        .order_by(InstrumentVersion.number)
    ).all()
    wanted = consent_checksum(version.body)
    numbers = (
        row.number
        for row in rows
        if row.is_agreed and consent_checksum({"consent": row.consent}) == wanted
    )
    same = next(numbers, None)
    for row in rows:
        if row.is_compared:
            instrument = parsed(row.checksum, row.body)
            return Before(same, row.number, row.checksum, instrument)
    return Before(same)


def _lines() -> Select[int, str, int, Words, Words, str, date | None, Any, str]:
    return (
        select(
            InstrumentVersion.id,
            Instrument.slug,
            InstrumentVersion.number,
            InstrumentVersion.body["title"].label("title"),
            InstrumentVersion.body["default_language"].label("language"),
            InstrumentVersion.state,
            InstrumentVersion.comments_until,
            # Left out where it is false, as everything is that goes without saying.
            InstrumentVersion.body["licence"]["may_redistribute"].label("may_pack"),
            InstrumentVersion.origin,
        )
        .join(Instrument)
        .order_by(InstrumentVersion.id.desc())
    )


def _line(
    row: Row[int, str, int, Words, Words, str, date | None, Any, str],
) -> VersionLine:
    return VersionLine(
        id=row[0],
        slug=row[1],
        number=row[2],
        title=row[3],
        default_language=str(row[4]),
        state=VersionState(row[5]),
        comments_until=row[6],
        may_pack=bool(row[7]),
        origin=row[8],
    )
