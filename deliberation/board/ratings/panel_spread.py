"""The middle and the spread of a panel's ratings, and when they disagree."""

from collections.abc import Sequence
from fractions import Fraction

SMALL_PANEL = 8  # with fewer raters the published table says nothing
IPRAS_CONSTANT = Fraction(235, 100)  # 2.35; a known paper misprints it as 2.5
IPRAS_FACTOR = Fraction(3, 2)
CENTRE = 5
LOWER_TAIL, UPPER_TAIL = Fraction(3, 10), Fraction(7, 10)


def disagreement_threshold(raters: int) -> int:
    """Return how many raters at each end make a disagreement.

    A third of the panel, rounded. Below eight raters "at least one third" is
    taken at its word, so it is rounded up.
    """
    if raters < SMALL_PANEL:
        return -(-raters // 3)
    return (2 * raters + 3) // 6


def median(ratings: Sequence[int]) -> Fraction:
    """Return the middle rating, or the mean of the two middle ones."""
    return percentile(ratings, Fraction(1, 2))


def percentile(ratings: Sequence[int], share: Fraction) -> Fraction:
    """Return a percentile by linear interpolation (type 7), exactly.

    Args:
        ratings: at least one number.
        share: from 0 to 1.
    """
    ordered = sorted(ratings)
    position = (len(ordered) - 1) * share
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def spread(ratings: Sequence[int]) -> tuple[Fraction, Fraction]:
    """Return the range from P30 to P70, and how wide it may be (IPR and IPRAS).

    The panel disagrees by this check when the first exceeds the second.
    """
    lower, upper = percentile(ratings, LOWER_TAIL), percentile(ratings, UPPER_TAIL)
    asymmetry = abs(CENTRE - (lower + upper) / 2)
    return upper - lower, IPRAS_CONSTANT + IPRAS_FACTOR * asymmetry
