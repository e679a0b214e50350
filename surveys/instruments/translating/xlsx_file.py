"""Translations as a spreadsheet: key, source, translation, and a mark of our own."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from core.errors import Invalid
from surveys.instruments.translating.files import FileRow
from surveys.instruments.translating.opened import opened

HEADINGS = ("key", "source", "translation", "was")


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
        Invalid: it has no such columns, or cannot be opened (``opened``).
    """
    return list(_rows(opened("xlsx", content, turn=turn)))


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
