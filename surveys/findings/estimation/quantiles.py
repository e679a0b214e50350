"""Weighted quantiles, with Woodruff's interval.

Source: Woodruff, *Confidence intervals for medians and other position measures*
(1952), as R's ``svyquantile`` makes it. Type 1 of Hyndman and Fan is a value that
somebody gave; type 7 interpolates between two.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from surveys.findings.estimation.design import Design, Scores
from surveys.findings.estimation.distributions import t_quantile
from surveys.findings.estimation.means import means

SAME = 1e-12


def type_1(values: Scores, weights: Sequence[float], p: float) -> float:
    """Return the least value at or below which p of the weight lies."""
    ordered = sorted(zip(values, weights, strict=True))
    sums = list(accumulate(weight for _value, weight in ordered))
    reached = p * sums[-1]
    place = next(
        (n for n, total in enumerate(sums) if total >= reached * (1 - SAME)),
        len(sums) - 1,
    )
    return ordered[place][0]


def type_7(values: Scores, weights: Sequence[float], p: float) -> float:
    """Return the value p of the way from the least to the greatest, interpolated."""
    ordered = sorted(zip(values, weights, strict=True))
    if len(ordered) == 1:
        return ordered[0][0]
    sums = list(accumulate(weight for _value, weight in ordered))
    places = [0.0, *(total / sums[-2] for total in sums[:-1])]
    above = min(max(bisect_right(places, p), 1), len(ordered) - 1)
    low, high = places[above - 1], places[above]
    part = (p - low) / (high - low)
    return ordered[above - 1][0] + part * (ordered[above][0] - ordered[above - 1][0])


Rule = Callable[[Scores, Sequence[float], float], float]


def quantile(
    design: Design, column: Scores, p: float, *, rule: Rule = type_1
) -> tuple[float, float, float, float]:
    """Return a quantile, the ends of its interval and its standard error.

    The interval is that of the share at or below the quantile, read back.
    """
    weights = design.of_all(design.weights)
    found = rule(column, weights, p)
    below = means(design, [[float(value <= found) for value in column]])
    reach = t_quantile(0.975, design.df)
    (low, high), *_ = below.ranges(df=design.df)
    ends = [rule(column, weights, min(max(end, 0.0), 1.0)) for end in (low, high)]
    return found, ends[0], ends[1], (ends[1] - ends[0]) / (2 * reach)
