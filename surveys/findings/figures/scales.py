"""A question whose answers are points of a scale: mean, spread, median and quantiles.

The points are the answers' codes where all are whole numbers, else their places in the
order of the options, from 1. What is no answer ("does not apply", none given) is out
of the base and counted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.findings.figures.distribution import Distribution, Mean, Quantile
from surveys.findings.figures.table import Given, NotGiven, WhyNot, given
from surveys.findings.frozen_body import EVERYBODY, Body

QUARTERS = (0.25, 0.5, 0.75)
WHOLE = re.compile(r"-?\d{1,6}")


@dataclass(frozen=True)
class Scale:
    """What a row says of a scale.

    ``by_code`` tells whether codes are the points, or places in the order of the
    options. ``base`` is who answered; ``missing`` who was asked and did not.
    """

    mean: Mean
    quantiles: tuple[Quantile, ...]
    base: int
    missing: int
    by_code: bool

    @property
    def median(self) -> Quantile:
        """The value in the middle."""
        return next(each for each in self.quantiles if each.p == 0.5)


def scale_of(
    body: Body, group: str = EVERYBODY, *, order: Sequence[str] = ()
) -> Scale | NotGiven:
    """Return what a row says of a scale.

    Args:
        body: a frozen table of one question with ordered answers.
        group: the key of the row; empty for everybody.
        order: codes of all answers in the order of the options; without it only
            codes that are whole numbers are points.
    """
    found = given(body, group)
    if isinstance(found, NotGiven):
        return found
    points = points_of(found, order)
    if isinstance(points, NotGiven):
        return points
    values, by_code = points
    people = [answer.people for answer in found.answers]
    spread = Distribution.of(zip(values, people, strict=True))
    if spread.mean is None:
        return NotGiven(WhyNot.ONE_PERSON)
    return Scale(
        mean=spread.mean,
        quantiles=tuple(spread.quantile(p) for p in QUARTERS),
        base=found.people,
        missing=found.missing,
        by_code=by_code,
    )


def points_of(
    found: Given, order: Sequence[str] = ()
) -> tuple[list[float], bool] | NotGiven:
    """Return the point of each answer, and whether codes are the points."""
    if any(len(answer.members) != 1 for answer in found.answers):
        return NotGiven(WhyNot.MERGED)
    codes = [answer.members[0] for answer in found.answers]
    if all(WHOLE.fullmatch(code) for code in codes):
        return [float(code) for code in codes], True
    if not set(codes) <= set(order):
        return NotGiven(WhyNot.NO_POINTS)
    return [float(order.index(code) + 1) for code in codes], False
