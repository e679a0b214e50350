"""Disclosure control for questions with several answers: option by option.

Each option is a table of its own, chosen or not chosen, over everybody asked;
what ties them together is how many options a person may tick.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial

from core.doubt import amounts, given_away, leaves_doubt
from core.group_pages import group_parts
from core.merging import Column, Reason
from core.protected import ProtectedTable, Row, is_apart, nothing_but
from core.suppression import (
    STANDARD,
    DisclosureRule,
    Line,
    is_safe,
    lines_to_hide,
)

CHOSEN = 1  # leading columns of a line whose frequency tells something
Cell = tuple[str, str]
"""Group and option."""


@dataclass(frozen=True)
class Ticking:
    """How people tick: at least one option, and an ``alone`` one by itself.

    "Ticked nothing" is an option of its own, and alone. ``at_most`` options may
    be ticked; any number, unless said.
    """

    alone: frozenset[str] = frozenset()
    at_most: int | None = None

    def may_be(self, chosen: Mapping[str, int], asked: int) -> bool:
        """Tell whether so many people can have ticked like that."""
        others = [n for option, n in chosen.items() if option not in self.alone]
        left = asked - sum(n for option, n in chosen.items() if option in self.alone)
        most = left * (len(others) if self.at_most is None else self.at_most)
        return left >= max(others, default=0) and left <= sum(others) <= most


@dataclass(frozen=True)
class Ticks:
    """People per group code who ticked each option, before protection.

    ``asked`` are the people per group code who were asked, ``skipped`` those
    who were not; ``hidden_before`` as in ``core.protected.Breakdown``.
    """

    chosen: Mapping[str, Mapping[str, int]]
    asked: Mapping[str, int]
    skipped: Mapping[str, int] = field(default_factory=dict)
    hidden_before: frozenset[str] = frozenset()


def protect_options(
    chosen: Mapping[str, int],
    asked: int,
    *,
    rule: DisclosureRule = STANDARD,
    ticking: Ticking = Ticking(),
    apart: Collection[int] = (),
) -> ProtectedTable:
    """Protect how many of the people asked ticked each option.

    Options with too few people in or out of them are ``None``; ``apart`` as in
    ``core.disclosure.protect``.
    """
    if asked < rule.base or is_apart(apart, rule):
        return ProtectedTable((), nothing_but(None))
    page = partial(_shown, asked=asked, rule=rule, ticking=ticking)
    shown = page(chosen)
    hidden = [option for option in chosen if shown.get(option) is None]

    def moves(option: str) -> Iterator[dict[str, int]]:
        for people in amounts(rule.base):
            yield {option: people}
            yield from ({option: people, o: -people} for o in hidden if o != option)

    if len(hidden) == len(chosen) or not leaves_doubt(chosen, hidden, moves, page):
        return ProtectedTable((), nothing_but(asked))
    columns = tuple(
        Column(option, (option,), Reason.RARE if option in hidden else None)
        for option in chosen
    )
    return ProtectedTable(columns, Row("", (), asked, tuple(shown.values())))


def _shown(
    chosen: Mapping[str, int], *, asked: int, rule: DisclosureRule, ticking: Ticking
) -> dict[str, int | None]:
    """Return the people per option, ``None`` where hidden; empty if impossible."""
    if not ticking.may_be(chosen, asked):
        return {}
    safe = {
        option: is_safe(Line((people, asked - people)), rule, telling=CHOSEN)
        for option, people in chosen.items()
    }
    unsafe = frozenset(option for option, is_good in safe.items() if not is_good)
    hidden = unsafe | _companions(chosen, asked, unsafe)
    return {o: None if o in hidden else people for o, people in chosen.items()}


def _companions(
    chosen: Mapping[str, int], asked: int, hidden: frozenset[str]
) -> frozenset[str]:
    """Name a second option to hide where the others do not hold everybody.

    Everybody is in some option, so a single hidden one holds at least those
    whom the others do not.
    """
    shown = {o: n for o, n in chosen.items() if o not in hidden}
    if len(hidden) != 1 or asked <= sum(shown.values()):
        return frozenset()
    fewest = min((n for n in shown.values() if n), default=0)
    return frozenset(option for option, n in shown.items() if n == fewest)


@dataclass(frozen=True)
class _Sheet:
    """What an attacker may know of the groups, and the rules."""

    asked: Mapping[str, int]
    skipped: Mapping[str, int]
    unknown: frozenset[str]
    rule: DisclosureRule
    ticking: Ticking

    def page(
        self, cells: Mapping[Cell, int], closed: frozenset[str]
    ) -> tuple[dict[str, int | None], dict[Cell, int | None]] | None:
        """Return what is shown in all and by group; ``None`` if impossible.

        The options in ``closed`` are shown for no group.
        """
        groups: dict[str, dict[str, int]] = {key: {} for key in self.asked}
        totals: dict[str, int] = {}
        for (key, option), people in cells.items():
            groups[key][option] = people
            totals[option] = totals.get(option, 0) + people
        if not all(self.ticking.may_be(g, self.asked[k]) for k, g in groups.items()):
            return None
        people_asked = sum(self.asked.values())
        known = _shown(totals, asked=people_asked, rule=self.rule, ticking=self.ticking)
        shut = closed | {option for option, total in known.items() if total is None}
        hidden = self._hidden(cells, totals, shut)
        return known, {c: None if c in hidden else n for c, n in cells.items()}

    def _hidden(
        self,
        cells: Mapping[Cell, int],
        totals: Mapping[str, int],
        shut: frozenset[str],
    ) -> frozenset[Cell]:
        """Choose the cells to hide, until no group has a single one that follows."""
        also: dict[str, frozenset[str]] = {}
        for _ in totals:
            hidden = {
                option: frozenset(self.asked)
                if option in shut
                else self._hidden_groups(cells, option, also.get(option, frozenset()))
                for option in totals
            }
            wanted = self._uncovered(cells, totals, hidden)
            if not wanted:
                return frozenset((key, o) for o, keys in hidden.items() for key in keys)
            for option, keys in wanted.items():
                also[option] = also.get(option, frozenset()) | keys
        return frozenset(cells)

    def _hidden_groups(
        self, cells: Mapping[Cell, int], option: str, also: frozenset[str]
    ) -> frozenset[str]:
        lines = tuple(
            (key, Line((cells[key, option], n - cells[key, option]), self._left(key)))
            for key, n in self.asked.items()
        )
        return _lines_to_hide(lines, self.rule, self.unknown, also)

    def _left(self, key: str) -> int:
        return self.skipped.get(key, 0)

    def _uncovered(
        self,
        cells: Mapping[Cell, int],
        totals: Mapping[str, int],
        hidden: Mapping[str, frozenset[str]],
    ) -> dict[str, frozenset[str]]:
        """Name an option to hide more for some groups, the rarest over all."""
        wanted: dict[str, frozenset[str]] = {}
        for key, asked in self.asked.items():
            single = frozenset(option for option in totals if key in hidden[option])
            chosen = {option: cells[key, option] for option in totals}
            if _companions(chosen, asked, single):
                rest = [o for o, total in totals.items() if total and o not in single]
                for first in sorted(rest, key=lambda option: (totals[option], option))[
                    :1
                ]:
                    wanted[first] = wanted.get(first, frozenset()) | {key}
        return wanted


@lru_cache(maxsize=4096)
def _lines_to_hide(
    lines: tuple[tuple[str, Line], ...],
    rule: DisclosureRule,
    unknown: frozenset[str],
    also: frozenset[str],
) -> frozenset[str]:
    """Choose the groups for which one option is hidden; asked often, so kept."""
    return lines_to_hide(dict(lines), rule, unknown=unknown, also=also, telling=CHOSEN)


def protect_options_by_group(
    question: ProtectedTable,
    groups: ProtectedTable,
    ticks: Ticks,
    *,
    rule: DisclosureRule = STANDARD,
    ticking: Ticking = Ticking(),
) -> ProtectedTable:
    """Protect how many people of each group ticked each option.

    The bases of the groups are known, so each option needs hidden groups that
    protect each other; ``None`` in the row of a group where it is hidden. An
    option of which some number could be worked back is hidden for all groups.
    """
    if question.total.reason or groups.total.reason:
        return ProtectedTable((), nothing_but(question.total.base))
    parts = group_parts(groups)
    options = tuple(column.key for column in question.columns)
    rare = frozenset(part.key for part in parts if part.reason)
    sheet = _Sheet(
        {part.key: _sum_of(ticks.asked, part) for part in parts},
        {part.key: _sum_of(ticks.skipped, part) for part in parts},
        rare | (ticks.hidden_before & {part.key for part in parts}),
        rule,
        ticking,
    )
    cells = {
        (part.key, option): sum(
            ticks.chosen.get(code, {}).get(option, 0) for code in part.members
        )
        for part in parts
        for option in options
    }
    shown = _in_doubt(sheet, cells, options)
    rows = tuple(_row(part, options, shown, sheet) for part in parts)
    return ProtectedTable(question.columns, question.total, rows)


def _sum_of(people: Mapping[str, int], part: Column) -> int:
    return sum(people.get(code, 0) for code in part.members)


def _in_doubt(
    sheet: _Sheet, cells: Mapping[Cell, int], options: tuple[str, ...]
) -> dict[Cell, int | None]:
    """Return what is shown by group: no option that somebody ticked, if any leaks."""
    page = sheet.page(cells, frozenset())
    if page is None:  # nobody can have ticked like that, so nothing can be said
        return dict.fromkeys(cells)
    totals, shown = page
    found = given_away(
        cells,
        _unseen(cells, shown, sheet.rule),
        partial(_moves, keys=tuple(sheet.asked), totals=totals, rule=sheet.rule),
        partial(sheet.page, closed=frozenset()),
    )
    if found is None:
        return shown
    every = frozenset(option for option in options if totals[option] != 0)
    closed = sheet.page(cells, every)
    return closed[1] if closed else dict.fromkeys(cells)


def _unseen(
    cells: Mapping[Cell, int], shown: Mapping[Cell, int | None], rule: DisclosureRule
) -> Iterator[Cell]:
    """List hidden cells, but for zeros and alls that follow from the totals."""
    rest: dict[str, int] = {}
    for (key, option), people in cells.items():
        if shown[key, option] is None:
            rest[option] = rest.get(option, 0) + people
    yield from (
        cell
        for cell, people in shown.items()
        if people is None and (rest[cell[1]] or rule.hide_zero)
    )


def _moves(
    cell: Cell,
    *,
    keys: tuple[str, ...],
    totals: Mapping[str, int | None],
    rule: DisclosureRule,
) -> Iterator[dict[Cell, int]]:
    """Offer changes that keep the published totals of the options."""
    group, option = cell
    others = [key for key in keys if key != group]
    for people in amounts(rule.base):
        if totals[option] is None:
            yield {cell: people}
        for other in others:
            move = {cell: people, (other, option): -people}
            yield move
            yield from _with_another(move, group, other, totals, people)


def _with_another(
    move: dict[Cell, int],
    group: str,
    other: str,
    options: Iterable[str],
    people: int,
) -> Iterator[dict[Cell, int]]:
    """Offer the same people the other way in one more option."""
    for instead in options:
        if (group, instead) not in move:
            yield {**move, (group, instead): -people, (other, instead): people}


def _row(
    part: Column,
    options: tuple[str, ...],
    shown: Mapping[Cell, int | None],
    sheet: _Sheet,
) -> Row:
    """Write down what is shown of one group."""
    counts = tuple(shown[part.key, option] for option in options)
    base = sheet.asked[part.key]
    why = part.reason or (Reason.ANSWERS if None in counts else None)
    nothing = part.reason or base < sheet.rule.base or set(counts) == {None}
    return Row(part.key, part.members, None if nothing else base, counts, why)
