"""What one cell of a file says, as the mapping has it."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from surveys.instruments.judging import Problem, problem_of
from surveys.instruments.kinds import SEVERAL, SINGLE, Kind
from surveys.instruments.options import Value
from surveys.waves.importing.mapping import Column, Otherwise, folded
from surveys.waves.sheet import decimal_of

WHOLE_NUMBER = re.compile(r"([+-]?[0-9]{1,18})(\.0*)?", re.ASCII)
LONGEST_SHOWN = 80


class Reason(StrEnum):
    """Why a row was refused. The command has the words for each."""

    UNKNOWN_VALUE = "unknown_value"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DECIMAL = "not_a_decimal"
    NOT_A_DATE = "not_a_date"
    DOES_NOT_STAND = "does_not_stand"
    WRONG_WIDTH = "wrong_width"
    NO_ANSWERS = "no_answers"
    UNKNOWN_LANGUAGE = "unknown_language"


class RowRefused(Exception):
    """Carries a reason out of the cell where it was found."""

    def __init__(self, column: str, value: str, reason: Reason) -> None:
        """Keep the column, the beginning of the value, and the reason."""
        super().__init__(reason)
        self.facts = (column, value[:LONGEST_SHOWN], reason)


def cell_value(column: Column, cell: str) -> Value | None:
    """Return what one cell says, None for no answer."""
    kind = column.item.kind
    if kind in SEVERAL:
        return _options(column, cell)
    if kind in SINGLE or kind is Kind.ACKNOWLEDGE:
        return _option(column, cell)
    if folded(cell) in column.no_answer:
        return None
    read = _READERS.get(kind)
    return cell.strip() if read is None else read(column, cell.strip())


def _options(column: Column, cell: str) -> list[str]:
    """Return options in the order of the cell: in a rank the first one comes first."""
    parts = cell.split(column.separator) if column.separator else [cell]
    found = [_option(column, part) for part in parts]
    known = [key for key in found if key is not None]
    # A place given twice is no order; a box ticked twice is ticked.
    return known if column.item.kind is Kind.RANK else list(dict.fromkeys(known))


def _option(column: Column, cell: str) -> str | None:
    value = folded(cell)
    if value in column.values:
        return column.values[value]
    if value in column.no_answer:
        return None
    if column.otherwise is None:
        _refuse(column, cell, column.unknown, Reason.UNKNOWN_VALUE)
    return column.otherwise


def _integer(column: Column, cell: str) -> int | float | None:
    match = WHOLE_NUMBER.fullmatch(cell)
    if match is None:
        _refuse(column, cell, column.unknown, Reason.NOT_A_NUMBER)
        return None
    return _within(column, cell, int(match[1]))


def _decimal(column: Column, cell: str) -> int | float | None:
    number = decimal_of(cell) if cell.isascii() else None
    if number is None:
        _refuse(column, cell, column.unknown, Reason.NOT_A_DECIMAL)
        return None
    return _within(column, cell, number)


def _date(column: Column, cell: str) -> str | None:
    if problem_of(column.item, cell) is Problem.NOT_A_DATE:
        _refuse(column, cell, column.unknown, Reason.NOT_A_DATE)
        return None
    return cell


def _within(column: Column, cell: str, number: float) -> int | float | None:
    if problem_of(column.item, number) in (Problem.TOO_SMALL, Problem.TOO_LARGE):
        _refuse(column, cell, column.outside, Reason.OUT_OF_RANGE)
        return None
    return number


_READERS: Mapping[Kind, Callable[[Column, str], Value | None]] = {
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
}


def _refuse(column: Column, cell: str, otherwise: Otherwise, reason: Reason) -> None:
    """Refuse the row, unless the mapping says that this is no answer."""
    if otherwise is Otherwise.REFUSE_ROW:
        raise RowRefused(column.name, cell, reason)
