"""Which single cells of a question by groups to hide, where whole rows would be more.

Bases and column totals are public, and so are the cells that are shown. Which cells
are hidden follows from these and from where the small cells are, and from nothing else:
what a hidden cell holds never decides whether another is hidden beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.secondary import Need, secondary
from core.suppression import DisclosureRule, Line, total_of

Place = tuple[int, int]
"""Row and column, each counted from the fewest people on."""

MOST_AT_ONCE = 240
"""Small cells times cells of a table that is solved in one programme."""

MOST_CHOICES = 32
"""Programmes solved for one table and for those that could be behind its page."""


class TooManyChoices(Exception):
    """So many programmes were solved that another one is not worth its time."""


@dataclass(frozen=True)
class Grid:
    """All that the choice of cells depends on.

    Source of the two numbers that stand for counts: a small cell may be empty, and any
    other that is hidden holds at least as many people as the rule wants in a cell. With
    that unit, a cell is protected if it can fall by one and rise by one.
    """

    bases: tuple[int, ...]
    totals: tuple[int, ...]
    small: frozenset[Place]
    empty: frozenset[Place]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All cells, row by row."""
        columns = range(len(self.totals))
        return tuple((row, c) for row in range(len(self.bases)) for c in columns)

    def weight(self, place: Place) -> int:
        """Say how many people one would expect in a cell who knows the margins."""
        row, column = place
        people = self.bases[row] * self.totals[column] / max(1, sum(self.totals))
        return max(1, round(people))

    def solved(self) -> frozenset[Place] | None:
        """Return the cells to hide; ``None`` if that cannot be done.

        In one programme, or in a large table in one for each small cell, in which
        what is hidden already costs nothing more.
        """
        small = [place for place in self.places if place in self.small]
        if len(small) * len(self.places) <= MOST_AT_ONCE:
            return self._beside(small, frozenset())
        hidden = self.small
        for place in small:
            found = self._beside([place], hidden)
            if found is None:
                return None
            hidden |= found
        return hidden

    def _beside(
        self, small: Sequence[Place], hidden: frozenset[Place]
    ) -> frozenset[Place] | None:
        """Return small cells with the company they need, best of what is hidden."""
        least = {place: int(place not in self.small) for place in self.places}
        rows = [
            {place: 1 for place in self.places if place[0] == row}
            for row in range(len(self.bases))
        ]
        columns = [
            {place: 1 for place in self.places if place[1] == column}
            for column in range(len(self.totals))
        ]
        free = [p for p in self.places if p not in self.small | self.empty]
        costs = {place: self.weight(place) for place in free}
        return secondary(
            least,
            [*rows, *columns],
            {place: Need(1, 1) for place in small},
            costs | dict.fromkeys(hidden, 0),
            {place: number + 1 for place, number in least.items()},
        )


Choose = Callable[[Grid], frozenset[Place] | None]


class Chooser:
    """Chooses the cells of one table, each choice once, and so many at most."""

    def __init__(self, most: int = MOST_CHOICES) -> None:
        """Have chosen nothing yet."""
        self._left = most
        self._known: dict[Grid, frozenset[Place] | None] = {}

    def __call__(self, grid: Grid) -> frozenset[Place] | None:
        """Return the cells to hide.

        Raises:
            TooManyChoices: there were so many that another is not made.
        """
        if grid not in self._known:
            if not self._left:
                raise TooManyChoices
            self._left -= 1
            self._known[grid] = grid.solved()
        return self._known[grid]


@dataclass(frozen=True)
class Choice:
    """What is hidden of a table.

    The groups in ``shut`` show nothing, not how many they are, and stand together as
    one line, whose key is empty. ``cells`` are hidden in that line and the others.
    """

    shut: frozenset[str]
    cells: frozenset[tuple[str, int]]


def cells_to_hide(
    lines: Mapping[str, Line],
    names: Sequence[str],
    rule: DisclosureRule,
    *,
    unknown: frozenset[str],
    choose: Choose,
) -> Choice | None:
    """Choose the single cells of a table to hide.

    Args:
        lines: by group; none has an empty key.
        names: of the columns; they settle the order of equals.
        rule: how many people a number must hold.
        unknown: groups of which nobody knows how many they are.
        choose: what solves the programme.

    Returns:
        ``None`` where only whole lines can protect: a group in which nearly all gave
        one answer, or hidden groups that are too few together.
    """
    shut = frozenset(unknown | {k for k, line in lines.items() if _is_few(line, rule)})
    known = {key: line for key, line in lines.items() if key not in shut}
    if shut:
        known[""] = total_of(lines[key] for key in shut)
        if len(shut) == 1 or _is_few(known[""], rule):
            return None
    if any(_is_alike(line, rule) for line in known.values()):
        return None
    rows = sorted(known, key=lambda key: (known[key].base, key))
    totals = total_of(known.values()).counts
    columns = sorted(range(len(totals)), key=lambda c: (totals[c], names[c]))
    hidden = choose(_grid(known, rows, columns, rule))
    if hidden is None:
        return None
    return Choice(shut, frozenset((rows[row], columns[c]) for row, c in hidden))


def _grid(
    lines: Mapping[str, Line],
    rows: list[str],
    columns: list[int],
    rule: DisclosureRule,
) -> Grid:
    """Lay out what the choice depends on, in an order that the table has by itself."""
    counts = {
        (row, column): lines[key].counts[place]
        for row, key in enumerate(rows)
        for column, place in enumerate(columns)
    }
    totals = total_of(lines.values()).counts
    return Grid(
        tuple(lines[key].base for key in rows),
        tuple(totals[place] for place in columns),
        frozenset(place for place, people in counts.items() if rule.is_small(people)),
        frozenset(
            place
            for place, people in counts.items()
            if people == 0 and not rule.hide_zero
        ),
    )


def _is_few(line: Line, rule: DisclosureRule) -> bool:
    """Tell whether it may not be said how many people a line has, asked or not (P1)."""
    return line.base < rule.base or 0 < line.skipped < rule.base


def _is_alike(line: Line, rule: DisclosureRule) -> bool:
    """Tell whether nearly everybody in a line gave one answer (P3)."""
    return line.base - max(line.counts, default=0) < rule.concentration
