"""Tails and quantiles of the beta, t, F, chi-squared and normal distributions.

The library that has them weighs 52 MB and takes a second to load, which no web worker
may; here they are within 1e-12 of it (the tests say how near).

Source: the continued fractions of Didonato and Morris (ACM TOMS 708) for the beta and
of DLMF 8.9.2 for the gamma, by the modified Lentz method.
"""

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count
from statistics import NormalDist

from surveys.findings.estimation.densities import beta_density, gamma_density

TINY = 1e-300
ENOUGH = 1e-16
STEPS = 200


def beta_below(a: float, b: float, x: float) -> float:
    """Return how much of a beta distribution lies below x."""
    return _beta(a, b, x, 1 - x)


def beta_quantile(a: float, b: float, p: float) -> float:
    """Return the x below which p of a beta distribution lies."""
    if p <= 0 or p >= 1:
        return float(p >= 1)
    low, high = 0.0, 1.0
    x = a / (a + b)
    for _ in range(STEPS):
        missed = beta_below(a, b, x) - p
        low, high = (x, high) if missed < 0 else (low, x)
        # Newton's step where it stays between the ends, else the middle.
        slope = beta_density(a, b, x, 1 - x) / (x * (1 - x))
        after = x - missed / slope if slope > 0 else low
        if not low < after < high:
            after = (low + high) / 2
        if abs(after - x) <= ENOUGH * x:
            break
        x = after
    return x


@lru_cache(1024)
def t_quantile(p: float, df: float) -> float:
    """Return the quantile of Student's t; infinite degrees of freedom are normal."""
    if math.isinf(df):
        return normal_quantile(p)
    if p < 0.5:
        return -t_quantile(1 - p, df)
    y = beta_quantile(0.5, df / 2, 2 * p - 1)
    return math.sqrt(df * y / (1 - y))


def t_two_sided(t: float, df: float) -> float:
    """Return how likely so large a t is, of either sign, where nothing is going on."""
    if math.isinf(df):
        return normal_two_sided(t)
    whole = df + t * t
    return _beta(df / 2, 0.5, df / whole, t * t / whole)


def f_above(f: float, df: float, df_below: float) -> float:
    """Return how much of an F distribution lies above f."""
    if math.isinf(df_below):
        return chi_squared_above(f * df, df)
    whole = df_below + df * f
    return _beta(df_below / 2, df / 2, df_below / whole, df * f / whole)


def chi_squared_above(x: float, df: float) -> float:
    """Return how much of a chi-squared distribution lies above x."""
    return 1.0 if x <= 0 else _gamma_above(df / 2, x / 2)


def normal_two_sided(z: float) -> float:
    """Return how likely so large a z is, of either sign, where nothing is going on."""
    return math.erfc(abs(z) / math.sqrt(2))


def normal_quantile(p: float) -> float:
    """Return the quantile of the standard normal distribution."""
    return NormalDist().inv_cdf(p)


def _beta(a: float, b: float, x: float, y: float) -> float:
    """Return the regularised incomplete beta function; y is 1 - x, known exactly."""
    if x <= 0 or y <= 0:
        return float(y <= 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(b, a, y, x)

    def terms() -> Iterator[tuple[float, float]]:
        gap = a * y - b * x + 1
        above = 1.0
        for n in count():
            part = n and n * (b - n) * x / (a + 2 * n - 1)
            yield above, n + part + (a + n) * (gap + n * (1 + y)) / (a + 2 * n + 1)
            m = n + 1
            odd = a + 2 * m - 1
            above = (a + n) * (a + b + n) * m * (b - m) * x * x / (odd * odd)

    return beta_density(a, b, x, y) * _fraction(terms)


def _gamma_above(a: float, x: float) -> float:
    if x < a + 1:
        total = term = 1 / a
        for n in count(1):
            term *= x / (a + n)
            if total + term == total:
                break
            total += term
        return 1 - gamma_density(a, x) * total

    def terms() -> Iterator[tuple[float, float]]:
        yield 1.0, x + 1 - a
        for n in count(1):
            yield -n * (n - a), x + 2 * n + 1 - a

    return gamma_density(a, x) * _fraction(terms)


def _fraction(terms: Callable[[], Iterator[tuple[float, float]]]) -> float:
    """Return the continued fraction a1/(b1 + a2/(b2 + ...)) of terms (a, b)."""
    value, c, d = TINY, TINY, 0.0
    for above, below in terms():
        d = 1 / (below + above * d or TINY)
        c = below + above / c or TINY
        value *= c * d
        if abs(c * d - 1) < ENOUGH * 10:
            break
    return value
