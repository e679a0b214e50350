"""The densities that the distribution functions stand on, exact for large numbers too.

A density of a large count is a tiny factor times a huge one; written as here, with
Stirling's error and the deviance, nothing is lost on the way.

Source: Loader, *Fast and Accurate Computation of Binomial Probabilities* (2000).
"""

import math

LARGE = 16.0
NEAR = 0.1
STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)


def stirling_error(z: float) -> float:
    """Return the log of ``Γ(z+1)`` less that of Stirling's formula; z above 0."""
    if z < LARGE:
        return math.lgamma(z + 1) - (z + 0.5) * math.log(z) + z - _HALF_LOG_TAU
    inverse, square = 1 / z, 1 / (z * z)
    total = 0.0
    for factor in reversed(STIRLING):
        total = total * square + factor
    return total * inverse


def deviance(x: float, mean: float, gap: float) -> float:
    """Return ``x log(x/mean) + mean - x`` without cancellation; both above 0.

    ``gap`` is ``x - mean`` as exactly as the caller knows it.
    """
    if abs(gap) >= NEAR * (x + mean):
        return x * math.log(x / mean) - gap
    ratio = gap / (x + mean)
    total, term, odd = gap * ratio, 2 * x * ratio, 1
    while True:
        term *= ratio * ratio
        odd += 2
        more = total + term / odd
        if more == total:
            return total
        total = more


def beta_density(a: float, b: float, x: float, y: float) -> float:
    """Return ``x^a y^b / B(a, b)``, where y is 1 - x and known exactly.

    It is the beta distribution's density times ``x y``.
    """
    n = a + b
    error = stirling_error(n) - stirling_error(a) - stirling_error(b)
    gap = a * y - b * x
    error -= deviance(a, n * x, gap) + deviance(b, n * y, -gap)
    return math.exp(error) * math.sqrt(a * b / (math.tau * n))


def gamma_density(a: float, x: float) -> float:
    """Return ``x^a e^-x / Γ(a)``, the gamma distribution's density times x."""
    return math.sqrt(a / math.tau) * math.exp(
        -stirling_error(a) - deviance(a, x, a - x)
    )


_HALF_LOG_TAU = math.log(math.tau) / 2
