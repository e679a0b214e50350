"""How far several groups lie apart, in one figure."""

from collections.abc import Sequence

from surveys.findings.equity.direction import Direction
from surveys.findings.equity.gap import Gap


def maximal_gap(shares: Sequence[float]) -> Gap:
    """Return the widest gap among groups: highest minus, and over, lowest."""
    highest, lowest = max(shares), min(shares)
    return Gap(highest - lowest, None if lowest == 0 else highest / lowest)


def summary_gap(shares: Sequence[float], direction: Direction) -> Gap:
    """Return the gap between the best group and the plain mean of all others.

    Args:
        shares: one a group, at least two.
        direction: which way is better.
    """
    ordered = sorted(shares, reverse=direction is Direction.HIGHER_IS_BETTER)
    best, others = ordered[0], sum(ordered[1:]) / (len(ordered) - 1)
    ahead, behind = (
        (best, others) if direction is Direction.HIGHER_IS_BETTER else (others, best)
    )
    return Gap(ahead - behind, None if behind == 0 else ahead / behind)


def disparity_healthy_people(
    shares: Sequence[float], direction: Direction
) -> float | None:
    """Return the index of disparity of Healthy People 2010, in percent.

    The summary rate ratio minus one: the best group against the plain mean of all
    others. None where it cannot be divided.

    Args:
        shares: one a group, at least two.
        direction: which way is better.
    """
    ratio = summary_gap(shares, direction).gap_rel
    return None if ratio is None else 100 * (ratio - 1)


def disparity_pearcy_keppel(shares: Sequence[float], total: float) -> float:
    """Return the index of disparity of Pearcy and Keppel, in percent.

    The mean distance of the groups from the total, as a part of the total.

    Args:
        shares: one a group, at least one.
        total: share of everyone, above 0.
    """
    distance = sum(abs(share - total) for share in shares) / len(shares)
    return 100 * distance / total
