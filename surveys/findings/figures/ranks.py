"""A question that has options put in order: mean rank and Borda points, with intervals.

Borda: of M options the first place gives M - 1 points, the last none; an option that a
person did not place gives none either. The mean rank is of those who placed it, and
their number stands beside it: an option that few place, and place high, is not first.

Source: Emerson, *The original Borda count and partial voting* (2013), for the places
that are left empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.findings.figures.distribution import Distribution, Mean
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.frozen_body import EVERYBODY, Body

Positions = Mapping[str, Mapping[int, int | None]]
"""People by option and place, the first place being 1; None where hidden."""


@dataclass(frozen=True)
class Ranked:
    """One option: its mean place among those who placed it, and its points a person.

    ``first`` is who put it first. ``rank`` and ``points`` are None where fewer than
    two people are behind them.
    """

    key: str
    placed: int
    first: int
    rank: Mean | None
    points: Mean | None


@dataclass(frozen=True)
class Ranking:
    """All options of a question, most points first.

    ``people`` placed at least one; ``places`` has, by option, how many gave it the
    first place, the second, and so on.
    """

    options: tuple[Ranked, ...]
    people: int
    places: Mapping[str, tuple[int, ...]]


def ranking_of(body: Body, group: str = EVERYBODY) -> Ranking | NotGiven:
    """Return what a frozen table says of the places; of everybody only.

    The body keeps them in ``ranks`` where every one of them may be shown.
    """
    if group != EVERYBODY:
        return NotGiven(WhyNot.NO_GROUP)
    ranks = body.get("ranks")
    if ranks is None:
        return NotGiven(WhyNot.HIDDEN)
    places = {
        code: tuple(counts)
        for code, counts in zip(ranks["options"], ranks["counts"], strict=True)
    }
    numbered = {code: dict(enumerate(row, 1)) for code, row in places.items()}
    found = ranks_of(numbered, ranks["people"])
    if isinstance(found, NotGiven):
        return found
    return Ranking(found, ranks["people"], places)


def ranks_of(positions: Positions, people: int) -> tuple[Ranked, ...] | NotGiven:
    """Return all options, most points first; of equals in the order given.

    Args:
        positions: of every option that could be placed.
        people: who placed at least one.

    Raises:
        ValueError: an option was placed by more people than there are.
    """
    if any(count is None for places in positions.values() for count in places.values()):
        return NotGiven(WhyNot.HIDDEN)
    if people < 1:
        return NotGiven(WhyNot.NOBODY)
    found = [
        _ranked(
            key, {place: n or 0 for place, n in places.items()}, people, len(positions)
        )
        for key, places in positions.items()
    ]
    return tuple(
        sorted(found, key=lambda each: -(each.points.mean if each.points else 0))
    )


def _ranked(key: str, places: Mapping[int, int], people: int, options: int) -> Ranked:
    placed = sum(places.values())
    if placed > people:
        raise ValueError(f"{key} was placed more often than there are people")
    points = [(float(options - place), n) for place, n in places.items()]
    return Ranked(
        key,
        placed,
        places.get(1, 0),
        Distribution.of((float(place), n) for place, n in places.items()).mean,
        Distribution.of([*points, (0.0, people - placed)]).mean,
    )
