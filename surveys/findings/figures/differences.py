"""Two groups, or two waves: how far apart, and whether chance alone would do it.

Two waves are taken to be two samples: nobody knows who answered both. Where the same
people did, the standard error is too large and the test cautious.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.findings.estimation.distributions import (
    chi_squared_above,
    normal_two_sided,
)
from surveys.findings.figures.distribution import Mean
from surveys.findings.figures.shares import (
    Share,
    share_of,
    standard_error,
    z_over,
)
from surveys.findings.figures.table import Answer, NotGiven, WhyNot, given
from surveys.findings.frozen_body import Body
from surveys.findings.intervals import Z_95

EXPECTED_ENOUGH = 5
"""Pearson's test is fair where chance would put as many people into each cell."""


@dataclass(frozen=True)
class Difference:
    """The second less the first, with its standard error, test and interval.

    ``z`` is infinite where nothing varies and they differ; then ``p`` is 0.
    """

    change: float
    se: float
    z: float
    p: float
    low: float
    high: float

    @property
    def is_detected(self) -> bool:
        """Tell whether it would be called significant by itself, among no others."""
        return abs(self.z) >= Z_95


@dataclass(frozen=True)
class ChiSquared:
    """Pearson's test that rows share one distribution.

    ``expected`` is the smallest number of people that chance would put into a cell.
    """

    statistic: float
    df: int
    p: float
    expected: float

    @property
    def is_fair(self) -> bool:
        """Tell whether every cell is large enough for the test to be believed."""
        return self.expected >= EXPECTED_ENOUGH


def between(first: Share, second: Share) -> Difference | None:
    """Return how much higher the second share is; None where one has no base."""
    if first.base is None or second.base is None:
        return None
    errors = (standard_error(s.share, s.base) for s in (first, second) if s.base)
    return _difference(second.share - first.share, math.hypot(*errors))


def between_means(first: Mean, second: Mean) -> Difference:
    """Return how much higher the second mean is; the normal, since both are large."""
    return _difference(second.mean - first.mean, math.hypot(first.se, second.se))


def between_groups(
    body: Body, answers: frozenset[str], first: str, second: str
) -> Difference | NotGiven:
    """Return how much more often the second group gave one of some answers."""
    return between_tables((body, first), (body, second), answers)


def between_tables(
    first: tuple[Body, str], second: tuple[Body, str], answers: frozenset[str]
) -> Difference | NotGiven:
    """Return how much more often the second row gave one of some answers.

    Args:
        first: a frozen table and the key of its row; two waves have two tables.
        second: the same.
        answers: codes of the answers counted.
    """
    shares = [share_of(body, answers, group) for body, group in (first, second)]
    known = [each for each in shares if isinstance(each, Share)]
    if len(known) < 2:
        return next(each for each in shares if isinstance(each, NotGiven))
    found = between(*known)
    return NotGiven(WhyNot.NOBODY) if found is None else found


def chi_squared_of(rows: Sequence[tuple[Body, str]]) -> ChiSquared | NotGiven:
    """Return whether rows, of one table or of several waves, answered alike.

    Answers shown together in one of them must be so in all.
    """
    found = [given(body, group) for body, group in rows]
    for each in found:
        if isinstance(each, NotGiven):
            return each
    answers = [each.answers for each in found if not isinstance(each, NotGiven)]
    faces = {tuple(answer.members for answer in row) for row in answers}
    if len(faces) > 1:
        return NotGiven(WhyNot.MERGED)
    return chi_squared([_counts(row) for row in answers])


def chi_squared(counts: Sequence[Sequence[int]]) -> ChiSquared | NotGiven:
    """Return Pearson's test over rows of people; columns of nobody do not count."""
    columns = [column for column in zip(*counts, strict=True) if any(column)]
    rows = [row for row in zip(*columns, strict=True) if any(row)]
    if len(rows) < 2 or len(columns) < 2:
        return NotGiven(WhyNot.NOBODY)
    everybody = sum(map(sum, rows))
    cells = [
        (count, sum(row) * sum(column) / everybody)
        for row in rows
        for count, column in zip(row, columns, strict=True)
    ]
    statistic = math.fsum((n - expected) ** 2 / expected for n, expected in cells)
    df = (len(rows) - 1) * (len(columns) - 1)
    smallest = min(expected for _n, expected in cells)
    return ChiSquared(statistic, df, chi_squared_above(statistic, df), smallest)


def _counts(answers: Sequence[Answer]) -> list[int]:
    return [answer.people for answer in answers]


def _difference(change: float, se: float) -> Difference:
    z = z_over(change, se)
    half = Z_95 * se
    return Difference(change, se, z, normal_two_sided(z), change - half, change + half)
