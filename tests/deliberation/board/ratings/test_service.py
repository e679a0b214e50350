"""Two rounds of ratings: private while open, without a name once closed."""

import pytest
from sqlalchemy import func, select

from core.errors import Conflict, Invalid, NotAllowed
from deliberation.board.models import (
    Rating,
    RatingRound,
    Recusal,
    RoundParticipation,
    RoundState,
    SealedRating,
)
from deliberation.board.ratings import queries, service
from tests.deliberation.board.boards import make_exercise
from tests.deliberation.board.ratings.test_rating_rule import FIXTURE
from tests.deliberation.board.test_service import leaves
from tests.factories import make_member


@pytest.fixture
def exercise(session, board, people):
    return make_exercise(session, board, people[0], "".join(FIXTURE))


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def rate_all(session, exercise, people, *, but=()):
    """Let everybody rate as in the published fixture; ``but`` are (person, item)."""
    for place, person in enumerate(people):
        values = {
            key: int(row.split()[place])
            for key, row in FIXTURE.items()
            if (place + 1, key) not in but
        }
        service.rate(session, exercise, member_id=person.id, values=values)


def test_the_demo_boards_round_comes_out_as_published(session, exercise, people):
    rate_all(session, exercise, people)

    closed = service.close_round(session, exercise, 1, member_id=people[0].id)

    items = closed.outcome["items"]
    verdicts = {key: found["verdict"] for key, found in items.items()}
    assert list(verdicts.values()).count("priority") == 5
    assert (verdicts["F"], verdicts["G"]) == ("uncertain", "uncertain")
    assert verdicts["H"] == "not_priority"
    assert [key for key in items if items[key]["disagreement"]] == ["F"]
    assert items["A"]["distribution"] == [0, 0, 0, 0, 0, 0, 2, 4, 5]


def test_the_tenth_member_steps_aside_from_c_and_ten_rate_it(session, exercise, people):
    service.step_aside_from_item(
        session, exercise, "C", member_id=people[9].id, reason="My clinic would gain."
    )
    rate_all(session, exercise, people, but=[(10, "C")])

    closed = service.close_round(session, exercise, 1, member_id=people[0].id)

    item = closed.outcome["items"]["C"]
    assert (item["raters"], item["median"], item["ipr"]) == (10, 8.0, 1.3)
    assert item["verdict"] == "priority"


def test_when_a_round_closes_no_rating_has_a_member_any_more(session, exercise, people):
    rate_all(session, exercise, people)

    service.close_round(session, exercise, 1, member_id=people[0].id)

    assert count(session, Rating) == 0
    assert count(session, SealedRating) == 11 * 8
    assert count(session, RoundParticipation) == 11
    assert set(SealedRating.__table__.columns.keys()) == {
        *("id", "round_id", "priority_item_id", "value")
    }


def test_the_log_says_what_came_out_and_who_chaired_but_no_rating(
    session, exercise, people
):
    rate_all(session, exercise, people)

    service.close_round(session, exercise, 1, member_id=people[0].id)

    leaf = leaves(session)[-1]
    assert (leaf["action"], leaf["role"]) == ("round.close", "chair")
    assert leaf["took_part"] == 11
    assert leaf["results"]["F"] == "uncertain"
    assert "round.rate" not in {each["action"] for each in leaves(session)}


def test_to_rate_again_in_the_same_round_replaces_what_was_said(
    session, exercise, people
):
    service.rate(session, exercise, member_id=people[1].id, values={"A": 3, "B": 4})
    service.rate(session, exercise, member_id=people[1].id, values={"A": 9})

    opened = queries.open_round(queries.exercise(session, exercise.board_id, "spring"))
    own = queries.own_ratings(session, opened.id, people[1].id)
    assert sorted(own.values()) == [4, 9]


def test_after_the_close_nobody_rates(session, exercise, people):
    service.close_round(session, exercise, 1, member_id=people[0].id)

    with pytest.raises(Conflict, match="round_not_open"):
        service.rate(session, exercise, member_id=people[1].id, values={"A": 5})


def test_a_round_closes_once(session, exercise, people):
    service.close_round(session, exercise, 1, member_id=people[0].id)

    with pytest.raises(Conflict, match="round_not_open"):
        service.close_round(session, exercise, 1, member_id=people[0].id)


def test_a_round_opens_once_and_after_the_one_before(session, exercise, people):
    chair = people[0].id

    with pytest.raises(Conflict, match="round_not_draft"):
        service.open_round(session, exercise, 1, member_id=chair)
    with pytest.raises(Conflict, match="round_before_open"):
        service.open_round(session, exercise, 2, member_id=chair)

    service.close_round(session, exercise, 1, member_id=chair)
    assert service.open_round(session, exercise, 2, member_id=chair).state == "open"
    with pytest.raises(Invalid, match="unknown_round"):
        service.open_round(session, exercise, 3, member_id=chair)


def test_an_item_that_nobody_rated_has_no_result(session, exercise, people):
    closed = service.close_round(session, exercise, 1, member_id=people[0].id)

    assert set(closed.outcome["items"].values()) == {None}


def test_among_seven_raters_no_bars_are_kept(session, exercise, people):
    for person in people[:7]:
        service.rate(session, exercise, member_id=person.id, values={"A": 8})

    closed = service.close_round(session, exercise, 1, member_id=people[0].id)

    item = closed.outcome["items"]["A"]
    assert item["small_panel"]
    assert not {"distribution", "low", "high"} & set(item)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"A": 0}, "not_a_rating"),
        ({"A": 10}, "not_a_rating"),
        ({"Z": 5}, "unknown_item"),
    ],
)
def test_what_cannot_be_a_rating_is_refused(session, exercise, people, values, code):
    with pytest.raises(Invalid, match=code):
        service.rate(session, exercise, member_id=people[1].id, values=values)


def test_who_stepped_aside_cannot_rate_and_what_they_said_is_gone(
    session, exercise, people
):
    person = people[9].id
    service.rate(session, exercise, member_id=person, values={"C": 6, "A": 8})

    service.step_aside_from_item(
        session, exercise, "C", member_id=person, reason="My employer would gain."
    )

    assert count(session, Rating) == 1
    with pytest.raises(NotAllowed, match="recused"):
        service.rate(session, exercise, member_id=person, values={"C": 6})


def test_to_step_aside_needs_a_reason_an_item_and_time(session, exercise, people):
    def step_aside(key, reason):
        service.step_aside_from_item(
            session, exercise, key, member_id=people[9].id, reason=reason
        )

    with pytest.raises(Invalid, match="reason_missing"):
        step_aside("C", "  ")
    with pytest.raises(Invalid, match="unknown_item"):
        step_aside("Z", "A reason")
    session.scalar(
        select(RatingRound).where(RatingRound.number == 2)
    ).state = RoundState.CLOSED
    session.flush()
    with pytest.raises(Conflict, match="too_late"):
        step_aside("C", "A reason")


def test_to_step_aside_twice_is_a_conflict(session, exercise, people):
    for reason in ("First", "Second"):
        if reason == "Second":
            session.commit()
            with pytest.raises(Conflict, match="stepped_aside_already"):
                step_aside_from_c(session, exercise, people[9], reason)
            session.rollback()
        else:
            step_aside_from_c(session, exercise, people[9], reason)

    assert session.scalars(select(Recusal.reason)).all() == ["First"]


def step_aside_from_c(session, exercise, person, reason):
    service.step_aside_from_item(
        session, exercise, "C", member_id=person.id, reason=reason
    )


def test_a_stranger_neither_rates_nor_chairs(session, exercise, people):
    stranger = make_member(session)

    with pytest.raises(NotAllowed, match="no_seat"):
        service.rate(session, exercise, member_id=stranger.id, values={"A": 5})
    with pytest.raises(NotAllowed, match="not_chair"):
        service.close_round(session, exercise, 1, member_id=people[3].id)


def test_an_exercise_needs_items_and_a_name_of_its_own(session, board, people):
    def create(slug, items):
        service.create_exercise(
            *(session, board, slug), title={}, items=items, member_id=people[0].id
        )

    with pytest.raises(Invalid, match="no_items"):
        create("empty", [])
    twice = [service.ItemPlan("A", {"en": "One"}), service.ItemPlan("A", {"en": "Two"})]
    with pytest.raises(Conflict, match="slug_taken"):
        create("twice", twice)
