import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.figures.trends import Point, point_of, slope_of, trend_of
from tests.surveys.findings.reading.bodies import body


def waves(*values, version=1, start=2020):
    return [
        Point(f"w{start + n}", start + n, version, value)
        for n, value in enumerate(values)
    ]


def test_a_new_version_starts_a_new_line():
    found = trend_of(
        [*waves(0.4, 0.41, 0.45), *waves(0.2, 0.22, version=2, start=2023)]
    )

    assert [segment.version for segment in found.segments] == [1, 2]
    assert [len(segment.points) for segment in found.segments] == [3, 2]
    assert found.breaks == ("w2023",)
    assert found.segments[0].slope.per_unit == pytest.approx(0.025)
    assert found.segments[1].slope is None


def test_a_wave_s_point_has_its_range_and_the_question_s_version():
    table = body([168, 178], {"town": [138, 108], "rural": [None, None]}, version=3)

    found = point_of("third", 2026.5, table, "yes")

    assert (found.wave, found.at, found.version) == ("third", 2026.5, 3)
    assert found.value == round(168 / 346, 6)
    assert (round(found.low, 3), round(found.high, 3)) == (0.433, 0.538)
    assert point_of("third", 2026.5, table, "yes", "town").base == 246


def test_a_group_that_is_not_shown_keeps_its_wave_s_place():
    table = body([168, 178], {"town": [138, 108], "rural": [None, None]})
    nothing = Point("third", 2026.5, 1, None)

    assert point_of("third", 2026.5, table, "yes", "rural") == nothing
    assert point_of("third", 2026.5, table, "yes", "coast") == nothing
    assert point_of("third", 2026.5, table, "perhaps") == nothing


def test_a_version_that_comes_back_is_a_line_of_its_own():
    found = trend_of(
        [
            *waves(0.4),
            *waves(0.5, version=2, start=2021),
            *waves(0.6, start=2022),
        ]
    )

    assert len(found.segments) == 3
    assert found.breaks == ("w2021", "w2022")


def test_a_line_has_an_interval_and_a_test():
    """By hand: slope 0.015, residuals 0.005, -0.01, 0.005; df 1, t 12.706."""
    found = slope_of(waves(0.40, 0.40, 0.43))

    assert found.per_unit == pytest.approx(0.015)
    se = (0.00015 / 1 / 2) ** 0.5
    assert found.high - found.low == pytest.approx(2 * 12.7062 * se, rel=1e-5)
    assert found.p == pytest.approx(0.3333, abs=0.001)
    assert found.waves == 3


def test_points_on_a_line_leave_no_doubt():
    assert slope_of(waves(0.0, 0.5, 1.0)).p == 0
    assert slope_of(waves(0.5, 0.5, 0.5)).p == 1


def test_a_hidden_wave_keeps_its_place_and_gives_no_value():
    found = trend_of(waves(0.4, None, 0.5, 0.6))

    assert [point.value for point in found.segments[0].points] == [0.4, None, 0.5, 0.6]
    assert found.segments[0].slope.waves == 3


@pytest.mark.parametrize("values", [(), (0.4,), (0.4, 0.5), (0.4, None, 0.5)])
def test_two_waves_are_no_trend(values):
    assert slope_of(waves(*values)) is None


def test_no_waves_are_no_segments():
    assert trend_of([]).segments == ()


@given(st.lists(st.floats(0, 1), min_size=3, max_size=9), st.randoms())
def test_the_order_in_which_waves_come_does_not_matter(values, order):
    points = waves(*values)

    assert trend_of(order.sample(points, len(points))) == trend_of(points)


@given(st.lists(st.floats(0, 1), min_size=3, max_size=9))
def test_the_interval_of_a_slope_holds_it(values):
    found = slope_of(waves(*values))

    assert found.low <= found.per_unit <= found.high
