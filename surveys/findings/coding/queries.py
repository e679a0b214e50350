"""What is read of sets that are coded, whoever asks."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from core.errors import NotAllowed, NotFound
from surveys.findings.coding.models import CodeEntry, CodingSet
from surveys.findings.coding.stages import Seat
from surveys.instruments.items import Item
from surveys.instruments.queries import instrument_of
from surveys.waves.models import Wave

_LOADED = (
    select(CodingSet)
    .join(CodingSet.wave)
    .join(Wave.version)
    .options(contains_eager(CodingSet.wave).contains_eager(Wave.version))
)


def coding_sets(session: Session) -> list[CodingSet]:
    """Return all sets with wave and version, the newest wave first: 1 SELECT."""
    return list(session.scalars(_LOADED.order_by(Wave.id.desc(), CodingSet.id)))


def coding_set(session: Session, set_id: int) -> CodingSet:
    """Return a set with its wave and version: 1 SELECT.

    Raises:
        NotFound: there is none.
    """
    found = session.scalar(_LOADED.where(CodingSet.id == set_id))
    if found is None:
        raise NotFound("coding.unknown")
    return found


def question_of(found: CodingSet) -> Item:
    """Return the question that the texts of a set answer."""
    return instrument_of(found.wave.version).by_key[found.item_key]


def seat_of(found: CodingSet, member_id: int) -> Seat | None:
    """Return which of the two coders a member is."""
    seats = {found.first_coder_id: Seat.FIRST, found.second_coder_id: Seat.SECOND}
    return seats.get(member_id)


def own_seat(found: CodingSet, member_id: int) -> Seat:
    """Return which of the two coders a member is; only they read the texts.

    Raises:
        NotAllowed: the member is neither.
    """
    seat = seat_of(found, member_id)
    if seat is None:
        raise NotAllowed("coding.not_a_coder")
    return seat


def codebook(
    session: Session, set_id: int, *, retired: bool = False
) -> list[CodeEntry]:
    """Return the newest version of each entry, as they were first written: 1 SELECT.

    Those that were taken out come only where ``retired`` asks for them.
    """
    newest = (
        select(
            CodeEntry.key,
            func.max(CodeEntry.version).label("version"),
            func.min(CodeEntry.id).label("first"),
        )
        .where(CodeEntry.coding_set_id == set_id)
        .group_by(CodeEntry.key)
        .subquery()
    )
    found = (
        select(CodeEntry)
        .join(
            newest,
            (CodeEntry.key == newest.c.key) & (CodeEntry.version == newest.c.version),
        )
        .where(CodeEntry.coding_set_id == set_id)
        .order_by(newest.c.first)
    )
    return [each for each in session.scalars(found) if retired or not each.retired]


def versions_of(session: Session, set_id: int, key: str) -> list[CodeEntry]:
    """Return every version of an entry, the newest first: 1 SELECT.

    Raises:
        NotFound: the codebook has no such entry.
    """
    found = list(
        session.scalars(
            select(CodeEntry)
            .where(CodeEntry.coding_set_id == set_id, CodeEntry.key == key)
            .order_by(CodeEntry.version.desc())
        )
    )
    if not found:
        raise NotFound("codebook.unknown")
    return found
