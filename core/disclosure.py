"""Disclosure control: the one gate that every count about answers passes.

What is published is an exact table over merged answers and groups, in which
every part, what is left over included, holds enough people by itself. All that
can be computed from it are sums of such parts.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from core.disclosure_groups import protect_by_group
from core.doubt import leaves_doubt, transfers
from core.merging import Column, Level, Missing, Reason, columns_of
from core.protected import (
    Breakdown,
    ProtectedTable,
    Row,
    is_apart,
    nothing_but,
)
from core.suppression import SENSITIVE, STANDARD, DisclosureRule

__all__ = [
    "SENSITIVE",
    "STANDARD",
    "Breakdown",
    "Column",
    "DisclosureRule",
    "Level",
    "Missing",
    "ProtectedTable",
    "Reason",
    "Row",
    "is_apart",
    "protect",
    "protect_by_group",
    "protect_groups",
]

OneWay = Callable[[Mapping[str, int]], tuple[tuple[Column, ...], tuple[int, ...]]]
"""From counts to the columns of a page and the people in each."""


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
        return ProtectedTable((), nothing_but(None))
    return _whole(counts, rule, levels, floor=rule.cell)


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
        return ProtectedTable((), nothing_but(None))
    page = partial(_page, rule=rule, floor=floor, levels=levels)
    checked = partial(_page_in_doubt, page=page, rule=rule, floor=floor)
    columns, numbers = _page_in_doubt(counts, page=checked, rule=rule, floor=floor)
    if len(columns) < 2:
        return ProtectedTable((), nothing_but(people))
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
