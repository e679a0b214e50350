"""A process of its own that opens a stranger's file and says what it comes to, as JSON.

Run as ``python -m surveys.instruments.xlsform.reader KIND NAME SLUG`` with the file on
standard input. It limits itself first: so much time, so much memory, no file written,
no other process. Only here is pyxform imported; the web workers never see it.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import chain
from typing import Any

from surveys.instruments.body import to_body
from surveys.instruments.limesurvey.tables import read_tables
from surveys.instruments.limesurvey.translation import workbook_from
from surveys.instruments.xlsform.apart import answer, limit
from surveys.instruments.xlsform.container import READ, look_into
from surveys.instruments.xlsform.remarks import FileStopped, Reason, Remark, Report
from surveys.instruments.xlsform.sheets import Workbook, workbook_of
from surveys.instruments.xlsform.taking_in import TakenIn, take_in


def read(kind: str, name: str, slug: str, content: bytes) -> TakenIn:
    """Return what a file comes to; it is called ``name`` where it has no title."""
    try:
        report = Report()
        workbook = _workbook(kind, content, report)
        return take_in(workbook, name=name, slug=slug, report=report)
    except FileStopped as stopped:
        return TakenIn(None, (stopped.remark,), ())
    except (MemoryError, RecursionError):
        return TakenIn(None, (Remark(Reason.BOMB),), ())


def _workbook(kind: str, content: bytes, report: Report) -> Workbook:
    if kind == "lss":
        return workbook_from(read_tables(content), report)
    look_into(content)
    workbook = workbook_of(_sheets(content))
    if workbook is None:
        raise FileStopped(Reason.NO_SURVEY)
    return workbook


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


def as_json(taken: TakenIn) -> str:
    """Return what a file came to, for the process that asked."""
    made = taken.instrument
    return json.dumps(
        {
            "body": None if made is None else to_body(made),
            "faults": _plain(taken.faults),
            "warnings": _plain(taken.warnings),
            "advice": _plain(taken.advice),
        }
    )


def _plain(remarks: Iterable[Remark]) -> list[Any]:
    return [[each.reason, each.place, dict(each.facts)] for each in remarks]


if __name__ == "__main__":
    limit()
    _kind, _name, _slug = sys.argv[1:4]
    answer(as_json(read(_kind, _name, _slug, sys.stdin.buffer.read())))
