"""Six named methods, with the published and worked figures."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.benchmarks.targets import (
    Standard,
    TargetMethod,
    by_consistency,
    by_effect_size,
    by_maintaining,
    by_minimal_significance,
    by_percent,
    by_points,
    by_projection,
    candidates,
)
from surveys.findings.equity.direction import Direction

UP, DOWN = Direction
TURN = 251 / 612  # knows where to turn, first wave
BASELINES = st.floats(0, 1)


def percent(candidate):
    return round(100 * candidate.value, 1)


def test_ten_percent_more_who_know_where_to_turn_is_45_1():
    assert percent(by_percent(TURN, UP)) == 45.1


def test_what_a_wave_of_the_same_size_could_detect_is_46_5():
    assert percent(by_minimal_significance(TURN, 612, UP)) == 46.5


@pytest.mark.parametrize(("baseline", "target"), [(0.08, 10.9), (0.50, 55.0)])
def test_the_effect_size_gives_the_published_targets(baseline, target):
    assert percent(by_effect_size(baseline, UP)) == target


def test_ten_points_off_held_back_by_fear_is_34():
    assert percent(by_points(269 / 612, DOWN, points=10)) == 34.0


@pytest.mark.parametrize(
    "method",
    [by_percent, by_effect_size, lambda b, d: by_minimal_significance(b, 200, d)],
)
def test_where_less_is_better_the_target_lies_below(method):
    assert method(0.4, DOWN).value < 0.4 < method(0.4, UP).value


def test_three_waves_on_a_line_are_continued():
    projected = by_projection([(0, 0.30), (1, 0.35), (2, 0.40)], 4)

    assert projected.value == pytest.approx(0.50)
    assert projected.low == pytest.approx(0.50)
    assert projected.high == pytest.approx(0.50)


def test_a_projection_says_how_little_three_waves_know():
    """Worked by hand: s² = 0.00015, room = 1 + 1/3 + 1²/... at the mean + 2."""
    projected = by_projection([(0, 0.30), (1, 0.38), (2, 0.40)], 3)

    assert projected.value == pytest.approx(0.46)
    half = 12.706 * math.sqrt(0.0006 * (1 + 1 / 3 + 4 / 2))
    assert projected.low == pytest.approx(max(0, 0.46 - half))
    assert projected.high == pytest.approx(min(1, 0.46 + half))


def test_beyond_the_table_the_normal_value_serves():
    many = [(n, 0.5 + 0.001 * (n % 2)) for n in range(40)]

    projected = by_projection(many, 40)

    assert projected.low < projected.value < projected.high


def test_two_waves_make_no_projection():
    with pytest.raises(ValueError, match="three waves"):
        by_projection([(0, 0.3), (1, 0.4)], 2)


def test_a_standard_needs_a_source_and_a_share():
    assert by_consistency(Standard(0.75, "National standard 4")).value == 0.75
    with pytest.raises(ValueError, match="source"):
        by_consistency(Standard(0.75, "  "))
    with pytest.raises(ValueError, match="share"):
        by_consistency(Standard(75, "National standard 4"))


def test_to_maintain_is_to_keep_the_baseline():
    assert by_maintaining(0.381).value == 0.381


def test_the_board_sees_what_can_be_computed_and_nothing_else():
    found = candidates(TURN, 612, UP)

    assert [candidate.method for candidate in found] == [
        TargetMethod.PERCENT,
        TargetMethod.POINTS,
        TargetMethod.MINIMAL_SIGNIFICANCE,
        TargetMethod.MAINTAIN,
    ]


def test_three_waves_and_a_standard_bring_all_six_side_by_side():
    series = [(0, 0.410), (4, 0.431), (8, 0.471)]

    found = candidates(
        *(TURN, 612, UP), series=series, at=20, standard=Standard(0.6, "Health act")
    )

    assert [candidate.method for candidate in found] == list(TargetMethod)


def test_three_figures_of_one_moment_are_no_line():
    found = candidates(0.4, 100, UP, series=[(1, 0.3), (1, 0.4), (1, 0.5)], at=2)

    assert TargetMethod.PROJECTION not in {candidate.method for candidate in found}


@given(BASELINES, st.integers(1, 5000), st.sampled_from(Direction))
def test_every_target_is_a_share_and_never_lies_behind(baseline, base, direction):
    for candidate in candidates(baseline, base, direction):
        assert 0 <= candidate.value <= 1
        assert (candidate.value - baseline) * direction.sign >= -1e-12


@given(BASELINES)
def test_points_by_effect_size_go_there_and_back(baseline):
    there = by_effect_size(baseline, UP)
    if there.value < 1:
        back = by_effect_size(there.value, DOWN)
        assert back.value == pytest.approx(baseline, abs=1e-9)
