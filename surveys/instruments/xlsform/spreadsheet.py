"""Writes sheets as an .xlsx file whose cells are texts, whatever they begin with."""

from collections.abc import Mapping
from io import BytesIO

from core.errors import Refused
from surveys.instruments.xlsform.handing_out import Written

LONGEST = 32_000
"""Characters that a cell holds; a spreadsheet cuts off what is longer."""

_TEMPTING = ("=", "+", "-", "@")
"""A spreadsheet that takes such a text for a formula would work it out."""


def spreadsheet(sheets: Mapping[str, Written]) -> bytes:
    """Return the file.

    Raises:
        Refused: a text is longer than a cell can be.
    """
    # Only who writes one needs it: the web workers start without.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as ILLEGAL  # noqa: PLC0415

    book = Workbook()
    book.remove(book.active)
    for name, written in sheets.items():
        sheet = book.create_sheet(name)
        rows = [{header: header for header in written.headers}, *written.rows]
        for number, row in enumerate(rows, 1):
            for column, header in enumerate(written.headers, 1):
                text = ILLEGAL.sub("", row.get(header, "")).replace("\r\n", "\n")
                if len(text) > LONGEST:
                    raise Refused(f"{name}, row {number}: {header} is too long.")
                if text:
                    cell = sheet.cell(number, column, text)
                    cell.data_type = "s"
                    cell.quotePrefix = text.startswith(_TEMPTING)
        sheet.freeze_panes = "A2"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
