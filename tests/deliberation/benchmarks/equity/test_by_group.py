"""A benchmark in every group of a breakdown, beside one that is fixed."""

import pytest

from deliberation.benchmarks.equity.by_group import by_group, reference_of
from deliberation.benchmarks.indicator import Denominator, Indicator
from deliberation.benchmarks.measurement import Watch, WaveTables
from surveys.findings.equity.direction import Direction
from surveys.findings.equity.gap import GapLabel
from tests.deliberation.benchmarks.bodies import SOON, WAVES, body, row

UP, DOWN = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER
IN_FOUR_WEEKS = Indicator(frozenset({"soon"}), Denominator.ASKED)
WATCH = Watch(IN_FOUR_WEEKS, UP)


def tables(number):
    """The tables of a wave of BM-2."""
    everybody, groups = WAVES[number]
    return WaveTables(everybody, groups)


def of_groups(**groups):
    """A wave of these groups, each as (soon, asked); None is a hidden one."""
    known = [pair for pair in groups.values() if pair]
    soon, asked = map(sum, zip(*known, strict=True))
    everybody = row("", asked, soon, asked - soon, 0)
    rows = [
        row(key, pair[1], pair[0], pair[1] - pair[0], 0)
        if pair
        else row(key, None, None, None, None)
        for key, pair in groups.items()
    ]
    return WaveTables(
        body(SOON, everybody), body(SOON, everybody, *rows, breakdown="area")
    )


def named(found, reference):
    """The same tables, by a breakdown that names the group compared with."""
    groups = dict(found.groups)
    groups["breakdown"] = groups["breakdown"] | {"reference": reference}
    return WaveTables(found.everybody, groups)


def test_the_golden_gap_of_bm_2_needs_no_watched_pair():
    found = by_group(WATCH, [tables(1), tables(2), tables(3)])

    assert found.reference == "town"
    first, _second, third = (wave.groups[0] for wave in found.waves)
    assert first.group == third.group == "rural"
    assert first.gap.gap_abs == pytest.approx(0.0592, abs=1e-4)
    assert first.label is None
    assert third.gap.gap_abs == pytest.approx(0.2610, abs=1e-4)
    assert third.gap.gap_rel == pytest.approx(1.87, abs=1e-2)
    assert third.label is GapLabel.WIDENING_DETECTED
    assert found.waves[2].points == pytest.approx(0.2610, abs=1e-4)
    assert found.waves[2].pearcy_keppel == pytest.approx(26.9, abs=0.05)
    assert found.newest == found.waves[2].groups


def test_both_published_indices_of_four_groups_are_the_golden_ones():
    """56, 50, 47 and 40 of 100 with a total of 44: 27.5 % and 14.2 %."""
    four = of_groups(a=(56, 100), b=(50, 100), c=(47, 100), d=(40, 100))
    everybody = body(SOON, row("", 100, 44, 56, 0))

    [wave] = by_group(
        Watch(IN_FOUR_WEEKS, DOWN), [WaveTables(everybody, four.groups)]
    ).waves

    assert wave.healthy_people == pytest.approx(27.5)
    assert wave.pearcy_keppel == pytest.approx(14.2, abs=0.01)
    assert wave.points == pytest.approx(0.16)


def test_all_groups_are_set_beside_everybody():
    [wave] = by_group(WATCH, [tables(3)]).waves

    town, rural, whole = 138 / 246, 30 / 100, 168 / 346
    index = 100 * (abs(town - whole) + abs(rural - whole)) / 2 / whole
    assert wave.points == pytest.approx(town - rural)
    assert wave.pearcy_keppel == pytest.approx(index)
    assert wave.healthy_people == pytest.approx(100 * (town / rural - 1))


@pytest.mark.parametrize(
    "later",
    [
        WaveTables(WAVES[3][0]),
        of_groups(town=(138, 246)),
        of_groups(town=(138, 246), rural=None),
        of_groups(town=(138, 246), rural=(4, 9)),
        of_groups(town=(0, 246), rural=(0, 100)),
        WaveTables(body(SOON, row("", 346, None, None, 0)), WAVES[3][1]),
    ],
    ids=["none", "one", "hidden", "few", "nobody", "everybody hidden"],
)
def test_one_group_that_is_shown_is_set_beside_nobody(later):
    _start, wave = by_group(WATCH, [tables(1), later]).waves

    assert (wave.points, wave.pearcy_keppel, wave.healthy_people) == (None, None, None)


def test_the_reference_stays_when_another_group_leads():
    before = of_groups(town=(60, 100), rural=(40, 100))
    after = of_groups(town=(40, 100), rural=(60, 100))

    found = by_group(WATCH, [before, after])

    assert found.reference == "town"
    assert found.newest[0].gap.gap_abs == pytest.approx(-0.2)
    assert found.newest[0].label is GapLabel.LEVELLED_DOWN


def test_the_pair_that_is_watched_comes_before_the_plan_and_before_who_leads():
    start = of_groups(town=(60, 100), coast=(50, 100), rural=(40, 100))
    watched = Watch(IN_FOUR_WEEKS, UP, None, "rural", "coast")

    assert reference_of(WATCH, start) == "town"
    assert reference_of(WATCH, named(start, "coast")) == "coast"
    assert reference_of(watched, named(start, "coast")) == "rural"


def test_best_off_is_the_lowest_where_less_is_better():
    start = of_groups(town=(60, 100), rural=(40, 100))

    assert reference_of(Watch(IN_FOUR_WEEKS, DOWN), start) == "rural"


def test_five_points_more_of_few_people_are_watched():
    before = of_groups(town=(60, 100), rural=(20, 40))
    after = of_groups(town=(60, 100), rural=(17, 40))

    assert by_group(WATCH, [before, after]).newest[0].label is GapLabel.WIDENING_WATCH


def test_a_hidden_group_keeps_its_line_without_figures():
    start = of_groups(town=(60, 100), rural=(40, 100), coast=None)
    later = of_groups(town=(60, 100), rural=None, coast=(20, 50))

    found = by_group(WATCH, [start, later])

    hidden = {each.group: each for each in found.newest}
    assert hidden["rural"].gap is None
    assert hidden["rural"].label is None
    assert hidden["coast"].gap.gap_abs == pytest.approx(0.2)
    assert hidden["coast"].label is None  # nobody knows where it started


def test_a_hidden_group_is_never_the_one_compared_with():
    start = named(of_groups(town=(60, 100), rural=(40, 100), coast=None), "coast")

    assert reference_of(WATCH, start) == "town"


@pytest.mark.parametrize(
    "start",
    [
        WaveTables(WAVES[1][0]),
        of_groups(town=(60, 100), rural=None),
        of_groups(town=(60, 100), rural=(4, 9)),
    ],
)
def test_fewer_than_two_groups_are_compared_with_nothing(start):
    assert by_group(WATCH, [start]) is None
