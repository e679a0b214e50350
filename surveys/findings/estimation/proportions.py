"""Intervals of a weighted proportion.

Source: Korn and Graubard, *Confidence intervals for proportions with small expected
number of positive counts* (1998), and R's ``svyciprop``.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from surveys.findings.estimation.distributions import beta_quantile, t_quantile


class Method(StrEnum):
    """How an interval is made; the names are R's."""

    LOGIT = "logit"
    BETA = "beta"
    ARCSINE = "asin"
    MEAN = "mean"


@dataclass(frozen=True)
class Proportion:
    """A weighted share from 0 to 1 with its variance, people and degrees of freedom.

    ``size`` is Kish's effective number of people, for shares of none or all.
    """

    share: float
    variance: float
    people: int
    df: float
    size: float


def interval(
    found: Proportion, method: Method, *, level: float = 0.95
) -> tuple[float, float]:
    """Return the lower and upper end of a proportion's interval.

    Where nobody or everybody is counted nothing varies: then it is that of Clopper
    and Pearson over the effective number of people.
    """
    if found.share <= 0 or found.share >= 1 or found.variance <= 0:
        return clopper_pearson(found.share * found.size, found.size, level=level)
    return INTERVALS[method](found, level)


def clopper_pearson(
    count: float, size: float, *, level: float = 0.95
) -> tuple[float, float]:
    """Return the exact interval of a count, which may be an effective one."""
    tail = (1 - level) / 2
    low = 0.0 if count <= 0 else beta_quantile(count, size - count + 1, tail)
    high = 1.0 if count >= size else beta_quantile(count + 1, size - count, 1 - tail)
    return low, high


def effective_size(found: Proportion, level: float = 0.95) -> float:
    """Return Korn and Graubard's effective number of people.

    ``p(1-p)/V`` times the square of t with n-1 over t with the design's df.
    """
    p = (1 + level) / 2
    reach = t_quantile(p, found.people - 1) / t_quantile(p, found.df)
    return found.share * (1 - found.share) / found.variance * reach * reach


def _beta(found: Proportion, level: float) -> tuple[float, float]:
    size = effective_size(found, level)
    return clopper_pearson(found.share * size, size, level=level)


def _logit(found: Proportion, level: float) -> tuple[float, float]:
    p = found.share
    half = _reach(found, level) * math.sqrt(found.variance) / (p * (1 - p))
    middle = math.log(p / (1 - p))
    low, high = (1 / (1 + math.exp(half - middle)), 1 / (1 + math.exp(-half - middle)))
    return low, high


def _arcsine(found: Proportion, level: float) -> tuple[float, float]:
    p = found.share
    half = _reach(found, level) * math.sqrt(found.variance / (p * (1 - p))) / 2
    middle = math.asin(math.sqrt(p))
    low, high = max(middle - half, 0.0), min(middle + half, math.pi / 2)
    return math.sin(low) ** 2, math.sin(high) ** 2


def _mean(found: Proportion, level: float) -> tuple[float, float]:
    half = _reach(found, level) * math.sqrt(found.variance)
    return found.share - half, found.share + half


def _reach(found: Proportion, level: float) -> float:
    return t_quantile((1 + level) / 2, found.df)


INTERVALS: dict[Method, Callable[[Proportion, float], tuple[float, float]]] = {
    Method.LOGIT: _logit,
    Method.BETA: _beta,
    Method.ARCSINE: _arcsine,
    Method.MEAN: _mean,
}
