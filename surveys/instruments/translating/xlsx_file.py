"""Translations as a spreadsheet: key, source, translation, and a mark of our own."""

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from core.errors import Invalid
from surveys.instruments.translating.files import FileRow, refuse_large
from surveys.instruments.xlsform.apart import ask
from surveys.instruments.xlsform.remarks import FileStopped, Reason

HEADINGS = ("key", "source", "translation", "was")
READER = "surveys.instruments.translating.reader"
TOO_MUCH = {Reason.BOMB, Reason.TOO_FAR, Reason.TOO_MANY_CELLS, Reason.TOO_SLOW}


def written(rows: Sequence[FileRow], language: str) -> bytes:
    """Return a spreadsheet of one sheet; no text in it is a formula."""
    from openpyxl import Workbook  # noqa: PLC0415  # heavy, and seldom needed

    book = Workbook()
    sheet = book.active
    sheet.title = language
    sheet.append(HEADINGS)
    for number, row in enumerate(rows, 2):
        cells = (row.key, row.source, row.text, row.was)
        for column, words in enumerate(cells, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = words, "s"
    for letter, width in zip("ABCD", (30, 60, 60, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(content: bytes, *, turn: Path | None = None) -> list[FileRow]:
    """Return the rows of a spreadsheet; another process opens it.

    Raises:
        Invalid: it is too large, unsafe, no spreadsheet, or has no such columns; or
            another file is being read (``turn``, see ``xlsform.apart``).
    """
    refuse_large(content)
    try:
        found = json.loads(ask(READER, [], content, turn=turn))
    except FileStopped as stopped:
        raise _refusal(stopped.remark.reason) from stopped
    except ValueError as error:  # it stumbled over something odd and said nothing
        raise Invalid("translation.no_xlsx") from error
    if "reason" in found:
        raise _refusal(found["reason"])
    return list(_rows(found["rows"]))


def _refusal(reason: str) -> Invalid:
    if reason == Reason.BUSY:
        return Invalid("translation.busy")
    large = reason in TOO_MUCH
    return Invalid("translation.file_large" if large else "translation.no_xlsx")


def _rows(sheet: Sequence[Sequence[str]]) -> Iterator[FileRow]:
    headings = [each.lower() for each in next(iter(sheet), ())]
    missing = [each for each in HEADINGS[:3] if each not in headings]
    if missing:
        raise Invalid("translation.no_columns", columns=", ".join(missing))
    for number, cells in enumerate(sheet[1:], 2):
        named = dict.fromkeys(HEADINGS, "") | dict(zip(headings, cells, strict=False))
        if any(cells):
            yield FileRow(
                str(number),
                named["key"],
                named["source"],
                named["translation"],
                named["was"],
            )
