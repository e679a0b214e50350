"""Shares of people in a wave, which way is better, and how sure a change is."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Z_95 = 1.96
FEWEST_PEOPLE = 10  # k: the smallest base that is ever shown
FEWEST_FOR_TEST = 30


class Direction(StrEnum):
    """Which way is better."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"

    @property
    def sign(self) -> int:
        """Return 1 where more is better, -1 where less is."""
        return 1 if self is Direction.HIGHER_IS_BETTER else -1


@dataclass(frozen=True)
class Share:
    """A share of people in one wave.

    ``base`` is the people it was asked of (effective size if weighted); None for a
    figure from a ledger, which has no standard error.
    """

    share: float
    base: float | None = None

    @classmethod
    def of(cls, people: int, base: int) -> "Share":
        """Return so many people of so many; ``base`` above 0."""
        return cls(people / base, base)


def standard_error(share: float, base: float) -> float:
    """Return ``sqrt(p(1-p)/n)``; ``base`` above 0."""
    return math.sqrt(share * (1 - share) / base)


def z_score(baseline: Share, newest: Share) -> float | None:
    """Return the test of a change between two waves, or None without bases.

    The same people may have answered both; ignoring that is cautious.
    """
    return z_of(newest.share - baseline.share, (baseline, newest))


def z_of(change: float, shares: Iterable[Share]) -> float | None:
    """Return a change over the root of the summed variances of some shares.

    None where one of them has no base; infinite where nothing varies at all.
    """
    variance = 0.0
    for each in shares:
        if each.base is None:
            return None
        variance += standard_error(each.share, each.base) ** 2
    if variance == 0:
        return math.copysign(math.inf, change) if change else 0.0
    return change / math.sqrt(variance)


def is_too_small(wave: Share, minimum: int = FEWEST_PEOPLE) -> bool:
    """Tell whether too few people answered for anything to be said."""
    return wave.base is not None and wave.base < max(minimum, FEWEST_FOR_TEST)
