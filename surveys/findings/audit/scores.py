"""What a score and the questions that it is worked out of say of each other.

A score is a function of one person's answers, and only sums over people are known. So
each relation weighs answers, knows between which two numbers that comes for anybody in
a band, and adds up: the weighed answers of some people are at least Σ low · people of
each band, and at most Σ high · people. Whoever has no score is in a band of their own.
That holds in every wave, whatever is weighed. Weighed are the sums that bands are made
of, how many answers somebody gave, how many from some point on, and whether one
question alone can have been answered so.

Not everything that follows is found so: an unknown for each combination of answers
would tell more, and eight questions have more than a million of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from math import floor

Extremes = Mapping[str, tuple[int, int]]
"""By band, the least and the most that somebody in it can come to."""


@dataclass(frozen=True)
class Way:
    """One way to be in a band: so many answers that add up to one of these sums."""

    answered: int
    least: int
    most: int


@dataclass(frozen=True)
class Relation:
    """Questions of a score, what each answer to them weighs, and what bands allow.

    ``weights`` has one number a point, the lowest first.
    """

    questions: tuple[str, ...]
    weights: Sequence[int]
    extremes: Extremes

    @property
    def says_something(self) -> bool:
        """Tell whether it is more than that an answer is given or not."""
        allowed = set(self.extremes.values())
        return len(self.questions) > 1 or allowed != {(0, 1)}


@dataclass(frozen=True)
class Score:
    """How a score is worked out: of which questions, and which answers from 1 point up.

    ``bands`` has the two ends of each, above the one and up to the other; ``without``
    is the code of those who gave fewer than ``fewest`` answers.
    """

    questions: tuple[str, ...]
    points: tuple[str, ...]
    fewest: int
    bands: Mapping[str, tuple[Fraction | None, Fraction | None]]
    without: str

    @cached_property
    def ways(self) -> Mapping[str, Sequence[Way]]:
        """All ways to be in each band; no score is the last of them."""
        many, points = len(self.questions), len(self.points)
        found = {
            band: [
                way
                for answered in range(self.fewest, many + 1)
                for way in [_way(answered, ends, points)]
                if way.least <= way.most
            ]
            for band, ends in self.bands.items()
        }
        silent = [Way(n, n, n * points) for n in range(self.fewest)]
        return found | {self.without: silent}

    @cached_property
    def relations(self) -> Sequence[Relation]:
        """Every relation between the score and its questions that says something."""
        found = [*_of_sums(self), *_of_all(self), *_of_each(self)]
        return [each for each in found if each.says_something]


def _way(
    answered: int, ends: tuple[Fraction | None, Fraction | None], points: int
) -> Way:
    above, up_to = ends
    least = answered if above is None else floor(above * answered) + 1
    most = answered * points if up_to is None else floor(up_to * answered)
    return Way(answered, max(answered, least), min(answered * points, most))


def _of_sums(score: Score) -> Iterator[Relation]:
    """Weigh each answer by its point less an end of a band."""
    points = range(1, len(score.points) + 1)
    ends = {end for pair in score.bands.values() for end in pair if end is not None}
    for end in sorted(ends | {Fraction(1), Fraction(len(points))}):
        weights = [end.denominator * point - end.numerator for point in points]
        yield _over_all(score, weights, partial(_sum_less, end))


def _of_all(score: Score) -> Iterator[Relation]:
    """Weigh all answers alike, then only those from some point on."""
    points = range(1, len(score.points) + 1)
    for start in points:
        weights = [int(point >= start) for point in points]
        yield _over_all(score, weights, partial(_from, start, len(points)))


def _of_each(score: Score) -> Iterator[Relation]:
    """Weigh the high, and the low, answers to one question at a time."""
    most = len(score.points)
    for start in range(1, most + 1):
        for low, high in ((start, most), (1, start - 1)):
            weights = [int(low <= point <= high) for point in range(1, most + 1)]
            allowed = _extremes(score, partial(_of_one, score, low, high))
            for key in score.questions if low <= high else ():
                yield Relation((key,), weights, allowed)


def _over_all(
    score: Score, weights: Sequence[int], of_way: Callable[[Way], tuple[int, int]]
) -> Relation:
    return Relation(score.questions, weights, _extremes(score, of_way))


def _extremes(score: Score, of_way: Callable[[Way], tuple[int, int]]) -> Extremes:
    found = {
        band: list(zip(*map(of_way, ways), strict=True))
        for band, ways in score.ways.items()
        if ways
    }
    return {band: (min(lows), max(highs)) for band, (lows, highs) in found.items()}


def _sum_less(end: Fraction, way: Way) -> tuple[int, int]:
    less = end.numerator * way.answered
    return end.denominator * way.least - less, end.denominator * way.most - less


def _from(start: int, points: int, way: Way) -> tuple[int, int]:
    """Return how few, and how many, answers from a point on somebody can give."""
    if start == 1:
        return way.answered, way.answered
    able = [
        high
        for high in range(way.answered + 1)
        for low in [way.answered - high]
        # What so many high answers and the others can add up to has no gaps.
        if high * start + low <= way.most
        and high * points + low * (start - 1) >= way.least
    ]
    return min(able), max(able)


def _of_one(score: Score, low: int, high: int, way: Way) -> tuple[int, int]:
    """Return whether one question must, and can, be answered from low to high."""
    most = len(score.points)
    otherwise = (
        way.answered < len(score.questions)
        or _may_be(way, 1, low - 1, most)
        or _may_be(way, high + 1, most, most)
    )
    return int(not otherwise), int(_may_be(way, low, high, most))


def _may_be(way: Way, low: int, high: int, points: int) -> bool:
    """Tell whether one of somebody's answers can be from low to high."""
    others = way.answered - 1
    return (
        others >= 0
        and low <= high
        and low + others <= way.most
        and high + others * points >= way.least
    )
