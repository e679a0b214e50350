"""Disclosure control: the one gate that every count about answers passes.

What is published is an exact table over merged answers and groups, in which
every part, what is left over included, holds enough people by itself. All that
can be computed from it are sums of such parts.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from core.doubt import Place, leaves_doubt, swaps, transfers
from core.merging import Column, Level, Reason, columns_of, parts_of, unions_of
from core.suppression import (
    SENSITIVE,
    STANDARD,
    DisclosureRule,
    Line,
    lines_to_hide,
    total_of,
)

__all__ = [
    "SENSITIVE",
    "STANDARD",
    "Breakdown",
    "Column",
    "DisclosureRule",
    "Level",
    "ProtectedTable",
    "Reason",
    "Row",
    "protect",
    "protect_by_group",
    "protect_groups",
]


OneWay = Callable[[Mapping[str, int]], tuple[tuple[Column, ...], tuple[int, ...]]]
"""From counts to the columns of a page and the people in each."""


@dataclass(frozen=True)
class Row:
    """People of one group by column; ``None`` where hidden."""

    key: str
    members: tuple[str, ...]
    base: int | None
    counts: tuple[int | None, ...]
    reason: Reason | None = None


@dataclass(frozen=True)
class ProtectedTable:
    """All that may leave the house about one question, or one by groups.

    ``rest`` is what the hidden rows hold together, if any row is shown.
    """

    columns: tuple[Column, ...]
    total: Row
    rows: tuple[Row, ...] = ()
    rest: Row | None = None


@dataclass(frozen=True)
class Breakdown:
    """One question by the groups of one breakdown, before protection.

    ``table`` has people per group code and answer code; ``skipped`` people per
    group code who were never asked; ``hidden_before`` the keys of the groups
    hidden for a question whose answers decide who was asked this one.
    """

    table: Mapping[str, Mapping[str, int]]
    skipped: Mapping[str, int] = field(default_factory=dict)
    hidden_before: frozenset[str] = frozenset()


def protect(
    counts: Mapping[str, int],
    *,
    rule: DisclosureRule = STANDARD,
    levels: Sequence[Level] = (),
    apart: Collection[int] = (),
) -> ProtectedTable:
    """Protect the answers to one question.

    Args:
        counts: people per code, the codes for a missing answer included; one
            code a person.
        rule: how many people a number must hold.
        levels: declared mergings, finest first; tried before anything is hidden.
        apart: numbers of people that follow from how many were asked, such as
            those who were not; a question with a small one is not shown.

    Returns:
        A table without rows. Rare answers share one column with their
        companions; no columns, and reason ``NOTHING``, if nothing can be shown.
    """
    if is_apart(apart, rule):
        return ProtectedTable((), _nothing(None))
    return _whole(counts, rule, levels, floor=rule.cell)


def is_apart(apart: Collection[int], rule: DisclosureRule) -> bool:
    """Tell whether one of these numbers is that of a few people."""
    return any(0 < people < rule.base for people in apart)


def protect_groups(
    sizes: Mapping[str, int],
    *,
    rule: DisclosureRule = STANDARD,
    levels: Sequence[Level] = (),
) -> ProtectedTable:
    """Protect the sizes of the groups of a breakdown, as ``protect`` does.

    A question that serves as a breakdown is published in this way only, so
    that no two of its tables differ.
    """
    return _whole(sizes, rule, levels, floor=rule.base)


def _whole(
    counts: Mapping[str, int],
    rule: DisclosureRule,
    levels: Sequence[Level],
    *,
    floor: int,
) -> ProtectedTable:
    """Choose the columns of a one-way table and count the people in them."""
    people = sum(counts.values())
    if people < rule.base:
        return ProtectedTable((), _nothing(None))
    page = partial(_page, rule=rule, floor=floor, levels=levels)
    checked = partial(_page_in_doubt, page=page, rule=rule, floor=floor)
    columns, numbers = _page_in_doubt(counts, page=checked, rule=rule, floor=floor)
    if len(columns) < 2:
        return ProtectedTable((), _nothing(people))
    return ProtectedTable(columns, Row("", (), people, numbers))


def _page_in_doubt(
    counts: Mapping[str, int], *, page: OneWay, rule: DisclosureRule, floor: int
) -> tuple[tuple[Column, ...], tuple[int, ...]]:
    """Return a page, or an empty one if somebody could work a count back.

    Applied twice, because the other tables that put this one in doubt must be
    ones that would have been published themselves.
    """
    columns, numbers = page(counts)
    partners = {
        code: column.members
        for column, number in zip(columns, numbers, strict=True)
        for code in column.members
        if len(column.members) > 1 and (number or rule.hide_zero)
    }

    def moves(code: str) -> Iterator[Mapping[str, int]]:
        return transfers(code, partners[code], most=2 * floor)

    return (
        (columns, numbers) if leaves_doubt(counts, partners, moves, page) else ((), ())
    )


def _nothing(people: int | None) -> Row:
    """Keep, at most, the number of people of a table that cannot be shown."""
    return Row("", (), people, (), Reason.NOTHING)


def _page(
    counts: Mapping[str, int],
    *,
    rule: DisclosureRule,
    floor: int,
    levels: Sequence[Level],
) -> tuple[tuple[Column, ...], tuple[int, ...]]:
    """Return the columns of a one-way table and the people in each."""
    columns = columns_of(counts, rule, floor=floor, levels=levels)
    return columns, tuple(sum(counts[code] for code in c.members) for c in columns)


def protect_by_group(
    question: ProtectedTable,
    groups: ProtectedTable,
    breakdown: Breakdown,
    *,
    rule: DisclosureRule = STANDARD,
    levels: Sequence[Level] = (),
    missing: frozenset[str] = frozenset(),
) -> ProtectedTable:
    """Protect the answers to one question by the groups of one breakdown.

    Args:
        question: the same question as ``protect`` returned it; the columns
            here are unions of its columns.
        groups: the breakdown as ``protect_groups`` returned it.
        breakdown: the counts.
        rule: how many people a number must hold.
        levels: declared mergings of the answers, finest first. The one that
            shows most people is taken, the finest of equals.
        missing: codes of missing answers; where they are few in some group
            they may share a column with the least frequent answer.

    Returns:
        A table whose rows are all groups, hidden ones without numbers; no
        rows, and reason ``NOTHING``, if no group can be shown.
    """
    nothing = ProtectedTable((), _nothing(question.total.base))
    if question.total.reason or groups.total.reason:
        return nothing
    parts = group_parts(groups)
    lines = {part.key: group_line(question.columns, part, breakdown) for part in parts}
    counts = dict(zip(question.columns, total_of(lines.values()).counts, strict=True))
    page = partial(
        _best_page,
        parts=parts,
        unions=tuple(unions_of(counts, levels, missing)),
        skipped={key: line.skipped for key, line in lines.items()},
        unknown=frozenset(part.key for part in parts if part.reason)
        | (breakdown.hidden_before & lines.keys()),
        rule=rule,
    )
    cells = _cells(lines)
    table = page(cells) or nothing
    places = range(len(question.columns))

    def moves(cell: Place) -> Iterator[Mapping[Place, int]]:
        return swaps(cell, tuple(lines), places, most=rule.base)

    hidden = _unseen(table, question.columns, cells, rule)
    return table if leaves_doubt(cells, hidden, moves, page) else nothing


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
