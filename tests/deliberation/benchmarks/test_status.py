"""The six benchmarks of Larkmoor, and the edges of the published rule."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.benchmarks.shares import is_too_small
from deliberation.benchmarks.status import (
    BenchmarkStatus,
    assess,
    percent_of_baseline,
    percent_of_target,
)
from surveys.findings.equity.direction import Direction
from surveys.findings.figures.shares import Share, z_score

UP, DOWN = Direction
MET, IMPROVING, NO_CHANGE, WORSE, BASELINE_ONLY, CANNOT_SAY = BenchmarkStatus

# number, first wave, third wave, target, direction, status, z, PTC, on baseline
LARKMOOR = [
    ("BM-1", (176, 338), (207, 346), 0.75, UP, IMPROVING, 2.05, 33.8, 14.9),
    ("BM-2", (129, 338), (168, 346), 0.60, UP, IMPROVING, 2.76, 47.6, 27.2),
    ("BM-3", (204, 309), (216, 322), 0.80, UP, NO_CHANGE, 0.28, 7.6, 1.6),
    ("BM-4", (269, 612), (227, 631), 0.34, DOWN, IMPROVING, -2.88, 80.2, -18.2),
    ("BM-5", (148, 309), (213, 322), 0.65, UP, MET, 4.71, 106.7, 38.1),
    ("BM-6", (61, 612), (92, 631), 0.07, DOWN, WORSE, 2.49, None, 46.3),
]


@pytest.mark.parametrize("row", LARKMOOR, ids=lambda row: row[0])
def test_larkmoor_comes_out_as_published(row):
    _number, first, third, target, direction, status, z, part, relative = row

    found = assess(Share.of(*first), Share.of(*third), target, direction)

    assert found.status is status
    assert round(found.z, 2) == z
    assert found.percent_of_target == (part and pytest.approx(part, abs=0.05))
    assert found.percent_of_baseline == pytest.approx(relative, abs=0.05)


def test_all_four_statuses_appear_in_the_demo():
    assert {row[5] for row in LARKMOOR} == {MET, IMPROVING, NO_CHANGE, WORSE}


def test_one_wave_is_a_baseline_only():
    assert assess(Share(0.4, 338), None, 0.6, UP).status is BASELINE_ONLY


@pytest.mark.parametrize("base", [0, 9, 10, 29])
def test_under_thirty_people_nothing_is_said(base):
    small, large = Share(0.9, base), Share(0.5, 300)

    assert assess(large, small, 0.6, UP).status is CANNOT_SAY
    assert assess(small, large, 0.6, UP).status is CANNOT_SAY
    assert assess(small, None, 0.6, UP).status is CANNOT_SAY


def test_thirty_people_are_enough_unless_the_site_asks_for_more():
    thirty, large = Share(0.9, 30), Share(0.5, 300)

    assert assess(large, thirty, 0.6, UP).status is MET
    assert assess(large, thirty, 0.6, UP, minimum=40).status is CANNOT_SAY
    assert is_too_small(Share(0.5, 29.9))


def test_a_hidden_baseline_is_not_guessed():
    assert assess(None, Share(0.5, 300), 0.6, UP).status is CANNOT_SAY


@pytest.mark.parametrize(
    ("newest", "target", "direction"),
    [(0.6, 0.6, UP), (0.3, 0.3, DOWN), (0.7, 0.6, UP)],
)
def test_at_the_target_is_met(newest, target, direction):
    assert assess(Share(0.5, 99), Share(newest, 99), target, direction).status is MET


def test_a_kept_baseline_is_met_and_a_lost_one_is_worse():
    kept = assess(Share(0.5, 400), Share(0.5, 400), 0.5, UP)
    lost = assess(Share(0.5, 400), Share(0.4, 400), 0.5, UP)

    assert (kept.status, kept.percent_of_target) == (MET, None)
    assert (lost.status, lost.percent_of_target) == (WORSE, None)


def test_a_loss_that_no_test_sees_is_no_change():
    assert assess(Share(0.5, 40), Share(0.45, 40), 0.6, UP).status is NO_CHANGE


@pytest.mark.parametrize(
    ("newest", "direction", "status"),
    [
        (0.52, UP, IMPROVING),  # 2 of 20 points: exactly a tenth of the way
        (0.519, UP, NO_CHANGE),
        (0.45, UP, WORSE),  # a tenth below the baseline
        (0.46, UP, NO_CHANGE),
        (0.48, DOWN, IMPROVING),
        (0.55, DOWN, WORSE),
    ],
)
def test_a_ledger_without_an_error_needs_a_tenth(newest, direction, status):
    target = 0.7 if direction is UP else 0.3

    found = assess(Share(0.5), Share(newest), target, direction)

    assert (found.status, found.z) == (status, None)


def test_a_loss_from_nothing_is_worse_even_without_a_test():
    found = assess(Share(0.0), Share(0.1), 0.0, DOWN)

    assert (found.status, found.percent_of_baseline) == (WORSE, None)


def test_two_unanimous_waves_that_differ_leave_no_doubt():
    assert z_score(Share(0, 50), Share(1, 50)) == math.inf
    assert z_score(Share(1, 50), Share(0, 50)) == -math.inf
    assert z_score(Share(1, 50), Share(1, 50)) == 0


def test_weights_enter_through_the_effective_size():
    plain = z_score(Share(0.5, 612), Share(0.6, 612))
    weighted = z_score(Share(0.5, 549), Share(0.6, 549))

    assert plain is not None
    assert weighted is not None
    assert weighted < plain


def test_part_of_the_way_is_only_told_on_the_way():
    assert percent_of_target(0.4, 0.5, 0.6, UP) == pytest.approx(50)
    assert percent_of_target(0.4, 0.3, 0.6, UP) is None
    assert percent_of_target(0.4, 0.5, 0.4, UP) is None
    assert percent_of_baseline(0, 0.5) is None


SHARES = st.integers(30, 2000).flatmap(
    lambda base: st.integers(0, base).map(lambda people: Share.of(people, base))
)


@given(SHARES, SHARES, st.floats(0, 1))
def test_counting_the_others_instead_changes_no_status(first, second, target):
    """A share of yes that should rise is a share of no that should fall."""
    here = assess(first, second, target, UP)
    there = assess(
        Share(1 - first.share, first.base),
        Share(1 - second.share, second.base),
        *(1 - target, DOWN),
    )

    close = abs(second.share - target) < 1e-9 or (
        here.z is not None and abs(abs(here.z) - 1.96) < 1e-6
    )
    assert close or here.status is there.status


@given(SHARES, SHARES, st.floats(0, 1))
def test_worse_is_never_said_of_a_gain(first, second, target):
    if second.share >= first.share:
        assert assess(first, second, target, UP).status is not WORSE
