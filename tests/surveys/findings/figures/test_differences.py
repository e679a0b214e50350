import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.figures.differences import (
    between,
    between_groups,
    between_means,
    between_tables,
    chi_squared,
    chi_squared_of,
)
from surveys.findings.figures.distribution import Distribution
from surveys.findings.figures.shares import Share, standard_error, z_of
from surveys.findings.figures.table import NotGiven, WhyNot
from tests.surveys.findings.bodies import YES, YES_NO, body, column, row, yes_of

SHARES = st.builds(Share, st.floats(0, 1), st.integers(10, 3000))
TWO = yes_of(town=(138, 246), rural=(30, 100))


def test_the_waits_improved_from_wave_one_to_three():
    found = between(Share.of(129, 338), Share.of(168, 346))

    assert found.change == pytest.approx(0.1039, abs=1e-4)
    assert found.z == pytest.approx(2.76, abs=0.005)
    assert found.p == pytest.approx(0.0058, abs=1e-4)
    assert found.is_detected


def test_two_groups_of_one_table():
    found = between_groups(TWO, YES, "rural", "town")

    assert found.change == pytest.approx(138 / 246 - 0.3)
    assert found.se == pytest.approx(math.hypot(0.03165, 0.04583), abs=1e-4)


def test_two_waves_are_two_tables():
    first = yes_of(town=(95, 238), rural=(34, 100))

    found = between_tables((first, "rural"), (TWO, "rural"), YES)

    assert found.change == pytest.approx(-0.04)
    assert not found.is_detected


def test_a_hidden_group_has_no_difference():
    table = body(YES_NO, row("a", 9, 4, 5, 0), row("b", 9, 4, None, 1))

    assert between_groups(table, YES, "a", "b") == NotGiven(WhyNot.HIDDEN)
    assert between_groups(table, YES, "a", "c") == NotGiven(WhyNot.NO_GROUP)


def test_a_figure_from_a_ledger_has_no_test():
    assert between(Share(0.4), Share(0.5, 100)) is None


@given(SHARES, SHARES)
def test_the_interval_holds_the_change_and_turns_with_it(first, second):
    there, back = between(first, second), between(second, first)

    assert there.low <= there.change <= there.high
    assert there.change == -back.change
    assert there.p == back.p


def test_groups_that_agree_to_a_person_leave_no_doubt():
    assert between(Share(0, 10), Share(1, 10)).p == 0
    assert between(Share(1, 10), Share(1, 10)).p == 1


def test_means_of_two_groups():
    first, second = (Distribution.of([(1, 20), (5, n)]).mean for n in (20, 60))

    found = between_means(first, second)

    assert found.change == pytest.approx(1)
    assert found.se == pytest.approx(math.hypot(first.se, second.se))


def test_several_answers_are_tested_at_once():
    """The counts of a textbook: 762, 327, 468 and 484, 239, 477."""
    found = chi_squared([[762, 327, 468], [484, 239, 477]])

    assert found.statistic == pytest.approx(30.07, abs=0.005)
    assert found.df == 2
    assert found.p == pytest.approx(2.95e-7, rel=0.005)
    assert found.is_fair


def test_with_two_answers_it_is_the_square_of_the_pooled_z():
    found = chi_squared([[60, 40], [30, 70]])
    pooled = math.sqrt(2) * standard_error(0.45, 100)

    assert found.statistic == pytest.approx((0.3 / pooled) ** 2)


def test_an_answer_of_nobody_does_not_count():
    assert chi_squared([[6, 0, 4], [3, 0, 7]]) == chi_squared([[6, 4], [3, 7]])
    assert chi_squared([[6, 0], [3, 0]]) == NotGiven(WhyNot.NOBODY)
    assert chi_squared([[6, 4], [0, 0]]) == NotGiven(WhyNot.NOBODY)


def test_a_small_cell_makes_the_test_unfair():
    assert not chi_squared([[3, 2], [2, 3]]).is_fair


def test_rows_are_tested_where_their_answers_are_the_same():
    merged = body([column("m", "yes", "no")], row("town", 9, 9))

    assert chi_squared_of([(TWO, "town"), (TWO, "rural")]) == chi_squared(
        [[138, 108], [30, 70]]
    )
    assert chi_squared_of([(TWO, "town"), (merged, "town")]) == NotGiven(WhyNot.MERGED)
    assert chi_squared_of([(TWO, "town"), (TWO, "coast")]) == NotGiven(WhyNot.NO_GROUP)


def test_a_share_without_a_base_has_no_z():
    assert z_of(0.1, [Share(0.4), Share(0.5, 10)]) is None
