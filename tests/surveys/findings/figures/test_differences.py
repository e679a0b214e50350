import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.figures.differences import (
    between,
    between_means,
    between_shown,
    chi_squared,
    chi_squared_of,
)
from surveys.findings.figures.distribution import Distribution
from surveys.findings.figures.shares import Share, share_of, standard_error, z_of
from surveys.findings.figures.shown import ShownShare
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.intervals import wilson
from tests.surveys.findings.bodies import YES, YES_NO, body, column, row, yes_of

SHARES = st.builds(Share, st.floats(0, 1), st.integers(10, 3000))
TWO = yes_of(town=(138, 246), rural=(30, 100))


def test_the_waits_improved_from_wave_one_to_three():
    found = between(Share.of(129, 338), Share.of(168, 346))

    assert found.change == pytest.approx(0.1039, abs=1e-4)
    assert found.z == pytest.approx(2.76, abs=0.005)
    assert found.p == pytest.approx(0.0058, abs=1e-4)
    assert found.is_detected


def shown(people, base):
    return ShownShare(people / base, base, *wilson(people, base))


def test_the_range_of_a_difference_is_newcombes():
    """Newcombe (1998), table II, example (a): 56/70 and 48/80, method 10."""
    found = between_shown(shown(48, 80), shown(56, 70))
    assert found.change == 0.2
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert not found.may_be_chance


def test_nobody_of_ten_and_nobody_of_twenty_still_leave_a_range():
    """Newcombe (1998), table II, example (h): 0/10 and 0/20 hold 0, and more."""
    found = between_shown(shown(0, 20), shown(0, 10))
    assert found.change == 0
    assert (found.low, found.high) == pytest.approx((-0.1611, 0.2775), abs=1e-4)
    assert found.may_be_chance


def test_the_gap_to_the_villages_is_hardly_chance():
    """Larkmoor's BM-2: town 138 of 246, villages 30 of 100."""
    found = between_shown(shown(138, 246), shown(30, 100))
    assert round(found.change, 3) == -0.261
    assert not found.may_be_chance


@given(st.integers(1, 900), st.integers(1, 900), st.data())
def test_turned_round_it_is_the_same_with_the_other_sign(one, other, data):
    first = shown(data.draw(st.integers(0, one)), one)
    second = shown(data.draw(st.integers(0, other)), other)
    there, back = between_shown(first, second), between_shown(second, first)
    assert (there.change, there.low, there.high) == pytest.approx(
        (-back.change, -back.high, -back.low), abs=2e-6
    )
    assert there.low <= there.change <= there.high
    assert there.low >= -1.000001
    assert there.high <= 1.000001


def test_of_counts_and_of_what_is_shown_the_difference_is_one():
    counted = between(Share.of(48, 80), Share.of(56, 70))
    read = between_shown(shown(48, 80), shown(56, 70))
    for part in ("change", "se", "z", "p", "low", "high"):
        assert getattr(counted, part) == pytest.approx(getattr(read, part), abs=1e-6)


def test_in_a_small_group_the_range_may_allow_chance_where_the_test_does_not():
    """2 of 20 beside 30 of 100: p is 0.014, and the range reaches over 0."""
    found = between(Share.of(30, 100), Share.of(2, 20))
    assert found.is_detected
    assert found.p == pytest.approx(0.0138, abs=1e-4)
    assert (found.low, found.high) == pytest.approx((-0.32, 0.0168), abs=1e-4)
    assert found.may_be_chance


def test_two_groups_of_one_table():
    found = between(share_of(TWO, YES, "rural"), share_of(TWO, YES, "town"))

    assert found.change == pytest.approx(138 / 246 - 0.3)
    assert found.se == pytest.approx(math.hypot(0.03165, 0.04583), abs=1e-4)


def test_two_waves_are_two_tables():
    first = yes_of(town=(95, 238), rural=(34, 100))

    found = between(share_of(first, YES, "rural"), share_of(TWO, YES, "rural"))

    assert found.change == pytest.approx(-0.04)
    assert not found.is_detected


def test_a_hidden_group_has_no_share_to_compare():
    table = body(YES_NO, row("a", 9, 4, 5, 0), row("b", 9, 4, None, 1))

    assert isinstance(share_of(table, YES, "a"), Share)
    assert share_of(table, YES, "b") == NotGiven(WhyNot.HIDDEN)
    assert share_of(table, YES, "c") == NotGiven(WhyNot.NO_GROUP)


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
