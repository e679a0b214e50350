"""What a file says, piece by piece, with the place of each: for every kind served."""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

from core.crawl import HTML
from core.pdf_text import texts_of
from surveys.findings.audit.page_parts import Part, page_parts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
PDF = "application/pdf"
XML = "application/xml"
SVG = "image/svg+xml"

CHANGING = ("created", "modified")
"""When a spreadsheet was written, which it says of itself."""


DAMAGED = (ValueError, LookupError, ET.ParseError, zipfile.BadZipFile, zlib.error)
"""What reading a file that is damaged can raise."""


class Unreadable(ValueError):
    """Nobody here can read this kind of file."""


def parts_of(kind: str, content: bytes) -> list[Part]:
    """Return what a file says, in order.

    Raises:
        Unreadable: it is of a kind that is not read here, or it is damaged.
    """
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable(f"nobody here can read a file of the kind {kind!r}")
    try:
        return list(reader(content))
    except DAMAGED as error:
        raise Unreadable(f"the file cannot be read: {error}") from error


def csv_lines(content: bytes) -> list[dict[str, str]]:
    """Return the lines of a CSV file by the names of its columns."""
    text = content.decode().removeprefix("\N{BOM}")
    return list(csv.DictReader(io.StringIO(text)))


def sheets_of(content: bytes) -> dict[str, list[dict[str, str]]]:
    """Return the lines of each sheet of a spreadsheet, as of a CSV file."""
    found = {}
    for name, rows in _rows_of(content):
        head, *lines = rows or [[]]
        found[name] = [_line(head, line) for line in lines]
    return found


def _line(head: list[str], line: list[str]) -> dict[str, str]:
    """Return a line by its columns; empty cells at its end need not be there.

    Raises:
        ValueError: it has a cell that no column is for.
    """
    if len(line) > len(head):
        raise ValueError("a line has more cells than there are columns")
    return dict(zip(head, [*line, *[""] * (len(head) - len(line))], strict=True))


def members_of(content: bytes) -> dict[str, bytes]:
    """Return the files in a ZIP by their names, without the folder that holds them."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {
            name.partition("/")[2] or name: packed.read(name)
            for name in packed.namelist()
        }


def _rows_of(content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the cells of each sheet as texts, hidden sheets too."""
    from openpyxl import load_workbook  # noqa: PLC0415  # heavy, and seldom needed

    book = load_workbook(io.BytesIO(content), read_only=True)
    for sheet in book.worksheets:
        yield (
            sheet.title,
            [
                ["" if cell is None else _cell(cell) for cell in row]
                for row in sheet.iter_rows(values_only=True)
            ],
        )
    book.close()


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _html(content: bytes) -> list[Part]:
    return page_parts(content.decode())


def _nothing(_content: bytes) -> list[Part]:
    """Read nothing of a program: only its bytes are held, against the twin's."""
    return []


def _text(content: bytes) -> Iterator[Part]:
    for number, line in enumerate(content.decode().splitlines(), 1):
        if line.strip():
            yield f"line {number}", line.strip()


def _csv(content: bytes) -> Iterator[Part]:
    for number, line in enumerate(csv_lines(content), 2):
        for name, value in line.items():
            if value:
                yield f"line {number}, {name}", str(value)


def _json(content: bytes) -> Iterator[Part]:
    yield from _leaves("", json.loads(content))


def _jsonl(content: bytes) -> Iterator[Part]:
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            yield from _leaves(f"line {number}", json.loads(line))


def _leaves(place: str, part: Any) -> Iterator[Part]:
    if isinstance(part, dict):
        for key, each in part.items():
            yield f"{place}.{key}", key
            yield from _leaves(f"{place}.{key}", each)
    elif isinstance(part, list):
        for number, each in enumerate(part):
            yield from _leaves(f"{place}[{number}]", each)
    elif part is not None:
        yield place, str(part)


def _xml(content: bytes) -> Iterator[Part]:
    """Yield the texts and attributes of an XML file: a codebook, or a feed."""
    for element in ET.fromstring(content).iter():  # noqa: S314  # our own file
        name = str(element.tag).rpartition("}")[2]
        for key, value in element.attrib.items():
            yield f"{name}@{key.rpartition('}')[2]}", value
        for text in (element.text, element.tail):
            if text and text.strip():
                yield name, " ".join(text.split())


def _xlsx(content: bytes) -> Iterator[Part]:
    """Yield every cell, then what the file says of itself and has besides cells."""
    for name, rows in _rows_of(content):
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row, 1):
                if cell:
                    yield f"sheet {name}, row {number}, column {place}", cell
    yield from _besides_cells(content)


def _besides_cells(content: bytes) -> Iterator[Part]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                for place, words in _xml(packed.read(name)):
                    if place not in CHANGING:
                        yield f"{name}, {place}", words


def _zip(content: bytes) -> Iterator[Part]:
    for name, member in members_of(content).items():
        ending = name.rpartition(".")[2]
        if ending not in ENDINGS:
            raise Unreadable(f"nobody here can read {name}")
        for place, words in ENDINGS[ending](member):
            yield f"{name}, {place}", words


def _pdf(content: bytes) -> Iterator[Part]:
    for number, text in enumerate(texts_of(content), 1):
        yield f"text {number}", text


Reader = Callable[[bytes], Iterator[Part] | list[Part]]

ENDINGS: dict[str, Reader] = {
    "json": _json,
    "csv": _csv,
    "xml": _xml,
    "txt": _text,
    "md": _text,
}
"""How the files in a package are read."""

READERS: dict[str, Reader] = {
    HTML: _html,
    SVG: _html,
    "application/json": _json,
    "application/jsonl": _jsonl,
    "text/csv": _csv,
    "text/plain": _text,
    "text/javascript": _nothing,
    XML: _xml,
    "text/xml": _xml,
    "application/atom+xml": _xml,
    "application/rss+xml": _xml,
    XLSX: _xlsx,
    ZIP: _zip,
    PDF: _pdf,
}
"""How a kind of file is read."""
