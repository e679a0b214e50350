"""Disclosure control of one question by the groups of one breakdown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from core.disclosure_cells import (
    Chooser,
    TooManyChoices,
)
from core.doubt import Place, leads_to_doubt, rings, swaps
from core.group_pages import (
    Pages,
    alone_on,
    cells_of,
    group_line,
    group_parts,
    unseen_on,
)
from core.merging import (
    NONE_MISSING,
    Column,
    Level,
    Missing,
    unions_of,
)
from core.protected import Breakdown, ProtectedTable, nothing_but
from core.suppression import (
    STANDARD,
    DisclosureRule,
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
        rule: also says if single cells may be hidden, where that shows more people.
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
    pages = Pages(
        parts=parts,
        unions=tuple(unions_of(counts, levels, missing)),
        skipped={key: line.skipped for key, line in lines.items()},
        unknown=rare | (breakdown.hidden_before & lines.keys()),
        rule=rule,
        choose=Chooser() if rule.by_cell else None,
    )
    table = _page_in_doubt(cells_of(lines), pages, question.columns, rule)
    return table or ProtectedTable((), nothing_but(question.total.base))


def _page_in_doubt(
    cells: Mapping[Place, int],
    pages: Pages,
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
        if found is None or next(left, None) is None:
            return None
        return None if in_doubt(changed, found, pages.best) else lines

    return lines if lines and in_doubt(cells, lines, checked) else None


def _is_in_doubt(
    cells: Mapping[Place, int],
    table: ProtectedTable,
    publish: Publish,
    *,
    pages: Pages,
    columns: Sequence[Column],
    rule: DisclosureRule,
) -> bool:
    """Tell whether each hidden cell could have held another number of people.

    Single cells are chosen by where the small ones are, so tables that have them in
    the same places are asked first: they need no other choice. A page of single cells
    stands on those alone, for they all say the same of it.
    """
    keys = tuple(dict.fromkeys(key for key, _ in cells))
    alone = frozenset(alone_on(table, columns))
    by_cell = any(row.base is not None and row.reason for row in table.rows)
    unseen = [cell for cell in cells if cell not in alone] if by_cell else []

    def moves(cell: Place) -> Iterator[Mapping[Place, int]]:
        # Whatever changes a cell that is shown alone changes the page.
        found = swaps(cell, keys, range(len(columns)), most=rule.base)
        yield from (move for move in found if alone.isdisjoint(move))
        yield from rings(cell, unseen, most=rule.cell)

    hidden = tuple(unseen_on(table, columns, cells, rule))
    # From table to table: one in doubt by others that are in none would stand alone.
    reached = partial(leads_to_doubt, cells, hidden, moves, most=MOST_TABLES)
    if not rule.by_cell:
        return reached(publish)
    near = reached(_near(cells, publish, pages))
    return near or (not by_cell and reached(_tried(publish)))


def _near(cells: Mapping[Place, int], publish: Publish, pages: Pages) -> Publish:
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
