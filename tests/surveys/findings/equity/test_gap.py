"""The gap of BM-2, the rule for labels, and what a headline may never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.equity.direction import Direction
from surveys.findings.equity.disparity import (
    disparity_healthy_people,
    disparity_pearcy_keppel,
    maximal_gap,
)
from surveys.findings.equity.gap import Gap, GapLabel, Pair, gap, gap_change, label_of
from surveys.findings.figures.shares import Share

UP, DOWN = Direction
WIDENING = {GapLabel.WIDENING_DETECTED, GapLabel.WIDENING_WATCH}
TOWN_RURAL_1 = Pair(Share.of(95, 238), Share.of(34, 100))
TOWN_RURAL_3 = Pair(Share.of(138, 246), Share.of(30, 100))
FOUR_GROUPS = (56, 50, 47, 40)


def pair(reference, group, base=100):
    return Pair(Share(reference, base), Share(group, base))


def points(share):
    return round(100 * share, 1)


def test_the_gap_between_town_and_village_widens_as_published():
    found = gap_change(TOWN_RURAL_1, TOWN_RURAL_3, UP)

    assert (points(found.before.gap_abs), points(found.after.gap_abs)) == (5.9, 26.1)
    assert found.z == pytest.approx(2.53, abs=0.005)
    assert found.label is GapLabel.WIDENING_DETECTED


def test_a_difference_may_grow_while_the_ratio_falls():
    found = gap_change(pair(0.40, 0.20), pair(0.60, 0.36), UP)

    assert points(found.before.gap_abs), points(found.after.gap_abs) == (20.0, 24.0)
    assert found.before.gap_rel == pytest.approx(2.00)
    assert round(found.after.gap_rel, 2) == 1.67


def test_where_less_is_better_the_group_with_more_lies_behind():
    found = gap(pair(0.10, 0.15), DOWN)

    assert found.gap_abs == pytest.approx(0.05)
    assert found.gap_rel == pytest.approx(1.5)


def test_a_group_at_zero_has_no_ratio():
    assert gap(pair(0.4, 0.0), UP).gap_rel is None


@pytest.mark.parametrize(
    ("change", "z", "label"),
    [
        (0.01, 1.96, GapLabel.WIDENING_DETECTED),
        (0.20, 1.95, GapLabel.WIDENING_WATCH),
        (0.05, 0.10, GapLabel.WIDENING_WATCH),
        (0.0499, 1.00, GapLabel.NO_CHANGE),
        (0.05, None, GapLabel.WIDENING_WATCH),
        (0.0, 0.0, GapLabel.NO_CHANGE),
        (-0.0499, -1.0, GapLabel.NO_CHANGE),
        (-0.05, -0.1, GapLabel.NARROWING_WATCH),
        (-0.01, -1.96, GapLabel.NARROWING_DETECTED),
    ],
)
def test_five_points_are_enough_to_watch(change, z, label):
    assert label_of(change, z) is label


def test_a_gap_of_exactly_five_points_is_not_lost_to_rounding():
    found = gap_change(pair(0.30, 0.30), pair(0.35, 0.30), UP)

    assert found.label is GapLabel.WIDENING_WATCH


def test_a_gap_that_narrows_because_others_fell_is_no_success():
    found = gap_change(pair(0.60, 0.40, 400), pair(0.45, 0.40, 400), UP)

    assert found.change < 0
    assert found.label is GapLabel.LEVELLED_DOWN


def test_a_gap_that_narrows_because_the_group_rose_is_one():
    found = gap_change(pair(0.60, 0.40, 400), pair(0.59, 0.55, 400), UP)

    assert found.label is GapLabel.NARROWING_DETECTED


def test_levelling_down_is_seen_where_less_is_better_too():
    found = gap_change(pair(0.10, 0.30, 400), pair(0.28, 0.30, 400), DOWN)

    assert found.label is GapLabel.LEVELLED_DOWN


def test_a_figure_without_a_base_can_still_be_watched():
    found = gap_change(pair(0.4, 0.3, None), pair(0.5, 0.3, None), UP)

    assert (found.z, found.label) == (None, GapLabel.WIDENING_WATCH)


def test_unanimous_groups_leave_no_doubt():
    found = gap_change(pair(1, 1), pair(1, 0), UP)

    assert found.label is GapLabel.WIDENING_DETECTED
    assert gap_change(pair(1, 1), pair(1, 1), UP).label is GapLabel.NO_CHANGE


def test_the_two_published_indices_of_disparity_differ_and_have_names():
    assert disparity_healthy_people(FOUR_GROUPS, DOWN) == pytest.approx(27.5)
    assert disparity_pearcy_keppel(FOUR_GROUPS, 44) == pytest.approx(14.2, abs=0.01)


def test_where_more_is_better_the_best_group_is_the_highest():
    assert disparity_healthy_people((60, 40, 40), UP) == pytest.approx(50)


def test_the_widest_gap_is_between_the_ends():
    assert maximal_gap(FOUR_GROUPS) == Gap(16, 1.4)
    assert maximal_gap([0.2, 0]).gap_rel is None


PAIRS = st.builds(pair, st.floats(0, 1), st.floats(0, 1), st.integers(10, 3000))


@given(PAIRS, PAIRS)
def test_a_gap_that_grows_is_never_called_narrowing(before, after):
    found = gap_change(before, after, UP)

    if found.change > 0:
        assert found.label in {*WIDENING, GapLabel.NO_CHANGE}
    else:
        assert found.label not in WIDENING


@given(PAIRS, PAIRS)
def test_counting_the_others_gives_the_same_absolute_gap(before, after):
    def others(both):
        waves = (both.reference, both.group)
        return Pair(*(Share(1 - wave.share, wave.base) for wave in waves))

    here = gap_change(before, after, UP)
    there = gap_change(others(before), others(after), DOWN)

    assert there.change == pytest.approx(here.change, abs=1e-12)
