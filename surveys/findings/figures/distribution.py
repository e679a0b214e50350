"""A distribution of numbers with people each: mean, spread and quantiles."""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from surveys.findings.estimation.distributions import t_quantile
from surveys.findings.intervals import wilson_of_share

QUANTILE_TYPE = 7
"""Of Hyndman and Fan: interpolated between two people, R's default."""


@dataclass(frozen=True)
class Mean:
    """A mean with its standard error and its interval by Student's t, df n - 1.

    ``sd`` is of the people asked, with n - 1 below.
    """

    mean: float
    sd: float
    se: float
    low: float
    high: float
    base: int
    interval: str = "t"


@dataclass(frozen=True)
class Quantile:
    """The value that ``p`` of the people are at or below, with its interval.

    The interval is Woodruff's: Wilson's for the share p, read back as values.
    """

    p: float
    value: float
    low: float
    high: float
    base: int
    type: int = QUANTILE_TYPE


@dataclass(frozen=True)
class Distribution:
    """Values in order with people each; nobody where a value was not given."""

    points: tuple[tuple[float, int], ...]

    @classmethod
    def of(cls, points: Iterable[tuple[float, int]]) -> "Distribution":
        """Return values with people as a distribution; equal values are one."""
        sums: dict[float, int] = {}
        for value, people in points:
            sums[value] = sums.get(value, 0) + people
        return cls(tuple(sorted(sums.items())))

    @cached_property
    def base(self) -> int:
        """How many people."""
        return sum(people for _value, people in self.points)

    @cached_property
    def mean(self) -> Mean | None:
        """The mean with its interval; None where fewer than two people answered."""
        n = self.base
        if n < 2:
            return None
        mean = math.fsum(value * people for value, people in self.points) / n
        squares = math.fsum(people * (v - mean) ** 2 for v, people in self.points)
        sd = math.sqrt(squares / (n - 1))
        se = sd / math.sqrt(n)
        half = t_quantile(0.975, n - 1) * se
        return Mean(mean, sd, se, mean - half, mean + half, n)

    def quantile(self, p: float) -> Quantile:
        """Return the quantile of a share p from 0 to 1; at least one person."""
        place = p * (self.base - 1)
        below = math.floor(place)
        low, high = self._person(below), self._person(math.ceil(place))
        value = low + (place - below) * (high - low)
        ends = [self._reached(end) for end in wilson_of_share(p, self.base)]
        return Quantile(p, value, min(ends[0], value), max(ends[1], value), self.base)

    def _person(self, place: int) -> float:
        """Return the value of a person, counted from 0 in order."""
        return self.points[bisect_left(self._sums, place + 1)][0]

    def _reached(self, share: float) -> float:
        """Return the least value at or below which so large a share lies."""
        return self._person(max(math.ceil(share * self.base), 1) - 1)

    @cached_property
    def _sums(self) -> list[int]:
        return list(accumulate(people for _value, people in self.points))
