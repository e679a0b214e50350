"""What to say first of a wave: where groups differ most, and what changed most.

A difference is told only if its range leaves no difference out; how many figures were
compared is told with it, because of many comparisons some are large by chance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from surveys.findings.frozen_body import Body
from surveys.findings.messages import message_of
from surveys.findings.reading.differences import (
    Difference,
    Figure,
    answers_of,
    difference,
    figure_at,
    groups_of,
    reference_of,
)
from surveys.findings.reading.scales import sides_of

MOST_TOLD = 5
MAJORITY = 0.5


@dataclass(frozen=True)
class Gap:
    """A group whose share of an answer is far from that of the group compared with.

    ``column``, ``group`` and ``reference`` are places in the body.
    """

    body: Body
    column: int
    group: int
    reference: int
    ours: Figure
    theirs: Figure
    apart: Difference


@dataclass(frozen=True)
class Change:
    """An answer whose share is another than in an earlier wave.

    ``column`` is its place in ``body``, that of the later wave.
    """

    body: Body
    column: int
    before: Figure
    after: Figure
    apart: Difference


One = TypeVar("One", Gap, Change)


@dataclass(frozen=True)
class Told(Generic[One]):
    """What is told, the largest first, and out of how many comparisons."""

    largest: tuple[One, ...]
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


def gaps_in(body: Body) -> list[Gap]:
    """Return how each group's share of each answer differs from the reference's."""
    reference = reference_of(body)
    if reference is None:
        return []
    return [
        Gap(body, column, group, reference, ours, theirs, difference(theirs, ours))
        for column in answers_of(body)
        for group in groups_of(body)
        if group != reference
        if (theirs := figure_at(body, reference, column)) is not None
        if (ours := figure_at(body, group, column)) is not None
    ]


def largest_gaps(bodies: Iterable[Body]) -> Told[Gap]:
    """Return the largest gaps that are hardly chance, at most one a question."""
    found: dict[str, list[Gap]] = {}
    for body in bodies:
        found.setdefault(body["item"]["key"], []).extend(gaps_in(body))
    return Told(_first_of_each(found.values()), sum(map(len, found.values())))


def changes_in(earlier: Body, body: Body) -> list[Change]:
    """Return how everybody's share of each answer changed between two waves.

    Nothing where the question is another one: what changed is then the question.
    Nor of an answer that was merged with others in one of both.
    """
    if not is_same_question(earlier, body) or not earlier["rows"] or not body["rows"]:
        return []
    places = {each["key"]: place for place, each in enumerate(earlier["columns"])}
    return [
        Change(body, column, before, after, difference(before, after))
        for column in answers_of(body)
        for key in [body["columns"][column]["key"]]
        if key in places
        if (before := figure_at(earlier, 0, places[key])) is not None
        if (after := figure_at(body, 0, column)) is not None
    ]


def largest_changes(pairs: Iterable[tuple[Body, Body]]) -> Told[Change]:
    """Return the largest changes that are hardly chance, at most one a question.

    ``pairs`` are the same question's tables, of the earlier and of the later wave.
    """
    found = [changes_in(earlier, body) for earlier, body in pairs]
    return Told(_first_of_each(found), sum(map(len, found)))


def is_same_question(one: Body, other: Body) -> bool:
    """Tell whether two tables of a question can stand in one series."""
    asked = [(b["item"]["key"], b["item"]["version"]) for b in (one, other)]
    return asked[0] == asked[1] and bool(one["share_of"] == other["share_of"])


def _first_of_each(found: Iterable[Sequence[One]]) -> tuple[One, ...]:
    sure = [[each for each in some if not each.apart.may_be_chance] for some in found]
    largest = [max(some, key=_size) for some in sure if some]
    return tuple(sorted(largest, key=_size, reverse=True)[:MOST_TOLD])


def _size(each: Gap | Change) -> float:
    return abs(each.apart.change)
