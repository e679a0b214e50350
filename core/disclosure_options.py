"""Disclosure control for questions with several answers: option by option.

Each option is a table of its own, chosen or not chosen, over everybody asked.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from core.disclosure import is_apart
from core.disclosure_groups import group_parts
from core.doubt import Place, leaves_doubt, swaps
from core.merging import Column, Reason
from core.protected import ProtectedTable, Row, nothing_but
from core.suppression import (
    STANDARD,
    DisclosureRule,
    Line,
    is_safe,
    lines_to_hide,
)

CHOSEN = 1  # leading columns of a line whose frequency tells something


@dataclass(frozen=True)
class Ticks:
    """People per group who ticked each option, before protection.

    ``asked`` are the people per group code who were asked, ``skipped`` those
    who were not; ``hidden_before`` as in ``core.disclosure.Breakdown``.
    """

    chosen: Mapping[str, Mapping[str, int]]
    asked: Mapping[str, int]
    skipped: Mapping[str, int]
    hidden_before: frozenset[str] = frozenset()


def protect_options(
    chosen: Mapping[str, int],
    asked: int,
    *,
    rule: DisclosureRule = STANDARD,
    apart: Collection[int] = (),
) -> ProtectedTable:
    """Protect how many of the people asked ticked each option.

    "Ticked nothing" is one of the options, so that every person is in at
    least one. Options with too few people in or out of them are ``None``.
    ``apart`` as in ``core.disclosure.protect``.
    """
    if asked < rule.base or is_apart(apart, rule):
        return ProtectedTable((), nothing_but(None))
    unsafe = {
        option
        for option, people in chosen.items()
        if not is_safe(Line((people, asked - people)), rule, telling=CHOSEN)
    }
    hidden = _with_companion(chosen, asked, frozenset(unsafe))
    if len(hidden) == len(chosen):
        return ProtectedTable((), nothing_but(asked))
    columns = tuple(
        Column(option, (option,), Reason.RARE if option in hidden else None)
        for option in chosen
    )
    numbers = tuple(None if o in hidden else people for o, people in chosen.items())
    return ProtectedTable(columns, Row("", (), asked, numbers))


def _with_companion(
    chosen: Mapping[str, int], asked: int, hidden: frozenset[str]
) -> frozenset[str]:
    """Hide a second option where the others do not hold everybody.

    Everybody is in some option, so a single hidden one holds at least those
    whom the others do not.
    """
    shown = {o: n for o, n in chosen.items() if o not in hidden and n}
    if len(hidden) != 1 or asked <= sum(shown.values()) or not shown:
        return hidden
    fewest = min(shown.values())
    return hidden | {option for option, n in shown.items() if n == fewest}


def protect_options_by_group(
    question: ProtectedTable,
    groups: ProtectedTable,
    ticks: Ticks,
    *,
    rule: DisclosureRule = STANDARD,
) -> ProtectedTable:
    """Protect how many people of each group ticked each option.

    The bases of the groups are known, so each option needs hidden groups that
    protect each other; ``None`` in the row of a group where it is hidden.
    """
    if question.total.reason or groups.total.reason:
        return ProtectedTable((), nothing_but(question.total.base))
    parts = group_parts(groups)
    sheets = {c.key: _lines(c.key, parts, ticks) for c in question.columns}
    shown = [c.key for c in question.columns if c.reason is None]
    unknown = frozenset(part.key for part in parts if part.reason)
    unknown |= ticks.hidden_before & {part.key for part in parts}
    hidden = {
        option: _hidden_groups(sheets[option], rule, unknown)
        if option in shown
        else frozenset(part.key for part in parts)
        for option in sheets
    }
    hidden = _cover(sheets, hidden, rule, unknown)
    rows = tuple(_row(part, sheets, hidden, rule) for part in parts)
    return ProtectedTable(question.columns, question.total, rows)


def _lines(option: str, parts: tuple[Column, ...], ticks: Ticks) -> dict[str, Line]:
    """Count the people of each group in and out of an option."""

    def line(part: Column) -> Line:
        people = sum(ticks.chosen.get(code, {}).get(option, 0) for code in part.members)
        asked = sum(ticks.asked.get(code, 0) for code in part.members)
        skipped = sum(ticks.skipped.get(code, 0) for code in part.members)
        return Line((people, asked - people), skipped)

    return {part.key: line(part) for part in parts}


def _hidden_groups(
    lines: Mapping[str, Line],
    rule: DisclosureRule,
    unknown: frozenset[str],
    also: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Choose the groups for which one option is hidden; all, if none is in doubt."""
    skipped = {key: line.skipped for key, line in lines.items()}
    cells = {(k, i): n for k, line in lines.items() for i, n in enumerate(line.counts)}
    page = partial(_page, skipped=skipped, rule=rule, unknown=unknown, also=also)
    hidden, _ = page(cells)
    rest = [sum(cells[key, i] for key in hidden) for i in (0, 1)]
    unseen = [(key, 0) for key in hidden if rule.hide_zero or min(rest) > 0]

    def moves(cell: Place) -> Iterator[Mapping[Place, int]]:
        return swaps(cell, tuple(lines), (0, 1), most=rule.base)

    return hidden if leaves_doubt(cells, unseen, moves, page) else frozenset(lines)


def _page(
    cells: Mapping[Place, int],
    *,
    skipped: Mapping[str, int],
    rule: DisclosureRule,
    unknown: frozenset[str],
    also: frozenset[str],
) -> tuple[frozenset[str], dict[str, int]]:
    """Return the hidden groups of one option and the numbers of the others."""
    lines = {
        key: Line((cells[key, 0], cells[key, 1]), left) for key, left in skipped.items()
    }
    hidden = lines_to_hide(lines, rule, unknown=unknown, also=also, telling=CHOSEN)
    return hidden, {
        key: n for (key, i), n in cells.items() if key not in hidden and not i
    }


def _cover(
    sheets: Mapping[str, Mapping[str, Line]],
    hidden: Mapping[str, frozenset[str]],
    rule: DisclosureRule,
    unknown: frozenset[str],
) -> dict[str, frozenset[str]]:
    """Hide a second option for groups in which a single hidden one would show."""
    found = dict(hidden)
    for _ in range(len(sheets)):
        wanted = _uncovered(sheets, found)
        if not wanted:
            return found
        for option, groups in wanted.items():
            also = found[option] | groups
            found[option] = _hidden_groups(sheets[option], rule, unknown, also)
    return {option: frozenset(lines) for option, lines in sheets.items()}


def _uncovered(
    sheets: Mapping[str, Mapping[str, Line]], hidden: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Name options to hide for some groups, by the number of all who ticked them."""
    wanted: dict[str, frozenset[str]] = {}
    totals = {
        o: sum(x.counts[0] for x in lines.values()) for o, lines in sheets.items()
    }
    order = sorted(sheets, key=lambda option: (totals[option], option))
    for group in next(iter(sheets.values()), {}):
        alone = frozenset(option for option in sheets if group in hidden[option])
        chosen = {option: lines[group].counts[0] for option, lines in sheets.items()}
        more = _with_companion(chosen, _asked(sheets, group), alone) - alone
        if more:
            first = next(option for option in order if option not in alone)
            wanted[first] = wanted.get(first, frozenset()) | {group}
    return wanted


def _asked(sheets: Mapping[str, Mapping[str, Line]], group: str) -> int:
    """Return the people of a group who were asked."""
    return next(iter(sheets.values()))[group].base


def _row(
    part: Column,
    sheets: Mapping[str, Mapping[str, Line]],
    hidden: Mapping[str, frozenset[str]],
    rule: DisclosureRule,
) -> Row:
    """Write down what is shown of one group."""
    base = _asked(sheets, part.key)
    counts = tuple(
        None if part.key in hidden[option] else lines[part.key].counts[0]
        for option, lines in sheets.items()
    )
    nothing = all(count is None for count in counts)
    why = part.reason or (Reason.ANSWERS if None in counts else None)
    small = part.reason or nothing or base < rule.base
    return Row(part.key, part.members, None if small else base, counts, why)
