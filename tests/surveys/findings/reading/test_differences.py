import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.intervals import wilson
from surveys.findings.reading.differences import (
    Figure,
    answers_of,
    difference,
    figure_at,
    groups_of,
    reference_of,
)
from tests.surveys.findings.reading.bodies import body


def figure(people, base):
    return Figure(people / base, base, *wilson(people, base))


def test_the_range_of_a_difference_is_newcombes():
    """Newcombe (1998), table II, example (a): 56/70 and 48/80, method 10."""
    found = difference(figure(48, 80), figure(56, 70))
    assert found.change == 0.2
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert not found.may_be_chance


def test_nobody_of_ten_and_nobody_of_twenty_still_leave_a_range():
    """Newcombe (1998), table II, example (h): 0/10 and 0/20 hold 0, and more."""
    found = difference(figure(0, 20), figure(0, 10))
    assert found.change == 0
    assert (found.low, found.high) == pytest.approx((-0.1611, 0.2775), abs=1e-4)
    assert found.may_be_chance


def test_the_gap_to_the_villages_is_hardly_chance():
    """Larkmoor's BM-2: town 138 of 246, villages 30 of 100."""
    found = difference(figure(138, 246), figure(30, 100))
    assert round(found.change, 3) == -0.261
    assert not found.may_be_chance


@given(st.integers(1, 900), st.integers(1, 900), st.data())
def test_turned_round_it_is_the_same_with_the_other_sign(one, other, data):
    first = figure(data.draw(st.integers(0, one)), one)
    second = figure(data.draw(st.integers(0, other)), other)
    there, back = difference(first, second), difference(second, first)
    assert (there.change, there.low, there.high) == pytest.approx(
        (-back.change, -back.high, -back.low), abs=2e-6
    )
    assert there.low <= there.change <= there.high
    assert there.low >= -1.000001
    assert there.high <= 1.000001


def test_a_cell_is_read_with_the_people_it_is_of():
    found = body([30, 70], {"town": [20, 30], "rural": None})
    assert figure_at(found, 1, 0) == Figure(0.4, 50, *map(_six, wilson(20, 50)))


def _six(end):
    return round(end, 6)


def test_a_cell_that_is_hidden_is_none():
    found = body([30, 70], {"town": [None, 30]})
    assert figure_at(found, 1, 0) is None


def test_of_those_asked_the_whole_base_counts():
    found = body([30, 70], share_of="asked")
    found["rows"][0]["base"] = 130
    assert figure_at(found, 0, 0).base == 130
    assert figure_at(body([30, 70]), 0, 0).base == 100


def test_missing_and_left_over_answers_are_not_compared():
    found = body([30, 60, 10], answers=("yes", "no", ""))
    found["columns"][2]["missing"] = True
    found["columns"][1]["reason"] = "rare"
    assert list(answers_of(found)) == [0]


def test_groups_are_those_with_a_name_that_are_shown():
    found = body([30, 70], {"town": [20, 30], "rural": None, "+": [5, 5], "-": [5, 5]})
    assert groups_of(found) == [1]


def test_the_largest_group_is_what_others_are_compared_with():
    found = body([60, 60], {"town": [20, 30], "rural": [40, 30]})
    assert reference_of(found) == 2


def test_a_declared_reference_comes_before_a_larger_group():
    found = body([60, 60], {"town": [20, 30], "rural": [40, 30]})
    found["breakdown"]["reference"] = "town"
    assert reference_of(found) == 1
    found["breakdown"]["reference"] = "moon"
    assert reference_of(found) == 2


@pytest.mark.parametrize("groups", [{}, {"town": [20, 30], "rural": None}])
def test_one_group_is_compared_with_nothing(groups):
    assert reference_of(body([30, 70], groups)) is None
