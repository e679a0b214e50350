"""Looks into a spreadsheet before anything opens it: small, plain, without surprises.

An .xlsx file is a zip of XML files. Each is read piece by piece, and reading stops at
the first thing that a questionnaire has no use for: a document type (where entities
would be), a formula, a macro, a link to another file, a cell far outside.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from surveys.instruments.xlsform.remarks import FileStopped, Reason

MOST_MEMBERS = 200
MOST_UNPACKED = 32 * 1024 * 1024
MOST_RATIO = 200
SMALL = 1024 * 1024
"""What unpacks to less is no bomb, however tightly it was packed."""
MOST_DEPTH, MOST_ELEMENTS = 64, 1_500_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 1_000, 200_000
READ = frozenset({"survey", "choices", "settings"})

_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_OUTSIDE = ("xl/externallinks/", "xl/embeddings/", "xl/activex/", "xl/querytables/")
_PIECE = 64 * 1024
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
# What a part says it is, whatever its file is called.
_DECLARED = {
    "macroenabled": Reason.MACROS,
    "macrosheet": Reason.MACROS,
    "vbaproject": Reason.MACROS,
    "externallink": Reason.OUTSIDE,
    "oleobject": Reason.OUTSIDE,
    "activex": Reason.OUTSIDE,
}


def look_into(content: bytes) -> None:
    """Refuse a spreadsheet that is more than cells with text and numbers in them.

    Raises:
        FileStopped: says what is in the way, and where.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _weigh(archive.infolist())
            names = _sheet_names(archive)
            for member in archive.infolist():
                if _is_scanned(member.filename):
                    _scan(archive, member, names.get(member.filename, ""))
    except (BadZipFile, zlib.error, EOFError, OSError) as error:
        is_zip = content.startswith(b"PK")
        raise FileStopped(Reason.DAMAGED if is_zip else Reason.NOT_A_FILE) from error
    except RuntimeError as error:  # zipfile's way to ask for a password, among others
        is_locked = "password" in str(error)
        raise FileStopped(Reason.LOCKED if is_locked else Reason.DAMAGED) from error
    except expat.ExpatError as error:
        raise FileStopped(Reason.DAMAGED) from error


def _weigh(members: list[ZipInfo]) -> None:
    """Refuse too much, too tightly packed, and what is not cells by its name."""
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise FileStopped(Reason.BOMB)
    if unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1):
        raise FileStopped(Reason.BOMB)
    names = {member.filename.lower() for member in members}
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        raise FileStopped(Reason.MACROS)
    if any(name.startswith(_OUTSIDE) for name in names):
        raise FileStopped(Reason.OUTSIDE)
    if "xl/workbook.xml" not in names:
        raise FileStopped(Reason.NOT_A_FILE)


def _sheet_names(archive: ZipFile) -> Mapping[str, str]:
    """Return the names of the sheets that are read, by the file each is in."""
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in archive.namelist():
        return {}
    files = {
        each["Id"]: each.get("Target", "").removeprefix("/xl/").removeprefix("xl/")
        for each in _elements(archive, relations, "Relationship")
        if "Id" in each
    }
    sheets = list(_elements(archive, "xl/workbook.xml", "sheet"))
    if not all(_is_scanned(files.get(each.get(_RELATION, ""), "")) for each in sheets):
        raise FileStopped(Reason.DAMAGED)
    return {
        f"xl/{files.get(sheet.get(_RELATION, ''), '')}": sheet.get("name", "").lower()
        for sheet in sheets
        if len(sheets) == 1 or sheet.get("name", "").lower() in READ
    }


def _is_scanned(name: str) -> bool:
    """Tell whether a file of the zip is looked through: all that openpyxl reads is."""
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _look_at_part(name: str, kind: str) -> None:
    """Refuse a part for what it says it is, and one that would not be looked through.

    Some programs declare types by default for files that are not there: those pass.
    """
    for word, reason in _DECLARED.items():
        if word in kind:
            raise FileStopped(reason)
    is_book = "sheet.main+" in kind or "template.main+" in kind
    is_decoy = is_book and name != "/xl/workbook.xml"
    if is_decoy or (kind.endswith("+xml") and not _is_scanned(name)):
        raise FileStopped(Reason.DAMAGED)


def _elements(archive: ZipFile, name: str, wanted: str) -> Iterator[dict[str, str]]:
    """Return the attributes of each element of a name in one file."""
    found: list[dict[str, str]] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == wanted:
            found.append(attributes)

    parser = _parser()
    parser.StartElementHandler = begin
    _feed(parser, archive, name)
    return iter(found)


def _scan(archive: ZipFile, member: ZipInfo, sheet: str) -> None:
    cells = _Cells(sheet)
    parser = _parser()
    parser.buffer_text = True
    parser.StartElementHandler = cells.begin
    parser.CharacterDataHandler = cells.words
    parser.EndElementHandler = cells.end
    _feed(parser, archive, member.filename)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_declared: object) -> None:
    raise FileStopped(Reason.ENTITIES)


def _feed(parser: expat.XMLParserType, archive: ZipFile, name: str) -> None:
    with archive.open(name) as file:
        unpacked = 0
        while piece := file.read(_PIECE):
            unpacked += len(piece)
            if unpacked > MOST_UNPACKED:
                raise FileStopped(Reason.BOMB)
            parser.Parse(piece)
        parser.Parse(b"", True)  # noqa: FBT003  # expat takes no names


class _Cells:
    """Watches the elements of one file go by; ``sheet`` is empty for any other.

    Many texts are as much work as many cells, and so are elements far inside others.
    """

    def __init__(self, sheet: str) -> None:
        self.sheet, self.cell, self.count = sheet, "", 0
        self.formula: str | None = None
        self.depth = self.elements = 0

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth, self.elements = self.depth + 1, self.elements + 1
        if self.depth > MOST_DEPTH or self.elements > MOST_ELEMENTS:
            raise FileStopped(Reason.BOMB)
        name = tag.rpartition(" ")[2]
        if name == "Override":
            kind = attributes.get("ContentType", "").lower()
            _look_at_part(attributes.get("PartName", ""), kind)
        elif name in {"c", "si"}:
            self.cell = attributes.get("r", "")
            self.count += 1
            if self.count > MOST_CELLS:
                raise FileStopped(Reason.TOO_MANY_CELLS, self.sheet)
            self.within(self.cell)
        elif name == "row":
            self.within(f"A{attributes.get('r', '1')}")
        elif name == "dimension":
            self.within(attributes.get("ref", "").rpartition(":")[2])
        elif name == "f" and self.sheet:
            self.formula = ""

    def words(self, text: str) -> None:
        if self.formula is not None:
            self.formula += text

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.formula is None or tag.rpartition(" ")[2] != "f":
            return
        # LibreOffice writes yes and no like this, and repeats it by an empty one.
        if self.formula.strip().upper() not in {"TRUE()", "FALSE()", ""}:
            place = f"{self.sheet}, {self.cell}" if self.cell else self.sheet
            raise FileStopped(Reason.FORMULA, place)
        self.formula = None

    def within(self, reference: str) -> None:
        """Refuse a cell that no questionnaire reaches."""
        found = _CELL.fullmatch(reference.replace("$", ""))
        if found is None:
            return
        letters, digits = found.groups()
        column = 0
        for letter in letters[:4]:
            column = column * 26 + ord(letter) - ord("A") + 1
        if len(digits) > 7 or int(digits) > MOST_ROWS or column > MOST_COLUMNS:
            raise FileStopped(Reason.TOO_FAR, self.sheet, cell=reference[:20])
