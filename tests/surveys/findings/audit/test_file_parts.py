"""What stands in a file, for every kind that is served."""

import io
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from surveys.findings.audit.file_parts import XLSX, ZIP, Unreadable, parts_of, sheets_of


def spreadsheet():
    book = Workbook()
    book.active.title = "tables"
    book.active.append(["group", "people", "missing"])
    book.active.append(["Polish", 7, True])
    book.active["A2"].comment = Comment("only 3", "who")
    book.create_sheet("more").sheet_state = "hidden"
    book["more"].append(["hidden", 4])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def package(**members):
    target = io.BytesIO()
    with ZipFile(target, "w") as packed:
        for name, text in members.items():
            packed.writestr(f"slug/{name.replace('_', '.')}", text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("kind", "content", "part"),
    [
        ("text/csv", b"a,b\r\n1,7\r\n", ("line 2, b", "7")),
        ("text/plain", b"\n7 people\n", ("line 2", "7 people")),
        ("application/json", b'{"a": [1, {"b": 7}]}', (".a[1].b", "7")),
        ("application/json", b'{"7": null}', (".7", "7")),
        ("application/jsonl", b'{"a": 1}\n{"a": 7}\n', ("line 2.a", "7")),
        ("application/xml", b'<x:a xmlns:x="u" n="7">3</x:a>', ("a@n", "7")),
        ("application/atom+xml", b"<f><t>7</t>8</f>", ("t", "8")),
        ("text/html", b"<p>7</p>", ("p", "7")),
        (XLSX, spreadsheet(), ("sheet tables, row 2, column 2", "7")),
        (XLSX, spreadsheet(), ("sheet more, row 1, column 2", "4")),
        (ZIP, package(tables_csv="a\r\n7\r\n"), ("tables.csv, line 2, a", "7")),
        (ZIP, package(README_md="7 people"), ("README.md, line 1", "7 people")),
    ],
)
def test_each_number_has_its_place(kind, content, part):
    assert part in parts_of(kind, content)


def test_a_remark_on_a_cell_is_read():
    assert any("only 3" in words for _place, words in parts_of(XLSX, spreadsheet()))


def test_a_sheet_is_read_like_a_csv_file():
    assert sheets_of(spreadsheet())["tables"] == [
        {"group": "Polish", "people": "7", "missing": "true"}
    ]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/ods", b""),
        ("application/json", b"{"),
        ("application/xml", b"<a"),
        (XLSX, b"PK"),
        (ZIP, b"PK"),
        (ZIP, package(table_parquet="7")),
        ("application/pdf", b"7"),
        ("text/html", b"\xff"),
    ],
)
def test_what_cannot_be_read_is_said(kind, content):
    with pytest.raises(Unreadable):
        parts_of(kind, content)
