"""Whether two releases of one wave, side by side, would expose somebody.

Old minus new is a table of its own: that of the people whose answers changed. So each
published number must be the same or differ by as many people as a group needs; in a
row that changed the change must lie in more than one answer, for else everybody in it
gave the same; and nothing may be shown that was hidden or merged before. This is
stricter than it must be, and says no to most small withdrawals: the numbers of a few
people are theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from surveys.findings.frozen_body import Body

Part = Mapping[str, Any]

TICKED = "select_multiple"


def is_safe(old: Body, new: Body, base: int) -> bool:
    """Tell whether a corrected table may stand beside the earlier one.

    ``base`` is the fewest people of a group of this question.
    """
    return all(_row_is_safe(old, new, row, base) for row in new["rows"])


def groups_are_safe(old: Part, new: Part, base: int) -> bool:
    """Tell it of the sizes of a breakdown's groups, as a release's summary has them."""
    moves = [
        _moved(_sum_of(old["columns"], old["counts"], column), people)
        for column, people in zip(new["columns"], new["counts"], strict=False)
        if people is not None
    ]
    known = [move for move in moves if move is not None]
    return len(known) == len(moves) and _moves_are_safe(known, base)


def number_is_safe(old: int, new: int, base: int) -> bool:
    """Tell it of one number of people."""
    return old == new or abs(old - new) >= base


def _row_is_safe(old: Body, new: Body, row: Part, base: int) -> bool:
    if row["base"] is None:
        return not any(people is not None for people in row["counts"])
    earlier = [each for each in old["rows"] if _lies_in(each, row)]
    if not _same_members(earlier, row) or any(e["base"] is None for e in earlier):
        return False
    whole = _moved(sum(each["base"] for each in earlier), row["base"])
    if whole is None or not number_is_safe(0, whole, base):
        return False
    moves = [
        _moved(_cell(old["columns"], earlier, column), people)
        for column, people in zip(new["columns"], row["counts"], strict=False)
        if people is not None
    ]
    known = [move for move in moves if move is not None]
    if len(known) < len(moves):
        return False
    if new["item"]["kind"] == TICKED:
        return all(_moves_are_safe([move, whole - move], base) for move in known)
    # Answers not shown changed by what is left.
    return _moves_are_safe([*known, whole - sum(known)], base)


def _moves_are_safe(moves: Sequence[int], base: int) -> bool:
    """Tell whether changes are each none or large, and not one alone."""
    large = all(number_is_safe(0, move, base) for move in moves)
    return large and sum(bool(move) for move in moves) != 1


def _moved(old: int | None, new: int) -> int | None:
    return None if old is None else new - old


def _cell(columns: Iterable[Part], rows: Iterable[Part], column: Part) -> int | None:
    """Return what the earlier release said of a cell; None where it did not."""
    found = [_sum_of(columns, row["counts"], column) for row in rows]
    known = [people for people in found if people is not None]
    return sum(known) if len(known) == len(found) else None


def _sum_of(
    columns: Iterable[Part], counts: Iterable[int | None], wanted: Part
) -> int | None:
    """Return the people of the columns that a column is made of."""
    pairs = zip(columns, counts, strict=False)
    parts = [(each, people) for each, people in pairs if _lies_in(each, wanted)]
    if not _same_members([each for each, _people in parts], wanted):
        return None
    known = [people for _each, people in parts if people is not None]
    return sum(known) if len(known) == len(parts) else None


def _lies_in(part: Part, whole: Part) -> bool:
    """Tell whether a row or column is part of another; everybody only of everybody."""
    if not whole["members"]:
        return bool(part["key"] == whole["key"])
    return bool(part["members"]) and set(part["members"]) <= set(whole["members"])


def _same_members(parts: Iterable[Part], whole: Part) -> bool:
    found = [code for part in parts for code in part["members"]]
    if not whole["members"]:
        return bool(list(parts))
    return sorted(found) == sorted(whole["members"])
