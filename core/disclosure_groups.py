"""Disclosure control of one question by the groups of one breakdown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from core.disclosure_cells import (
    Choice,
    Choose,
    Chooser,
    TooManyChoices,
    cells_to_hide,
)
from core.doubt import Place, leads_to_doubt, leaves_doubt, rings, swaps
from core.merging import (
    NONE_MISSING,
    Column,
    Level,
    Missing,
    Reason,
    parts_of,
    unions_of,
)
from core.protected import Breakdown, ProtectedTable, Row, nothing_but
from core.suppression import (
    STANDARD,
    DisclosureRule,
    Line,
    lines_to_hide,
    total_of,
)

Publish = Callable[[Mapping[Place, int]], ProtectedTable | None]
"""From the counts to a page, or none."""

MOST_CHECKED = 40
"""Tables that could be behind a page of whole lines, if their own did not hold."""

MOST_TABLES = 200
"""Tables that could be behind a page, and are looked at before it is given up."""


def protect_by_group(
    question: ProtectedTable,
    groups: ProtectedTable,
    breakdown: Breakdown,
    *,
    rule: DisclosureRule = STANDARD,
    levels: Sequence[Level] = (),
    missing: Missing = NONE_MISSING,
) -> ProtectedTable:
    """Protect the answers to one question by the groups of one breakdown.

    Args:
        question: as ``protect`` returned it; columns here are unions of its own.
        groups: the breakdown as ``protect_groups`` returned it.
        breakdown: the counts.
        rule: how many people a number must hold, and whether single cells may be
            hidden where that shows more people than hiding whole groups.
        levels: declared mergings of the answers, finest first; the one that
            shows most people is taken.
        missing: codes that may share a column with the least frequent answer.

    Returns:
        A row for every group, without numbers if hidden; ``None`` for a single
        cell that is. No rows, and reason ``NOTHING``, if no group can be shown.
    """
    if question.total.reason or groups.total.reason:
        return ProtectedTable((), nothing_but(question.total.base))
    parts = group_parts(groups)
    lines = {part.key: group_line(question.columns, part, breakdown) for part in parts}
    rare = frozenset(part.key for part in parts if part.reason)
    counts = dict(zip(question.columns, total_of(lines.values()).counts, strict=True))
    pages = _Pages(
        parts=parts,
        unions=tuple(unions_of(counts, levels, missing)),
        skipped={key: line.skipped for key, line in lines.items()},
        unknown=rare | (breakdown.hidden_before & lines.keys()),
        rule=rule,
        choose=Chooser() if rule.by_cell else None,
    )
    table = _page_in_doubt(_cells(lines), pages, question.columns, rule)
    return table or ProtectedTable((), nothing_but(question.total.base))


def _page_in_doubt(
    cells: Mapping[Place, int],
    pages: "_Pages",
    columns: Sequence[Column],
    rule: DisclosureRule,
) -> ProtectedTable | None:
    """Return a page; none if somebody could work a count back from it.

    Where single cells are hidden and one follows, whole lines are: then the tables
    that could be behind the page are those that would have come to it in this way.
    """
    in_doubt = partial(_is_in_doubt, pages=pages, columns=columns, rule=rule)
    table = pages.best(cells)
    if table is None or in_doubt(cells, table, pages.best):
        return table
    lines = pages.by_line(cells)
    if lines == table:
        return None

    left = iter(range(MOST_CHECKED))

    def checked(changed: Mapping[Place, int]) -> ProtectedTable | None:
        if pages.by_line(changed) != lines:
            return None
        found = pages.best(changed)
        if found in (lines, table):
            return lines
        ends = found is None or next(left, None) is None
        return None if ends or in_doubt(changed, found, pages.best) else lines

    return lines if lines and in_doubt(cells, lines, checked) else None


def _is_in_doubt(
    cells: Mapping[Place, int],
    table: ProtectedTable,
    publish: Publish,
    *,
    pages: "_Pages",
    columns: Sequence[Column],
    rule: DisclosureRule,
) -> bool:
    """Tell whether each hidden cell could have held another number of people.

    Single cells are chosen by where the small ones are, so tables that have them in
    the same places are asked first: they need no other choice. A page of single cells
    stands on those alone, for they all say the same of it.
    """
    keys = tuple(dict.fromkeys(key for key, _ in cells))
    alone = frozenset(_alone(table, columns))
    by_cell = any(row.base is not None and row.reason for row in table.rows)
    unseen = [cell for cell in cells if cell not in alone] if by_cell else []

    def moves(cell: Place) -> Iterator[Mapping[Place, int]]:
        # Whatever changes a cell that is shown alone changes the page.
        found = swaps(cell, keys, range(len(columns)), most=rule.base)
        yield from (move for move in found if alone.isdisjoint(move))
        yield from rings(cell, unseen, most=rule.cell)

    hidden = tuple(_unseen(table, columns, cells, rule))
    if not rule.by_cell:
        return leaves_doubt(cells, hidden, moves, publish)
    near = _near(cells, publish, pages)
    return (
        leaves_doubt(cells, hidden, moves, near)
        or leads_to_doubt(cells, hidden, moves, near, most=MOST_TABLES)
        or (not by_cell and leaves_doubt(cells, hidden, moves, _tried(publish)))
    )


def _near(cells: Mapping[Place, int], publish: Publish, pages: "_Pages") -> Publish:
    """Make pages of tables only that have their small cells where this one has them."""
    marks, tried = pages.marks(cells), _tried(publish)

    def near(changed: Mapping[Place, int]) -> ProtectedTable | None:
        return tried(changed) if pages.marks(changed) == marks else None

    return near


def _tried(publish: Publish) -> Publish:
    """Make a page, or none where that would take too many programmes."""

    def tried(changed: Mapping[Place, int]) -> ProtectedTable | None:
        try:
            return publish(changed)
        except TooManyChoices:
            return None

    return tried


def group_parts(groups: ProtectedTable) -> tuple[Column, ...]:
    """List the groups of a breakdown that has people in it, rare ones singly."""
    counts = zip(groups.columns, groups.total.counts, strict=True)
    return tuple(
        part
        for column, people in counts
        if people
        for part in (
            [Column(code, (code,), Reason.GROUP) for code in column.members]
            if column.reason
            else [column]
        )
    )


def group_line(columns: Sequence[Column], group: Column, breakdown: Breakdown) -> Line:
    """Count the people of one group column by column."""
    members = [breakdown.table.get(code, {}) for code in group.members]
    counts = tuple(
        sum(member.get(code, 0) for member in members for code in column.members)
        for column in columns
    )
    return Line(counts, sum(breakdown.skipped.get(code, 0) for code in group.members))


def _cells(lines: Mapping[str, Line]) -> dict[Place, int]:
    """Lay lines out cell by cell."""
    return {
        (key, place): people
        for key, line in lines.items()
        for place, people in enumerate(line.counts)
    }


@dataclass(frozen=True)
class _Pages:
    """The pages that a table could make: whole lines hidden, or single cells."""

    parts: Sequence[Column]
    unions: Sequence[Sequence[tuple[Column, tuple[int, ...]]]]
    skipped: Mapping[str, int]
    unknown: frozenset[str]
    rule: DisclosureRule
    choose: Choose | None

    def best(self, cells: Mapping[Place, int]) -> ProtectedTable | None:
        """Return the page that shows most people; of equals, one by lines."""
        table = self.by_line(cells)
        shown = _shown(table) if table else 0
        if self.choose is None or shown == sum(cells.values()):
            return table
        for columns, lines in self._merged(cells):
            if self._at_most(lines) <= shown:
                continue
            names = [column.key for column in columns]
            choice = cells_to_hide(
                lines, names, self.rule, unknown=self.unknown, choose=self.choose
            )
            page = choice and _table_by_cell(columns, self.parts, lines, choice)
            if page and _shown(page) > shown:
                table, shown = page, _shown(page)
        return table

    def marks(self, cells: Mapping[Place, int]) -> tuple[tuple[int, ...], ...]:
        """Tell which cells are empty, small and neither, for each union of columns."""
        return tuple(
            tuple(
                bool(people) + (not self.rule.is_small(people))
                for line in lines.values()
                for people in line.counts
            )
            for _, lines in self._merged(cells)
        )

    def _at_most(self, lines: Mapping[str, Line]) -> int:
        """Count the people in cells that would be shown if nothing kept company."""
        return sum(
            people
            for key, line in lines.items()
            for people in line.counts
            if key not in self.unknown and not self.rule.is_small(people)
        )

    def by_line(self, cells: Mapping[Place, int]) -> ProtectedTable | None:
        """Take the union of columns that shows most people, the finest of equals."""
        best, most = None, 0
        for columns, lines in self._merged(cells):
            hidden = lines_to_hide(lines, self.rule, unknown=self.unknown)
            shown = sum(line.base for key, line in lines.items() if key not in hidden)
            if shown > most:
                best, most = _table(columns, self.parts, lines, hidden), shown
        return best

    def _merged(
        self, cells: Mapping[Place, int]
    ) -> Iterator[tuple[list[Column], dict[str, Line]]]:
        """Yield the columns and lines of each union, the finest first."""
        for union in self.unions:
            lines = {
                part.key: Line(
                    tuple(
                        sum(cells[part.key, i] for i in places) for _, places in union
                    ),
                    self.skipped[part.key],
                )
                for part in self.parts
            }
            yield [column for column, _ in union], lines


def _shown(table: ProtectedTable) -> int:
    """Count the people in the cells of groups that a page shows."""
    return sum(people or 0 for row in table.rows for people in row.counts)


def _table(
    columns: Sequence[Column],
    parts: Sequence[Column],
    lines: Mapping[str, Line],
    hidden: frozenset[str],
) -> ProtectedTable:
    """Write down what is shown; a hidden group says no more than its size does."""
    dashes = (None,) * len(columns)
    rows = tuple(
        Row(part.key, part.members, None, dashes, part.reason or Reason.ANSWERS)
        if part.key in hidden
        else Row(part.key, part.members, lines[part.key].base, lines[part.key].counts)
        for part in parts
    )
    total = total_of(lines.values())
    rest = total_of(lines[key] for key in hidden) if hidden else None
    return ProtectedTable(
        tuple(columns),
        Row("", (), total.base, total.counts),
        rows,
        Row("rest", tuple(sorted(hidden)), rest.base, rest.counts) if rest else None,
    )


def _table_by_cell(
    columns: Sequence[Column],
    parts: Sequence[Column],
    lines: Mapping[str, Line],
    choice: Choice,
) -> ProtectedTable:
    """Write down what is shown where single cells are hidden."""

    def counts(key: str, line: Line) -> tuple[int | None, ...]:
        return tuple(
            None if (key, place) in choice.cells else people
            for place, people in enumerate(line.counts)
        )

    rows = []
    for part in parts:
        shown = counts(part.key, lines[part.key])
        why = Reason.ANSWERS if None in shown else None
        if part.key in choice.shut:
            shown, why = (None,) * len(columns), part.reason or Reason.ANSWERS
        base = None if part.key in choice.shut else lines[part.key].base
        rows.append(Row(part.key, part.members, base, shown, why))
    total = total_of(lines.values())
    rest = total_of(lines[key] for key in choice.shut) if choice.shut else None
    return ProtectedTable(
        tuple(columns),
        Row("", (), total.base, total.counts),
        tuple(rows),
        rest and Row("rest", tuple(sorted(choice.shut)), rest.base, counts("", rest)),
    )


def _alone(table: ProtectedTable, columns: Sequence[Column]) -> Iterator[Place]:
    """List the cells that stand on the page as they are."""
    for row in table.rows:
        for union, people in zip(table.columns, row.counts, strict=True):
            places = parts_of(union, columns)
            if people is not None and len(places) == 1:
                yield row.key, places[0]


def _unseen(
    table: ProtectedTable,
    columns: Sequence[Column],
    cells: Mapping[Place, int],
    rule: DisclosureRule,
) -> Iterator[Place]:
    """List the cells that are not on the page, but for zeros that follow from it."""
    alone = frozenset(_alone(table, columns))
    for row in table.rows:
        line = row if row.base is not None else table.rest
        for union, people in zip(
            table.columns, line.counts if line else (), strict=True
        ):
            follows = people == 0 and not rule.hide_zero
            for place in () if follows else parts_of(union, columns):
                if (row.key, place) not in alone and (
                    rule.hide_zero
                    or any(cells[key, i] for key, i in cells if i == place)
                ):
                    yield row.key, place
