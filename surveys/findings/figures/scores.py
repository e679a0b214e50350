"""Scores over the questions of one domain, and who agrees.

A score is the mean of what was answered, if at least two thirds of the questions were.
It is worked out of a person's answers, so no frozen table can give it: whoever holds
the answers calls this, and bands the scores through the gate like any number.

Source: the rule of New York City for the MHSIP adult survey (``docs/methods.md``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveys.findings.intervals import wilson

NEEDED = Fraction(2, 3)
AGREE_ABOVE = 3.5
"""On a scale from 1 to 5 on which 5 is best."""


@dataclass(frozen=True)
class AgreeShare:
    """Who scored above the line, of those with a score; the others are counted."""

    people: int
    base: int
    share: float
    low: float
    high: float
    without_score: int


def scale_score(
    values: Sequence[float | None], needed: Fraction = NEEDED
) -> float | None:
    """Return the mean of a person's answers, or None where too few were given.

    Args:
        values: one a question of the domain; None where there is no answer, or it
            does not apply.
        needed: the least part of the questions that must be answered.
    """
    said = [value for value in values if value is not None]
    if not said or len(said) < needed * len(values):
        return None
    return sum(said) / len(said)


def agree_share(
    scores: Iterable[float | None], above: float = AGREE_ABOVE
) -> AgreeShare | None:
    """Return how many scored above a line; None where nobody has a score."""
    everybody = list(scores)
    known = [score for score in everybody if score is not None]
    if not known:
        return None
    people, base = sum(score > above for score in known), len(known)
    low, high = wilson(people, base)
    return AgreeShare(people, base, people / base, low, high, len(everybody) - base)
