"""The chair's desk: opening, closing, and the roll."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from core.clock import standing_at
from deliberation.board.models import Motion, Presence, RatingExercise, SealedRating
from deliberation.board.motions import service as motions
from deliberation.board.motions.quorum import BallotChoice
from deliberation.board.ratings import service as ratings
from tests.deliberation.board.boards import (
    OPENED,
    OVER,
    make_board,
    make_exercise,
    make_motion,
    make_people,
)
from tests.pages import Pages

YES = BallotChoice.YES
DESK = "/desk/board/larkmoor"


@pytest.fixture
def board(board, people, pages):
    pages.sign_in(people[0])
    return board


def test_the_chair_leads_a_rating_through_both_rounds(pages, session, board):
    items = {"title": "Spring list", "items": "Interpreters\n\nShorter waits\n"}
    assert pages.post(f"{DESK}/ratings/new", items).endswith(DESK)
    rated = "/ratings/spring-list"

    assert "Open round 1" in pages.get(DESK)
    for number in (1, 2):
        pages.post(f"{DESK}{rated}/{number}/open")
        pages.post(f"{DESK}{rated}/{number}/close")
        pages.post(f"{DESK}{rated}/{number}/close", status=409)

    page = pages.get(f"/board/larkmoor{rated}")
    assert "B. Shorter waits" in page.replace("</b>", "")
    assert "Nobody rated this." in page


def test_a_list_without_items_comes_back_with_its_title(pages, session, board):
    page = pages.post(
        f"{DESK}/ratings/new", {"title": "Spring list", "items": " "}, status=422
    )

    assert 'value="Spring list"' in page
    assert session.scalar(select(RatingExercise)) is None


def test_a_motion_goes_from_draft_to_a_ballot(pages, session, board):
    text = {"title": "Take up item A", "wording": "The board makes A a priority."}
    pages.post(f"{DESK}/motions/new", {"title": "Only this"}, status=422)
    pages.post(f"{DESK}/motions/new", text)

    pages.post(f"{DESK}/motions/M-01/open")

    desk = pages.get(DESK)
    assert "Members are voting" in desk
    assert "Close voting on M-01" not in desk
    pages.post(f"{DESK}/motions/M-01/close", status=409)
    pages.post(f"{DESK}/motions/M-01/withdraw", status=409)


def test_a_draft_is_taken_back(pages, session, board, people):
    make_motion(session, board, people[0], is_open=False)

    assert "Enough members present?" not in pages.get("/board/larkmoor/motions/M-01")

    pages.post(f"{DESK}/motions/M-01/withdraw")

    assert "Taken back" in pages.get("/board/larkmoor/motions/M-01")


def test_the_roll_is_kept_and_both_quorums_are_shown(pages, session, board, people):
    make_motion(session, board, people[0])
    present = {"present": [str(person.id) for person in people[:6]]}

    pages.post(f"{DESK}/motions/M-01/roll", present)

    assert len(session.scalars(select(Presence)).all()) == 6
    page = pages.get("/board/larkmoor/motions/M-01")
    assert "All members: 6 of 11 present, at least 6 needed." in page
    assert "6 of 6 present, at least 3 needed." in page
    assert page.count("checked") == 0
    assert pages.get(f"{DESK}/motions/M-01/roll").count("checked") == 6


def test_a_ballot_opened_long_ago_is_counted(pages, session, board, people):
    with standing_at(OPENED):
        make_motion(session, board, people[0])
    assert "Close voting on M-01 and count" in pages.get(DESK)

    pages.post(f"{DESK}/motions/M-01/close")

    motion = session.scalar(select(Motion))
    assert motion.state == "no_quorum"
    assert motion.tally["quorum"]["present"] == 0


def test_what_follows_an_adopted_motion_is_asked_of_the_higher_rooms(
    app, pages, session, board, people
):
    followed = []
    app.extensions["motion_followers"] = [lambda _s, m: followed.append(m.number)]
    with standing_at(OPENED):
        motion = make_motion(session, board, people[0])
    with standing_at(OVER - timedelta(hours=1)):
        for person in people:
            motions.cast_ballot(session, motion, member_id=person.id, choice=YES)

    pages.post(f"{DESK}/motions/M-01/close")

    assert followed == ["M-01"]


def test_a_member_of_the_board_who_is_not_its_chair_has_no_desk(
    pages, session, board, people
):
    make_exercise(session, board, people[0])
    pages.sign_in(people[1])

    for path in ("/desk/board/", DESK, f"{DESK}/motions/new"):
        pages.get(path, status=403)
    pages.post(f"{DESK}/ratings/spring/1/close", status=403)


def test_the_chair_of_another_board_has_no_desk_here(pages, session, board):
    other = make_people(session, 1)
    make_board(session, other, slug="elsewhere")
    pages.sign_in(other[0])

    pages.get(DESK, status=403)
    assert "Larkmoor board" in pages.get("/desk/board/")


def test_a_button_pressed_with_a_stale_token_does_nothing(
    app, pages, session, board, people
):
    make_exercise(session, board, people[0])
    app.config["WTF_CSRF_ENABLED"] = True

    pages.post(f"{DESK}/ratings/spring/1/close", status=422)

    assert session.scalar(select(RatingExercise)).slug == "spring"
    assert "Close round 1 for good" in pages.get(DESK)


def test_two_presses_at_once_close_a_round_once(app, pages, session, board, people):
    rated = make_exercise(session, board, people[0])
    for person in people:
        ratings.rate(session, rated, member_id=person.id, values={"A": 8, "B": 5})
    session.commit()
    assert pressed_twice(app, people[0], "ratings/spring/1/close") == [303, 409]
    session.rollback()  # what the test sees began before the presses
    sealed = select(func.count()).select_from(SealedRating)
    assert session.scalar(sealed) == 2 * len(people)


def test_two_presses_at_once_count_a_ballot_once(app, pages, session, board, people):
    with standing_at(OPENED):
        make_motion(session, board, people[0])
    assert pressed_twice(app, people[0], "motions/M-01/close") == [303, 409]


def pressed_twice(app, chair, end):
    """Press a button of the desk twice at the same moment; return both statuses."""
    together = Barrier(2)

    def press(client):
        together.wait()
        return client.post(f"{DESK}/{end}").status_code

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(press, [as_chair(app, chair) for _ in range(2)]))


def as_chair(app, chair):
    pages = Pages(app.test_client())
    pages.sign_in(chair)
    return pages.client
