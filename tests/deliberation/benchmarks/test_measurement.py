"""BM-2 of Larkmoor, wave by wave, and what a hidden figure does to it."""

import json

import pytest

from deliberation.benchmarks.indicator import Denominator, Indicator
from deliberation.benchmarks.measurement import Watch, WaveTables, measure
from deliberation.benchmarks.status import BenchmarkStatus
from surveys.findings.equity.direction import Direction
from surveys.findings.equity.gap import GapLabel
from tests.deliberation.benchmarks.bodies import SOON, WAVES, body, row

SOON_OF_ASKED = Indicator(frozenset({"soon"}), Denominator.ASKED)
BM_2 = Watch(SOON_OF_ASKED, Direction.HIGHER_IS_BETTER, 0.6, "town", "rural")


def wave(number):
    return WaveTables(*WAVES[number])


def test_the_third_wave_is_improving_and_the_gap_is_widening():
    found = measure(BM_2, wave(1), wave(3))

    assert (found.count.people, found.count.base) == (168, 346)
    assert found.status is BenchmarkStatus.IMPROVING
    assert found.gap_label is GapLabel.WIDENING_DETECTED
    assert round(found.figures["z"], 2) == 2.76
    assert round(found.figures["percent_of_target"], 1) == 47.6
    assert round(found.figures["gap"]["z"], 2) == 2.53
    assert round(100 * found.figures["gap"]["before_abs"], 1) == 5.9
    assert round(100 * found.figures["gap"]["gap_abs"], 1) == 26.1


def test_the_first_wave_is_where_it_starts():
    found = measure(BM_2, wave(1), None)

    assert found.status is BenchmarkStatus.BASELINE_ONLY
    assert found.gap_label is None
    assert round(found.figures["share"], 3) == 0.382
    assert found.figures["gap"]["reference"] == [95, 238]


def test_what_is_stored_is_json():
    found = measure(BM_2, wave(1), wave(3))

    assert json.loads(json.dumps(found.figures)) == found.figures


def test_without_a_target_there_is_a_figure_and_no_status():
    found = measure(Watch(SOON_OF_ASKED, Direction.HIGHER_IS_BETTER), wave(1), wave(3))

    assert found.count.people == 168
    assert (found.status, found.gap_label) == (None, None)
    assert found.figures["gap"] is None


def test_a_hidden_figure_is_said_to_be_unknown():
    hidden = WaveTables(body(SOON, row("", 338, None, None, 0)))

    found = measure(BM_2, wave(1), hidden)

    assert found.status is BenchmarkStatus.CANNOT_SAY
    assert (found.count, found.figures["share"]) == (None, None)


def test_a_hidden_baseline_leaves_the_new_figure_without_a_status():
    hidden = WaveTables(body(SOON, row("", 338, None, None, 0)))

    found = measure(BM_2, hidden, wave(3))

    assert found.status is BenchmarkStatus.CANNOT_SAY
    assert found.count.people == 168


@pytest.mark.parametrize("which", ["before", "after"])
def test_a_group_that_is_hidden_in_one_wave_has_no_label(which):
    everybody, _groups = WAVES[1]
    shown = row("town", 238, 95, 143, 0)
    half = body(
        *(SOON, everybody["rows"][0], shown, row("rural", None, None, None, None)),
        breakdown="area",
    )
    hidden = WaveTables(everybody, half)

    found = (
        measure(BM_2, hidden, wave(3))
        if which == "before"
        else measure(BM_2, wave(1), hidden)
    )

    assert found.gap_label is None
    assert found.status is not BenchmarkStatus.CANNOT_SAY


def test_a_group_under_k_is_not_spoken_of():
    watch = Watch(
        *(SOON_OF_ASKED, Direction.HIGHER_IS_BETTER, 0.6, "town", "rural"), minimum=101
    )

    assert measure(watch, wave(1), wave(3)).gap_label is None


def test_unanimous_waves_leave_no_infinity_behind():
    none = WaveTables(body(SOON, row("", 50, 0, 50, 0)))
    everyone = WaveTables(body(SOON, row("", 50, 50, 0, 0)))

    found = measure(BM_2, everyone, none)

    assert found.status is BenchmarkStatus.WORSE
    assert found.figures["z"] is None
