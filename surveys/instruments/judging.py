"""What is wrong with an answer to one item, as far as the item alone can tell."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind, Precision
from surveys.instruments.options import Value

LONGEST_TEXT = 2_000
"""Characters that an open answer may hold where its item says nothing else."""

TICKED = "yes"
"""What an acknowledge is when it is ticked."""

EARLIEST, LATEST = 1800, 2200
"""Years that a date can be in: anything else is a slip of the finger."""

_PARTS = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}


class Problem(StrEnum):
    """Why an answer does not stand. The edge has the words for each."""

    MISSING = "missing"
    NOT_AN_OPTION = "not_an_option"
    NOT_ALONE = "not_alone"
    TOO_MANY = "too_many"
    NOT_RANKED = "not_ranked"
    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_A_DATE = "not_a_date"
    TOO_LONG = "too_long"
    NOT_A_TEXT = "not_a_text"
    NOT_RIGHT = "not_right"
    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"


def is_empty(value: Value | None) -> bool:
    """Tell whether nothing was answered; zero is an answer."""
    return value is None or (not isinstance(value, int | float) and len(value) == 0)


def problem_of(item: Item, value: Value | None) -> Problem | None:
    """Return why an answer does not stand, or None when it does.

    What other answers have to say (a constraint, a choice filter) is not asked here.
    """
    if value is None or is_empty(value):
        return Problem.MISSING if item.required else None
    return _PROBLEMS[item.kind](item, value)


def _one_option(item: Item, value: Value) -> Problem | None:
    stands = isinstance(value, str) and value in item.option_keys
    return None if stands else Problem.NOT_AN_OPTION


def _several_options(item: Item, value: Value) -> Problem | None:
    if isinstance(value, str | int | float) or len(set(value)) != len(value):
        return Problem.NOT_AN_OPTION
    if not set(value) <= set(item.option_keys):
        return Problem.NOT_AN_OPTION
    if len(value) > 1 and not item.alone.isdisjoint(value):
        return Problem.NOT_ALONE
    return Problem.TOO_MANY if len(value) > (item.at_most or len(value)) else None


def _rank(item: Item, value: Value) -> Problem | None:
    """Take a list of options, the first one first; places given twice are a text."""
    if isinstance(value, str | int | float):
        return Problem.NOT_RANKED
    problem = _several_options(item, value)
    if problem is not None or not item.alone.isdisjoint(value):
        return problem
    wanted = item.at_most or len(item.options) - len(item.alone)
    return Problem.NOT_RANKED if len(value) < wanted else None


def _integer(item: Item, value: Value) -> Problem | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return Problem.NOT_A_NUMBER
    return _within(item, value)


def _decimal(item: Item, value: Value) -> Problem | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return Problem.NOT_A_NUMBER
    return _within(item, value) if math.isfinite(value) else Problem.NOT_A_NUMBER


def _within(item: Item, value: float) -> Problem | None:
    if item.minimum is not None and value < item.minimum:
        return Problem.TOO_SMALL
    if item.maximum is not None and value > item.maximum:
        return Problem.TOO_LARGE
    return None


def _date(item: Item, value: Value) -> Problem | None:
    """Take ``2026``, ``2026-03`` or ``2026-03-01``, as the precision says."""
    parts = value.split("-") if isinstance(value, str) else []
    lengths = [4, 2, 2][: _PARTS[item.precision]]
    if [len(part) for part in parts] != lengths or not all(
        part.isascii() and part.isdecimal() for part in parts
    ):
        return Problem.NOT_A_DATE
    try:
        found = date(*[*map(int, parts), 1, 1][:3])
    except ValueError:
        return Problem.NOT_A_DATE
    return None if EARLIEST <= found.year <= LATEST else Problem.NOT_A_DATE


def _text(item: Item, value: Value) -> Problem | None:
    if not isinstance(value, str):
        return Problem.NOT_A_TEXT
    longest = LONGEST_TEXT if item.maximum is None else item.maximum
    return Problem.TOO_LONG if len(value) > longest else None


def _acknowledge(_item: Item, value: Value) -> Problem | None:
    return None if value == TICKED else Problem.NOT_AN_OPTION


def _nothing(_item: Item, _value: Value) -> Problem | None:
    return Problem.NOT_ASKED


_PROBLEMS: Mapping[Kind, Callable[[Item, Value], Problem | None]] = {
    Kind.SELECT_ONE: _one_option,
    Kind.SCALE: _one_option,
    Kind.SELECT_MULTIPLE: _several_options,
    Kind.RANK: _rank,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.ACKNOWLEDGE: _acknowledge,
    Kind.NOTE: _nothing,
    Kind.CALCULATE: _nothing,
}
