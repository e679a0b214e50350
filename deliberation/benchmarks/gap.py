"""The gap between two groups: how wide, wider or narrower, and what to call it.

Absolute and relative gaps are given together, since they can point opposite ways.
Source: ``docs/methods.md`` on equity. Shares are floats from 0 to 1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from deliberation.benchmarks.status import (
    Z_95,
    BenchmarkStatus,
    Direction,
    Share,
    standard_error,
)

WATCH_POINTS = 0.05
ROUNDING = 1e-12


class GapLabel(StrEnum):
    """What a change of a gap is called."""

    WIDENING_DETECTED = "widening_detected"
    WIDENING_WATCH = "widening_watch"
    NARROWING_DETECTED = "narrowing_detected"
    NARROWING_WATCH = "narrowing_watch"
    NO_CHANGE = "no_change"
    LEVELLED_DOWN = "levelled_down"


WIDENING = frozenset({GapLabel.WIDENING_DETECTED, GapLabel.WIDENING_WATCH})
NARROWING = frozenset({GapLabel.NARROWING_DETECTED, GapLabel.NARROWING_WATCH})


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


@dataclass(frozen=True)
class Pair:
    """The best-placed group, fixed when the benchmark was adopted, and another."""

    reference: Share
    group: Share


@dataclass(frozen=True)
class Gap:
    """How far a group lies behind, in one wave.

    ``gap_abs`` is a share (0.261 is 26.1 points), above 0 where the group is worse
    placed; ``gap_rel`` is the ratio of the two shares, above 1 where the group is
    worse placed, None where it cannot be divided.
    """

    gap_abs: float
    gap_rel: float | None


@dataclass(frozen=True)
class GapChange:
    """A gap in two waves, and what its change is called.

    ``z`` is None where a group has no base to test with.
    """

    before: Gap
    after: Gap
    change: float
    z: float | None
    label: GapLabel


def gap(pair: Pair, direction: Direction) -> Gap:
    """Return the absolute and relative gap of one wave."""
    reference, group = pair.reference.share, pair.group.share
    ahead, behind = (
        (reference, group)
        if direction is Direction.HIGHER_IS_BETTER
        else (group, reference)
    )
    return Gap(ahead - behind, None if behind == 0 else ahead / behind)


def gap_change(before: Pair, after: Pair, direction: Direction) -> GapChange:
    """Return how a gap changed between two waves.

    ``SE`` is the root of the sum of four variances.
    """
    first, second = gap(before, direction), gap(after, direction)
    change = second.gap_abs - first.gap_abs
    z = _z(change, (before.reference, before.group, after.reference, after.group))
    label = label_of(change, z)
    if label in NARROWING and _others_fell(before, after, direction, change):
        label = GapLabel.LEVELLED_DOWN
    return GapChange(first, second, change, z, label)


def label_of(change: float, z: float | None) -> GapLabel:
    """Return what a change is called: detected, to be watched, or none.

    Small groups seldom reach significance, so five points are enough to watch;
    waiting for proof would always favour the majority.
    """
    detected = z is not None and abs(z) >= Z_95
    if not detected and abs(change) < WATCH_POINTS - ROUNDING:
        return GapLabel.NO_CHANGE
    if change > 0:
        return GapLabel.WIDENING_DETECTED if detected else GapLabel.WIDENING_WATCH
    return GapLabel.NARROWING_DETECTED if detected else GapLabel.NARROWING_WATCH


def headline(status: BenchmarkStatus, gap_label: GapLabel | None) -> Headline:
    """Return what is said first; no gap that widens can ever look good."""
    return Headline(status, gap_label, _tone(status, gap_label))


def maximal_gap(shares: Sequence[float]) -> Gap:
    """Return the widest gap among groups: highest minus, and over, lowest."""
    highest, lowest = max(shares), min(shares)
    return Gap(highest - lowest, None if lowest == 0 else highest / lowest)


def disparity_healthy_people(shares: Sequence[float], direction: Direction) -> float:
    """Return the index of disparity of Healthy People 2010, in percent.

    The summary rate ratio minus one: the best group against the plain mean of all
    others.

    Args:
        shares: one a group, at least two, all above 0.
        direction: which way is better.
    """
    ordered = sorted(shares, reverse=direction is Direction.HIGHER_IS_BETTER)
    best, others = ordered[0], sum(ordered[1:]) / (len(ordered) - 1)
    ratio = best / others if direction is Direction.HIGHER_IS_BETTER else others / best
    return 100 * (ratio - 1)


def disparity_pearcy_keppel(shares: Sequence[float], total: float) -> float:
    """Return the index of disparity of Pearcy and Keppel, in percent.

    The mean distance of the groups from the total, as a part of the total.

    Args:
        shares: one a group, at least one.
        total: share of everyone, above 0.
    """
    distance = sum(abs(share - total) for share in shares) / len(shares)
    return 100 * distance / total


def _z(change: float, waves: tuple[Share, ...]) -> float | None:
    variance = 0.0
    for wave in waves:
        if wave.base is None:
            return None
        variance += standard_error(wave.share, wave.base) ** 2
    if variance == 0:
        return math.copysign(math.inf, change) if change else 0.0
    return change / math.sqrt(variance)


def _others_fell(
    before: Pair, after: Pair, direction: Direction, change: float
) -> bool:
    """Tell whether half of a narrowing or more came from the reference's loss."""
    loss = (before.reference.share - after.reference.share) * direction.sign
    return loss > 0 and 2 * loss >= -change - ROUNDING


def _tone(status: BenchmarkStatus, gap_label: GapLabel | None) -> Tone:
    if gap_label in WIDENING or status is BenchmarkStatus.WORSE:
        return Tone.WARNING
    if gap_label is GapLabel.LEVELLED_DOWN:
        return Tone.STEADY
    good = status in {BenchmarkStatus.MET, BenchmarkStatus.IMPROVING}
    return Tone.GOOD if good else Tone.STEADY
