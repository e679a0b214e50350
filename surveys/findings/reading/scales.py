"""Labelled scales in a frozen table: which answers are low, and which are high."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.instruments.kinds import Kind

FEWEST = 3
"""Levels that a scale needs: two answers are a yes and a no."""

KNOWN = (
    ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree"),
    ("very_dissatisfied", "dissatisfied", "neither", "satisfied", "very_satisfied"),
    ("very_bad", "bad", "neither", "good", "very_good"),
    ("much_worse", "worse", "same", "better", "much_better"),
)
"""Keys of options that make a scale of a select_one, from the lowest on."""


def levels_of(body: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the places of a scale's answers in the columns, from the lowest on.

    Empty where the question is no scale, and where some of its answers are merged or
    left out: then nobody can see any more where the middle is. The options of a
    ``scale`` are asked from the lowest to the highest.
    """
    places = {
        column["key"]: place
        for place, column in enumerate(body["columns"])
        if column["missing"] is not True
    }
    merged = any(len(column["members"]) != 1 for column in body["columns"])
    if merged or len(places) < FEWEST:
        return ()
    if body["item"]["kind"] == Kind.SCALE:
        return tuple(places.values())
    return next(
        (
            tuple(places[key] for key in keys if key in places)
            for keys in KNOWN
            if _is_whole(keys, places)
        ),
        (),
    )


def _is_whole(keys: Sequence[str], places: Mapping[str, int]) -> bool:
    """Tell whether these are the answers of a scale, with or without its middle."""
    return set(places) in (set(keys), set(keys) - {keys[len(keys) // 2]})


@dataclass(frozen=True)
class Side:
    """Those on one side of a scale's middle: which answers, how many, out of whom."""

    columns: tuple[int, ...]
    people: int
    base: int

    @property
    def share(self) -> float:
        """Their share, from 0 to 1."""
        return self.people / self.base


def sides_of(body: Mapping[str, Any], row: int) -> tuple[Side, Side] | None:
    """Return who is below and who is above the middle, in one row of a table.

    None where the question is no scale, or where one of the answers is not shown.
    """
    levels, line = levels_of(body), body["rows"][row] if body["rows"] else {}
    if not levels or not line or not line["answered"]:
        return None
    if any(line["counts"][place] is None for place in levels):
        return None
    half = len(levels) // 2
    below, above = (
        Side(places, sum(line["counts"][place] for place in places), line["answered"])
        for places in (levels[:half], levels[len(levels) - half :])
    )
    return below, above
