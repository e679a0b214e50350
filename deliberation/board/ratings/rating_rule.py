"""The RAND/UCLA rule: what a panel's ratings of 1 to 9 say together.

Source: methods.md 2.6 (c) and (d) as described in ``docs/methods.md``; thresholds
reproduce the published table (8-10 raters 2/3, 11-13 3/4, 14-16 4/5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from deliberation.board.ratings.panel_spread import (
    SMALL_PANEL,
    disagreement_threshold,
    median,
    spread,
)

LOWEST, HIGHEST = 1, 9
REGION = 3  # 1-3, 4-6, 7-9
DELPHI_CONSENSUS = Fraction(70, 100)
DELPHI_OPPOSED = Fraction(15, 100)


class Verdict(StrEnum):
    """What the panel said of one item."""

    PRIORITY = "priority"
    UNCERTAIN = "uncertain"
    NOT_PRIORITY = "not_priority"


class Consensus(StrEnum):
    """What the 70/15 rule says of one item."""

    IN = "in"
    OUT = "out"
    NONE = "none"


@dataclass(frozen=True)
class PanelResult:
    """What one panel said of one item; counts of ratings, never who gave them.

    ``low``, ``middle`` and ``high`` are ratings of 1-3, 4-6 and 7-9.
    ``ipras_disagreement`` is the second check; it is printed, and does not decide.
    """

    raters: int
    median: Fraction
    low: int
    middle: int
    high: int
    disagreement: bool
    agreement: bool
    verdict: Verdict
    ipr: Fraction
    ipras: Fraction
    ipras_disagreement: bool
    consensus: Consensus
    small_panel: bool


def classify(ratings: Sequence[int]) -> PanelResult:
    """Return what the ratings of one item say, in whatever order they come.

    Args:
        ratings: whole numbers from 1 to 9, one a rater; recused members left out.

    Raises:
        ValueError: nobody rated, or a rating is not a whole number from 1 to 9.
    """
    _check(ratings)
    low, middle, high = _by_region(ratings)
    raters, middle_value = len(ratings), median(ratings)
    split = disagreement_threshold(raters)
    disagreement = low >= split and high >= split
    outside = raters - (low, middle, high)[_region(middle_value)]
    ipr, ipras = spread(ratings)
    return PanelResult(
        raters=raters,
        median=middle_value,
        low=low,
        middle=middle,
        high=high,
        disagreement=disagreement,
        agreement=outside < split,
        verdict=_verdict(middle_value, disagreement=disagreement),
        ipr=ipr,
        ipras=ipras,
        ipras_disagreement=ipr > ipras,
        consensus=consensus(ratings),
        small_panel=raters < SMALL_PANEL,
    )


def consensus(ratings: Sequence[int]) -> Consensus:
    """Return what the 70/15 rule of Delphi panels says."""
    low, _middle, high = _by_region(ratings)
    lows, highs = Fraction(low, len(ratings)), Fraction(high, len(ratings))
    if highs >= DELPHI_CONSENSUS and lows < DELPHI_OPPOSED:
        return Consensus.IN
    if lows >= DELPHI_CONSENSUS and highs < DELPHI_OPPOSED:
        return Consensus.OUT
    return Consensus.NONE


def distribution(ratings: Sequence[int]) -> tuple[int, ...]:
    """Return how many gave each rating, from 1 to 9."""
    return tuple(ratings.count(value) for value in range(LOWEST, HIGHEST + 1))


def may_show_distribution(raters: int) -> bool:
    """Tell whether enough people rated for the bars to point at nobody."""
    return raters >= SMALL_PANEL


def _check(ratings: Sequence[int]) -> None:
    if not ratings:
        raise ValueError("nobody rated")
    for value in ratings:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"not a whole number: {value!r}")  # noqa: TRY004
        if not LOWEST <= value <= HIGHEST:
            raise ValueError(f"not from {LOWEST} to {HIGHEST}: {value}")


def _by_region(ratings: Sequence[int]) -> tuple[int, int, int]:
    regions = [_region(Fraction(value)) for value in ratings]
    return regions.count(0), regions.count(1), regions.count(2)


def _region(value: Fraction) -> int:
    """Return 0, 1 or 2 for 1-3, 4-6, 7-9; half points go up."""
    whole = -(-value.numerator // value.denominator)
    return (whole - 1) // REGION


def _verdict(middle_value: Fraction, *, disagreement: bool) -> Verdict:
    if disagreement:
        return Verdict.UNCERTAIN
    return (Verdict.NOT_PRIORITY, Verdict.UNCERTAIN, Verdict.PRIORITY)[
        _region(middle_value)
    ]
