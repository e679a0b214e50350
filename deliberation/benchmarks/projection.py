"""The line through the waves seen so far, and how far it may miss."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import linear_regression

from surveys.findings.intervals import Z_95

FEWEST_WAVES = 3

# Two-sided 95 % points of Student's t by degrees of freedom, from 1.
T_95 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)


@dataclass(frozen=True)
class Prediction:
    """A point on the line, and its 95 % prediction interval; not held to 0 and 1."""

    value: float
    low: float
    high: float


def predict(series: Sequence[tuple[float, float]], at: float) -> Prediction:
    """Return where the least-squares line through the waves leads.

    Args:
        series: (time, share) of at least three waves; time in any one unit.
        at: the time asked about, in the same unit.

    Raises:
        ValueError: fewer than three waves, or all at one time.
    """
    if len(series) < FEWEST_WAVES:
        raise ValueError("a projection needs three waves")
    times, shares = zip(*series, strict=True)
    slope, intercept = linear_regression(times, shares)
    predicted = intercept + slope * at
    half = _half_width(times, shares, at, slope, intercept)
    return Prediction(predicted, predicted - half, predicted + half)


def _half_width(
    times: Sequence[float],
    shares: Sequence[float],
    at: float,
    slope: float,
    intercept: float,
) -> float:
    freedom = len(times) - 2
    mean = sum(times) / len(times)
    spread = sum((time - mean) ** 2 for time in times)
    misses = sum(
        (share - intercept - slope * time) ** 2
        for time, share in zip(times, shares, strict=True)
    )
    student = T_95[freedom - 1] if freedom <= len(T_95) else Z_95
    room = 1 + 1 / len(times) + (at - mean) ** 2 / spread
    return student * math.sqrt(misses / freedom * room)
