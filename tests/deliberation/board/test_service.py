"""Founding a board, and who may act on it."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.rules import Role
from core.audit import AuditEvent
from core.clock import today
from core.errors import Conflict, NotAllowed, NotFound
from deliberation.board import queries, service
from deliberation.board.models import Seat
from tests.deliberation.board.boards import AUTHORITY, LIVED, make_board, make_people
from tests.factories import make_member


def leaves(session):
    return [json.loads(leaf) for leaf in session.scalars(select(AuditEvent.leaf))]


def test_larkmoors_board_is_led_by_lived_experience_and_the_log_says_so(session):
    make_board(session, make_people(session))

    board = queries.board(session, "larkmoor")
    (leaf,) = leaves(session)
    assert leaf["subject"] == "board:larkmoor"
    assert (leaf["seats"], leaf["led_by_lived_experience"]) == (11, True)
    assert [seat.position for seat in board.seats] == list(range(1, 12))


def test_a_board_that_lived_experience_does_not_lead_is_made_but_recorded(session):
    seats = [service.SeatPlan(kind, {"en": "One"}) for kind in (LIVED, AUTHORITY)]

    service.found_board(
        session, "town", name={}, purpose={}, seats=seats, role=Role.ADMINISTRATOR
    )

    assert leaves(session)[-1]["led_by_lived_experience"] is False


def test_two_boards_cannot_share_a_name(session):
    people = make_people(session, 1)
    make_board(session, people)

    with pytest.raises(Conflict, match="slug_taken"):
        make_board(session, people)


def test_a_role_without_a_seat_opens_no_door(session):
    board = make_board(session, make_people(session, 3))
    stranger = make_member(session, Role.CHAIR)

    with pytest.raises(NotAllowed, match="no_seat"):
        queries.require_seat(session, board.id, stranger.id)


def test_only_the_chairs_seat_is_the_chairs(session):
    people = make_people(session, 3)
    board = make_board(session, people)

    assert queries.require_seat(session, board.id, people[0].id, chair=True).is_chair
    with pytest.raises(NotAllowed, match="not_chair"):
        queries.require_seat(session, board.id, people[1].id, chair=True)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (0, None, True),
        (0, 0, True),
        (1, None, False),
        (-9, -1, False),
    ],
)
def test_a_seat_is_held_from_a_day_until_a_day(session, since, until, held):
    people = make_people(session, 1)
    board = make_board(session, people)
    seat = session.scalar(select(Seat))
    seat.since = today() + timedelta(days=since)
    seat.until = None if until is None else today() + timedelta(days=until)
    session.flush()

    found = queries.seat_of(session, board.id, people[0].id)

    assert (found is not None) is held


def test_a_seat_outlives_the_account_of_who_held_it(session):
    people = make_people(session, 2)
    board = make_board(session, people)

    session.delete(people[1])
    session.commit()

    assert len(queries.board(session, "larkmoor").seats) == 2
    assert len(queries.filled_seats(session, board.id)) == 1


def test_an_unknown_board_is_not_found(session):
    with pytest.raises(NotFound):
        queries.board(session, "nowhere")
