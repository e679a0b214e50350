"""What one cell of a file says, as the mapping has it."""

import re
from enum import StrEnum

from surveys.instruments.judging import Problem, problem_of
from surveys.instruments.kinds import SINGLE, Kind
from surveys.instruments.options import Value
from surveys.waves.importing.mapping import Column, Otherwise, folded

WHOLE_NUMBER = re.compile(r"([+-]?[0-9]{1,18})(\.0*)?", re.ASCII)
LONGEST_SHOWN = 80


class Reason(StrEnum):
    """Why a row was refused. The command has the words for each."""

    UNKNOWN_VALUE = "unknown_value"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_NUMBER = "not_a_number"
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
    if column.item.kind is Kind.SELECT_MULTIPLE:
        parts = cell.split(column.separator) if column.separator else [cell]
        found = [_option(column, part) for part in parts]
        return [key for key in dict.fromkeys(found) if key is not None]
    if column.item.kind in SINGLE:
        return _option(column, cell)
    if folded(cell) in column.no_answer:
        return None
    return _number(column, cell) if column.item.kind is Kind.INTEGER else cell.strip()


def _option(column: Column, cell: str) -> str | None:
    value = folded(cell)
    if value in column.values:
        return column.values[value]
    if value in column.no_answer:
        return None
    if column.otherwise is None:
        _refuse(column, cell, column.unknown, Reason.UNKNOWN_VALUE)
    return column.otherwise


def _number(column: Column, cell: str) -> int | None:
    match = WHOLE_NUMBER.fullmatch(cell.strip())
    if match is None:
        _refuse(column, cell, column.unknown, Reason.NOT_A_NUMBER)
        return None
    number = int(match[1])
    if problem_of(column.item, number) in (Problem.TOO_SMALL, Problem.TOO_LARGE):
        _refuse(column, cell, column.outside, Reason.OUT_OF_RANGE)
        return None
    return number


def _refuse(column: Column, cell: str, otherwise: Otherwise, reason: Reason) -> None:
    """Refuse the row, unless the mapping says that this is no answer."""
    if otherwise is Otherwise.REFUSE_ROW:
        raise RowRefused(column.name, cell, reason)
