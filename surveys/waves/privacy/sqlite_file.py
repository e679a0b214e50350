"""Reads what lies where in a file of SQLite, as somebody does who has the disk.

After https://www.sqlite.org/fileformat2.html: pages, cells and what is in neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_INTERIOR_INDEX, _INTERIOR_TABLE, _LEAF_INDEX, _LEAF_TABLE = 2, 5, 10, 13
_FILE_HEADER = 100


@dataclass(frozen=True)
class Cell:
    """A piece of a b-tree: the page it is on, where on it, and its bytes."""

    page: int
    offset: int
    content: bytes


class SqliteFile:
    """The bytes of a database whose write-ahead log is empty."""

    def __init__(self, content: bytes) -> None:
        """Read the file's header."""
        self.content = content
        size = int.from_bytes(content[16:18], "big")
        self.page_size = 65536 if size == 1 else size
        self._usable = self.page_size - content[20]

    def cells(self, root: int) -> Iterator[Cell]:
        """Yield every cell of the b-tree whose root is on this page."""
        page = self._page(root)
        at = _FILE_HEADER if root == 1 else 0
        kind = page[at]
        inner = kind in {_INTERIOR_INDEX, _INTERIOR_TABLE}
        first = at + (12 if inner else 8)
        count = int.from_bytes(page[at + 3 : at + 5], "big")
        for place in range(first, first + 2 * count, 2):
            offset = int.from_bytes(page[place : place + 2], "big")
            if inner:
                yield from self.cells(_number(page, offset))
            if kind != _INTERIOR_TABLE:
                yield self._cell(root, page, offset, kind)
        if inner:
            yield from self.cells(_number(page, at + 8))

    def _cell(self, number: int, page: bytes, offset: int, kind: int) -> Cell:
        start = offset + (4 if kind == _INTERIOR_INDEX else 0)
        payload, start = _varint(page, start)
        if kind == _LEAF_TABLE:
            _rowid, start = _varint(page, start)
        end = start + self._local(payload, kind)
        return Cell(number, offset, page[offset:end])

    def _local(self, payload: int, kind: int) -> int:
        """Return how much of a payload lies in the cell itself."""
        usable = self._usable
        most = usable - 35 if kind == _LEAF_TABLE else (usable - 12) * 64 // 255 - 23
        if payload <= most:
            return payload
        least = (usable - 12) * 32 // 255 - 23
        local = least + (payload - least) % (usable - 4)
        return (local if local <= most else least) + 4

    def without(self, cells: Iterator[Cell]) -> bytes:
        """Return the file with these cells blanked: free pages, gaps, leftovers."""
        left = bytearray(self.content)
        for cell in cells:
            start = (cell.page - 1) * self.page_size + cell.offset
            left[start : start + len(cell.content)] = bytes(len(cell.content))
        return bytes(left)

    def _page(self, number: int) -> bytes:
        return self.content[(number - 1) * self.page_size : number * self.page_size]


def _number(page: bytes, offset: int) -> int:
    return int.from_bytes(page[offset : offset + 4], "big")


def _varint(page: bytes, offset: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(offset, offset + 8):
        value = value << 7 | page[place] & 0x7F
        if page[place] < 0x80:
            return value, place + 1
    return value << 8 | page[offset + 8], offset + 9
