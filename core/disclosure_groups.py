"""Disclosure control of one question by the groups of one breakdown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from core.doubt import Place, leaves_doubt, swaps
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
        rule: how many people a number must hold.
        levels: declared mergings of the answers, finest first; the one that
            shows most people is taken.
        missing: codes that may share a column with the least frequent answer.

    Returns:
        A row for every group, without numbers if hidden; no rows, and reason
        ``NOTHING``, if no group can be shown.
    """
    if question.total.reason or groups.total.reason:
        return ProtectedTable((), nothing_but(question.total.base))
    parts = group_parts(groups)
    lines = {part.key: group_line(question.columns, part, breakdown) for part in parts}
    rare = frozenset(part.key for part in parts if part.reason)
    counts = dict(zip(question.columns, total_of(lines.values()).counts, strict=True))
    page = partial(
        _best_page,
        parts=parts,
        unions=tuple(unions_of(counts, levels, missing)),
        skipped={key: line.skipped for key, line in lines.items()},
        unknown=rare | (breakdown.hidden_before & lines.keys()),
        rule=rule,
    )
    table = _page_in_doubt(_cells(lines), page, question.columns, rule)
    return table or ProtectedTable((), nothing_but(question.total.base))


def _page_in_doubt(
    cells: Mapping[Place, int],
    page: Callable[[Mapping[Place, int]], ProtectedTable | None],
    columns: Sequence[Column],
    rule: DisclosureRule,
) -> ProtectedTable | None:
    """Return a page; none if somebody could work a count back from it."""
    table = page(cells)
    if table is None:
        return None
    keys = tuple(dict.fromkeys(key for key, _ in cells))
    places = range(len(columns))

    def moves(cell: Place) -> Iterator[Mapping[Place, int]]:
        return swaps(cell, keys, places, most=rule.base)

    hidden = _unseen(table, columns, cells, rule)
    return table if leaves_doubt(cells, hidden, moves, page) else None


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


def _best_page(
    cells: Mapping[Place, int],
    *,
    parts: Sequence[Column],
    unions: Sequence[Sequence[tuple[Column, tuple[int, ...]]]],
    skipped: Mapping[str, int],
    unknown: frozenset[str],
    rule: DisclosureRule,
) -> ProtectedTable | None:
    """Take the union of columns that shows most people, the finest of equals."""
    best, most = None, 0
    for columns in unions:
        lines = {
            part.key: Line(
                tuple(sum(cells[part.key, i] for i in places) for _, places in columns),
                skipped[part.key],
            )
            for part in parts
        }
        hidden = lines_to_hide(lines, rule, unknown=unknown)
        shown = sum(line.base for key, line in lines.items() if key not in hidden)
        if shown > most:
            best, most = _table([c for c, _ in columns], parts, lines, hidden), shown
    return best


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


def _unseen(
    table: ProtectedTable,
    columns: Sequence[Column],
    cells: Mapping[Place, int],
    rule: DisclosureRule,
) -> Iterator[Place]:
    """List the cells that are not on the page, but for zeros that follow from it."""
    for row in table.rows:
        line = row if row.base is not None else table.rest
        for union, people in zip(
            table.columns, line.counts if line else (), strict=True
        ):
            places = parts_of(union, columns)
            alone = row.base is not None and len(places) == 1
            for place in () if alone or not (people or rule.hide_zero) else places:
                if rule.hide_zero or any(
                    cells[key, i] for key, i in cells if i == place
                ):
                    yield row.key, place
