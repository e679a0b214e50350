"""The process that opens a translator's spreadsheet, and what it will not open."""

import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from openpyxl import Workbook

from core.errors import Invalid
from surveys.instruments.translating import opened, po_file, reader, xlsx_file
from surveys.instruments.translating.files import MOST_BYTES
from surveys.instruments.translating.reader import read
from surveys.instruments.xlsform import apart
from tests.surveys.instruments.xlsform.books import saved, with_members

ROOT = Path(__file__).parents[4]
SHEET = "xl__worksheets__sheet1.xml"
BEGIN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
HEADINGS = ["key", "source", "translation"]


def made(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


PLAIN = made(HEADINGS, ["title", "Hello", "Hallo"])


def numbers(times, before, after):
    """Return many numbers that nothing packs tightly."""
    return "".join(f"{before}{zlib.crc32(b'%d' % n)}{after}" for n in range(times))


def shared(texts):
    return with_members(PLAIN, **{"xl__sharedStrings.xml": f"<sst>{texts}</sst>"})


def cells(inside):
    sheet = f"{BEGIN}<sheetData>{inside}</sheetData></worksheet>"
    return with_members(PLAIN, **{SHEET: sheet})


def test_the_rows_of_the_first_sheet_are_texts():
    found = read(made(HEADINGS, ["a", None, " 7 "], ["b", 7, True]))["rows"]
    assert [row[:3] for row in found] == [HEADINGS, ["a", "", "7"], ["b", "7", "True"]]
    assert {"".join(row[3:]) for row in found} == {""}


HOSTILE = {
    "a shared-strings bomb": shared("<si><t/></si>" * 500_000),
    "shared strings that are no bomb by weight": shared(
        numbers(250_000, "<si><t>", "</t></si>")
    ),
    "deep nesting": cells(numbers(150_000, "<a", ">")),
    "19 MB of cells": cells(f"<row>{'<c><v>1234567</v></c>' * 905_000}</row>"),
    "cells that do not compress": cells(
        f"<row>{numbers(201_000, '<c><v>', '</v></c>')}</row>"
    ),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_takes_too_much_is_refused_before_openpyxl_opens_it(
    content, monkeypatch
):
    monkeypatch.setattr(reader, "_rows", lambda _content: pytest.fail("opened"))
    assert len(content) < MOST_BYTES
    assert read(content)["reason"] in opened.TOO_MUCH


def test_one_text_in_very_many_cells_is_refused():
    book = made(HEADINGS, *[["x" * 30_000] * 3 for _ in range(100)])
    assert len(book) < MOST_BYTES
    assert read(book) == {"reason": "bomb"}


def test_what_is_refused_there_is_refused_here():
    with pytest.raises(Invalid, match="file_large"):
        xlsx_file.read(HOSTILE["deep nesting"])


@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("while True: pass", "file_large"),
        ("raise SystemExit(3)", "no_"),
        ("print('Hello')", "no_"),
    ],
)
@pytest.mark.parametrize("file", [po_file, xlsx_file], ids=["po", "xlsx"])
def test_a_process_that_does_not_answer_brings_no_rows(
    file, does, code, monkeypatch, tmp_path
):
    (tmp_path / "slow.py").write_text(does)
    monkeypatch.setattr(opened, "READER", "slow")
    monkeypatch.setattr(apart, "ROOT", tmp_path)
    monkeypatch.setattr(apart, "PATIENT_SECONDS", 1)
    with pytest.raises(Invalid, match=code):
        file.read(PLAIN)


PLURALS = """
msgid ""
msgstr "Plural-Forms: nplurals={count}; plural=0;"

msgctxt "title"
msgid "Hello"
msgid_plural "Hellos"
msgstr[0] "Hallo"
"""


def test_a_header_that_asks_for_more_plurals_than_there_is_memory_is_refused():
    with pytest.raises(Invalid, match="file_large"):
        po_file.read(PLURALS.format(count=10**10).encode())
    (row,) = po_file.read(PLURALS.format(count=2).encode())
    assert row.key == "title"


def test_who_reads_a_file_in_a_worker_does_not_import_openpyxl():
    line = (
        "import sys\n"
        "from surveys.instruments.translating import manage, xlsx_file\n"
        "assert xlsx_file.read(sys.stdin.buffer.read())[0].text == 'Hallo'\n"
        "assert 'openpyxl' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", line],
        cwd=ROOT,
        input=PLAIN,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_the_process_limits_itself_before_it_opens_anything():
    source = Path(reader.__file__).read_text(encoding="utf-8")
    begun = source.partition('__name__ == "__main__":')[2]
    assert 0 < begun.index("limit()") < begun.index("read(")
