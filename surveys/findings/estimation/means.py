"""Totals, means and ratios of records, with the errors of a survey.

Each is linearised: a score a record says how much it moves the estimate. A domain is
a part of the sample; the others stay in the variance with a score of 0.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.findings.estimation.design import Design, Scores, covariance
from surveys.findings.estimation.distributions import t_quantile
from surveys.findings.estimation.matrices import dot


@dataclass(frozen=True)
class Estimates:
    """Estimates made together, and how they vary together."""

    values: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]

    @property
    def errors(self) -> tuple[float, ...]:
        """The standard error of each; rounding may leave a hair below 0."""
        rows = enumerate(self.covariance)
        return tuple(math.sqrt(max(row[place], 0.0)) for place, row in rows)

    def combined(self, factors: Sequence[float]) -> "Estimates":
        """Return one sum of the estimates, each times its factor."""
        variance = dot(factors, [dot(row, factors) for row in self.covariance])
        return Estimates((dot(factors, self.values),), ((variance,),))

    def ranges(
        self, *, df: float = math.inf, level: float = 0.95
    ) -> list[tuple[float, float]]:
        """Return the interval of each by Student's t; endless df is the normal."""
        reach = t_quantile((1 + level) / 2, df)
        both = zip(self.values, self.errors, strict=True)
        return [(value - reach * error, value + reach * error) for value, error in both]


def totals(design: Design, columns: Sequence[Scores]) -> Estimates:
    """Return weighted sums of columns of numbers, one a record."""
    scores = [_times(design.weights, column) for column in columns]
    return _estimates(design, [sum(design.of_all(each)) for each in scores], scores)


def ratio(design: Design, above: Scores, below: Scores) -> Estimates:
    """Return the weighted sum of one column over that of another.

    Raises:
        ZeroDivisionError: nothing is below.
    """
    return ratios(design, [(above, below)])


def means(
    design: Design, columns: Sequence[Scores], domain: Sequence[bool] | None = None
) -> Estimates:
    """Return weighted means of columns, of everybody or of a domain.

    Raises:
        ZeroDivisionError: nobody is in the domain.
    """
    inside = [1.0] * len(design.weights)
    if domain is not None:
        inside = [float(each) for each in domain]
    return ratios(design, [(_times(column, inside), inside) for column in columns])


def ratios(design: Design, pairs: Sequence[tuple[Scores, Scores]]) -> Estimates:
    """Return several ratios, and how they vary together.

    Raises:
        ZeroDivisionError: nothing is below one of them.
    """
    values, scores = [], []
    for above, below in pairs:
        size = sum(design.of_all(_times(design.weights, below)))
        value = sum(design.of_all(_times(design.weights, above))) / size
        rows = zip(design.weights, above, below, strict=True)
        values.append(value)
        scores.append([w * (up - value * down) / size for w, up, down in rows])
    return _estimates(design, values, scores)


def by_group(
    design: Design, column: Scores, groups: Sequence[object]
) -> tuple[list[object], Estimates]:
    """Return groups in order of their first record, and the mean in each."""
    keys = list(dict.fromkeys(groups))
    pairs = []
    for key in keys:
        inside = [float(each == key) for each in groups]
        pairs.append((_times(column, inside), inside))
    return keys, ratios(design, pairs)


def design_effect(design: Design, column: Scores) -> float:
    """Return a mean's variance over that of as many people drawn plainly.

    Drawn without putting back from as many as the weights add up to.
    """
    found = means(design, [column])
    people, living = design.people, design.total_weight
    squares = (
        w * n * (value - found.values[0]) ** 2
        for w, n, value in zip(design.weights, design.counts, column, strict=True)
    )
    spread = math.fsum(squares) / living * people / (people - 1)
    return found.covariance[0][0] / (spread / people * (1 - people / living))


def difference(
    design: Design, column: Scores, second: Sequence[bool]
) -> tuple[float, float, int]:
    """Return how much higher a mean is among some than among the others, with a t.

    Returns:
        The difference, its t, and the degrees of freedom.
    """
    _keys, found = by_group(design, [*column], [*second])
    sign = 1 if second[0] else -1
    both = found.combined([sign, -sign])
    return both.values[0], both.values[0] / both.errors[0], design.df - 1


def _times(left: Scores, right: Scores) -> list[float]:
    return [a * b for a, b in zip(left, right, strict=True)]


def _estimates(
    design: Design, values: Sequence[float], scores: Sequence[Scores]
) -> Estimates:
    found = covariance(design, scores)
    return Estimates(tuple(values), tuple(tuple(row) for row in found))
