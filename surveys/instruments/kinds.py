"""The kinds of item, named as in XLSForm where it has the kind."""

from enum import StrEnum


class Kind(StrEnum):
    """What an item asks for, or that it asks nothing.

    A scale is a select_one whose labelled points have an order. A note says something,
    an acknowledge wants a tick under it; a calculate is worked out from other answers.
    """

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    SCALE = "scale"
    RANK = "rank"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    CALCULATE = "calculate"


SINGLE = frozenset({Kind.SELECT_ONE, Kind.SCALE})
"""One option is the answer."""

SEVERAL = frozenset({Kind.SELECT_MULTIPLE, Kind.RANK})
"""A list of options is the answer."""

SELECTS = SINGLE | SEVERAL
"""Whatever has options."""

NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})

SILENT = frozenset({Kind.NOTE, Kind.CALCULATE})
"""What nobody answers."""

COUNTED = SINGLE | NUMBERS | SEVERAL
"""What a table can count beside scores. Any other calculate has bands too, but it says
again, in other groups, what other questions said: beside their tables it would tell who
is between, and of a calculation nobody can say what."""


class Precision(StrEnum):
    """How exactly a date is asked for."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
