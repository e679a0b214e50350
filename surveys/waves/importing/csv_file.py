"""The records of a CSV file; one that cannot be read as a whole is refused."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from surveys.instruments.strict_toml import FileRefused
from surveys.waves.importing.mapping import Mapped

LONGEST_CELL = 131_072
"""Letters: more is a quote that was never closed. Said here, not left to a setting
of the whole process, which any library may change."""


def count_lines(content: bytes) -> int:
    """Return about how many rows a file has, for a progress bar."""
    return content.count(b"\n")


def records_of(
    name: str, content: bytes, mapping: Mapped
) -> Iterator[tuple[int, list[str]]]:
    """Return each record with its first line, from 1; empty lines are none.

    Raises:
        FileRefused: this is no CSV in the encoding that the mapping names.
    """
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
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise FileRefused(
                name, f"line {line}", "This is no CSV: a cell is endless."
            )
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


def check_header(name: str, header: Sequence[str], mapping: Mapped) -> None:
    """Refuse a header whose columns are not those that the mapping knows.

    Raises:
        FileRefused: a column is missing, unknown or there twice.
    """
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
