"""Answers collected elsewhere: the rows of a CSV file, each taken or refused.

A file that cannot be read as a whole is refused in one sentence; a row that does
not stand is refused with its line, its column, the value and the reason.
"""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveys.instruments.options import Value
from surveys.instruments.questionnaire import Instrument, Kind, Problem, is_empty
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.mapping import Column, Mapped, Otherwise, folded

WHOLE_NUMBER = re.compile(r"([+-]?[0-9]{1,18})(\.0*)?", re.ASCII)
LONGEST_SHOWN = 80


class Reason(StrEnum):
    """Why a row was refused. The command has the words for each."""

    UNKNOWN_VALUE = "unknown_value"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"
    DOES_NOT_STAND = "does_not_stand"
    WRONG_WIDTH = "wrong_width"
    NO_ANSWERS = "no_answers"
    UNKNOWN_LANGUAGE = "unknown_language"


@dataclass(frozen=True)
class Taken:
    """One row that stands. ``fingerprint`` is the same for the same row, ever."""

    line: int
    language: str
    answers: Mapping[str, Value]
    fingerprint: str


@dataclass(frozen=True)
class RefusedRow:
    """One row that does not stand: its first line in the file, and the reason."""

    line: int
    column: str
    value: str
    reason: Reason


class _RowRefused(Exception):
    """Carries a reason out of the cell where it was found."""

    def __init__(self, column: str, value: str, reason: Reason) -> None:
        super().__init__(reason)
        self.facts = (column, value[:80], reason)


def read_rows(
    name: str, content: bytes, mapping: Mapped, instrument: Instrument
) -> Iterator[Taken | RefusedRow]:
    """Return the rows of a CSV file one by one, in its order; empty lines are none.

    Args:
        name: what the file is called, for the reasons given.
        content: the whole file.
        mapping: what its columns mean.
        instrument: what the answers must stand before.

    Raises:
        FileRefused: the file as a whole cannot be read; also half way through it.
    """
    records = _records(name, content, mapping)
    _, header = next(records, (0, []))
    _check_header(name, header, mapping)
    seen: Counter[str] = Counter()
    for line, cells in records:
        fingerprint = hashlib.sha256("\x1f".join(cells).encode()).hexdigest()
        seen[fingerprint] += 1
        try:
            language, answers = _row(header, cells, mapping, instrument)
        except _RowRefused as refusal:
            yield RefusedRow(line, *refusal.facts)
        else:
            yield Taken(line, language, answers, f"{fingerprint}-{seen[fingerprint]}")


def count_lines(content: bytes) -> int:
    """Return about how many rows a file has, for a progress bar."""
    return content.count(b"\n")


def _records(
    name: str, content: bytes, mapping: Mapped
) -> Iterator[tuple[int, list[str]]]:
    """Return each record with its first line, from 1."""
    text = _text(name, content, mapping.encoding)
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=mapping.delimiter, strict=True
    )
    while True:
        line = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefused(
                name, f"line {line}", f"This is no CSV: {error}."
            ) from None
        if cells:
            yield line, cells


def _text(name: str, content: bytes, encoding: str) -> str:
    if not content.strip():
        raise FileRefused(name, "", "This file is empty.")
    if b"\0" in content and "16" not in encoding and "32" not in encoding:
        raise FileRefused(
            name, "", "There are zero bytes in this file. Is it a CSV, saved as UTF-8?"
        )
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            name,
            f"line {line}",
            f"This is not {encoding} text. Save the file as UTF-8, "
            "or say its encoding in the mapping.",
        ) from None


def _check_header(name: str, header: Sequence[str], mapping: Mapped) -> None:
    wanted = {column.name for column in mapping.columns}
    if mapping.language_column is not None:
        wanted.add(mapping.language_column)
    for column, times in Counter(header).items():
        if times > 1:
            raise FileRefused(name, "line 1", f"There are two columns {column!r}.")
        if column not in wanted | mapping.ignore:
            raise FileRefused(
                name,
                "line 1",
                f"The mapping does not say what the column {column!r} is. "
                "Map it, or name it under ignore.",
            )
    for column in sorted(wanted - set(header)):
        raise FileRefused(name, "line 1", f"There is no column {column!r}.")


def _row(
    header: Sequence[str], cells: Sequence[str], mapping: Mapped, instrument: Instrument
) -> tuple[str, dict[str, Value]]:
    """Return the language and the answers of one record."""
    if len(cells) != len(header):
        raise _RowRefused("", f"{len(cells)}", Reason.WRONG_WIDTH)
    row = dict(zip(header, cells, strict=True))
    answers: dict[str, Value] = {}
    for column in mapping.columns:
        value = _value(column, row[column.name])
        earlier = answers.get(column.item.key)
        if isinstance(value, list) and isinstance(earlier, list):
            value = [*earlier, *value]
        if value is not None and not is_empty(value):
            answers[column.item.key] = value
    _check(answers, row, mapping, instrument)
    return _language(row, mapping), instrument.clean(answers)


def _check(
    answers: Mapping[str, Value],
    row: Mapping[str, str],
    mapping: Mapped,
    instrument: Instrument,
) -> None:
    cleaned = instrument.clean(answers)
    if not cleaned:
        raise _RowRefused("", "", Reason.NO_ANSWERS)
    for key in instrument.check(cleaned):
        column = next((c.name for c in mapping.columns if c.item.key == key), "")
        raise _RowRefused(column or key, row.get(column, ""), Reason.DOES_NOT_STAND)


def _language(row: Mapping[str, str], mapping: Mapped) -> str:
    if mapping.language_column is None:
        return str(mapping.language)
    found = row[mapping.language_column].strip()
    if found not in mapping.languages:
        raise _RowRefused(mapping.language_column, found, Reason.UNKNOWN_LANGUAGE)
    return found


def _value(column: Column, cell: str) -> Value | None:
    """Return what one cell says, None for no answer."""
    if column.item.kind is Kind.SELECT_MULTIPLE:
        parts = cell.split(column.separator) if column.separator else [cell]
        found = [_option(column, part) for part in parts]
        return [key for key in dict.fromkeys(found) if key is not None]
    if column.item.kind is Kind.SELECT_ONE:
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
    if column.item.problem(number) in (Problem.TOO_SMALL, Problem.TOO_LARGE):
        _refuse(column, cell, column.outside, Reason.OUT_OF_RANGE)
        return None
    return number


def _refuse(column: Column, cell: str, otherwise: Otherwise, reason: Reason) -> None:
    """Refuse the row, unless the mapping says that this is no answer."""
    if otherwise is Otherwise.REFUSE_ROW:
        raise _RowRefused(column.name, cell, reason)
