"""Quorum by presence, votes by yes and no, and nobody votes on their own gain."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.board.motions.motion_rule import Outcome, closes_at, tally
from deliberation.board.motions.quorum import (
    Attendance,
    BallotChoice,
    lived_experience_quorum,
    quorum,
)

MONDAY = datetime(2026, 5, 18, 9, tzinfo=UTC)
YES, NO, ABSTAIN = BallotChoice


def seat(choice=None, *, lived=False, present=None, recused=False):
    if present is None:
        present = choice is not None
    return Attendance(lived, present, recused, choice)


def larkmoor(*, recuse_tenth=False, choice=YES):
    seats = [seat(choice, lived=True) for _ in range(6)]
    seats += [seat(choice) for _ in range(5)]
    if recuse_tenth:
        seats[9] = seat(present=True, recused=True)
    return seats


def test_the_demo_board_votes_eleven_of_eleven():
    count = tally(larkmoor())

    assert (count.quorum.present, count.quorum.filled) == (11, 11)
    assert count.quorum.needed == 6
    assert count.lived_experience_quorum.needed == 3
    assert count.outcome is Outcome.ADOPTED


def test_a_recused_member_is_present_but_has_no_vote():
    count = tally(larkmoor(recuse_tenth=True))

    assert (count.yes, count.recused, count.quorum.present) == (10, 1, 11)


def test_a_recused_member_who_votes_is_refused():
    with pytest.raises(ValueError, match="recused"):
        tally([seat(YES, recused=True)])


@pytest.mark.parametrize(("filled", "needed"), [(1, 1), (2, 2), (10, 6), (11, 6)])
def test_the_quorum_is_more_than_half_of_the_filled_seats(filled, needed):
    assert quorum([seat() for _ in range(filled)]).needed == needed


@pytest.mark.parametrize(("filled", "needed"), [(1, 1), (2, 1), (5, 3), (6, 3)])
def test_the_second_quorum_is_half_of_the_lived_experience_seats(filled, needed):
    roll = [seat(lived=True) for _ in range(filled)] + [seat() for _ in range(9)]

    assert lived_experience_quorum(roll).needed == needed


def test_without_lived_experience_a_vote_is_not_valid_however_clear_it_is():
    roll = [seat(YES) for _ in range(9)]
    roll += [seat(YES, lived=True), seat(lived=True), seat(lived=True)]

    count = tally(roll)

    assert count.quorum.met
    assert not count.lived_experience_quorum.met
    assert count.outcome is Outcome.NO_QUORUM


def test_a_board_without_any_lived_experience_seat_cannot_decide():
    assert tally([seat(YES) for _ in range(5)]).outcome is Outcome.NO_QUORUM


def test_half_of_the_board_is_no_quorum():
    roll = [seat(YES, lived=True) for _ in range(5)] + [seat() for _ in range(5)]

    assert tally(roll).outcome is Outcome.NO_QUORUM


def test_an_abstention_is_presence_and_no_vote():
    roll = [seat(YES, lived=True), *(seat(ABSTAIN, lived=True) for _ in range(10))]

    count = tally(roll)

    assert (count.yes, count.no, count.abstain) == (1, 0, 10)
    assert count.outcome is Outcome.ADOPTED


def test_to_be_present_and_silent_counts_for_the_quorum_only():
    roll = [seat(lived=True, present=True) for _ in range(5)]
    roll.append(seat(NO, lived=True))

    count = tally(roll)

    assert (count.quorum.present, count.yes, count.no) == (6, 0, 1)
    assert count.outcome is Outcome.REJECTED


def test_a_vote_is_presence_even_if_the_roll_missed_it():
    assert tally([seat(YES, lived=True, present=False)]).quorum.present == 1


@pytest.mark.parametrize(("yes", "no"), [(3, 3), (0, 0), (2, 4)])
def test_not_more_yes_than_no_is_rejected(yes, no):
    roll = [seat(YES, lived=True)] * yes + [seat(NO, lived=True)] * no
    roll += [seat(ABSTAIN, lived=True)]

    assert tally(roll).outcome is Outcome.REJECTED


def test_an_empty_board_decides_nothing():
    assert tally([]).outcome is Outcome.NO_QUORUM


def test_a_ballot_is_open_for_three_days():
    assert closes_at(MONDAY) == MONDAY + timedelta(days=3)
    assert closes_at(MONDAY, open_for=timedelta(days=7)) > closes_at(MONDAY)


def test_a_shorter_ballot_is_refused():
    with pytest.raises(ValueError, match="72"):
        closes_at(MONDAY, open_for=timedelta(hours=71, minutes=59))


CHOICES = st.sampled_from([*BallotChoice, None])
ROLLS = st.lists(
    st.builds(lambda lived, choice: seat(choice, lived=lived), st.booleans(), CHOICES),
    max_size=15,
)


@given(ROLLS)
def test_every_seat_is_counted_once(roll):
    count = tally(roll)

    cast = count.yes + count.no + count.abstain
    assert cast == count.quorum.present <= count.quorum.filled == len(roll)


@given(ROLLS)
def test_one_more_yes_never_turns_an_adopted_motion(roll):
    if tally(roll).outcome is Outcome.ADOPTED:
        silent = [n for n, seat in enumerate(roll) if seat.choice is None]
        for n in silent[:1]:
            changed = [*roll]
            changed[n] = seat(YES, lived=roll[n].lived_experience)
            assert tally(changed).outcome is Outcome.ADOPTED
