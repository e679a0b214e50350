"""The mean and the median of a scale, weighted to who lives here."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.findings.estimation.means import means
from surveys.findings.estimation.quantiles import type_1
from surveys.findings.figures.scales import Scale, points_of, scale_of
from surveys.findings.figures.table import Given, NotGiven, given
from surveys.findings.frozen_body import Body
from surveys.findings.weighting.cells import Parts, Refusal, Sizes
from surveys.findings.weighting.population import Population
from surveys.findings.weighting.sample import Sample, sample_of
from surveys.findings.weighting.weights import CAP, Weights


@dataclass(frozen=True)
class WeightedScale:
    """A weighted mean with its interval by Student's t, and the weighted median.

    The median is a point that somebody gave (type 1). ``unweighted`` is everybody's,
    as released. ``design_effect`` is the variance of the mean over that of as many
    people drawn plainly; None where all gave one answer.
    """

    mean: float
    se: float
    low: float
    high: float
    median: float
    design_effect: float | None
    base: int
    weights: Weights
    unweighted: Scale | NotGiven


def weighted_scale(
    body: Body,
    sizes: Sizes,
    *populations: Population,
    order: Sequence[str] = (),
    parts: Parts | None = None,
    cap: float = CAP,
) -> WeightedScale | Refusal | NotGiven:
    """Return the weighted mean of a question whose answers are points of a scale.

    Args:
        body: the frozen table of the question by the groups.
        sizes: ``summary["groups"][breakdown]`` of the release.
        populations: the figures; one to post-stratify, two to rake.
        order: codes of all answers in the order of the options, where they are words.
        parts: with two, what each group of the crossed breakdown is in each.
        cap: the largest weight, where the mean is 1.
    """
    sample = sample_of(body, sizes, populations, parts, cap)
    if isinstance(sample, Refusal):
        return sample
    rows: list[Given] = []
    for cell in sample.cells:
        row = given(body, cell.key)
        if isinstance(row, NotGiven):
            return row
        rows.append(row)
    points = points_of(rows[0], order)
    if isinstance(points, NotGiven):
        return points
    return _scaled(sample, rows, points[0], scale_of(body, order=order))


def _scaled(
    sample: Sample,
    rows: Sequence[Given],
    points: Sequence[float],
    unweighted: Scale | NotGiven,
) -> WeightedScale:
    design = sample.design(
        [
            [*(answer.people for answer in row.answers), cell.people - row.people]
            for cell, row in zip(sample.cells, rows, strict=True)
        ]
    )
    values = [*points, 0.0] * len(rows)
    inside = [*(True for _ in points), False] * len(rows)
    found = means(design, [values], inside)
    ((low, high),) = found.ranges(df=design.df)
    heavy = design.of_all(design.weights)
    own = [w * each for w, each in zip(heavy, inside, strict=True)]
    base = sum(row.people for row in rows)
    spread = sum(
        w * (v - found.values[0]) ** 2 for w, v in zip(own, values, strict=True)
    )
    plain = spread / sum(own) / (base - 1) if base > 1 else 0.0
    return WeightedScale(
        mean=found.values[0],
        se=found.errors[0],
        low=low,
        high=high,
        median=type_1(values, own, 0.5),
        design_effect=found.covariance[0][0] / plain if plain else None,
        base=base,
        weights=sample.weights,
        unweighted=unweighted,
    )
