"""What must hold of gaps and indices whatever the shares are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.equity.direction import Direction
from surveys.findings.equity.disparity import (
    disparity_healthy_people,
    disparity_pearcy_keppel,
    maximal_gap,
    summary_gap,
)
from surveys.findings.equity.groups import gaps_of
from tests.surveys.findings.bodies import YES, yes_of

UP, DOWN = Direction
SHARES = st.lists(st.floats(0.01, 1), min_size=2, max_size=8)
GROUPS = st.dictionaries(
    st.sampled_from(["town", "rural", "coast", "hills"]),
    st.tuples(st.integers(0, 40), st.integers(40, 300)),
    min_size=2,
)
EITHER = st.sampled_from(Direction)


@given(SHARES, EITHER)
def test_groups_that_are_alike_have_no_disparity(shares, direction):
    same = [shares[0]] * len(shares)

    assert maximal_gap(same).gap_abs == 0
    assert summary_gap(same, direction).gap_abs == pytest.approx(0)
    assert disparity_healthy_people(same, direction) == pytest.approx(0, abs=1e-9)
    assert disparity_pearcy_keppel(same, shares[0]) == 0


@given(SHARES, EITHER, st.randoms(use_true_random=False))
def test_the_order_of_groups_does_not_matter(shares, direction, order):
    mixed = order.sample(shares, len(shares))

    assert maximal_gap(mixed) == maximal_gap(shares)
    assert disparity_healthy_people(mixed, direction) == pytest.approx(
        disparity_healthy_people(shares, direction)
    )
    assert disparity_pearcy_keppel(mixed, 0.5) == pytest.approx(
        disparity_pearcy_keppel(shares, 0.5)
    )


@given(SHARES, EITHER)
def test_an_index_is_never_below_none(shares, direction):
    assert disparity_healthy_people(shares, direction) >= -1e-9
    assert disparity_pearcy_keppel(shares, 0.5) >= 0


@given(SHARES, EITHER)
def test_the_best_is_no_further_from_the_others_mean_than_from_the_worst(
    shares, direction
):
    assert summary_gap(shares, direction).gap_abs <= maximal_gap(shares).gap_abs + 1e-12


def test_an_index_that_cannot_be_divided_is_none():
    assert disparity_healthy_people([0, 0.2], DOWN) is None
    assert disparity_healthy_people([0.2, 0, 0], UP) is None
    assert disparity_healthy_people([0.2, 0, 0.1], UP) == pytest.approx(300)


@given(GROUPS, EITHER)
def test_a_gap_seen_from_the_other_side_is_its_opposite(groups, direction):
    table = yes_of(**groups)
    one, other, *_ = groups

    def gap_of(reference, group):
        found = gaps_of(table, YES, reference=reference, direction=direction)
        return next(each for each in found.groups if each.group == group)

    there, back = gap_of(one, other), gap_of(other, one)
    assert there.gap.gap_abs == pytest.approx(-back.gap.gap_abs)
    assert there.difference.change == pytest.approx(there.gap.gap_abs)
    assert there.difference.p == pytest.approx(back.difference.p)


@given(GROUPS)
def test_a_reference_is_never_beside_itself(groups):
    for reference in groups:
        found = gaps_of(yes_of(**groups), YES, reference=reference)

        assert [each.group for each in found.groups] == [
            group for group in groups if group != reference
        ]
