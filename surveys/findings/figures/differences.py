"""Two groups, or two waves: how far apart, and whether chance alone would do it.

A difference of two shares has a range and a test, each for a question of its own. The
range says how large the difference may be. It is made of the Wilson ranges that stand
beside both shares (Newcombe 1998, method 10), so it fits what the tables show and
stays true for small groups. The test (z) gives the p that many comparisons are
corrected by (``surveys.findings.figures.comparisons``). "Hardly chance" needs both:
``surveys.findings.equity.beside`` says it of a table by groups.

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
    standard_error,
    z_over,
)
from surveys.findings.figures.shown import ShownShare
from surveys.findings.figures.table import Answer, NotGiven, WhyNot, given
from surveys.findings.frozen_body import DIGITS, Body
from surveys.findings.intervals import Z_95, wilson_of_share

Ends = tuple[float, float, float, float]
"""A share, its people, and the ends of its range."""

EXPECTED_ENOUGH = 5
"""Pearson's test is fair where chance would put as many people into each cell."""


@dataclass(frozen=True)
class Difference:
    """The second less the first, with its standard error, test and range.

    ``z`` is infinite where nothing varies and they differ; then ``p`` is 0. Of two
    shares all but ``z`` and ``p`` are shares: 0.124 is 12.4 points.
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

    @property
    def may_be_chance(self) -> bool:
        """Tell whether no difference at all lies in the range."""
        return self.low <= 0 <= self.high


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
    if not first.base or not second.base:
        return None
    return _of_shares(
        (first.share, first.base, *wilson_of_share(first.share, first.base)),
        (second.share, second.base, *wilson_of_share(second.share, second.base)),
    )


def between_shown(first: ShownShare, second: ShownShare) -> Difference:
    """Return the same of two shares as they stand in tables.

    Worked out of what is printed alone, so it can tell nothing that the tables do not;
    the difference and its range have six digits, as tables have.
    """
    found = _of_shares(_ends(first), _ends(second))
    change, low, high = (
        round(each, DIGITS) for each in (found.change, found.low, found.high)
    )
    return Difference(change, found.se, found.z, found.p, low, high)


def between_means(first: Mean, second: Mean) -> Difference:
    """Return how much higher the second mean is; the normal, since both are large."""
    change, se = second.mean - first.mean, math.hypot(first.se, second.se)
    return _difference(change, se, change - Z_95 * se, change + Z_95 * se)


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


def _ends(shown: ShownShare) -> Ends:
    return shown.share, shown.base, shown.low, shown.high


def _of_shares(first: Ends, second: Ends) -> Difference:
    """Return a difference with Newcombe's range."""
    (p1, n1, low1, high1), (p2, n2, low2, high2) = first, second
    change = p2 - p1
    return _difference(
        change,
        math.hypot(standard_error(p1, n1), standard_error(p2, n2)),
        change - math.hypot(p2 - low2, high1 - p1),
        change + math.hypot(high2 - p2, p1 - low1),
    )


def _difference(change: float, se: float, low: float, high: float) -> Difference:
    z = z_over(change, se)
    return Difference(change, se, z, normal_two_sided(z), low, high)
