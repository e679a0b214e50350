"""What a benchmark's page says first: never a status without its gap."""

from dataclasses import dataclass
from enum import StrEnum

from deliberation.benchmarks.status import BenchmarkStatus
from surveys.findings.equity.gap import GapLabel

WIDENING = frozenset({GapLabel.WIDENING_DETECTED, GapLabel.WIDENING_WATCH})


class Tone(StrEnum):
    """How a headline may be dressed."""

    GOOD = "good"
    STEADY = "steady"
    WARNING = "warning"


@dataclass(frozen=True)
class Headline:
    """What a benchmark's page says first: never a status without its gap."""

    status: BenchmarkStatus
    gap_label: GapLabel | None
    tone: Tone


def headline(status: BenchmarkStatus, gap_label: GapLabel | None) -> Headline:
    """Return what is said first; no gap that widens can ever look good."""
    return Headline(status, gap_label, _tone(status, gap_label))


def _tone(status: BenchmarkStatus, gap_label: GapLabel | None) -> Tone:
    if gap_label in WIDENING or status is BenchmarkStatus.WORSE:
        return Tone.WARNING
    if gap_label is GapLabel.LEVELLED_DOWN:
        return Tone.STEADY
    good = status in {BenchmarkStatus.MET, BenchmarkStatus.IMPROVING}
    return Tone.GOOD if good else Tone.STEADY
