"""Scores over the questions of one domain: what a person's answers come to.

A score is the mean of what was answered, if at least two thirds of the questions were.
Answers count by their place in ``points``, from 1; whatever is not among these ("does
not apply", none given) is no answer. Exact fractions: 3.5 is 3.5, and not above it.

Source: the rule of New York City for the MHSIP adult survey (``docs/methods.md``).
"""

from collections.abc import Mapping
from fractions import Fraction

from surveys.instruments.items import Item
from surveys.instruments.options import Value

NEEDED = Fraction(2, 3)
"""The least part of the questions that must be answered."""


def fewest_answered(questions: int) -> int:
    """Return of how many answers at least a score over so many questions is made."""
    return -(-questions * NEEDED.numerator // NEEDED.denominator)


def mean_of(total: int, answered: int, questions: int) -> Fraction | None:
    """Return the score of somebody whose answers add up to ``total``, or None.

    Args:
        total: the sum of their points.
        answered: how many questions they answered.
        questions: how many there are.
    """
    if not answered or answered < fewest_answered(questions):
        return None
    return Fraction(total, answered)


def score_of(score: Item, answers: Mapping[str, Value]) -> Fraction | None:
    """Return what somebody's answers come to; None where too few were given."""
    places = {code: place for place, code in enumerate(score.points, 1)}
    given = (answers.get(key) for key in score.score_of)
    said = [places[each] for each in given if isinstance(each, str) and each in places]
    return mean_of(sum(said), len(said), len(score.score_of))


def band_of(score: Item, value: Fraction | None) -> str | None:
    """Return the band that a score belongs to; None without a score."""
    if value is None:
        return None
    return next((band.key for band in score.bands if band.holds(value)), None)
