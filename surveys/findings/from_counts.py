"""People made up so that they give the very counts of a wave that kept no answers.

The gate looks at counts only, and at each question by one grouping at the most
(``surveys.waves.counting``): any people with these counts make the same tables.
"""

from collections.abc import Mapping, Sequence

from surveys.findings.tabulate import Bitmap, Tabulation
from surveys.instruments.questionnaire import Instrument, Item
from surveys.waves.counting.cells import (
    EVERYBODY,
    NO_ANSWER,
    PEOPLE,
    Cell,
    breakdown_of,
    counted_items,
)
from surveys.waves.plan import Attribute, Plan

Part = tuple[str, int, int]
"""A group, where its people begin, and how many they are."""


def tabulation_of(
    counts: Mapping[Cell, int], instrument: Instrument, plan: Plan
) -> Tabulation:
    """Return what all declared tables of a wave are made from."""
    groups = _groups(counts)
    people = sum(number for _group, _first, number in groups)
    codes = {
        item.key: _marks(counts, item, groups if by else [(EVERYBODY, 0, people)])
        for item in counted_items(plan)
        for by in [breakdown_of(plan, item)]
    }
    attributes: dict[str, dict[str, Bitmap]] = {each: {} for each in Attribute}
    for breakdown in plan.breakdowns:
        found = {group: _run(first, number) for group, first, number in groups}
        if isinstance(breakdown.source, Item):
            codes[breakdown.source.key] = found
        elif isinstance(breakdown.source, Attribute):
            attributes[breakdown.source] = found
    return Tabulation(people, codes, attributes, instrument)


def _groups(counts: Mapping[Cell, int]) -> list[Part]:
    """Return the groups of people, one after the other."""
    parts: list[Part] = []
    first = 0
    for cell, number in sorted(counts.items()):
        if cell.item == PEOPLE:
            parts.append((cell.group, first, number))
            first += number
    return parts


def _marks(
    counts: Mapping[Cell, int], item: Item, parts: Sequence[Part]
) -> dict[str, Bitmap]:
    """Give each answer to as many people of each part as gave it.

    They sit in a ring: whoever ticked several sits beside others who did, and
    nobody who answered is left without an answer.
    """
    marks: dict[str, Bitmap] = {}
    for group, first, number in parts:
        of_group = {
            cell.answer: people
            for cell, people in counts.items()
            if (cell.item, cell.group) == (item.key, group)
        }
        answered, seat = number - of_group.pop(NO_ANSWER, 0), 0
        for answer, people in sorted(of_group.items()):
            before_the_end = min(people, answered - seat)
            ring = _run(seat, before_the_end) | _run(0, people - before_the_end)
            marks[answer] = marks.get(answer, 0) | ring << first
            seat = (seat + people) % answered
    return marks


def _run(first: int, number: int) -> Bitmap:
    """Return so many bits in a row."""
    return ((1 << number) - 1) << first
