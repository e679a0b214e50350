"""Translations as a spreadsheet: key, source, translation, and a mark of our own."""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO

from core.errors import Invalid
from surveys.instruments.translating.files import FileRow, refuse_large

HEADINGS = ("key", "source", "translation", "was")
MOST_UNPACKED = 20_000_000
MOST_PARTS = 200
MOST_ROWS = 10_000


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


def read(content: bytes) -> list[FileRow]:
    """Return the rows of a spreadsheet.

    Raises:
        Invalid: it is too large, unsafe, no spreadsheet, or has no such columns.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  # heavy, and seldom needed

    refuse_large(content)
    _refuse_unsafe(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False)
        rows = list(_rows(book.worksheets[0]))
    except Invalid:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise Invalid("translation.no_xlsx") from error
    return rows


def _rows(sheet: object) -> Iterator[FileRow]:
    found = sheet.iter_rows(max_row=MOST_ROWS, max_col=12, values_only=True)  # type: ignore[attr-defined]  # openpyxl has no types
    headings = [str(each or "").strip().lower() for each in next(found, ())]
    missing = [each for each in HEADINGS[:3] if each not in headings]
    if missing:
        raise Invalid("translation.no_columns", columns=", ".join(missing))
    for number, cells in enumerate(found, 2):
        named = {
            heading: str(cell).strip() if cell is not None else ""
            for heading, cell in zip(headings, cells, strict=False)
        }
        if any(named.values()):
            yield FileRow(
                str(number),
                named["key"],
                named["source"],
                named["translation"],
                named.get("was", ""),
            )


def _refuse_unsafe(content: bytes) -> None:
    """Refuse what unpacks to a flood, or brings entities of its own."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            whole = sum(part.file_size for part in parts)
            if whole > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise Invalid("translation.file_large")
            if any(b"<!DOCTYPE" in packed.read(part) for part in parts):
                raise Invalid("translation.no_xlsx")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, RuntimeError) as error:
        raise Invalid("translation.no_xlsx") from error
