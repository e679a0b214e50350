"""A process of its own that opens a stranger's file and says what is in it, as JSON.

Run as ``python -m surveys.instruments.xlsform.reader xlsx`` with the file on standard
input. It limits itself first: so much time, so much memory, no file written, no other
process. Only here is pyxform imported; the web workers never see it.
"""

import json
import resource
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from typing import Any

from surveys.instruments.limesurvey.tables import read_tables
from surveys.instruments.xlsform.container import READ, look_into
from surveys.instruments.xlsform.remarks import FileStopped, Reason

SECONDS = 10
MEMORY = 1024 * 1024 * 1024
LIMITS = {
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_CORE: 0,
}


def limit() -> None:
    """Give this process so much and no more, for good."""
    for kind, most in LIMITS.items():
        _soft, hard = resource.getrlimit(kind)
        at_most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (at_most, at_most))


def read(kind: str, content: bytes) -> dict[str, Any]:
    """Return what is in a file: its sheets, or the tables of LimeSurvey."""
    try:
        if kind == "lss":
            return {"tables": read_tables(content)}
        look_into(content)
        return {"sheets": _sheets(content)}
    except FileStopped as stopped:
        remark = stopped.remark
        return {"stopped": [remark.reason, remark.place, dict(remark.facts)]}
    except MemoryError:
        return {"stopped": [Reason.BOMB, "", {}]}


def _sheets(content: bytes) -> dict[str, Any]:
    """Return the rows of each sheet: their number, and cells by the parsed header."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415  # after the limits
    from pyxform.errors import PyXFormError  # noqa: PLC0415

    try:
        reader = ExcelReader(BytesIO(content), read_only=True, data_only=True)
        reader.read()
        book = reader.wb
        only = len(book.sheetnames) == 1
        return {
            ("survey" if only else name.lower()): _rows(book[name], name.lower())
            for name in book.sheetnames
            if only or name.lower() in READ
        }
    except PyXFormError as error:
        raise FileStopped(Reason.COLUMN_TWICE, said=str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        if isinstance(error, FileStopped):
            raise
        raise FileStopped(Reason.DAMAGED) from error


def _rows(sheet: Any, name: str) -> list[Any]:
    """Return the headers first, then ``[number, [[column, text], ...]]``."""
    from pyxform import xls2json_backends as backend  # noqa: PLC0415

    rows = iter(sheet.rows)
    first = [_text(cell.value) or None for cell in next(rows, ())]
    written = backend.get_excel_column_headers(first)
    found = backend.get_excel_rows(
        written, rows, lambda cell, _row, _column: _text(cell.value)
    )
    if any(cell.value is not None for cell in chain.from_iterable(rows)):
        raise FileStopped(Reason.GAP, f"{name}, row {len(found) + 2}")
    columns = _columns(name, [each for each in written if each is not None])
    return [
        list(columns.values()),
        *(
            [number, [[columns[head], words] for head, words in row.items() if words]]
            for number, row in enumerate(found, 2)
        ),
    ]


def _text(value: object) -> str:
    """Return a cell as it was typed; a whole number has no point."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _columns(sheet: str, headers: list[str]) -> Mapping[str, list[str]]:
    """Return each header in the parts that pyxform finds in it, by its own names."""
    from pyxform import aliases  # noqa: PLC0415
    from pyxform.parsing.sheet_headers import process_header  # noqa: PLC0415
    from pyxform.question import MultipleChoiceQuestion, Option  # noqa: PLC0415
    from pyxform.survey import Survey  # noqa: PLC0415

    names, columns = {
        "choices": (aliases.list_header, Option),
        "settings": (aliases.settings_header, Survey),
    }.get(sheet, (aliases.survey_header, MultipleChoiceQuestion))
    known = set(columns.get_slot_names())
    double = any("::" in header for header in headers)
    return {
        header: list(process_header(header, double, names, known)[1])
        for header in headers
    }


def main(arguments: list[str], incoming: bytes) -> Iterator[str]:
    """Yield the answer as JSON."""
    yield json.dumps(read(arguments[0], incoming))


if __name__ == "__main__":
    limit()
    sys.stdout.writelines(main(sys.argv[1:], sys.stdin.buffer.read()))
