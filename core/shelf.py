"""Finished pieces of pages that never change, kept in memory while there is room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class Shelf:
    """Keeps texts by key, and drops what was not asked for longest when it is full."""

    def __init__(self, letters: int) -> None:
        """Hold at most so many letters."""
        self._most = letters
        self._kept: OrderedDict[Hashable, str] = OrderedDict()
        self._letters = 0
        self._lock = Lock()

    def take(self, key: Hashable, make: Callable[[], str]) -> str:
        """Return the text of a key; make it if it is not here.

        The key must name all that the text depends on. Two who ask at once may both
        make it, and a text that is too long for the shelf is made each time.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        text = make()
        with self._lock:
            self._keep(key, text)
        return text

    def _keep(self, key: Hashable, text: str) -> None:
        if key in self._kept or len(text) > self._most:
            return
        self._kept[key] = text
        self._letters += len(text)
        while self._letters > self._most:
            _oldest, dropped = self._kept.popitem(last=False)
            self._letters -= len(dropped)
