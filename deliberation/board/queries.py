"""What the pages of the board read: boards, seats, and who stepped aside."""

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.clock import today
from core.errors import NotAllowed, NotFound
from deliberation.board.models import (
    Ballot,
    Board,
    Recusal,
    RoundParticipation,
    Seat,
)


def boards(session: Session) -> list[Board]:
    """Return every board with its seats, in two SELECTs."""
    return list(
        session.scalars(
            select(Board).options(selectinload(Board.seats)).order_by(Board.id)
        )
    )


def board(session: Session, slug: str) -> Board:
    """Return a board with its seats and who holds them, in two SELECTs.

    Raises:
        NotFound: there is no such board.
    """
    seats = selectinload(Board.seats).joinedload(Seat.member)
    found = session.scalar(select(Board).where(Board.slug == slug).options(seats))
    if found is None:
        raise NotFound("board.unknown", slug=slug)
    return found


def filled_seats(session: Session, board_id: int) -> list[Seat]:
    """Return the seats that somebody holds today, in order, in one SELECT."""
    return list(session.scalars(_filled(board_id).options(joinedload(Seat.member))))


def seat_of(session: Session, board_id: int, member_id: int) -> Seat | None:
    """Return the seat that a member holds today, if any."""
    return session.scalar(_filled(board_id).where(Seat.member_id == member_id).limit(1))


def require_seat(
    session: Session, board_id: int, member_id: int, *, chair: bool = False
) -> Seat:
    """Return a member's seat of today.

    Raises:
        NotAllowed: no seat on this board, or not the chair's.
    """
    found = seat_of(session, board_id, member_id)
    if found is None:
        raise NotAllowed("board.no_seat")
    if chair and not found.is_chair:
        raise NotAllowed("board.not_chair")
    return found


def _filled(board_id: int) -> Select[Seat]:
    return (
        select(Seat)
        .where(Seat.board_id == board_id, Seat.member_id.is_not(None))
        .where(Seat.since <= today())
        .where(or_(Seat.until.is_(None), Seat.until >= today()))
        .order_by(Seat.position)
    )


def recusals(session: Session, which: ColumnElement[bool]) -> list[Recusal]:
    """Return recusals with their members, in the order they were declared."""
    return list(
        session.scalars(
            select(Recusal)
            .where(which)
            .options(joinedload(Recusal.member))
            .order_by(Recusal.id)
        )
    )


def kept_of(session: Session, member_id: int) -> int:
    """Count ballots, rounds and recusals that carry a member's name: 1 SELECT."""
    parts = [
        select(func.count()).where(table.member_id == member_id).scalar_subquery()
        for table in (Ballot, RoundParticipation, Recusal)
    ]
    return session.scalar(select(parts[0] + parts[1] + parts[2])) or 0
