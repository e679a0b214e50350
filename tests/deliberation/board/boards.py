"""Makers of boards: Larkmoor's eleven seats, and what happens on them."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from accounts.models import Member
from accounts.rules import Role
from deliberation.board import service
from deliberation.board.composition import SeatKind
from deliberation.board.models import Board, Motion, RatingExercise
from deliberation.board.motions import service as motions
from deliberation.board.ratings import service as ratings
from tests.factories import make_member

TERM = date(2026, 1, 1)
OPENED = datetime(2026, 5, 17, 9, tzinfo=UTC)
OVER = datetime(2026, 5, 20, 9, tzinfo=UTC)
LIVED, CARER, PRACTITIONER, AUTHORITY = SeatKind
KINDS = [LIVED] * 6 + [CARER] * 2 + [PRACTITIONER] * 2 + [AUTHORITY]


def make_people(session: Session, count: int = 11) -> list[Member]:
    """Members with a role on a board; the first is the chair."""
    chair = make_member(session, Role.CHAIR, Role.BOARD_MEMBER)
    return [
        chair,
        *(make_member(session, Role.BOARD_MEMBER) for _ in range(count - 1)),
    ]


def make_board(session: Session, people: list[Member], slug: str = "larkmoor") -> Board:
    """A board on which each of these people has a seat, in the order of Larkmoor."""
    board = service.found_board(
        session,
        slug,
        name={"en": "Larkmoor board"},
        purpose={"en": "To say what comes first."},
        seats=[
            service.SeatPlan(
                kind=KINDS[place],
                speaks_for={"en": f"Group {place + 1}"},
                member_id=person.id,
                is_chair=place == 0,
                since=TERM,
            )
            for place, person in enumerate(people)
        ],
        role=Role.ADMINISTRATOR,
    )
    session.commit()
    return board


def make_exercise(
    session: Session, board: Board, chair: Member, keys: str = "AB"
) -> RatingExercise:
    """An exercise with an item for each letter, its first round open."""
    made = ratings.create_exercise(
        session,
        board,
        "spring",
        title={"en": "What comes first"},
        items=[ratings.ItemPlan(key, {"en": f"Item {key}"}) for key in keys],
        member_id=chair.id,
    )
    ratings.open_round(session, made, 1, member_id=chair.id)
    session.commit()
    return made


def make_motion(
    session: Session, board: Board, chair: Member, *, is_open: bool = True
) -> Motion:
    """A motion, its ballot open unless told otherwise."""
    made = motions.propose_motion(
        session,
        board,
        member_id=chair.id,
        title={"en": "Take up item A"},
        wording={"en": "The board makes item A a priority."},
    )
    if is_open:
        motions.open_motion(session, made, member_id=chair.id)
    session.commit()
    return made
