"""Finished pages that never change, packed and kept in memory while there is room."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

LEVEL = 6
"""How hard to pack: the last few bytes would cost as much time again."""


@dataclass(frozen=True)
class Packed:
    """A finished page as a browser unpacks it: a tenth or less of its letters."""

    content: bytes
    mark: str
    """Tells this page from any other, so that nobody is sent what they have."""

    @property
    def text(self) -> str:
        """The page as it was."""
        return self.plain.decode()

    @property
    def plain(self) -> bytes:
        """Its bytes, for whoever cannot unpack."""
        return gzip.decompress(self.content)


def packed(text: str) -> Packed:
    """Pack a finished page; the same page is the same bytes."""
    return kept_as(gzip.compress(text.encode(), LEVEL, mtime=0))


def kept_as(content: bytes) -> Packed:
    """Return a page that was packed before."""
    return Packed(content, sha256(content).hexdigest()[:32])


Beneath = Callable[[Hashable, Callable[[], Packed]], Packed]
"""Finds a page by its key elsewhere, or has it made."""


class Shelf:
    """Keeps pages by key, and drops what was not asked for longest when it is full."""

    def __init__(self, size: int, beneath: Beneath | None = None) -> None:
        """Hold at most so many bytes; look for what is not here ``beneath`` it."""
        self._most = size
        self._beneath = beneath
        self._kept: OrderedDict[Hashable, Packed] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def take(self, key: Hashable, make: Callable[[], str]) -> Packed:
        """Return the page of a key; make it if it is not here.

        The key must name all that the page depends on. Two who ask at once may both
        make it, and a page that is too long for the shelf is made each time.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        page = self._made(key, make)
        with self._lock:
            self._keep(key, page)
        return page

    def _made(self, key: Hashable, make: Callable[[], str]) -> Packed:
        if self._beneath is None:
            return packed(make())
        return self._beneath(key, lambda: packed(make()))

    def _keep(self, key: Hashable, page: Packed) -> None:
        if key in self._kept or len(page.content) > self._most:
            return
        self._kept[key] = page
        self._size += len(page.content)
        while self._size > self._most:
            _oldest, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped.content)
