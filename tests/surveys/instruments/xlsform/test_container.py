import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from surveys.instruments.xlsform.container import look_into
from surveys.instruments.xlsform.remarks import FileStopped, Reason
from tests.surveys.instruments.xlsform.books import PLAIN, book, saved, with_members

SHEET = "xl__worksheets__sheet1.xml"
BEGIN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
ROW = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>"
XXE = '<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


def reason(content: bytes) -> tuple[Reason, str]:
    with pytest.raises(FileStopped) as stopped:
        look_into(content)
    return stopped.value.remark.reason, stopped.value.remark.place


def sheet(inside: str) -> bytes:
    return with_members(PLAIN, **{SHEET: BEGIN + inside})


def test_a_plain_spreadsheet_passes():
    look_into(PLAIN)
    look_into(book("| type | name |\n| text | a |", columns="| anything | else |"))


@pytest.mark.parametrize(
    "content", [b"", b"type,name\ntext,a\n", b"%PDF-1.7", b"\0" * 99]
)
def test_what_is_no_zip_is_no_spreadsheet(content):
    assert reason(content) == (Reason.NOT_A_FILE, "")


def test_a_zip_of_something_else_is_no_spreadsheet():
    kept = BytesIO()
    with ZipFile(kept, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    assert reason(kept.getvalue()) == (Reason.NOT_A_FILE, "")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_breaks_off_is_damaged(share):
    assert reason(PLAIN[: int(len(PLAIN) * share)]) == (Reason.DAMAGED, "")


def test_a_file_with_broken_xml_or_changed_bytes_is_damaged():
    assert reason(sheet("<row></worksheet>")) == (Reason.DAMAGED, "")
    place = PLAIN.index(b"xl/worksheets/sheet1.xml") + 60
    torn = PLAIN[:place] + bytes(40) + PLAIN[place + 40 :]
    assert reason(torn)[0] is Reason.DAMAGED


def test_what_unpacks_to_very_much_is_not_unpacked():
    bomb = with_members(PLAIN, **{SHEET: BEGIN + " " * 40_000_000 + ROW})
    assert len(bomb) < 100_000
    assert reason(bomb) == (Reason.BOMB, "")


def test_what_is_packed_too_tightly_is_not_unpacked():
    assert reason(sheet(" " * 5_000_000 + ROW)) == (Reason.BOMB, "")


def test_a_size_that_is_a_lie_does_not_help_a_bomb():
    honest = with_members(PLAIN, **{SHEET: BEGIN + " " * 40_000_000 + ROW})
    size = len(BEGIN + " " * 40_000_000 + ROW)
    lying = honest.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert lying != honest
    assert reason(lying)[0] in {Reason.DAMAGED, Reason.BOMB}


def test_a_spreadsheet_of_very_many_files_is_refused():
    many = {f"xl__media__image{number}.xml": "<a/>" for number in range(250)}
    assert reason(with_members(PLAIN, **many)) == (Reason.BOMB, "")


@pytest.mark.parametrize(
    "member", ["xl__vbaProject.bin", "xl__macrosheets__sheet1.xml"]
)
def test_macros_are_refused(member):
    assert reason(with_members(PLAIN, **{member: "<a/>"})) == (Reason.MACROS, "")


def test_a_workbook_that_calls_itself_one_with_macros_is_refused():
    with ZipFile(BytesIO(PLAIN)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    enabled = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert plain in types
    changed = with_members(
        PLAIN, **{"[Content_Types].xml": types.replace(plain, enabled)}
    )
    assert reason(changed) == (Reason.MACROS, "")


def inside(name: str) -> str:
    with ZipFile(BytesIO(PLAIN)) as archive:
        return archive.read(name).decode()


TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("application/vnd.ms-office.vbaProject", Reason.MACROS),
        ("application/vnd.ms-excel.macrosheet+xml", Reason.MACROS),
        ("application/vnd.a.spreadsheetml.externalLink+xml", Reason.OUTSIDE),
        ("application/vnd.a.oleObject", Reason.OUTSIDE),
    ],
)
def test_a_part_is_known_by_what_it_says_it_is_not_by_its_name(kind, why):
    part = f'<Override PartName="/xl/plain.xml" ContentType="{kind}"/></Types>'
    changed = with_members(PLAIN, **{TYPES: inside(TYPES).replace("</Types>", part)})
    assert reason(changed) == (why, "")


def test_a_sheet_that_would_not_be_looked_through_is_refused():
    """openpyxl opens whatever the workbook names, under any ending."""
    kept = BytesIO()
    with ZipFile(BytesIO(PLAIN)) as old, ZipFile(kept, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == RELATIONS:
                text = text.replace(b"sheet1.xml", b"sheet1.dat")
            new.writestr(name.replace("sheet1.xml", "sheet1.dat"), text)
    assert reason(kept.getvalue()) == (Reason.DAMAGED, "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/xl/workbook.xml", "/xl/another.xml"),
        ("/xl/styles.xml", "/xl/styles.dat"),
    ],
)
def test_no_other_part_is_read_than_the_one_that_was_looked_through(old, new):
    assert old in inside(TYPES)
    changed = with_members(PLAIN, **{TYPES: inside(TYPES).replace(old, new)})
    assert reason(changed) == (Reason.DAMAGED, "")


@pytest.mark.parametrize(
    "member",
    ["xl__externalLinks__link1.xml", "xl__embeddings__a.bin", "xl__activeX__a.xml"],
)
def test_links_to_other_files_and_objects_are_refused(member):
    assert reason(with_members(PLAIN, **{member: "<a/>"})) == (Reason.OUTSIDE, "")


@pytest.mark.parametrize("declared", [XXE, LAUGHS, "<!DOCTYPE a>"])
@pytest.mark.parametrize(
    "member", [SHEET, "xl__workbook.xml", "docProps__core.xml", "xl__styles.xml"]
)
def test_a_document_type_is_refused_wherever_it_stands(declared, member):
    assert reason(with_members(PLAIN, **{member: f"{declared}<a/>"})) == (
        Reason.ENTITIES,
        "",
    )


def test_a_document_type_in_another_encoding_is_refused_too():
    text = f'<?xml version="1.0" encoding="utf-16"?>{XXE}<a/>'.encode("utf-16")
    kept = BytesIO(PLAIN)
    with ZipFile(kept, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/odd.xml", text)
    assert reason(kept.getvalue()) == (Reason.ENTITIES, "")


@pytest.mark.parametrize(
    "formula", ["=1+1", '=HYPERLINK("https://a.example")', "=cmd|'/c calc'!A1"]
)
def test_a_formula_is_refused_and_its_cell_named(formula):
    made = Workbook()
    made.active.title = "Survey"
    made.active.append(["type", "name", "label"])
    made.active.append(["text", "a", formula])
    made.create_sheet("choices")
    assert reason(saved(made)) == (Reason.FORMULA, "survey, C2")


def test_a_formula_on_a_sheet_that_nobody_reads_is_left_alone():
    made = Workbook()
    made.active.title = "survey"
    made.create_sheet("notes").append(["=1+1"])
    look_into(saved(made))


def test_yes_and_no_as_a_spreadsheet_writes_them_are_no_formulas():
    truth = (
        "<c r='A1' t='b'><f>TRUE()</f><v>1</v></c><c r='B1'><f t='shared' si='1'/></c>"
    )
    look_into(sheet(f"<sheetData><row r='1'>{truth}</row></sheetData></worksheet>"))


@pytest.mark.parametrize(
    "inside",
    [
        "<dimension ref='A1:XFD1048576'/></worksheet>",
        "<sheetData><row r='1048576'/></sheetData></worksheet>",
        "<sheetData><row r='1'><c r='XFD1'/></row></sheetData></worksheet>",
        "<sheetData><row r='1'><c r='B1048576'/></row></sheetData></worksheet>",
        f"<sheetData><row r='{'9' * 5000}'/></sheetData></worksheet>",
        f"<sheetData><row r='1'><c r='{'Z' * 500}1'/></row></sheetData></worksheet>",
    ],
)
def test_a_sheet_that_goes_on_for_ever_is_refused(inside):
    assert reason(sheet(inside)) == (Reason.TOO_FAR, "survey")


def test_a_million_rows_are_refused():
    rows = "".join(f"<row r='{number}'><c/></row>" for number in range(1, 1_000_001))
    assert reason(sheet(f"<sheetData>{rows}</sheetData></worksheet>"))[0] in {
        Reason.TOO_FAR,
        Reason.BOMB,
    }


def test_rows_without_numbers_are_counted_by_their_cells():
    # Numbers that nothing packs tightly, so that only counting helps.
    cells = "".join(f"<c><v>{zlib.crc32(b'%d' % n)}</v></c>" for n in range(200_001))
    full = f"<sheetData><row>{cells}</row></sheetData></worksheet>"
    assert reason(sheet(full)) == (Reason.TOO_MANY_CELLS, "survey")


def test_elements_far_inside_others_are_refused():
    deep = "".join(f"<a{zlib.crc32(b'%d' % n)}>" for n in range(100_000))
    assert reason(sheet(deep)) == (Reason.BOMB, "")
    shallow = "<a>" * 50 + "</a>" * 50
    look_into(sheet(shallow + ROW))


def test_very_many_elements_are_refused_whatever_they_are():
    many = "".join(f"<b{zlib.crc32(b'%d' % n) % 999}/>" for n in range(1_500_000))
    assert reason(sheet(many + ROW)) == (Reason.BOMB, "")


def test_texts_that_cells_share_are_counted_like_cells():
    texts = "".join(f"<si><t>{zlib.crc32(b'%d' % n)}</t></si>" for n in range(200_001))
    shared = with_members(PLAIN, **{"xl__sharedStrings.xml": f"<sst>{texts}</sst>"})
    assert reason(shared) == (Reason.TOO_MANY_CELLS, "")


def test_a_file_packed_in_a_way_that_nobody_knows_is_damaged():
    place = PLAIN.index(b"PK\x01\x02")
    odd = bytearray(PLAIN)
    odd[place + 10] = 77
    assert reason(bytes(odd)) == (Reason.DAMAGED, "")


def test_a_file_with_a_password_is_refused():
    # The first bit of the flags says so, in each header and in the list at the end.
    locked = bytearray(PLAIN)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := locked.find(mark, start)) >= 0:
            locked[start + offset] |= 1
            start += 4
    assert reason(bytes(locked)) == (Reason.LOCKED, "")
