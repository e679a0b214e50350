"""Answers collected elsewhere: the rows of a CSV file, each taken or refused.

A file that cannot be read as a whole is refused in one sentence; a row that does
not stand is refused with its line, its column, the value and the reason.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.instruments.options import Value
from surveys.instruments.questionnaire import Instrument, is_empty
from surveys.waves.importing.cells import Reason, RowRefused, cell_value
from surveys.waves.importing.csv_file import check_header, records_of
from surveys.waves.importing.mapping import Mapped


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
    records = records_of(name, content, mapping)
    _, header = next(records, (0, []))
    check_header(name, header, mapping)
    seen: Counter[str] = Counter()
    for line, cells in records:
        fingerprint = hashlib.sha256("\x1f".join(cells).encode()).hexdigest()
        seen[fingerprint] += 1
        try:
            language, answers = _row(header, cells, mapping, instrument)
        except RowRefused as refusal:
            yield RefusedRow(line, *refusal.facts)
        else:
            yield Taken(line, language, answers, f"{fingerprint}-{seen[fingerprint]}")


def _row(
    header: Sequence[str], cells: Sequence[str], mapping: Mapped, instrument: Instrument
) -> tuple[str, dict[str, Value]]:
    """Return the language and the answers of one record, and what they come to."""
    if len(cells) != len(header):
        raise RowRefused("", f"{len(cells)}", Reason.WRONG_WIDTH)
    row = dict(zip(header, cells, strict=True))
    answers: dict[str, Value] = {}
    for column in mapping.columns:
        value = cell_value(column, row[column.name])
        earlier = answers.get(column.item.key)
        if isinstance(value, list) and isinstance(earlier, list):
            value = [*earlier, *value]
        if value is not None and not is_empty(value):
            answers[column.item.key] = value
    _check(answers, row, mapping, instrument)
    return _language(row, mapping), instrument.complete(instrument.clean(answers))


def _check(
    answers: Mapping[str, Value],
    row: Mapping[str, str],
    mapping: Mapped,
    instrument: Instrument,
) -> None:
    cleaned = instrument.clean(answers)
    if not cleaned:
        raise RowRefused("", "", Reason.NO_ANSWERS)
    for key in instrument.check(cleaned):
        column = next((c.name for c in mapping.columns if c.item.key == key), "")
        raise RowRefused(column or key, row.get(column, ""), Reason.DOES_NOT_STAND)


def _language(row: Mapping[str, str], mapping: Mapped) -> str:
    if mapping.language_column is None:
        return str(mapping.language)
    found = row[mapping.language_column].strip()
    if found not in mapping.languages:
        raise RowRefused(mapping.language_column, found, Reason.UNKNOWN_LANGUAGE)
    return found
