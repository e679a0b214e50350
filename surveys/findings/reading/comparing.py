"""One frozen table beside another: groups with one of them, or two waves.

Answers and groups are matched by key. What one of both tables hides or has merged
stays without a figure beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveys.findings.frozen_body import Body
from surveys.findings.reading.differences import (
    Difference,
    Figure,
    answers_of,
    difference,
    figure_at,
    groups_of,
    reference_of,
)
from surveys.findings.reading.telling import is_same_question

Cell = tuple[int, int]
"""The places of a row and a column."""

MOST_PANELS = 5
"""Answers that one picture of gaps shows; its table has them all."""


@dataclass(frozen=True)
class Compared:
    """A published share and the one that it is compared with.

    ``row`` and ``column`` are its places in the table; a share that is not shown is
    None, and so is what cannot be worked out without it.
    """

    row: int
    column: int
    share: Figure | None
    beside: Figure | None
    apart: Difference | None

    @property
    def may_be_chance(self) -> bool:
        """Tell whether chance could explain it; so it is where nothing is known."""
        return self.apart is None or self.apart.may_be_chance


def with_reference(body: Body) -> list[Compared]:
    """Return each group's shares beside those of the group compared with.

    Empty where fewer than two groups are shown.
    """
    reference = reference_of(body)
    if reference is None:
        return []
    rows = [row for row in groups_of(body) if row != reference]
    beside = {
        (row, column): figure_at(body, reference, column)
        for row in rows
        for column in answers_of(body)
    }
    return _compared(body, rows, beside)


def with_earlier(earlier: Body, body: Body) -> list[Compared]:
    """Return the shares of a wave beside those of an earlier one.

    Of everybody, or of each group where the tables are by groups. Empty where the
    question is another one.
    """
    if not is_same_question(earlier, body):
        return []
    before = _by_keys(earlier)
    rows = groups_of(body) if body["breakdown"] else list(range(len(body["rows"]))[:1])
    beside = {
        (row, column): before.get(
            (body["rows"][row]["key"], body["columns"][column]["key"])
        )
        for row in rows
        for column in answers_of(body)
    }
    return _compared(body, rows, beside)


def farthest_apart(compared: Iterable[Compared]) -> list[int]:
    """Return the columns to draw: those that differ most, in the table's order."""
    size: dict[int, float] = {}
    for each in compared:
        apart = abs(each.apart.change) if each.apart else -1.0
        size[each.column] = max(size.get(each.column, -1.0), apart)
    return sorted(sorted(size, key=lambda column: -size[column])[:MOST_PANELS])


def _compared(
    body: Body, rows: Sequence[int], beside: Mapping[Cell, Figure | None]
) -> list[Compared]:
    found = []
    for row in rows:
        for column in answers_of(body):
            ours, theirs = figure_at(body, row, column), beside[row, column]
            apart = difference(theirs, ours) if ours and theirs else None
            found.append(Compared(row, column, ours, theirs, apart))
    return found


def _by_keys(body: Body) -> dict[tuple[str, str], Figure | None]:
    return {
        (line["key"], head["key"]): figure_at(body, row, column)
        for row, line in enumerate(body["rows"])
        for column, head in enumerate(body["columns"])
    }
