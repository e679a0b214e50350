"""How far two published shares are apart, and whether it could be chance.

Everything here is worked out from the shares and ranges that stand in the tables, so
it can tell nothing that they do not. The range of a difference is made of the Wilson
ranges of both shares (Newcombe 1998, method 10), which stay true for small groups.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from surveys.findings.frozen_body import REST, Body
from surveys.waves.plan import NO_GROUP


@dataclass(frozen=True)
class Figure:
    """One published share: from 0 to 1, its people, and the ends of its range."""

    share: float
    base: int
    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """How much higher the second of two shares is, with the range it may be in.

    All three are shares: 0.124 is 12.4 points.
    """

    change: float
    low: float
    high: float

    @property
    def may_be_chance(self) -> bool:
        """Tell whether no difference at all lies in the range."""
        return self.low <= 0 <= self.high


def difference(one: Figure, other: Figure) -> Difference:
    """Return how much higher the second share is than the first."""
    change = other.share - one.share
    down = hypot(other.share - other.low, one.high - one.share)
    up = hypot(other.high - other.share, one.share - one.low)
    return Difference(
        *(round(each, 6) for each in (change, change - down, change + up))
    )


def figure_at(body: Body, row: int, column: int) -> Figure | None:
    """Return one cell of a table; None where its share is not shown."""
    line, head = body["rows"][row], body["columns"][column]
    share, span = line["shares"][column], line["ranges"][column]
    of_answers = body["share_of"] == "answered" and not head["missing"]
    base = line["answered"] if of_answers else line["base"]
    if share is None or span is None or base is None:
        return None
    return Figure(share, base, span[0], span[1])


def answers_of(body: Body) -> Iterator[int]:
    """Yield the places of the columns that are answers and not left over."""
    for place, column in enumerate(body["columns"]):
        if column["missing"] is not True and not column["reason"]:
            yield place


def groups_of(body: Body) -> list[int]:
    """Return the places of the rows of named groups that are shown."""
    return [
        place
        for place, row in enumerate(body["rows"])
        if row["key"] not in {"", REST, NO_GROUP} and row["base"] is not None
    ]


def reference_of(body: Body) -> int | None:
    """Return the row that the other groups are compared with.

    The group that the breakdown declares as its reference; where it declares none,
    or that one is not shown, the largest. None where fewer than two are shown.
    """
    groups = groups_of(body)
    if len(groups) < 2:  # one group is compared with nothing
        return None
    declared = (body["breakdown"] or {}).get("reference")
    named = [row for row in groups if body["rows"][row]["key"] == declared]
    return next(iter(named), max(groups, key=lambda row: body["rows"][row]["base"]))
