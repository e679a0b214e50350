"""Whether two closed questions go together, where people carry weights.

Source: Rao and Scott, *On Chi-squared Tests for Multiway Contingency Tables with Cell
Proportions Estimated from Survey Data* (1984), second order, as R's ``svychisq``.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from surveys.findings.estimation.design import Design
from surveys.findings.estimation.distributions import chi_squared_above, f_above
from surveys.findings.estimation.matrices import (
    product,
    solved,
    trace,
    transposed,
)
from surveys.findings.estimation.means import means


@dataclass(frozen=True)
class Association:
    """A test of independence.

    ``chi_squared`` is Pearson's over the weighted shares times the people; ``f`` has
    the second order correction, with its degrees of freedom; ``p_chi_squared`` is the
    first order one's.
    """

    chi_squared: float
    df_cells: int
    p_chi_squared: float
    f: float
    df: float
    df_below: float
    p: float


def rao_scott(
    design: Design, rows: Sequence[Hashable], columns: Sequence[Hashable]
) -> Association:
    """Return the test of two columns of codes, one code a record.

    Raises:
        ValueError: one of them has fewer than two codes.
    """
    ups, downs = list(dict.fromkeys(rows)), list(dict.fromkeys(columns))
    if min(len(ups), len(downs)) < 2:
        raise ValueError("a test of independence needs two rows and two columns")
    pairs = list(zip(rows, columns, strict=True))
    cells = [(up, down) for up in ups for down in downs]
    found = means(design, [[float(p == cell) for p in pairs] for cell in cells])
    shares, people = found.values, design.people
    # Cells with nobody in them add nothing.
    inverse = [1 / share if share else 0.0 for share in shares]
    contrasts = _contrasts(len(ups), len(downs))
    scaled = [
        [each * factor for each in row]
        for row, factor in zip(contrasts, inverse, strict=True)
    ]
    plain = product(transposed(contrasts), scaled)
    actual = product(transposed(scaled), product(found.covariance, scaled))
    delta = solved([[each / people for each in row] for row in plain], actual)
    chi = _pearson(shares, len(downs)) * people
    return _tested(chi, delta, design.df)


def _tested(chi: float, delta: list[list[float]], df: int) -> Association:
    total = trace(delta)
    freedom = total * total / trace(product(delta, delta))
    cells = len(delta)
    return Association(
        chi_squared=chi,
        df_cells=cells,
        p_chi_squared=chi_squared_above(chi / (total / cells), cells),
        f=chi / total,
        df=freedom,
        df_below=freedom * df,
        p=f_above(chi / total, freedom, freedom * df),
    )


def _pearson(shares: Sequence[float], width: int) -> float:
    rows = [shares[start : start + width] for start in range(0, len(shares), width)]
    ups, downs = [sum(row) for row in rows], [sum(c) for c in zip(*rows, strict=True)]
    return math.fsum(
        (cell - up * down) ** 2 / (up * down)
        for row, up in zip(rows, ups, strict=True)
        for cell, down in zip(row, downs, strict=True)
    )


def _contrasts(height: int, width: int) -> list[list[float]]:
    """Return one column an interaction of a row and a column, free of both."""
    rows, columns = _centred(height), _centred(width)
    return [
        [up * down for up in rows[i] for down in columns[j]]
        for i in range(height)
        for j in range(width)
    ]


def _centred(size: int) -> list[list[float]]:
    """Return size - 1 contrasts that each sum to 0, as columns."""
    return [
        [float(i == j + 1) - 1 / size for j in range(size - 1)] for i in range(size)
    ]
