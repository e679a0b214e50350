"""Weights that add up to what is known of everybody, and the errors that remain.

A design comes back with new weights and with what weighting leaves of scores: what is
known of everybody varies no longer. Source: Deville and Särndal, *Calibration
Estimators in Survey Sampling* (1992), as R's survey package does it.
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from surveys.findings.estimation.design import Adjustment, Design, Scores
from surveys.findings.estimation.matrices import dot, solved

TOLERANCE = 1e-10
SWEEPS = 1_000
SWEEPS_OF_SCORES = 10
NEWTON_STEPS = 50


@dataclass(frozen=True)
class Margin:
    """A code a record, and how many people live under each code."""

    codes: tuple[Hashable, ...]
    living: Mapping[Hashable, float]


class NotReached(ArithmeticError):
    """No weights add up to these totals."""


def post_stratify(design: Design, margin: Margin) -> Design:
    """Return a design whose weights add up to one margin exactly.

    Raises:
        KeyError: a code has no figure.
    """
    weights = scaled(design, design.weights, margin)
    adjust = _swept(design, [(margin, weights)], 1)
    return replace(design, weights=tuple(weights), adjust=adjust)


def rake(
    design: Design,
    margins: Sequence[Margin],
    *,
    tolerance: float = TOLERANCE,
    sweeps: int = SWEEPS,
) -> Design:
    """Return a design whose weights add up to several margins.

    Each margin is met in turn until the largest relative error is below
    ``tolerance``. Scores take ten sweeps, as R gives them.

    Raises:
        NotReached: the margins are not met after so many sweeps.
        KeyError: a code has no figure.
    """
    weights = list(design.weights)
    for _ in range(sweeps):
        steps = []
        for margin in margins:
            weights = scaled(design, weights, margin)
            steps.append((margin, weights))
        if missed(design, weights, margins) < tolerance:
            break
    else:
        raise NotReached("these margins contradict each other or the sample")
    adjust = _swept(design, steps, SWEEPS_OF_SCORES)
    return replace(design, weights=tuple(weights), adjust=adjust)


def scaled(design: Design, weights: Scores, margin: Margin) -> list[float]:
    """Return weights that add up to one margin."""
    sums = _sums(design, weights, margin)
    rows = zip(weights, margin.codes, strict=True)
    return [w * margin.living[code] / sums[code] for w, code in rows]


def missed(design: Design, weights: Scores, margins: Sequence[Margin]) -> float:
    """Return the largest relative error that weights leave in any margin."""
    return max(
        abs(total / margin.living[code] - 1)
        for margin in margins
        for code, total in _sums(design, weights, margin).items()
    )


def _sums(design: Design, weights: Scores, margin: Margin) -> dict[Hashable, float]:
    sums: dict[Hashable, float] = dict.fromkeys(margin.codes, 0.0)
    for code, weight in zip(margin.codes, design.of_all(weights), strict=True):
        sums[code] += weight
    return sums


def _swept(
    design: Design, steps: Sequence[tuple[Margin, Scores]], sweeps: int
) -> Adjustment:
    """Return what takes from scores their mean in each group, an unweighted one.

    The mean is that of a score over the weight just after the margin was met: R's way,
    which does it ten times where there is more than one margin.
    """

    def adjust(scores: Scores) -> list[float]:
        left = list(scores)
        for _ in range(sweeps):
            for margin, weights in steps:
                rates = [u / w for u, w in zip(left, weights, strict=True)]
                means = _means(design, rates, margin.codes)
                rows = zip(left, weights, margin.codes, strict=True)
                left = [u - w * means[code] for u, w, code in rows]
        return left

    return adjust


def _means(
    design: Design, values: Scores, codes: Sequence[Hashable]
) -> dict[Hashable, float]:
    sums: dict[Hashable, float] = dict.fromkeys(codes, 0.0)
    people: dict[Hashable, int] = dict.fromkeys(codes, 0)
    rows = zip(codes, design.of_all(values), design.counts, strict=True)
    for code, value, count in rows:
        sums[code] += value
        people[code] += count
    return {code: total / people[code] for code, total in sums.items()}


class Distance(StrEnum):
    """How far a weight may be taken, and how that is measured."""

    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


Bounds = tuple[float, float]
Step = Callable[[float], tuple[float, float]]
"""From a record's pull to what its weight is multiplied with, and the slope there."""


def calibrate(
    design: Design,
    columns: Sequence[Scores],
    totals: Sequence[float],
    *,
    distance: Distance = Distance.LINEAR,
    bounds: Bounds = (0.0, math.inf),
) -> Design:
    """Return a design under which columns add up to totals.

    Args:
        design: the sample.
        columns: one number a record each; no column follows from the others.
        totals: of everybody, one a column.
        distance: linear (weights may fall below 0), raking, or logit.
        bounds: of the logit distance: least and most of new weight over old.

    Raises:
        NotReached: the totals are not met after fifty of Newton's steps.
    """
    step = _step(distance, bounds)
    own = design.of_all(design.weights)
    try:
        factors = _factors(columns, own, totals, step)
    except (OverflowError, ZeroDivisionError):
        raise NotReached("no weights within these bounds have these totals") from None
    weights = [w * g for w, g in zip(design.weights, factors, strict=True)]
    adjust = _residuals(columns, own, weights)
    return replace(design, weights=tuple(weights), adjust=adjust)


def _factors(
    columns: Sequence[Scores], own: Scores, totals: Sequence[float], step: Step
) -> list[float]:
    """Return what each weight is multiplied with, by Newton's method."""
    rows = list(zip(*columns, strict=True))
    pull = [0.0] * len(columns)
    for _ in range(NEWTON_STEPS):
        moved = [step(dot(row, pull)) for row in rows]
        now = [w * g for w, (g, _) in zip(own, moved, strict=True)]
        found = _weighted_sums(columns, now)
        short = [total - each for total, each in zip(totals, found, strict=True)]
        pairs = zip(short, totals, strict=True)
        if all(abs(left) <= TOLERANCE * abs(total) for left, total in pairs):
            return [g for g, _ in moved]
        slopes = [w * slope for w, (_, slope) in zip(own, moved, strict=True)]
        change = solved(_crossed(columns, slopes), [[left] for left in short])
        pull = [p + each for p, (each,) in zip(pull, change, strict=True)]
    raise NotReached("no weights come near these totals")


def _residuals(columns: Sequence[Scores], own: Scores, weights: Scores) -> Adjustment:
    """Return what takes from scores what the columns explain, under the old weights."""
    crossed = _crossed(columns, own)

    def adjust(scores: Scores) -> list[float]:
        values = [u / w for u, w in zip(scores, weights, strict=True)]
        sums = _weighted_sums(
            columns, [v * w for v, w in zip(values, own, strict=True)]
        )
        slopes = [slope for (slope,) in solved(crossed, [[s] for s in sums])]
        rows = zip(values, weights, zip(*columns, strict=True), strict=True)
        return [(value - dot(row, slopes)) * w for value, w, row in rows]

    return adjust


def _weighted_sums(columns: Sequence[Scores], weights: Scores) -> list[float]:
    return [dot(column, weights) for column in columns]


def _crossed(columns: Sequence[Scores], weights: Scores) -> list[list[float]]:
    return [
        _weighted_sums(columns, [a * w for a, w in zip(column, weights, strict=True)])
        for column in columns
    ]


def _step(distance: Distance, bounds: Bounds) -> Step:
    if distance is Distance.LINEAR:
        return lambda pull: (1 + pull, 1.0)
    if distance is Distance.RAKING:
        return lambda pull: (math.exp(pull), math.exp(pull))
    low, high = bounds
    reach = (high - low) / ((1 - low) * (high - 1))

    def logit(pull: float) -> tuple[float, float]:
        grown = math.exp(reach * pull)
        below = high - 1 + (1 - low) * grown
        ratio = (low * (high - 1) + high * (1 - low) * grown) / below
        return ratio, (ratio - low) * (high - ratio) / ((1 - low) * (high - 1))

    return logit
