"""What to say first of a wave: where groups differ most, and what changed most.

A difference is told only if chance alone would hardly make it; how many figures were
compared is told with it, because of many comparisons some are large by chance.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveys.findings.equity.beside import gaps_beside
from surveys.findings.figures.between_waves import changes_beside
from surveys.findings.figures.differences import Difference
from surveys.findings.figures.shown import ShownShare
from surveys.findings.figures.side_by_side import (
    Compared,
    with_earlier,
    with_reference,
)
from surveys.findings.frozen_body import Body
from surveys.findings.messages import message_of
from surveys.findings.reading.scales import sides_of

MOST_TOLD = 5
MAJORITY = 0.5


@dataclass(frozen=True)
class Contrast:
    """A share that is shown, and the one that it is told beside.

    That of the group compared with, or that of an earlier wave. ``row`` and ``column``
    are places in the body.
    """

    body: Body
    row: int
    column: int
    share: ShownShare
    beside: ShownShare
    apart: Difference


@dataclass(frozen=True)
class Told:
    """What is told, the largest first, and out of how many comparisons."""

    largest: tuple[Contrast, ...]
    compared: int


def strongest(bodies: Iterable[Body]) -> list[Body]:
    """Return the tables in which more than half agree, the clearest first.

    On a labelled scale those agree who are on the same side of its middle.
    """
    agreed = [(leading_share(body), body) for body in bodies]
    clear = [each for each in agreed if each[0] > MAJORITY]
    return [body for _share, body in sorted(clear, key=lambda e: -e[0])][:MOST_TOLD]


def leading_share(body: Body) -> float:
    """Return the share of everybody that a sentence about a table says first."""
    sides = sides_of(body, 0)
    if sides:
        return max(side.share for side in sides)
    said = message_of(body)
    return said.share if said else 0.0


def gaps_in(body: Body) -> list[Contrast]:
    """Return how each group's share of each answer differs from the reference's."""
    return list(_both_shown(body, with_reference(body)))


def sure_gaps(body: Body) -> list[Contrast]:
    """Return those of them that are hardly chance."""
    return _sure(body, with_reference(body))


def _sure(body: Body, compared: Sequence[Compared]) -> list[Contrast]:
    tested = gaps_beside(body, compared)
    return [
        each
        for each in _both_shown(body, compared)
        if tested
        and not tested.may_be_chance(body["rows"][each.row]["key"], each.column)
    ]


def largest_gaps(bodies: Iterable[Body]) -> Told:
    """Return the largest gaps that are hardly chance, at most one a question."""
    found: dict[str, list[Contrast]] = {}
    compared = 0
    for body in bodies:
        beside = with_reference(body)
        found.setdefault(body["item"]["key"], []).extend(_sure(body, beside))
        compared += sum(1 for _each in _both_shown(body, beside))
    return Told(_first_of_each(found.values()), compared)


def changes_in(earlier: Body, body: Body) -> list[Contrast]:
    """Return how everybody's share of each answer changed between two waves.

    Nothing where the question is another one: what changed is then the question.
    Nor of an answer that was merged with others in one of both.
    """
    return list(_both_shown(body, with_earlier(earlier, body)))


def sure_changes(earlier: Body, body: Body, *, is_declared: bool) -> list[Contrast]:
    """Return those of them that are hardly chance."""
    tested = changes_beside(earlier, body, is_declared=is_declared)
    sure = (each for each in tested.compared if not tested.may_be_chance(each))
    return list(_both_shown(body, sure))


def largest_changes(
    pairs: Iterable[tuple[Body, Body]], declared: Collection[str] = ()
) -> Told:
    """Return the largest changes that are hardly chance, at most one a question.

    ``pairs`` are the same question's tables, of the earlier and of the later wave;
    ``declared`` are the questions that are asked to be compared.
    """
    sure, compared = [], 0
    for earlier, body in pairs:
        is_declared = body["item"]["key"] in declared
        sure.append(sure_changes(earlier, body, is_declared=is_declared))
        compared += len(changes_in(earlier, body))
    return Told(_first_of_each(sure), compared)


def _both_shown(body: Body, compared: Iterable[Compared]) -> Iterator[Contrast]:
    for each in compared:
        if each.share and each.beside and each.apart:
            yield Contrast(
                body, each.row, each.column, each.share, each.beside, each.apart
            )


def _first_of_each(found: Iterable[Sequence[Contrast]]) -> tuple[Contrast, ...]:
    largest = [max(some, key=_size) for some in found if some]
    return tuple(sorted(largest, key=_size, reverse=True)[:MOST_TOLD])


def _size(each: Contrast) -> float:
    return abs(each.apart.change)
