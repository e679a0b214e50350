"""How far an order that was found agrees with the true one, beside mere chance."""

from collections.abc import Hashable, Sequence
from itertools import combinations
from math import sqrt

Part = Sequence[int]
"""True places, in the order in which an extractor found them."""

_DEVIATIONS = 4.5
"""How wide the band is: chance leaves it about seven times in a million."""

MOST_LINKS = 8
"""Pairs that chance matches: one is to be expected, more than eight are not."""


def kendall_tau(parts: Sequence[Part]) -> float:
    """Return Kendall's tau over all pairs within a part: 1 as it was, -1 backwards.

    Parts are compared only within themselves; 0 where there is no pair.
    """
    pairs = [pair for part in parts for pair in combinations(part, 2)]
    score = sum((second > first) - (second < first) for first, second in pairs)
    return score / len(pairs) if pairs else 0.0


def chance_band(parts: Sequence[Part]) -> float:
    """Return the largest tau, up or down, that shuffled parts of this size show."""
    sizes = [len(part) for part in parts]
    pairs = sum(n * (n - 1) // 2 for n in sizes)
    variance = sum(n * (n - 1) * (2 * n + 5) / 18 for n in sizes)
    return min(1.0, _DEVIATIONS * sqrt(variance) / pairs) if pairs else 1.0


def count_links(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Return how many are at the same place in both of two orders."""
    return sum(a == b for a, b in zip(one, other, strict=False))
