"""A figure over several waves, broken where the question changed.

A new version of a question starts a new line: no difference and no slope is ever
computed across it. A slope needs three waves of one version.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import linear_regression

from surveys.findings.estimation.distributions import t_quantile, t_two_sided
from surveys.findings.figures.shown import share_at
from surveys.findings.frozen_body import EVERYBODY, Body

FEWEST_FOR_SLOPE = 3

YEAR = 365.25
"""Days."""


@dataclass(frozen=True)
class Point:
    """A figure of one wave; ``at`` in any one unit of time.

    ``value``, ``low`` and ``high`` are None where the wave's figure is not given.
    """

    wave: str
    at: float
    version: int
    value: float | None
    low: float | None = None
    high: float | None = None
    base: float | None = None


@dataclass(frozen=True)
class Slope:
    """The least-squares line through a segment: change per unit of time.

    ``low`` and ``high`` are its interval by Student's t, df n - 2; ``p`` its test.
    """

    per_unit: float
    at_zero: float
    low: float
    high: float
    p: float
    waves: int


@dataclass(frozen=True)
class Segment:
    """Waves that asked the same question, oldest first; None for too few waves."""

    version: int
    points: tuple[Point, ...]
    slope: Slope | None


@dataclass(frozen=True)
class Trend:
    """All segments, oldest first. There is a break between each two."""

    segments: tuple[Segment, ...]

    @property
    def breaks(self) -> tuple[str, ...]:
        """The waves with which a new version began."""
        return tuple(each.points[0].wave for each in self.segments[1:])


def point_of(
    wave: str, at: float, body: Body, answer: str, group: str = EVERYBODY
) -> Point:
    """Return one share as a wave's table shows it, with its range.

    Where the share is not shown the wave keeps its place, without a value.
    """
    version = int(body["item"]["version"])
    rows = [row["key"] for row in body["rows"]]
    columns = [column["key"] for column in body["columns"]]
    if group not in rows or answer not in columns:
        return Point(wave, at, version, None)
    found = share_at(body, rows.index(group), columns.index(answer))
    if found is None:
        return Point(wave, at, version, None)
    return Point(wave, at, version, found.share, found.low, found.high, found.base)


def trend_of(points: Iterable[Point]) -> Trend:
    """Return the segments of a figure's waves, whatever their order here."""
    ordered = sorted(points, key=lambda point: (point.at, point.wave))
    segments = []
    for version, group in groupby(ordered, key=lambda point: point.version):
        inside = tuple(group)
        segments.append(Segment(version, inside, slope_of(inside)))
    return Trend(tuple(segments))


def slope_of(points: Sequence[Point]) -> Slope | None:
    """Return the line through the points that have a value; None for under three."""
    known = [(point.at, point.value) for point in points if point.value is not None]
    if len(known) < FEWEST_FOR_SLOPE or len({at for at, _ in known}) < FEWEST_FOR_SLOPE:
        return None
    times, values = [at for at, _ in known], [value for _, value in known]
    slope, intercept = linear_regression(times, values)
    df = len(known) - 2
    mean = sum(times) / len(times)
    missed = math.fsum((v - intercept - slope * at) ** 2 for at, v in known)
    se = math.sqrt(missed / df / math.fsum((at - mean) ** 2 for at in times))
    half = t_quantile(0.975, df) * se
    p = t_two_sided(slope / se, df) if se else float(slope == 0)
    return Slope(slope, intercept, slope - half, slope + half, p, len(known))
