"""Reads what our own PDFs say: the text on their pages, and what their tags add to it.

No reader for the PDFs of others. Typst writes plain objects, deflated streams, and for
each font a table from its signs to Unicode; ``pdf_packing`` packs objects into streams;
that is all this knows. What it does not know it refuses: a file that was not read must
not pass for one that says nothing.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

BEGINNING = re.compile(rb"\b(\d+) 0 obj\b")
ENDING = re.compile(rb"\bstream\r?\n|\bendobj\b")
LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
DEEPEST = 12
"""How deep brackets may stand in each other in a string: pairs are not escaped."""


def _nested(deep: int) -> bytes:
    """Return what one piece of a string is: a sign, or brackets around pieces."""
    brackets = rb"|\(" + _nested(deep - 1) + rb"*\)" if deep else b""
    return rb"(?:\\.|[^\\()]" + brackets + rb")"


LITERAL = rb"\((" + _nested(DEEPEST) + rb"*)\)"
SHOWN = re.compile(
    rb"/(?P<font>\w+)\s+(?P<size>[-\d.]+)\s+Tf"
    rb"|(?P<at>(?:[-\d.]+\s+){6})cm\b"
    rb"|(?P<run>\[(?:" + LITERAL + rb"|<[0-9A-Fa-f\s]*>|[-\d.\s])*\]\s*TJ"
    rb"|" + LITERAL + rb"\s*Tj|<[0-9A-Fa-f\s]*>\s*Tj)",
    re.DOTALL,
)
STRING = re.compile(LITERAL + rb"|<([0-9A-Fa-f\s]*)>", re.DOTALL)
OPERATOR = re.compile(rb"\bT[jJ]\b|['\"]")
SAID = re.compile(
    rb"/(?:Alt|ActualText|Title|T|E|Contents)\s*"
    rb"(" + LITERAL + rb"|<(?:[0-9A-Fa-f\s]+)>)",
    re.DOTALL,
)
FONT = re.compile(rb"/(\w+)\s+(\d+) 0 R")
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

Font = Mapping[int, str]
"""From the number of a sign in a font to what it says."""


AN_EM = 1.1
"""How far apart two signs of one word are at most, in sizes of the font."""


@dataclass(frozen=True)
class Run:
    """Some text, where it begins on its page, and how large it is."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Object:
    """A part of a PDF: what it says of itself, and its stream as it is packed."""

    head: bytes
    content: bytes


class UnknownPdf(ValueError):
    """The file is written in a way that is not read here."""


def texts_of(pdf: bytes) -> list[str]:
    """Return each run of text of a PDF, then what its tags and its outline say.

    Raises:
        UnknownPdf: it is no PDF of ours.
    """
    if not pdf.startswith(b"%PDF-") or b"/Encrypt" in pdf:
        raise UnknownPdf("a PDF that this program did not make")
    objects = dict(sorted(_objects(pdf), key=itemgetter(0)))
    runs = [run for part in objects.values() for run in _runs(part, objects)]
    told = [
        _decoded(_signs(found[1]))
        for part in objects.values()
        for found in SAID.finditer(part.head)
    ]
    if not runs:
        raise UnknownPdf("a PDF without any text that can be read")
    return runs + told


def _objects(pdf: bytes) -> Iterator[tuple[int, Object]]:
    """Yield each object by its number; a stream is as long as its object says."""
    place = 0
    while begun := BEGINNING.search(pdf, place):
        ended = ENDING.search(pdf, begun.end())
        if ended is None:
            raise UnknownPdf("an object that does not end")
        head, content, place = pdf[begun.end() : ended.start()], b"", ended.end()
        if ended[0].startswith(b"stream"):
            length = LENGTH.search(head)
            if length is None:
                raise UnknownPdf("a stream that does not say how long it is")
            place += int(length[1])
            content = pdf[ended.end() : place]
        found = Object(head, content)
        if b"/ObjStm" in head:
            yield from _inside(found)
        else:
            yield int(begun[1]), found


def _inside(packed: Object) -> Iterator[tuple[int, Object]]:
    """Yield the objects of a stream of objects, which says where each begins."""
    many = re.search(rb"/N (\d+)/First (\d+)", packed.head)
    if many is None:
        raise UnknownPdf("a stream of objects that does not say where they are")
    content, first = _stream(packed), int(many[2])
    said = list(map(int, content[:first].split()))
    numbers, places = said[::2], said[1::2]
    if len(numbers) != int(many[1]) or len(places) != len(numbers):
        raise UnknownPdf("a stream of objects that has others than it says")
    ends = [*places[1:], len(content)]
    for number, begins, ends_at in zip(numbers, places, ends, strict=True):
        yield number, Object(content[first + begins : first + ends_at], b"")


def _runs(part: Object, objects: Mapping[int, Object]) -> Iterator[str]:
    """Yield the text of a page, or of a drawing that stands on one."""
    head = part.head
    if b"/Contents" in head:
        streams = re.findall(rb"/Contents\s*\[?((?:\s*\d+ 0 R)+)", head)
        numbers = [int(each) for each in re.findall(rb"(\d+) 0 R", b" ".join(streams))]
        content = b"\n".join(_stream(objects[each]) for each in numbers)
    elif b"/Subtype/Form" in head:
        content = _stream(part)
    else:
        return
    yield from _joined(_shown(content, _fonts(head, objects)))


def _shown(content: bytes, fonts: Mapping[bytes, Font]) -> Iterator[Run]:
    """Yield the runs of a page as they are written, each with where it stands."""
    font: Font | None = None
    size, x, y, scale = 0.0, 0.0, 0.0, 1.0
    written = len(OPERATOR.findall(STRING.sub(b" ", content)))
    if written != sum(found["run"] is not None for found in SHOWN.finditer(content)):
        raise UnknownPdf("text that is written in an unknown way")
    for found in SHOWN.finditer(content):
        if found["font"]:
            font, size = fonts.get(found["font"]), float(found["size"])
        elif found["at"]:
            scale, _b, _c, _d, x, y = map(float, found["at"].split())
        elif font is None:
            raise UnknownPdf("text in a font that says nothing of its signs")
        else:
            yield Run(_said(found["run"], font), x, y, size * scale)


def _joined(runs: Iterator[Run]) -> Iterator[str]:
    """Yield texts; a drawing's are written sign by sign, and are joined again."""
    text, last = "", None
    for run in runs:
        near = last and last.y == run.y and 0 <= run.x - last.x <= run.size * AN_EM
        if not (near and len(run.text) == 1):
            if last:
                yield text
            text = ""
        text, last = text + run.text, run
    if last:
        yield text


def _said(shown: bytes, font: Font) -> str:
    signs = _signs(shown)
    numbers = (
        int.from_bytes(signs[place : place + 2], "big")
        for place in range(0, len(signs), 2)
    )
    return "".join(font.get(number, "\N{REPLACEMENT CHARACTER}") for number in numbers)


def _signs(written: bytes) -> bytes:
    """Return the bytes that one string or several stand for."""
    return b"".join(
        bytes.fromhex(hexed.decode()) if hexed else _bytes_of(literal)
        for literal, hexed in STRING.findall(written)
    )


def _fonts(head: bytes, objects: Mapping[int, Object]) -> dict[bytes, Font]:
    """Return the fonts that a page or a drawing may use, by their names there."""
    elsewhere = re.search(rb"/Resources\s+(\d+) 0 R", head)
    resources = objects[int(elsewhere[1])].head if elsewhere else head
    named = re.search(rb"/Font\s*<<(.*?)>>", resources, re.DOTALL)
    found = {}
    for name, number in FONT.findall(named[1]) if named else ():
        table = re.search(rb"/ToUnicode\s+(\d+) 0 R", objects[int(number)].head)
        if table:
            found[name] = _font(_stream(objects[int(table[1])]))
    return found


def _font(table: bytes) -> Font:
    """Return what the signs of a font say, from its table."""
    found = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for sign, said in re.findall(rb"<(\w+)>\s*<(\w+)>", part):
            found[int(sign, 16)] = _utf16(said)
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, said in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            first = int(said, 16)
            for place in range(int(high, 16) - int(low, 16) + 1):
                found[int(low, 16) + place] = chr(first + place)
    return found


def _utf16(hexed: bytes) -> str:
    return bytes.fromhex(hexed.decode()).decode("utf-16-be")


def _stream(part: Object) -> bytes:
    if b"/FlateDecode" in part.head:
        return zlib.decompress(part.content)
    if b"/Filter" in part.head:
        raise UnknownPdf("a stream that is packed in an unknown way")
    return part.content


def _bytes_of(literal: bytes) -> bytes:
    """Return a literal string without its escapes."""

    def one(found: re.Match[bytes]) -> bytes:
        sign = found[1]
        if sign.isdigit():
            return bytes([int(sign, 8) & 0xFF])
        return b"" if sign == b"\n" else SIGNS.get(sign, sign)

    return ESCAPED.sub(one, literal)


def _decoded(text: bytes) -> str:
    if text.startswith(b"\xfe\xff"):
        return text[2:].decode("utf-16-be", "replace")
    return text.decode("latin-1")
