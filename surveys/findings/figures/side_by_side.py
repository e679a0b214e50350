"""One frozen table beside another: groups with one of them, or two waves.

Answers and groups are matched by key. What one of both tables hides or has merged
stays without a figure beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.findings.figures.differences import Difference, between_shown
from surveys.findings.figures.shown import (
    ShownShare,
    answers_of,
    reference_of,
    share_at,
    shown_groups,
)
from surveys.findings.frozen_body import Body

RowColumn = tuple[int, int]
"""The places of a row and a column."""


@dataclass(frozen=True)
class Compared:
    """A published share and the one that it is compared with.

    ``row`` and ``column`` are its places in the table; a share that is not shown is
    None, and so is what cannot be worked out without it.
    """

    row: int
    column: int
    share: ShownShare | None
    beside: ShownShare | None
    apart: Difference | None

    @property
    def may_be_chance(self) -> bool:
        """Tell whether chance could explain it; so it is where nothing is known."""
        return self.apart is None or self.apart.may_be_chance


def with_reference(body: Body) -> list[Compared]:
    """Return each group's shares beside those of the group compared with.

    Empty where fewer than two groups are shown.
    """
    reference = reference_of(body)
    if reference is None:
        return []
    rows = [row for row in shown_groups(body) if row != reference]
    beside = {
        (row, column): share_at(body, reference, column)
        for row in rows
        for column in answers_of(body)
    }
    return _compared(body, rows, beside)


def with_earlier(earlier: Body, body: Body) -> list[Compared]:
    """Return the shares of a wave beside those of an earlier one.

    Of everybody, or of each group where the tables are by groups. Empty where the
    question is another one.
    """
    if not is_same_question(earlier, body):
        return []
    before = _by_keys(earlier)
    rows = (
        shown_groups(body) if body["breakdown"] else list(range(len(body["rows"]))[:1])
    )
    beside = {
        (row, column): before.get(
            (body["rows"][row]["key"], body["columns"][column]["key"])
        )
        for row in rows
        for column in answers_of(body)
    }
    return _compared(body, rows, beside)


def is_same_question(one: Body, other: Body) -> bool:
    """Tell whether two tables of a question can stand in one series."""
    asked = [(b["item"]["key"], b["item"]["version"]) for b in (one, other)]
    return asked[0] == asked[1] and bool(one["share_of"] == other["share_of"])


def _compared(
    body: Body, rows: Sequence[int], beside: Mapping[RowColumn, ShownShare | None]
) -> list[Compared]:
    found = []
    for row in rows:
        for column in answers_of(body):
            ours, theirs = share_at(body, row, column), beside[row, column]
            apart = between_shown(theirs, ours) if ours and theirs else None
            found.append(Compared(row, column, ours, theirs, apart))
    return found


def _by_keys(body: Body) -> dict[tuple[str, str], ShownShare | None]:
    return {
        (line["key"], head["key"]): share_at(body, row, column)
        for row, line in enumerate(body["rows"])
        for column, head in enumerate(body["columns"])
    }
