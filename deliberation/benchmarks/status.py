"""How a benchmark is going: baseline against the newest wave, in one status.

Source: the progress categories of Healthy People 2020 and 2030, as described in
``docs/methods.md``. Shares are floats from 0 to 1.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from deliberation.benchmarks.shares import FEWEST_PEOPLE, is_too_small
from surveys.findings.equity.direction import Direction
from surveys.findings.figures.shares import Share, z_score
from surveys.findings.intervals import Z_95

DETECTABLE_PERCENT = 10.0  # where no standard error is known
ROUNDING = 1e-9  # so that a tenth written as 0.55 over 0.5 is a tenth


class BenchmarkStatus(StrEnum):
    """How it is going."""

    MET = "met"
    IMPROVING = "improving"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    BASELINE_ONLY = "baseline_only"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True)
class Assessment:
    """A status and the figures that it rests on.

    ``z`` is infinite when both waves are unanimous and opposed, and None without a
    test; ``percent_of_target`` is the part of the way (PTC) in percent, set
    only when moving toward a target that lies ahead; ``percent_of_baseline`` is
    the relative change, None where the baseline is zero.
    """

    status: BenchmarkStatus
    z: float | None = None
    percent_of_target: float | None = None
    percent_of_baseline: float | None = None


def assess(
    baseline: Share | None,
    newest: Share | None,
    target: float,
    direction: Direction,
    *,
    minimum: int = FEWEST_PEOPLE,
) -> Assessment:
    """Return how a benchmark is going.

    Args:
        baseline: the reference wave; None when its figure is hidden.
        newest: the newest wave; None when there is none yet.
        target: the agreed share.
        direction: which way is better.
        minimum: k, the smallest base that may be spoken of.
    """
    if baseline is None or is_too_small(baseline, minimum):
        return Assessment(BenchmarkStatus.CANNOT_SAY)
    if newest is None:
        return Assessment(BenchmarkStatus.BASELINE_ONLY)
    if is_too_small(newest, minimum):
        return Assessment(BenchmarkStatus.CANNOT_SAY)
    z = z_score(baseline, newest)
    part = percent_of_target(baseline.share, newest.share, target, direction)
    relative = percent_of_baseline(baseline.share, newest.share)
    if _has_met(newest.share, target, direction):
        return Assessment(BenchmarkStatus.MET, z, part, relative)
    return Assessment(_movement(direction, z, part, relative), z, part, relative)


def percent_of_target(
    baseline: float, newest: float, target: float, direction: Direction
) -> float | None:
    """Return ``100 (M-B)/(T-B)``, or None when not moving toward the target."""
    way = (target - baseline) * direction.sign
    moved = (newest - baseline) * direction.sign
    if way <= 0 or moved < 0:
        return None
    return 100 * moved / way


def percent_of_baseline(baseline: float, newest: float) -> float | None:
    """Return ``100 (M-B)/B``, or None where the baseline is zero."""
    return None if baseline == 0 else 100 * (newest - baseline) / baseline


def _has_met(newest: float, target: float, direction: Direction) -> bool:
    return (newest - target) * direction.sign >= 0


def _movement(
    direction: Direction,
    z: float | None,
    part: float | None,
    relative: float | None,
) -> BenchmarkStatus:
    if z is not None:
        return _by_size(z * direction.sign, Z_95, Z_95)
    if part is not None:
        return _by_size(part, DETECTABLE_PERCENT, DETECTABLE_PERCENT)
    if relative is None:  # the baseline was zero, so any loss is a whole one
        return BenchmarkStatus.WORSE
    return _by_size(relative * direction.sign, math.inf, DETECTABLE_PERCENT)


def _by_size(gain: float, enough: float, too_much: float) -> BenchmarkStatus:
    if gain >= enough - ROUNDING:
        return BenchmarkStatus.IMPROVING
    if gain <= -too_much + ROUNDING:
        return BenchmarkStatus.WORSE
    return BenchmarkStatus.NO_CHANGE
