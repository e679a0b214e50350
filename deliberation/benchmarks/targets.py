"""Six named ways to set a target, side by side, so that the board can argue.

Shares are floats from 0 to 1. Source: the target-setting methods of Healthy
People 2030, as described in ``docs/methods.md``.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from deliberation.benchmarks.projection import FEWEST_WAVES, predict
from surveys.findings.equity.direction import Direction
from surveys.findings.figures.shares import standard_error
from surveys.findings.intervals import Z_95

PERCENT = 0.10
EFFECT_SIZE = 0.10  # equals a gain of 10 % from a baseline of 50 %


class TargetMethod(StrEnum):
    """How a target came about."""

    PERCENT = "percent"
    POINTS = "points"
    PROJECTION = "projection"
    MINIMAL_SIGNIFICANCE = "minimal_significance"
    CONSISTENCY = "consistency"
    MAINTAIN = "maintain"


@dataclass(frozen=True)
class Candidate:
    """One target that the board may choose, as a share.

    ``low`` and ``high`` bound a projection at 95 %; other methods have none.
    """

    method: TargetMethod
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Standard:
    """A national programme or a law that already names a value."""

    value: float
    source: str
    link: str = ""


def by_percent(
    baseline: float, direction: Direction, *, rate: float = PERCENT
) -> Candidate:
    """Improve the baseline by a rate of itself: ``T = B(1 ± r)``."""
    return _candidate(TargetMethod.PERCENT, baseline * (1 + direction.sign * rate))


def by_effect_size(
    baseline: float, direction: Direction, *, effect: float = EFFECT_SIZE
) -> Candidate:
    """Improve by points that are equally hard from any baseline.

    ``T = sin²((2 asin √B ± h) / 2)``, held between 0 and 1.
    """
    angle = 2 * math.asin(math.sqrt(baseline)) + direction.sign * effect
    held = min(max(angle, 0.0), math.pi)
    return _candidate(TargetMethod.POINTS, math.sin(held / 2) ** 2)


def by_points(baseline: float, direction: Direction, *, points: float) -> Candidate:
    """Improve by so many percentage points, as the board agreed them."""
    target = baseline + direction.sign * points / 100
    return _candidate(TargetMethod.POINTS, target)


def by_projection(series: Sequence[tuple[float, float]], at: float) -> Candidate:
    """Follow the line through the waves seen so far.

    Args:
        series: (time, share) of at least three waves; time in any one unit.
        at: the target's time in the same unit.

    Returns:
        The point on the least-squares line and its 95 % prediction interval.

    Raises:
        ValueError: fewer than three waves, or all at one time.
    """
    found = predict(series, at)
    held = map(_held, (found.value, found.low, found.high))
    return Candidate(TargetMethod.PROJECTION, *held)


def by_minimal_significance(
    baseline: float, base: float, direction: Direction
) -> Candidate:
    """Ask for the smallest change that a wave of the same size could detect.

    ``T = B ± 1.96 √2 SE(B)``; ``base`` is the people of the baseline, above 0.
    """
    change = Z_95 * math.sqrt(2) * standard_error(baseline, base)
    return _candidate(
        TargetMethod.MINIMAL_SIGNIFICANCE, baseline + direction.sign * change
    )


def by_consistency(standard: Standard) -> Candidate:
    """Take the value of a national programme or a law.

    Raises:
        ValueError: the value is no share, or it has no source.
    """
    if not 0 <= standard.value <= 1:
        raise ValueError("a standard's value is a share")
    if not standard.source.strip():
        raise ValueError("a standard needs a source")
    return Candidate(TargetMethod.CONSISTENCY, standard.value)


def by_maintaining(baseline: float) -> Candidate:
    """Keep what was reached: ``T = B``."""
    return _candidate(TargetMethod.MAINTAIN, baseline)


def candidates(
    baseline: float,
    base: float,
    direction: Direction,
    *,
    series: Sequence[tuple[float, float]] = (),
    at: float | None = None,
    standard: Standard | None = None,
) -> tuple[Candidate, ...]:
    """Return every target that can be computed, in the order of the methods.

    Args:
        baseline: share of the reference wave.
        base: its people (or effective size), above 0.
        direction: which way is better.
        series: (time, share) of the waves so far, for a projection.
        at: the target's time, in the unit of the series.
        standard: a value set elsewhere, if there is one.
    """
    found = [
        by_percent(baseline, direction),
        by_effect_size(baseline, direction),
        by_minimal_significance(baseline, base, direction),
        by_maintaining(baseline),
    ]
    if at is not None and len({time for time, _share in series}) >= FEWEST_WAVES:
        found.append(by_projection(series, at))
    if standard is not None:
        found.append(by_consistency(standard))
    order = list(TargetMethod)
    return tuple(sorted(found, key=lambda candidate: order.index(candidate.method)))


def _candidate(method: TargetMethod, value: float) -> Candidate:
    return Candidate(method, _held(value))


def _held(share: float) -> float:
    return min(max(share, 0.0), 1.0)
