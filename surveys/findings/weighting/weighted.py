"""One question weighted to who lives here, with the unweighted figure always beside.

Weights come from released group sizes and go onto released counts: a weighted share is
a function of published numbers, and can tell nothing that they do not. It says what
the answers would be if those who answered were, within each group, like those who did
not. They need not be: it is an adjustment, and no cure.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.findings.estimation.means import means
from surveys.findings.estimation.proportions import Method, Proportion, interval
from surveys.findings.figures.table import row_of
from surveys.findings.frozen_body import Body
from surveys.findings.weighting.cells import Parts, Refusal, Sizes
from surveys.findings.weighting.population import Population
from surveys.findings.weighting.sample import Sample, base_of, sample_of
from surveys.findings.weighting.weights import CAP, Weights

FEW = 30
"""Below so many people, weighted, on either side the beta interval is used."""


@dataclass(frozen=True)
class WeightedShare:
    """One answer, weighted, with its interval; the unweighted share beside it.

    ``people`` and ``unweighted`` are everybody's, as released; None where hidden.
    ``method`` names the interval. ``design_effect`` is the variance over that of as
    many people drawn plainly; None where nothing varies.
    """

    key: str
    share: float
    se: float
    low: float
    high: float
    method: Method
    design_effect: float | None
    people: int | None
    unweighted: float | None


@dataclass(frozen=True)
class Weighted:
    """A table weighted, and all that has to be printed with it.

    ``breakdowns`` and ``sources`` say to which figures. ``base`` is who answered the
    question of those weighted; ``left_out`` took part and is in no group with a
    figure. ``weights`` are of the whole wave's people.
    """

    breakdowns: tuple[str, ...]
    sources: tuple[str, ...]
    shares: tuple[WeightedShare, ...]
    base: int
    left_out: int | None
    weights: Weights


def weighted(
    body: Body,
    sizes: Sizes,
    *populations: Population,
    parts: Parts | None = None,
    cap: float = CAP,
) -> Weighted | Refusal:
    """Return a question's answers weighted to population figures.

    Args:
        body: the frozen table of the question by the groups.
        sizes: ``summary["groups"][breakdown]`` of the release: the groups' sizes.
        populations: the figures; one to post-stratify, two to rake.
        parts: with two, what each group of the crossed breakdown is in each.
        cap: the largest weight, where the mean is 1.
    """
    sample = sample_of(body, sizes, populations, parts, cap)
    if isinstance(sample, Refusal):
        return sample
    whole = sizes["base"]
    return Weighted(
        breakdowns=tuple(each.breakdown for each in populations),
        sources=tuple(dict.fromkeys(s for each in populations for s in each.sources)),
        shares=tuple(_shares(body, sample)),
        base=sum(sample.bases),
        left_out=None if whole is None else whole - sample.weights.people,
        weights=sample.weights,
    )


def _shares(body: Body, sample: Sample) -> Iterator[WeightedShare]:
    """Yield each column that is an answer, in order."""
    everybody = row_of(body)
    for place, column in enumerate(body["columns"]):
        if column["missing"] is True:
            continue
        found = _proportion(sample, place)
        few = min(found.share, 1 - found.share) * found.size < FEW
        method = Method.BETA if few else Method.LOGIT
        low, high = interval(found, method)
        plain = found.share * (1 - found.share) / sum(sample.bases)
        people = _people(everybody, place)
        base = everybody[base_of(body)] if everybody else None
        yield WeightedShare(
            key=column["key"],
            share=found.share,
            se=math.sqrt(found.variance),
            low=low,
            high=high,
            method=method,
            design_effect=found.variance / plain if plain else None,
            people=people,
            unweighted=people / base if people is not None and base else None,
        )


def _people(row: Mapping[str, Any] | None, place: int) -> int | None:
    if row is None or place >= len(row["counts"]):
        return None
    count: int | None = row["counts"][place]
    return count


def _proportion(sample: Sample, place: int) -> Proportion:
    """Return one answer's weighted share of those who answered.

    Each group is three records: who gave it, who gave another, and who gave none or
    was not asked; the last stay in the sum with a score of 0.
    """
    counts = [row["counts"][place] for row in sample.rows]
    groups_of_people = zip(sample.cells, counts, sample.bases, strict=True)
    design = sample.design(
        [[n, base - n, cell.people - base] for cell, n, base in groups_of_people]
    )
    groups = len(sample.cells)
    found = means(design, [[1.0, 0, 0] * groups], [True, True, False] * groups)
    return Proportion(
        min(max(found.values[0], 0.0), 1.0),
        max(found.covariance[0][0], 0.0),
        people=design.people,
        df=design.df,
        size=sample.weights.effective * sum(sample.bases) / design.people,
    )
