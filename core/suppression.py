"""Which cells of a table to hide, so that what is shown gives none of them away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class DisclosureRule:
    """How many people a published number must hold.

    ``base`` people in a group, ``cell`` people in an answer, ``concentration``
    people outside the most frequent answer of a group; where ``hide_zero``,
    an answer that nobody gave counts as small too. A site may raise the
    numbers; below the floors of this class the value refuses to exist. A cell
    of 2 would be no floor: a small count could then only be one person.
    ``by_cell`` lets the gate hide single cells, which needs the solver.
    Source: docs/methods.md, "Disclosure control".
    """

    base: int = 10
    cell: int = 5
    concentration: int = 3
    hide_zero: bool = False
    by_cell: bool = False

    def __post_init__(self) -> None:
        """Refuse a rule that protects nobody."""
        if self.base < max(5, self.cell) or self.cell < 3 or self.concentration < 1:
            raise ValueError("base ≥ 5, base ≥ cell ≥ 3 and concentration ≥ 1")

    def is_small(self, count: int, *, floor: int | None = None) -> bool:
        """Tell whether so few people must not be shown (P2; P1 with a floor)."""
        least = 0 if self.hide_zero else 1
        return least <= count < (self.cell if floor is None else floor)


STANDARD = DisclosureRule()
SENSITIVE = DisclosureRule(base=20, cell=10, hide_zero=True)


@dataclass(frozen=True)
class Line:
    """The people of one group: by answer, and those who were never asked."""

    counts: tuple[int, ...]
    skipped: int = 0

    @property
    def base(self) -> int:
        """People asked."""
        return sum(self.counts)


def total_of(lines: Iterable[Line]) -> Line:
    """Add lines of equal length, column by column; there is at least one."""
    every = tuple(lines)
    columns = zip(*(line.counts for line in every), strict=True)
    return Line(tuple(map(sum, columns)), sum(line.skipped for line in every))


def is_safe(line: Line, rule: DisclosureRule, *, telling: int | None = None) -> bool:
    """Tell whether a line may be shown whole: P1, P2, P3 and the skip rule.

    ``telling`` is how many leading columns are answers that may not be given
    by nearly everybody; all of them unless said otherwise.
    """
    enough = line.base >= rule.base and not 0 < line.skipped < rule.base
    mixed = line.base - max(line.counts[:telling], default=0) >= rule.concentration
    return enough and mixed and not any(rule.is_small(n) for n in line.counts)


def rare_parts(
    counts: Mapping[str, int], rule: DisclosureRule, *, floor: int
) -> frozenset[str]:
    """Choose the parts of a whole that are shown only together.

    The whole and every other part are published, so the small ones take the
    next smallest with them, ties together, until somebody who knows this rule
    cannot work a part back from their sum. Everything, zeros too, if that
    never happens or if nearly all people are in one part.
    """
    if sum(counts.values()) - max(counts.values(), default=0) < rule.concentration:
        return frozenset(counts)
    small = {part for part, n in counts.items() if rule.is_small(n, floor=floor)}
    if not small:
        return frozenset()
    larger = sorted({n for n in counts.values() if n >= floor})
    for ceiling, next_shown in pairwise([floor - 1, *larger]):
        hidden = small | {p for p, n in counts.items() if floor <= n <= ceiling}
        sizes = [counts[part] for part in hidden]
        if sum(sizes) >= floor and _blurred(sizes, rule, floor, next_shown):
            return frozenset(hidden)
    return frozenset(counts)


def _blurred(
    sizes: Sequence[int], rule: DisclosureRule, floor: int, next_shown: int
) -> bool:
    """Tell whether a sum of parts leaves each of them in doubt.

    Somebody may know which parts are the small ones, what they can hold at
    most, and that their companions are smaller than the next part shown. At
    either end of what that allows, the sum gives every part away.
    """
    small = sum(size < floor for size in sizes)
    companions = len(sizes) - small
    least = small * (not rule.hide_zero) + companions * floor
    most = small * (floor - 1) + companions * (next_shown - 1)
    return len(sizes) > 1 and least < sum(sizes) < most


def lines_to_hide(
    lines: Mapping[str, Line],
    rule: DisclosureRule,
    *,
    unknown: frozenset[str] = frozenset(),
    also: frozenset[str] = frozenset(),
    telling: int | None = None,
) -> frozenset[str]:
    """Choose the groups of a table whose lines are hidden.

    The column totals are published, and so by other tables is the base of
    every group that is not in ``unknown``. Unsafe lines take the next smallest
    groups with them, ties together, until the hidden lines together are safe
    and every small cell among them could be none or ``rule.cell`` people as
    far as an attacker can tell. All groups, if that never happens. Groups in
    ``also`` are hidden in any case.
    """
    unsafe = {
        k for k, line in lines.items() if not is_safe(line, rule, telling=telling)
    }
    hidden = frozenset(unsafe | unknown | also)
    if not hidden:
        return hidden
    for size in sorted({line.base for k, line in lines.items() if k not in hidden}):
        kept_back = {k: line for k, line in lines.items() if k in hidden}
        if _in_doubt(kept_back, rule, unknown=unknown, telling=telling):
            return hidden
        hidden |= {k for k, line in lines.items() if line.base <= size}
    return frozenset(lines)


def _in_doubt(
    hidden: Mapping[str, Line],
    rule: DisclosureRule,
    *,
    unknown: frozenset[str],
    telling: int | None,
) -> bool:
    """Tell whether the hidden lines protect each other.

    Groups whose base nobody knows stand together as one line.
    """
    rest = total_of(hidden.values())
    known = [line for key, line in hidden.items() if key not in unknown]
    blurred = [line for key, line in hidden.items() if key in unknown]
    rows = [*known, total_of(blurred)] if blurred else known
    return (
        len(hidden) > 1
        and is_safe(rest, rule, telling=telling)
        and all(_cells_in_doubt(row, rest, rule) for row in rows)
    )


def _cells_in_doubt(row: Line, rest: Line, rule: DisclosureRule) -> bool:
    """Tell whether the bounds of each small cell reach none and ``rule.cell``.

    Bounds of a cell in a table with known margins, Fréchet (1940).
    """
    for count, column in zip(row.counts, rest.counts, strict=True):
        least = max(0, row.base + column - rest.base)
        most = min(row.base, column)
        if rule.is_small(count) and (least > 0 or most < min(rule.cell, row.base)):
            return False
    return True
