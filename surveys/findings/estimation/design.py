"""How records stand for people: weights, strata, how many live in each.

A record may stand for several people who are alike in all that is asked (``times``):
so a published table is a sample of as many records as it has cells.

Source: Lumley, *Complex Surveys* (2010), chapter 2; ``docs/methods.md``.
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

Scores = Sequence[float]
"""One number a record: what one person of it adds to an estimate's error."""

Adjustment = Callable[[Scores], list[float]]
"""What weighting to known totals leaves of scores."""


@dataclass(frozen=True)
class Design:
    """A sample of records, the unit of sampling being one person.

    Args:
        weights: of one person of each record; above 0.
        strata: of each record; empty where everybody is in one.
        living: people who live in each stratum, for the finite population; empty
            where the sample is a small part of all.
        times: people whom each record stands for; empty where each is one.
        adjust: what weighting to known totals leaves of scores.
    """

    weights: tuple[float, ...]
    strata: tuple[Hashable, ...] = ()
    living: Mapping[Hashable, float] | None = None
    times: tuple[int, ...] = ()
    adjust: Adjustment | None = None

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """People by record."""
        return self.times or (1,) * len(self.weights)

    @cached_property
    def people(self) -> int:
        """Everybody in the sample."""
        return sum(self.counts)

    @cached_property
    def df(self) -> int:
        """Degrees of freedom: people less strata."""
        return self.people - len(set(self.strata) or {None})

    @cached_property
    def total_weight(self) -> float:
        """The sum of everybody's weights."""
        return sum(self.of_all(self.weights))

    def of_all(self, values: Sequence[float]) -> list[float]:
        """Return values times the people of their record."""
        return [value * n for value, n in zip(values, self.counts, strict=True)]


def covariance(design: Design, scores: Sequence[Scores]) -> list[list[float]]:
    """Return how estimates vary together, from the scores of each.

    ``Σ_h (1-f_h) m_h/(m_h-1) Σ (u-ū_h)(v-v̄_h)``. Records outside a domain stay in,
    with a score of 0.

    Raises:
        ValueError: a stratum holds one person only.
    """
    adjusted = [_adjusted(design, each) for each in scores]
    size = len(adjusted)
    found = [[0.0] * size for _ in range(size)]
    strata = design.strata or (None,) * len(design.weights)
    for stratum in dict.fromkeys(strata):
        inside = [each == stratum for each in strata]
        counts = list(compress(design.counts, inside))
        factor = _factor(design, stratum, sum(counts))
        centred = [_centred(list(compress(u, inside)), counts) for u in adjusted]
        for row, u in enumerate(centred):
            for column, v in enumerate(centred):
                products = (a * b * n for a, b, n in zip(u, v, counts, strict=True))
                found[row][column] += factor * math.fsum(products)
    return found


def _adjusted(design: Design, scores: Scores) -> Scores:
    return scores if design.adjust is None else design.adjust(scores)


def _factor(design: Design, stratum: Hashable, people: int) -> float:
    if people < 2:
        raise ValueError("a stratum of one person says nothing of how people vary")
    drawn = 0.0 if design.living is None else people / design.living[stratum]
    return (1 - drawn) * people / (people - 1)


def _centred(scores: Scores, counts: Sequence[int]) -> list[float]:
    products = (u * n for u, n in zip(scores, counts, strict=True))
    mean = math.fsum(products) / sum(counts)
    return [u - mean for u in scores]


def kish_size(weights: Sequence[float], times: Sequence[int] = ()) -> float:
    """Return Kish's effective number of people, ``(Σw)²/Σw²``."""
    counts = times or (1,) * len(weights)
    pairs = list(zip(weights, counts, strict=True))
    total = sum(w * n for w, n in pairs)
    return float(total * total / sum(w * w * n for w, n in pairs))
