"""Whether somebody who knows the rule could work a hidden count back.

The answer is by example: for each hidden cell, another table that differs
there and would have been published as exactly the same page.
"""

from collections.abc import (
    Callable,
    Collection,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
)
from typing import TypeVar

Cell = TypeVar("Cell", bound=Hashable)
Place = tuple[str, int]
"""Group, and place of the answer in its line."""


def leaves_doubt(
    table: Mapping[Cell, int],
    hidden: Iterable[Cell],
    moves: Callable[[Cell], Iterable[Mapping[Cell, int]]],
    publish: Callable[[Mapping[Cell, int]], object],
) -> bool:
    """Tell whether each hidden cell could have held another number of people.

    Arguments as those of ``given_away``.
    """
    return given_away(table, hidden, moves, publish) is None


def given_away(
    table: Mapping[Cell, int],
    hidden: Iterable[Cell],
    moves: Callable[[Cell], Iterable[Mapping[Cell, int]]],
    publish: Callable[[Mapping[Cell, int]], object],
) -> Cell | None:
    """Return a hidden cell for which no other number was found; ``None`` is good.

    ``moves`` offers, for a cell, changes that keep what is published anyway;
    ``publish`` makes the page of a table. A change that leaves the page as it
    is puts all its cells in doubt.
    """
    page, settled = publish(table), set[Cell]()
    for cell in hidden:
        if cell in settled:
            continue
        change = next((m for m in moves(cell) if _stays(table, m, page, publish)), None)
        if change is None:
            return cell
        settled |= change.keys()
    return None


def leads_to_doubt(
    table: Mapping[Cell, int],
    hidden: Collection[Cell],
    moves: Callable[[Cell], Iterable[Mapping[Cell, int]]],
    publish: Callable[[Mapping[Cell, int]], object],
    *,
    most: int,
) -> bool:
    """Tell whether each hidden cell holds another number in some table behind the page.

    Goes on from one such table to the next until every cell is in doubt: so it says
    the same of all of them, and that a page was published tells nothing more. Looks
    at so many tables at ``most``; other arguments as those of ``given_away``.
    """
    return any(
        _reaches(table, hidden, moves, publish, most=most, thorough=thorough)
        for thorough in (False, True)
    )


def _reaches(
    table: Mapping[Cell, int],
    hidden: Collection[Cell],
    moves: Callable[[Cell], Iterable[Mapping[Cell, int]]],
    publish: Callable[[Mapping[Cell, int]], object],
    *,
    most: int,
    thorough: bool,
) -> bool:
    """Look for the tables behind a page, one after the other.

    What is in doubt already is not looked for, which finds enough where there are
    many. But a table passed by may be the only way to another: where something is left
    in no doubt, a ``thorough`` search takes every step from every table.
    """
    page, settled = publish(table), set[Cell]()
    known, waiting = {tuple(table.values())}, [table]
    for current in waiting:
        for cell in hidden:
            changes = () if cell in settled and not thorough else moves(cell)
            for changed in _new_from(current, changes, known, most):
                if publish(changed) == page:
                    waiting.append(changed)
                    settled |= {c for c in hidden if changed[c] != table[c]}
                    if cell in settled and not thorough:
                        break
            if settled.issuperset(hidden):
                return True
    return settled.issuperset(hidden)


def _new_from(
    table: Mapping[Cell, int],
    changes: Iterable[Mapping[Cell, int]],
    known: set[tuple[int, ...]],
    most: int,
) -> Iterator[Mapping[Cell, int]]:
    """Yield the tables one change away that were not looked at; at ``most`` so many."""
    for change in changes:
        if len(known) > most:
            return
        changed = {**table, **_changed(table, change)}
        counts = tuple(changed.values())
        if min(counts) >= 0 and counts not in known:
            known.add(counts)
            yield changed


def _stays(
    table: Mapping[Cell, int],
    change: Mapping[Cell, int],
    page: object,
    publish: Callable[[Mapping[Cell, int]], object],
) -> bool:
    """Tell whether a changed table has no cell below zero and the same page."""
    changed = _changed(table, change)
    return min(changed.values()) >= 0 and publish({**table, **changed}) == page


def _changed(table: Mapping[Cell, int], change: Mapping[Cell, int]) -> dict[Cell, int]:
    """Return the cells of a change as they are after it."""
    return {cell: table[cell] + people for cell, people in change.items()}


def transfers(
    cell: str, others: Iterable[str], *, most: int
) -> Iterator[dict[str, int]]:
    """Offer to move up to ``most`` people between a part and the others."""
    partners = [other for other in others if other != cell]
    for people in amounts(most):
        for other in partners:
            yield {cell: people, other: -people}


def swaps(
    place: Place, groups: Iterable[str], answers: Iterable[int], *, most: int
) -> Iterator[dict[Place, int]]:
    """Offer to exchange answers between two groups; both margins stay."""
    group, answer = place
    pairs = [(g, a) for g in groups if g != group for a in answers if a != answer]
    for people in amounts(most):
        for other, instead in pairs:
            yield {
                place: people,
                (other, instead): people,
                (group, instead): -people,
                (other, answer): -people,
            }


def rings(
    place: Place, hidden: Collection[Place], *, most: int
) -> Iterator[dict[Place, int]]:
    """Offer to pass answers round three groups; both margins stay.

    Only cells that are ``hidden`` take part; for where no two groups can exchange.
    """
    group, answer = place
    beside = [(g, a) for g, a in hidden if g == group and a != answer]
    above = [(g, a) for g, a in hidden if a == answer and g != group]
    found = [
        (
            place,
            (group, second),
            (other, second),
            (other, third),
            last,
            (last[0], third),
        )
        for _, second in beside
        for last in above
        for other, third in hidden
        if other not in {group, last[0]}
        and third not in {answer, second}
        and (other, second) in hidden
        and (last[0], third) in hidden
    ]
    for people in amounts(most):
        for plus, minus, other, back, last, corner in found:
            yield {
                plus: people,
                minus: -people,
                other: people,
                back: -people,
                corner: people,
                last: -people,
            }


def amounts(most: int) -> Iterator[int]:
    """Yield 1, -1, 2, -2, ... up to ``most`` people."""
    for people in range(1, most + 1):
        yield from (people, -people)
