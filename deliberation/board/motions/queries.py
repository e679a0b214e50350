"""What the motion pages read."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from core.errors import NotFound
from deliberation.board.composition import SeatKind
from deliberation.board.models import (
    Ballot,
    Board,
    Motion,
    MotionState,
    Presence,
    Recusal,
    Seat,
)
from deliberation.board.motions.quorum import Attendance, BallotChoice
from deliberation.board.queries import filled_seats, recusals

CLOSED_MOTIONS = frozenset(
    {MotionState.ADOPTED, MotionState.REJECTED, MotionState.NO_QUORUM}
)


def motions(session: Session, board_id: int) -> list[Motion]:
    """Return a board's motions, newest first; drafts too."""
    return list(
        session.scalars(
            select(Motion).where(Motion.board_id == board_id).order_by(Motion.id.desc())
        )
    )


def motion(session: Session, board_id: int, number: str) -> Motion:
    """Return one motion of a board.

    Raises:
        NotFound: this board has no such motion.
    """
    found = session.scalar(
        select(Motion).where(Motion.board_id == board_id, Motion.number == number)
    )
    if found is None:
        raise NotFound("board.unknown_motion", number=number)
    return found


def motion_recusals(session: Session, motion_id: int) -> list[Recusal]:
    """Return who stepped aside for a motion, and why."""
    return recusals(session, Recusal.motion_id == motion_id)


def named_votes(session: Session, motion: Motion) -> list[Ballot]:
    """Return the votes of a closed motion with who cast them; none before.

    Until the close nobody sees a vote, the chair and the administrator included.
    """
    if motion.state not in CLOSED_MOTIONS:
        return []
    position = (
        select(func.min(Seat.position))
        .where(Seat.member_id == Ballot.member_id, Seat.board_id == motion.board_id)
        .scalar_subquery()
    )
    return list(
        session.scalars(
            select(Ballot)
            .where(Ballot.motion_id == motion.id)
            .options(joinedload(Ballot.member))
            .order_by(position, Ballot.id)
        )
    )


def own_ballot(session: Session, motion_id: int, member_id: int) -> Ballot | None:
    """Return what a member has said to a motion so far."""
    return session.scalar(
        select(Ballot).where(
            Ballot.motion_id == motion_id, Ballot.member_id == member_id
        )
    )


def present(session: Session, motion_id: int) -> set[int]:
    """Return the ids of members who are present for a motion, by the roll."""
    return set(
        session.scalars(
            select(Presence.member_id).where(Presence.motion_id == motion_id)
        )
    )


@dataclass(frozen=True)
class Roll:
    """Who is there for a motion, seat by seat; ``attendance`` is in seat order."""

    seats: list[Seat]
    attendance: list[Attendance]


def roll(session: Session, motion: Motion, *, with_votes: bool = False) -> Roll:
    """Return attendance for every filled seat, in three or four SELECTs.

    Args:
        session: the database.
        motion: the motion.
        with_votes: read the ballots too; for the close only.
    """
    seats = filled_seats(session, motion.board_id)
    here = present(session, motion.id)
    aside = {recusal.member_id for recusal in motion_recusals(session, motion.id)}
    votes = _votes(session, motion.id) if with_votes else {}
    attendance = [
        Attendance(
            lived_experience=seat.kind == SeatKind.LIVED_EXPERIENCE,
            present=seat.member_id in here or seat.member_id in aside,
            recused=seat.member_id in aside,
            choice=votes.get(seat.member_id),
        )
        for seat in seats
    ]
    return Roll(seats, attendance)


def motion_that_adopted(
    session: Session, instrument_version_id: int
) -> tuple[str, str]:
    """Return board and number of the motion that adopted a version of the questions.

    Raises:
        NotFound: no board here adopted it by a motion.
    """
    found = session.execute(
        select(Board.slug, Motion.number)
        .join(Motion.board)
        .where(
            Motion.instrument_version_id == instrument_version_id,
            Motion.state == MotionState.ADOPTED,
        )
        .order_by(Motion.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        raise NotFound("board.unknown_motion")
    return found.slug, found.number


def _votes(session: Session, motion_id: int) -> dict[int | None, BallotChoice]:
    rows = session.execute(
        select(Ballot.member_id, Ballot.choice).where(Ballot.motion_id == motion_id)
    )
    return {row.member_id: BallotChoice(row.choice) for row in rows}
