"""Packs the small parts of a PDF of ours together: tags alone are most of a report.

Typst writes each tag as an object of its own and packs none of them. They go into
object streams, and the table of places becomes a stream too (ISO 32000-1, 7.5.7 and
7.5.8). What the document says and shows stays as it is.
"""

import re
import zlib
from collections.abc import Sequence
from itertools import pairwise

TOGETHER = 400
"""Objects in one stream: more pack better, fewer are quicker to look up."""

BEGINNING = re.compile(rb"(\d+) 0 obj\s")
PLACES = re.compile(rb"xref\s+0 (\d+)\s+")
LINE = 20  # bytes of each line in a table of places
Place = tuple[int, int, int]
"""As in a stream of places: its kind, and where an object is (7.5.8.3)."""


class NotPlain(ValueError):
    """The file is not written as Typst writes."""


def packed(pdf: bytes) -> bytes:
    """Return the same document in a smaller file.

    Raises:
        NotPlain: it has no plain table of places, or another one before it.
    """
    bodies, trailer = _parts(pdf)
    loose = [number for number, body in bodies.items() if not _is_stream(body)]
    made = bytearray(pdf[: pdf.index(b"\n") + 1] + b"%\xb5\xb6\xb7\xb8\n")
    places: dict[int, Place] = {}
    for number, body in bodies.items():
        if _is_stream(body):
            places[number] = 1, len(made), 0
            made += _object(number, body)
    free = max(bodies) + 1
    for number, first in enumerate(range(0, len(loose), TOGETHER), free):
        inside = loose[first : first + TOGETHER]
        places |= {each: (2, number, place) for place, each in enumerate(inside)}
        places[number] = 1, len(made), 0
        made += _object(number, _together([(each, bodies[each]) for each in inside]))
    last = max(places) + 1
    places[last] = 1, len(made), 0
    begins = len(made)
    made += _object(last, _table(places, trailer))
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % begins)


def _parts(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
    """Return what each object says, by its number, and the entries of the trailer."""
    begins = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    head = PLACES.match(pdf, begins)
    trailer = pdf[pdf.rindex(b"trailer") + 7 : pdf.rindex(b"startxref")].strip()
    if not head or b"/Prev" in trailer or b"/Encrypt" in trailer:
        raise NotPlain("a table of places that is not read here")
    lines = [head.end() + LINE * number for number in range(int(head[1]))]
    found = {
        number: int(pdf[line : line + 10])
        for number, line in enumerate(lines)
        if pdf[line + 17 : line + 18] == b"n"
    }
    ends = sorted([*found.values(), begins])
    after = dict(pairwise(ends))
    bodies = {
        number: _body(pdf[place : after[place]], number)
        for number, place in found.items()
    }
    return bodies, trailer.removeprefix(b"<<").removesuffix(b">>")


def _body(written: bytes, number: int) -> bytes:
    head, end = BEGINNING.match(written), written.rstrip()
    if not head or int(head[1]) != number or not end.endswith(b"endobj"):
        raise NotPlain("an object that is not where it should be")
    return end[head.end() : -len(b"endobj")].strip()


def _is_stream(body: bytes) -> bool:
    return body.endswith(b"endstream")


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def _stream(entries: bytes, content: bytes) -> bytes:
    small = zlib.compress(content, 9)
    head = b"<<%s/Filter/FlateDecode/Length %d>>" % (entries, len(small))
    return head + b"\nstream\n" + small + b"\nendstream"


def _together(objects: Sequence[tuple[int, bytes]]) -> bytes:
    """Return a stream of objects, with their numbers and places before them."""
    heads, bodies = [], bytearray()
    for number, body in objects:
        heads.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b"\n"
    head = b" ".join(heads) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return _stream(entries, head + bytes(bodies))


def _table(places: dict[int, Place], trailer: bytes) -> bytes:
    """Return the stream of places; object 0 heads those that are not there."""
    size = max(places) + 1
    rows = [places.get(number, (0, 0, 0)) for number in range(size)]
    content = b"".join(
        bytes([kind]) + first.to_bytes(4, "big") + second.to_bytes(2, "big")
        for kind, first, second in rows
    )
    kept = re.sub(rb"/Size \d+", b"", trailer)
    return _stream(b"/Type/XRef/Size %d/W[1 4 2]%s" % (size, kept), content)
