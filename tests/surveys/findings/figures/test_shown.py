"""What tables show that can stand beside something else."""

import pytest

from surveys.findings.figures.shown import (
    ShownShare,
    answers_of,
    reference_of,
    share_at,
    shown_groups,
)
from surveys.findings.intervals import wilson
from tests.surveys.findings.reading.bodies import body


def test_a_cell_is_read_with_the_people_it_is_of():
    found = body([30, 70], {"town": [20, 30], "rural": None})
    assert share_at(found, 1, 0) == ShownShare(0.4, 50, *map(_six, wilson(20, 50)))


def _six(end):
    return round(end, 6)


def test_a_cell_that_is_hidden_is_none():
    found = body([30, 70], {"town": [None, 30]})
    assert share_at(found, 1, 0) is None


def test_of_those_asked_the_whole_base_counts():
    found = body([30, 70], share_of="asked")
    found["rows"][0]["base"] = 130
    assert share_at(found, 0, 0).base == 130
    assert share_at(body([30, 70]), 0, 0).base == 100


def test_missing_and_left_over_answers_are_not_compared():
    found = body([30, 60, 10], answers=("yes", "no", ""))
    found["columns"][2]["missing"] = True
    found["columns"][1]["reason"] = "rare"
    assert list(answers_of(found)) == [0]


def test_groups_are_those_with_a_name_that_are_shown():
    found = body([30, 70], {"town": [20, 30], "rural": None, "+": [5, 5], "-": [5, 5]})
    assert shown_groups(found) == [1]


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
