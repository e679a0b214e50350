"""The gap between two groups: how wide, wider or narrower, and what to call it.

Absolute and relative gaps are given together, since they can point opposite ways.
Source: ``docs/methods.md`` on equity. Shares are floats from 0 to 1.
"""

from dataclasses import dataclass
from enum import StrEnum

from surveys.findings.equity.direction import Direction
from surveys.findings.figures.shares import Share, z_of
from surveys.findings.intervals import Z_95

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


NARROWING = frozenset({GapLabel.NARROWING_DETECTED, GapLabel.NARROWING_WATCH})


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
    z = z_of(change, (before.reference, before.group, after.reference, after.group))
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


def _others_fell(
    before: Pair, after: Pair, direction: Direction, change: float
) -> bool:
    """Tell whether half of a narrowing or more came from the reference's loss."""
    loss = (before.reference.share - after.reference.share) * direction.sign
    return loss > 0 and 2 * loss >= -change - ROUNDING
