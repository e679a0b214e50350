"""How a board comes to be, and what its acts have in common.

Every act is checked against the seat that the member holds on this very board
today; a role alone opens no door here. Functions add and flush; the view commits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from accounts.rules import Role
from core import audit
from core.constraints import flush_or
from core.db import Words
from core.errors import Conflict, Invalid
from deliberation.board.composition import SeatKind, is_led_by_lived_experience
from deliberation.board.models import Board, Recusal, Seat


@dataclass(frozen=True)
class SeatPlan:
    """A seat to be made, and who will hold it."""

    kind: SeatKind
    speaks_for: Words
    member_id: int | None = None
    is_chair: bool = False
    since: date | None = None
    until: date | None = None


def found_board(  # noqa: PLR0913 - what a board is, and who founds it
    session: Session,
    slug: str,
    *,
    name: Words,
    purpose: Words,
    seats: Iterable[SeatPlan],
    role: str,
    actor_id: int | None = None,
) -> Board:
    """Make a board with its seats; whether lived experience leads is recorded.

    A board on which it does not lead is not refused: the log says so, and so does
    its page.
    """
    plans = list(seats)
    made = Board(slug=slug, name=name, purpose=purpose)
    made.seats = [_seat(position, plan) for position, plan in enumerate(plans, 1)]
    session.add(made)
    flush_or(session, Conflict("board.slug_taken", slug=slug))
    audit.record(
        session,
        "board.found",
        f"board:{slug}",
        role=role,
        actor_id=actor_id,
        seats=len(plans),
        led_by_lived_experience=is_led_by_lived_experience(p.kind for p in plans),
    )
    return made


def _seat(position: int, plan: SeatPlan) -> Seat:
    since = {} if plan.since is None else {"since": plan.since}
    return Seat(
        position=position,
        kind=plan.kind.value,
        speaks_for=plan.speaks_for,
        is_chair=plan.is_chair,
        member_id=plan.member_id,
        until=plan.until,
        **since,
    )


def reason_given(reason: str) -> str:
    """Return a reason without the spaces around it.

    Raises:
        Invalid: nothing was written.
    """
    if not reason.strip():
        raise Invalid("board.reason_missing")
    return reason.strip()


def add_recusal(session: Session, recusal: Recusal) -> None:
    """Keep a recusal.

    Raises:
        Conflict: this member stepped aside from it before.
    """
    session.add(recusal)
    flush_or(session, Conflict("board.stepped_aside_already"))


def record_chair(
    session: Session, action: str, subject: str, member_id: int, **facts: object
) -> None:
    """Log an act of the chair."""
    audit.record(session, action, subject, role=Role.CHAIR, actor_id=member_id, **facts)


def record_member(session: Session, action: str, subject: str, member_id: int) -> None:
    """Log an act of a member of the board; the log does not say which."""
    audit.record(session, action, subject, role=Role.BOARD_MEMBER, actor_id=member_id)
