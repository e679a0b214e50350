"""The benchmarks' desk: from a question to a target, to the board, to a survey."""

import pytest
from sqlalchemy import func, select

from core.clock import standing_at
from deliberation.benchmarks.models import Benchmark, BenchmarkMeasure
from deliberation.board.models import Motion
from deliberation.board.motions import service as motions
from deliberation.board.motions.quorum import BallotChoice
from tests.deliberation.benchmarks.bodies import SOON, WAVES, body, row
from tests.deliberation.benchmarks.factories import (
    make_adopted,
    make_benchmark,
    make_wave,
)
from tests.deliberation.board.boards import OPENED, make_people
from tests.factories import make_authority, make_member
from tests.guards import take_guards_away

DESK = "/desk/benchmarks"


@pytest.fixture
def board(board, people, pages):
    pages.sign_in(people[1])
    return board


@pytest.fixture
def first(session):
    return make_wave(session, 1)


def filled(session, **changes):
    return {
        "title": "First contact within 4 weeks",
        "why": "Waiting makes everything harder.",
        "right_served": "dignity",
        "kind": "quality",
        "numerator": "soon",
        "denominator": "asked",
        "direction": "up",
        "reference_group": "area/town",
        "compared_group": "area/rural",
        "owner_id": str(make_authority(session).id),
        "target_date": "2031-12-31",
        "consequence": "The body explains itself in public.",
        "harm_to_watch": "Villages may be left behind.",
        **changes,
    }


def test_a_member_of_the_board_goes_from_a_question_to_the_boards_ballot(
    pages, session, board, first
):
    assert "Question A3?" in pages.get(f"{DESK}/new")
    onward = pages.post(f"{DESK}/new/{first.id}", filled(session))
    assert onward == f"{DESK}/bm-1-first-contact-within-4-weeks/target"
    assert "Better by a tenth of where we started" in pages.get(onward)

    chosen = {"value": "60", "method": "projection", "reason": "Promised staff."}
    page = pages.post(onward, chosen)
    pages.post(page.replace("/benchmarks", DESK) + "/motion", {"wording": "Adopt it."})

    benchmark = session.scalar(select(Benchmark))
    assert (benchmark.target, benchmark.target_method) == (0.6, "projection")
    assert benchmark.compared_group == "rural"
    assert session.get(Motion, benchmark.motion_id).state == "draft"


def test_when_the_chair_closes_an_adopted_motion_the_benchmark_is_in_force(
    pages, session, board, people, first
):
    benchmark = make_benchmark(session, board, people[0], first)
    pages.post(f"{DESK}/four-weeks/motion", {"wording": "Adopt it."})
    motion = session.scalar(select(Motion))
    with standing_at(OPENED):
        motions.open_motion(session, motion, member_id=people[0].id)
        for person in people:
            motions.cast_ballot(
                session, motion, member_id=person.id, choice=BallotChoice.YES
            )
    pages.sign_in(people[0])

    pages.post("/desk/board/larkmoor/motions/M-01/close")

    session.refresh(benchmark)
    assert benchmark.state == "adopted"


@pytest.mark.parametrize(
    "missing",
    [
        "title",
        "why",
        "right_served",
        "kind",
        "denominator",
        "direction",
        "owner_id",
        "target_date",
        "consequence",
        "harm_to_watch",
    ],
)
def test_nothing_is_left_out_and_nothing_typed_is_lost(
    pages, session, board, first, missing
):
    typed = filled(session) | {missing: ""}

    page = pages.post(f"{DESK}/new/{first.id}", typed, status=422)

    assert "Please fill this in." in page
    kept = "consequence" if missing != "consequence" else "why"
    assert typed[kept] in page
    assert session.scalar(select(func.count()).select_from(Benchmark)) == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "how_much"}, "does not say whether anybody is better off"),
        ({"numerator": ["soon", "later"]}, "the number is always 100 percent"),
        ({"compared_group": "area/town"}, "two different groups"),
        ({"target_date": "2020-01-01"}, "This day is over."),
        ({"target_date": "soon"}, "alert"),
        ({"owner_id": "999999"}, "alert"),
        ({"numerator": "never"}, "alert"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said_beside_its_field(
    pages, session, board, first, change, words
):
    page = pages.post(f"{DESK}/new/{first.id}", filled(session, **change), status=422)

    assert words in page
    assert "Waiting makes everything harder." in page


def test_a_benchmark_cannot_start_from_a_hidden_number(pages, session, board):
    hidden = body(SOON, row("", 338, None, None, 0))
    result = make_wave(session, 1, tables=[hidden, WAVES[1][1]])

    page = pages.post(f"{DESK}/new/{result.id}", filled(session), status=422)

    assert "cannot start from a hidden number" in page


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("sixty", "from 0 to 100"),
        ("160", "from 0 to 100"),
        ("20", "worse than where we started"),
        ("", "Please fill this in."),
    ],
)
def test_a_target_that_cannot_be_comes_back(
    pages, session, board, people, value, words
):
    make_benchmark(session, board, people[0], make_wave(session, 1))
    chosen = {"value": value, "method": "points", "reason": "Because we can."}

    page = pages.post(f"{DESK}/four-weeks/target", chosen, status=422)

    assert words in page
    assert "Because we can." in page


@pytest.mark.parametrize("typed", ["62.5", "62,5 %", "٦٢٫٥"])
def test_a_number_is_read_as_people_write_it(pages, session, board, people, typed):
    made = make_benchmark(session, board, people[0], make_wave(session, 1))
    chosen = {"value": typed, "method": "points", "reason": "Because we can."}

    pages.post(f"{DESK}/four-weeks/target", chosen)

    session.refresh(made)
    assert made.target == pytest.approx(0.625)


def test_a_later_survey_is_counted_once(pages, session, board, people, first):
    make_adopted(session, board, people, first)
    third = make_wave(session, 3)
    counted = f"{DESK}/four-weeks/waves/{third.id}"

    assert "Count Wave 3" in pages.get(f"{DESK}/four-weeks/waves")
    pages.post(counted)
    pages.post(counted, status=409)

    assert "Counted." in pages.get(f"{DESK}/four-weeks/waves")
    assert session.scalar(select(func.count()).select_from(BenchmarkMeasure)) == 2
    assert "Adopted" in pages.get(f"{DESK}/")


def test_only_a_later_public_survey_of_the_same_question_is_counted(
    pages, session, board, people, first
):
    make_adopted(session, board, people, first)
    kept_back = make_wave(session, 2, published_at=None)
    other = make_wave(session, 3)
    take_guards_away(session, "frozen_result.item_key")
    other.item_key = "A4"
    session.commit()

    for result in (kept_back, other):
        pages.post(f"{DESK}/four-weeks/waves/{result.id}", status=404)
    assert session.scalar(select(func.count()).select_from(BenchmarkMeasure)) == 1


def test_a_survey_is_counted_by_the_benchmarks_own_board(
    pages, session, board, people, first
):
    make_adopted(session, board, people, first)
    third = make_wave(session, 3)
    pages.sign_in(make_people(session, 1)[0])

    pages.post(f"{DESK}/four-weeks/waves/{third.id}", status=403)


def test_a_benchmark_begins_with_a_public_survey(pages, session, board):
    kept_back = make_wave(session, 1, published_at=None)

    pages.get(f"{DESK}/new/{kept_back.id}", status=404)
    pages.post(f"{DESK}/new/{kept_back.id}", filled(session), status=404)


def test_who_has_no_seat_sets_no_benchmark(pages, session, board, people, first):
    make_benchmark(session, board, people[0], first)
    pages.sign_in(make_people(session, 1)[0])
    pages.post(f"{DESK}/new/{first.id}", filled(session), status=403)

    pages.sign_in(make_member(session))
    for path in ("/", "/new", f"/new/{first.id}", "/four-weeks/target"):
        pages.get(f"{DESK}{path}", status=403)


def test_what_is_before_the_board_keeps_its_target(
    pages, session, board, people, first
):
    make_benchmark(session, board, people[0], first)
    pages.post(f"{DESK}/four-weeks/motion", {"wording": "Adopt it."})
    chosen = {"value": "70", "method": "points", "reason": "Because we can."}

    pages.post(f"{DESK}/four-weeks/target", chosen, status=409)
    pages.post(f"{DESK}/four-weeks/motion", {"wording": "Again."}, status=409)
    pages.post(f"{DESK}/four-weeks/motion", {"wording": " "}, status=422)
