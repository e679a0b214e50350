"""What a table shows that can stand beside something else: shares, answers, groups."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.findings.frozen_body import EVERYBODY, REST, Body
from surveys.waves.plan import NO_GROUP


@dataclass(frozen=True)
class ShownShare:
    """One published share: from 0 to 1, its people, and the ends of its range."""

    share: float
    base: int
    low: float
    high: float


def share_at(body: Body, row: int, column: int) -> ShownShare | None:
    """Return one cell of a table; None where its share is not shown."""
    line, head = body["rows"][row], body["columns"][column]
    share, span = line["shares"][column], line["ranges"][column]
    of_answers = body["share_of"] == "answered" and not head["missing"]
    base = line["answered"] if of_answers else line["base"]
    if share is None or span is None or base is None:
        return None
    return ShownShare(share, base, span[0], span[1])


def answers_of(body: Body) -> Iterator[int]:
    """Yield the places of the columns that are answers and not left over."""
    for place, column in enumerate(body["columns"]):
        if column["missing"] is not True and not column["reason"]:
            yield place


def compared_answers(body: Body) -> tuple[int, ...]:
    """Return the places of the answers compared; of two the first is enough."""
    found = tuple(answers_of(body))
    alone = body["item"]["kind"] != "select_multiple" and len(found) == 2
    whole = len([c for c in body["columns"] if c["missing"] is not True]) == 2
    return found[:1] if alone and whole else found


def shown_groups(body: Body) -> list[int]:
    """Return the places of the rows of named groups that are shown."""
    return [
        place
        for place, row in enumerate(body["rows"])
        if row["key"] not in {EVERYBODY, REST, NO_GROUP} and row["base"] is not None
    ]


def reference_of(body: Body) -> int | None:
    """Return the row that the other groups are compared with.

    The group that the breakdown declares as its reference; where it declares none,
    or that one is not shown, the largest. None where fewer than two are shown.
    """
    groups = shown_groups(body)
    if len(groups) < 2:  # one group is compared with nothing
        return None
    declared = (body["breakdown"] or {}).get("reference")
    named = [row for row in groups if body["rows"][row]["key"] == declared]
    return next(iter(named), max(groups, key=lambda row: body["rows"][row]["base"]))
