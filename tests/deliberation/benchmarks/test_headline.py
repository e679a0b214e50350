import itertools

import pytest

from deliberation.benchmarks.headline import WIDENING, Tone, headline
from deliberation.benchmarks.status import BenchmarkStatus
from surveys.findings.equity.gap import GapLabel


@pytest.mark.parametrize(
    ("status", "label"), list(itertools.product(BenchmarkStatus, sorted(WIDENING)))
)
def test_no_widening_ever_makes_a_positive_headline(status, label):
    found = headline(status, label)

    assert found.tone is Tone.WARNING
    assert found.gap_label is label


def test_bm_2_is_improving_and_still_a_warning():
    found = headline(BenchmarkStatus.IMPROVING, GapLabel.WIDENING_DETECTED)

    assert found.status is BenchmarkStatus.IMPROVING
    assert found.tone is Tone.WARNING


@pytest.mark.parametrize(
    ("status", "tone"),
    [
        (BenchmarkStatus.MET, Tone.GOOD),
        (BenchmarkStatus.IMPROVING, Tone.GOOD),
        (BenchmarkStatus.NO_CHANGE, Tone.STEADY),
        (BenchmarkStatus.WORSE, Tone.WARNING),
        (BenchmarkStatus.BASELINE_ONLY, Tone.STEADY),
        (BenchmarkStatus.CANNOT_SAY, Tone.STEADY),
    ],
)
@pytest.mark.parametrize("label", [None, GapLabel.NO_CHANGE])
def test_without_a_moving_gap_the_status_speaks(status, tone, label):
    assert headline(status, label).tone is tone


def test_levelling_down_is_not_dressed_as_good():
    assert headline(BenchmarkStatus.MET, GapLabel.LEVELLED_DOWN).tone is Tone.STEADY
