import io

import pytest
from openpyxl import load_workbook

from surveys.findings.export import COLUMNS
from surveys.findings.packages.archive import table_rows
from surveys.findings.packages.workbook import LONGEST, write_xlsx
from tests.surveys.findings.packages.made import published, with_label


def book(release=None):
    file = io.BytesIO()
    write_xlsx(release or published(), file)
    file.seek(0)
    return load_workbook(file)


def test_four_sheets_hold_tables_figures_codebook_and_method():
    assert book().sheetnames == ["tables", "figures", "codebook", "method"]


def test_the_tables_say_what_the_release_says():
    sheet = book()["tables"]
    heads, *found = sheet.iter_rows(values_only=True)
    assert heads == COLUMNS
    people = COLUMNS.index("people")
    assert [row[people] for row in found] == [
        row.get("people") for row in table_rows(published())
    ]
    assert any(isinstance(row[people], int) for row in found)


@pytest.mark.parametrize("words", ["=1+1", "#N/A", "#REF!", "="])
def test_no_wording_is_a_formula(words):
    made = with_label(published().instrument, "asked", words)
    cells = [c for row in book(published(instrument=made))["codebook"] for c in row]
    (first, *_) = [cell for cell in cells if cell.value == words]
    assert first.data_type == "s"
    assert not {"f", "e"} & {cell.data_type for cell in cells}


def test_what_a_spreadsheet_cannot_hold_does_not_break_it():
    made = with_label(
        published().instrument, "asked", "a\x00\x08\ufffe\uffffb" + "x" * 40_000
    )
    values = [
        c.value for row in book(published(instrument=made))["codebook"] for c in row
    ]
    assert any(
        value and str(value).startswith("abxxx") and len(value) == LONGEST
        for value in values
    )
