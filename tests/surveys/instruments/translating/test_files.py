"""Translations as PO and XLSX: out and back, and what is refused on the way."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from core.errors import Invalid
from surveys.instruments.translating import po_file, xlsx_file
from surveys.instruments.translating.desk import Mode, Refusal, Row, mark
from surveys.instruments.translating.files import (
    MOST_BYTES,
    FileRow,
    Refused,
    incoming,
    outgoing,
)
from surveys.instruments.translating.states import State

ROWS = {
    "title": Row("title", "A few questions", Mode.PLAIN, "أسئلة", State.AGREED),
    "items.a.label": Row("items.a.label", "Was it ${a}?", Mode.PLAIN),
    "items.b.label": Row("items.b.label", "=SUM(1)", Mode.PLAIN),
}
words = (
    st.text(st.characters(exclude_categories=("C",)), max_size=30)
    .map(str.strip)
    .filter(bool)
)
key = st.from_regex(r"[a-z]{1,6}(\.[a-z]{1,6}){0,2}", fullmatch=True)
file_rows = st.dictionaries(key, st.tuples(words, words), max_size=6).map(
    lambda found: [
        FileRow("", key, source, text, mark(text))
        for key, (source, text) in found.items()
    ]
)


def bare(rows):
    return sorted((row.key, row.source, row.text, row.was) for row in rows)


@given(file_rows)
@settings(max_examples=40)
def test_a_po_file_is_read_as_it_was_written(rows):
    assert bare(po_file.read(po_file.written(rows, "ar", "small"))) == bare(rows)


@given(file_rows)
@settings(max_examples=6)  # each starts a process
def test_a_spreadsheet_is_read_as_it_was_written(rows):
    assert bare(xlsx_file.read(xlsx_file.written(rows, "ar"))) == bare(rows)


def test_a_text_in_a_spreadsheet_is_never_a_formula():
    sheet = load_workbook(
        BytesIO(xlsx_file.written(outgoing(ROWS.values()), "ar"))
    ).active
    assert sheet["B4"].value == "=SUM(1)"
    assert sheet["B4"].data_type == "s"


def came(key, source, text, was=""):
    return FileRow("7", key, source, text, was)


def test_what_is_new_is_taken_and_what_is_the_same_is_counted():
    found = incoming(
        [
            came("title", "A few questions", "أسئلة"),
            came("items.a.label", "Was it ${a}?", "هل ${a}؟"),
            came("items.b.label", "=SUM(1)", ""),
        ],
        ROWS,
    )
    assert [(each.key, each.text) for each in found.taken] == [
        ("items.a.label", "هل ${a}؟")
    ]
    assert (found.same, found.refused) == (1, ())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (came("gone", "Old", "قديم"), Refusal.UNKNOWN),
        (came("title", "Other words", "آخر"), Refusal.SOURCE),
        (came("title", "A few questions", "آخر", mark("x")), Refusal.NEWER),
        (came("items.a.label", "Was it ${a}?", "هل؟"), Refusal.PLACEHOLDERS),
    ],
)
def test_a_row_that_is_not_taken_says_why(row, reason):
    found = incoming([row], ROWS)
    assert found.taken == ()
    assert found.refused == (Refused("7", row.key, reason),)


def test_what_two_already_wrote_is_decided_on_the_page_and_not_by_a_file():
    both = {"k": Row("k", "Yes", Mode.DECIDE, attempts=("نعم", "أجل"))}
    found = incoming([came("k", "Yes", "بلى")], both)
    assert [each.reason for each in found.refused] == [Refusal.NEWER]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b'msgid "a',
        b"PK\x03\x04 no zip",
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nonsense\\n"\n\xff',
    ],
)
def test_what_is_no_file_of_ours_is_refused(content):
    for read in (po_file.read, xlsx_file.read):
        with pytest.raises(Invalid):
            read(content)


def test_a_file_that_is_too_large_is_not_even_looked_at():
    for read in (po_file.read, xlsx_file.read):
        with pytest.raises(Invalid, match="file_large"):
            read(b" " * (MOST_BYTES + 1))


def test_a_flood_in_a_small_file_is_refused():
    with pytest.raises(Invalid, match="file_large"):
        xlsx_file.read(packed({"bomb.xml": b" " * 30_000_000}))
    with pytest.raises(Invalid, match="file_large"):
        xlsx_file.read(packed({f"{n}.xml": b"" for n in range(300)}))


def test_a_spreadsheet_with_entities_of_its_own_is_refused():
    entities = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
    with pytest.raises(Invalid, match="no_xlsx"):
        xlsx_file.read(packed({"xl/workbook.xml": entities}))


def test_a_spreadsheet_without_the_columns_names_them():
    book = Workbook()
    book.active.append(["key", "text"])
    file = BytesIO()
    book.save(file)
    with pytest.raises(Invalid) as caught:
        xlsx_file.read(file.getvalue())
    assert caught.value.facts == {"columns": "source, translation"}


def packed(parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
