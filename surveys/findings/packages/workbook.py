"""Published tables as a spreadsheet: written row by row, and nothing is a formula."""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from surveys.findings.export import COLUMNS
from surveys.findings.packages import codebook, figure_rows, method_rows
from surveys.findings.packages.archive import table_rows
from surveys.findings.packages.contents import LICENCE, PlainRelease

ILLEGAL = {
    ord(sign): None
    for sign in (*map(chr, range(32)), "\ufffe", "\uffff")
    if sign not in "\t\n\r"
}
LOOKS_LIVE = ("=", "#")  # a formula, or an error of one
LONGEST = 32_767  # characters that a cell of a spreadsheet holds


def write_xlsx(release: PlainRelease, target: IO[bytes]) -> None:
    """Write tables, figures, codebook and method as four sheets into an open file."""
    from openpyxl import Workbook  # noqa: PLC0415  # heavy, and seldom needed

    book = Workbook(write_only=True)
    book.properties.title = _text(release.heading)
    book.properties.description = f"SHA-256 {release.checksum}; {LICENCE['path']}"
    book.properties.created = release.frozen_at.replace(tzinfo=None)
    book.properties.modified = book.properties.created
    _sheet(book, "tables", COLUMNS, table_rows(release))
    _sheet(book, "figures", figure_rows.COLUMNS, figure_rows.figure_rows(release))
    _sheet(book, "codebook", codebook.COLUMNS, codebook.codebook_rows(release))
    _sheet(book, "method", method_rows.COLUMNS, method_rows.method_rows(release.method))
    book.save(target)


def _sheet(
    book: Any,
    title: str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, object]],
) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    for row in rows:
        sheet.append([_cell(sheet, row.get(column)) for column in columns])


def _cell(sheet: Any, value: object) -> object:
    """Return a number as it is, and a text so that it stays a text."""
    if not isinstance(value, str):
        return value
    text = _text(value)
    return _never_formula(sheet, text) if text.startswith(LOOKS_LIVE) else text


def _never_formula(sheet: Any, text: str) -> object:
    """Return a cell of its own, which takes its time, for what looks like a formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet)
    cell.value, cell.data_type = text, "s"
    return cell


def _text(value: str) -> str:
    return value.translate(ILLEGAL)[:LONGEST]
