"""The range that stands beside a share."""

from math import sqrt

Z_95 = 1.96


def wilson(count: int, base: int, *, z: float = Z_95) -> tuple[float, float]:
    """Return the lower and upper end, as shares from 0 to 1, of the Wilson interval.

    Args:
        count: people in the numerator, from 0 to ``base``.
        base: people in the denominator, at least 1.
        z: the quantile of the normal distribution; 1.96 for 95 %.

    Raises:
        ValueError: the counts are not a share.

    Source: Wilson (1927), as docs/methods.md writes it.
    """
    if not 0 <= count <= base or base < 1:
        raise ValueError("a share needs 0 <= count <= base and a base of at least 1")
    return wilson_of_share(count / base, base, z=z)


def wilson_of_share(p: float, n: float, *, z: float = Z_95) -> tuple[float, float]:
    """Return the Wilson interval of a share p of n people, who need not be whole."""
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)
