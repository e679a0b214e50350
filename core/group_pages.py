"""Pages of one question by groups: what each hides, and what of it is on the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.disclosure_cells import Choice, Choose, cells_to_hide
from core.doubt import Place
from core.merging import Column, Reason, parts_of
from core.protected import Breakdown, ProtectedTable, Row
from core.suppression import DisclosureRule, Line, lines_to_hide, total_of


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


def cells_of(lines: Mapping[str, Line]) -> dict[Place, int]:
    """Lay lines out cell by cell."""
    return {
        (key, place): people
        for key, line in lines.items()
        for place, people in enumerate(line.counts)
    }


@dataclass(frozen=True)
class Pages:
    """The pages that a table could make: whole lines hidden, or single cells.

    ``parts`` are the groups; ``unions`` what columns may be merged to, each with the
    places of its columns; ``skipped`` people of each group who were not asked;
    ``unknown`` groups whose size nobody knows. Without ``choose``, lines only.
    """

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
    rest = None
    if choice.shut:
        left = total_of(lines[key] for key in choice.shut)
        members = tuple(sorted(choice.shut))
        rest = Row("rest", members, left.base, counts("", left))
    everybody = Row("", (), total.base, total.counts)
    return ProtectedTable(tuple(columns), everybody, tuple(rows), rest)


def alone_on(table: ProtectedTable, columns: Sequence[Column]) -> Iterator[Place]:
    """List the cells that stand on the page as they are."""
    for row in table.rows:
        for union, people in zip(table.columns, row.counts, strict=True):
            places = parts_of(union, columns)
            if people is not None and len(places) == 1:
                yield row.key, places[0]


def unseen_on(
    table: ProtectedTable,
    columns: Sequence[Column],
    cells: Mapping[Place, int],
    rule: DisclosureRule,
) -> Iterator[Place]:
    """List the cells that are not on the page, but for zeros that follow from it."""
    alone = frozenset(alone_on(table, columns))
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
