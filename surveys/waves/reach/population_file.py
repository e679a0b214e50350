"""Reads how many people live here by group, from CSV, against a wave's plan.

The columns are ``breakdown,group,people,source``; the first two are keys of the
plan, the last says where the figure is from::

    breakdown,group,people,source
    age,18_24,5200,"Census 2021, table A1"
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import Invalid
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.plan import Plan

COLUMNS = ["breakdown", "group", "people", "source"]
LARGEST = 2**31 - 1
LONGEST_SOURCE = 200


@dataclass(frozen=True)
class Figure:
    """How many people of a group live here, and who says so."""

    breakdown: str
    group: str
    people: int
    source: str


REASONS = {
    "population.group": "The plan has no such group.",
    "population.people": "The number of people must be a whole number.",
    "population.source": "The source is missing, or longer than 200 letters.",
}


def figure(plan: Plan, cells: list[str]) -> Figure:
    """Return a figure from the four texts of a line, in the order of the columns.

    Raises:
        Invalid: one of them does not hold.
    """
    breakdown, group, people, source = (cell.strip() for cell in cells)
    if (breakdown, group) not in groups(plan):
        raise Invalid("population.group")
    # Python refuses to read thousands of digits.
    if not people.isdecimal() or len(people) > 12 or int(people) > LARGEST:
        raise Invalid("population.people")
    if not source or len(source) > LONGEST_SOURCE:
        raise Invalid("population.source")
    return Figure(breakdown, group, int(people), source)


def groups(plan: Plan) -> list[tuple[str, str]]:
    """Return each breakdown and group that a figure may be about."""
    return [
        (breakdown.key, group.key)
        for breakdown in plan.breakdowns
        for group in breakdown.groups
        if not group.missing
    ]


def read_population(name: str, text: str, plan: Plan) -> list[Figure]:
    """Return all figures of a file.

    Raises:
        FileRefused: a line does not hold, or a group stands there twice.
    """
    found = dict(_lines(name, text, plan))
    if not found:
        raise FileRefused(name, "", "There is no figure in this file.")
    return list(found.values())


def _lines(
    name: str, text: str, plan: Plan
) -> Iterator[tuple[tuple[str, str], Figure]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    if next(reader, None) != COLUMNS:
        raise FileRefused(name, "line 1", f"The columns must be {','.join(COLUMNS)}.")
    seen: set[tuple[str, str]] = set()
    for cells in filter(None, reader):
        place = f"line {reader.line_num}"
        if len(cells) != len(COLUMNS):
            raise FileRefused(name, place, "There must be four values.")
        try:
            found = figure(plan, cells)
        except Invalid as error:
            raise FileRefused(name, place, REASONS[error.code]) from None
        key = (found.breakdown, found.group)
        if key in seen:
            raise FileRefused(name, place, "This group stands there twice.")
        seen.add(key)
        yield key, found
