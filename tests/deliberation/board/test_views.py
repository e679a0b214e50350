"""The board's pages as a reader and as a member of the board see them."""

import re
from datetime import timedelta

import pytest

from core.clock import standing_at
from deliberation.board.motions import service as motions
from deliberation.board.motions.quorum import BallotChoice
from deliberation.board.queries import kept_of
from deliberation.board.ratings import service as ratings
from tests.deliberation.board.boards import (
    OPENED,
    OVER,
    make_board,
    make_exercise,
    make_motion,
    make_people,
)
from tests.deliberation.board.ratings.test_rating_rule import FIXTURE
from tests.deliberation.board.ratings.test_service import rate_all
from tests.factories import make_member

SPRING = "/board/larkmoor/ratings/spring"
MOTION = "/board/larkmoor/motions/M-01"


@pytest.fixture
def exercise(session, board, people):
    return make_exercise(session, board, people[0], "".join(FIXTURE))


@pytest.fixture
def motion(session, board, people):
    return make_motion(session, board, people[0])


def field(session, exercise, key):
    found = ratings.queries.exercise(session, exercise.board_id, exercise.slug)
    return next(f"item-{i.id}" for i in found.priority_items if i.key == key)


def test_a_site_without_a_board_says_so(pages):
    assert "There is no board yet." in pages.get("/board/")


def test_anyone_reads_who_sits_on_the_board(pages, board, people, statements_at_most):
    with statements_at_most(5):
        page = pages.get("/board/larkmoor")

    assert "Seats of lived experience: 6 of 11." in page
    assert people[3].pseudonym in page
    assert "Larkmoor board" in pages.get("/board/")


def test_a_board_that_lived_experience_does_not_lead_says_so(pages, session, people):
    make_board(session, people[:1])
    assert "not in the majority" not in pages.get("/board/larkmoor")

    make_board(session, [], slug="empty")
    assert "not in the majority" in pages.get("/board/empty")


@pytest.mark.parametrize(
    "path",
    ["/board/nowhere", "/board/larkmoor/ratings/none", "/board/larkmoor/motions/M-09"],
)
def test_what_is_not_there_is_not_found(pages, board, path):
    pages.get(path, status=404)


def test_a_member_rates_and_may_change_it_until_the_close(
    pages, session, exercise, people
):
    pages.sign_in(people[1])
    item_a = field(session, exercise, "A")

    assert pages.post(f"{SPRING}/rate", {item_a: "7"}).endswith(SPRING)

    assert re.search(
        rf'name="{item_a}"[^>]*value="7" checked', pages.get(f"{SPRING}/rate")
    )


@pytest.mark.parametrize("typed", ["0", "10", "many"])
def test_what_is_no_rating_comes_back_with_the_rest_kept(
    pages, session, exercise, people, typed
):
    pages.sign_in(people[1])
    item_a, item_b = (field(session, exercise, key) for key in "AB")

    page = pages.post(f"{SPRING}/rate", {item_a: typed, item_b: "5"}, status=422)

    assert 'role="alert"' in page
    assert re.search(rf'name="{item_b}"[^>]*value="5" checked', page)


def test_who_stepped_aside_finds_the_item_closed_and_the_reason_public(
    pages, session, exercise, people
):
    pages.sign_in(people[9])
    assert 'role="alert"' in pages.post(f"{SPRING}/C/aside", {"reason": ""}, status=422)
    pages.post(f"{SPRING}/C/aside", {"reason": "My clinic would gain."})

    mine = pages.get(f"{SPRING}/rate")

    assert f'name="{field(session, exercise, "C")}"' not in mine
    assert re.search(r"<fieldset[^>]* disabled>", mine)
    pages.post(f"{SPRING}/C/aside", {"reason": "Once more."}, status=409)
    pages.sign_out()
    public = pages.get(SPRING)
    assert people[9].pseudonym in public
    assert "My clinic would gain." in public


def test_an_item_that_is_not_there_cannot_be_stepped_aside_from(
    pages, exercise, people
):
    pages.sign_in(people[9])

    pages.get(f"{SPRING}/Z/aside", status=404)


def test_disagreement_is_shown_as_such_and_before_everything_else(
    pages, session, exercise, people
):
    rate_all(session, exercise, people)
    ratings.close_round(session, exercise, 1, member_id=people[0].id)

    page = pages.get(SPRING)

    assert "The board is divided on F" in page
    assert "Members who rated it 1 to 3: 5 · Members who rated it 7 to 9: 6" in page
    assert page.index("The board is divided on F") < page.index("Results of round 1")
    assert "11 members took part." in page


def test_before_a_round_closes_the_page_tells_nothing_of_it(
    pages, session, exercise, people
):
    before = pages.get(SPRING)
    rate_all(session, exercise, people)

    assert pages.get(SPRING) == before


def test_a_small_panel_is_told_and_its_ratings_are_not_shown(
    pages, session, exercise, people
):
    for person in people[:7]:
        ratings.rate(session, exercise, member_id=person.id, values={"A": 8})
    ratings.close_round(session, exercise, 1, member_id=people[0].id)

    page = pages.get(SPRING)

    assert "That is a small panel" in page
    assert "not shown, too few people" in page


def test_to_rate_when_no_round_is_open_is_too_late(pages, session, exercise, people):
    ratings.close_round(session, exercise, 1, member_id=people[0].id)
    pages.sign_in(people[1])

    assert "No round is open now" in pages.get(f"{SPRING}/rate")
    pages.post(f"{SPRING}/rate", {field(session, exercise, "A"): "7"}, status=409)


def test_a_member_without_a_seat_here_may_not_rate_or_vote(
    pages, session, exercise, motion
):
    pages.sign_in(make_people(session, 1)[0])

    pages.get(f"{SPRING}/rate", status=403)
    pages.get(f"{MOTION}/ballot", status=403)


def test_who_is_no_board_member_is_refused_and_nobody_is_asked_to_sign_in(
    pages, session, exercise, motion
):
    pages.get(f"{MOTION}/ballot", status=401)
    pages.sign_in(make_member(session))
    pages.get(f"{SPRING}/rate", status=403)


def test_a_vote_is_sealed_until_the_close_and_named_after(
    pages, session, motion, people
):
    pages.sign_in(people[1])
    said = {"choice": "no", "rationale": "Records must not reach schools."}

    pages.post(f"{MOTION}/ballot", said)

    page = pages.get(MOTION)
    assert "Records must not reach schools." not in page
    assert "Yes:" not in page
    assert "Records must not reach schools." in pages.get(f"{MOTION}/ballot")
    with standing_at(motion.closes_at):
        motions.close_motion(session, motion, member_id=people[0].id)
    page = pages.get(MOTION)
    assert "No: 1." in page
    assert "Records must not reach schools." in page
    assert "Too few members were present" in page


def test_a_member_is_told_that_their_vote_is_in_and_nobody_else_is(
    pages, motion, people
):
    said = "Your vote is in. You can change it until voting ends."
    pages.sign_in(people[1])
    assert said not in pages.get(MOTION)
    pages.post(f"{MOTION}/ballot", {"choice": "yes"})
    assert said in pages.get(MOTION)
    assert "Cast my vote" not in pages.get(MOTION)
    pages.sign_in(people[2])
    assert said not in pages.get(MOTION)
    assert "Cast my vote" in pages.get(MOTION)


def test_a_vote_without_a_choice_comes_back_with_the_reason_typed(
    pages, motion, people
):
    pages.sign_in(people[1])

    page = pages.post(f"{MOTION}/ballot", {"rationale": "Because."}, status=422)

    assert "Please choose one of the three." in page
    assert "Because." in page


def test_who_steps_aside_from_a_motion_may_not_vote_on_it(pages, motion, people):
    pages.sign_in(people[9])
    pages.post(f"{MOTION}/aside", {"reason": "My employer would gain."})

    pages.post(f"{MOTION}/ballot", {"choice": "yes"}, status=403)

    assert "My employer would gain." in pages.get(MOTION)


def test_another_view_stands_beside_the_decision(pages, session, board, people):
    with standing_at(OPENED):
        motion = make_motion(session, board, people[0])
    with standing_at(OPENED + timedelta(hours=2)):
        for person in people:
            motions.cast_ballot(
                session, motion, member_id=person.id, choice=BallotChoice.YES
            )
    with standing_at(OVER):
        motions.close_motion(session, motion, member_id=people[0].id)
    pages.sign_in(people[1])

    pages.post(f"{MOTION}/another-view", {"words": ""}, status=422)
    pages.post(f"{MOTION}/another-view", {"words": "We fear for our records."})

    page = pages.get(MOTION)
    assert "We fear for our records." in page
    assert "so the board adopted it" in page


def test_the_pages_stand_in_arabic_too(pages, session, exercise, motion, people):
    rate_all(session, exercise, people)
    ratings.close_round(session, exercise, 1, member_id=people[0].id)
    ratings.open_round(session, exercise, 2, member_id=people[0].id)
    pages.sign_in(people[0])

    for path in (
        "/board/larkmoor",
        SPRING,
        f"{SPRING}/rate",
        MOTION,
        f"{MOTION}/ballot",
    ):
        pages.get(path, Accept_Language="ar")


def test_ones_own_page_counts_what_the_board_keeps(pages, session, board, people):
    motion = make_motion(session, board, people[0])
    pages.sign_in(people[1])
    assert "Votes, rating rounds and steps aside with your name" in pages.get("/me")

    pages.post(f"/board/larkmoor/motions/{motion.number}/ballot", {"choice": "yes"})

    assert kept_of(session, people[1].id) == 1
    assert kept_of(session, people[2].id) == 0
