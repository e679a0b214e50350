"""Answers that are nearly the same: how many there were, for the method statement.

An open survey cannot know that one person answered twice, and must not try. But people
who answer many questions rarely agree in all of them; how many did is a fact about a
wave that readers should have. Nothing is taken out because of it.
"""

import json
from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

LEAST_ANSWERS = 12
"""Closed answers that a response needs to be compared: short ones agree by chance."""

MOST_COMPARED_NEARLY = 50_000
"""Responses beyond which only answers that are wholly the same are counted."""

BAND = 10
"""Fewer than this are not told apart."""

_PARTS = 64
"""Marks are compared in so many parts, one after the other, to need little memory."""

_MOST_KEPT = 16_384
_ALL = 2**64 - 1


class Likeness:
    """Watches responses go by, and says how many were like another one.

    Alike are two responses whose closed answers are all the same, or differ in one:
    then they share a mark. A mark is the sum of a hash for each answer; each response
    has that of all its answers, and one for each in which this answer is blank.

    ``compared`` is how many responses had enough answers to be compared.
    """

    def __init__(self, closed: Iterable[str]) -> None:
        """Compare the answers to these questions only."""
        self._closed = frozenset(closed)
        self.compared = 0
        # What marks there are, and beside each whose it is, by its last bits.
        self._marks = [array("Q") for _part in range(_PARTS)]
        self._owners = [array("I") for _part in range(_PARTS)]
        self._hashes = lru_cache(_MOST_KEPT, typed=True)(_hashes)

    def watch(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Pass rows on, whose first part is the answers by item key."""
        for row in rows:
            self._note(row[0])
            yield row

    def alike(self) -> int:
        """Return how many responses were like at least one other."""
        found = bytearray(self.compared)
        for marks, owners in zip(self._marks, self._owners, strict=True):
            first: dict[int, int] = {}
            for mark, owner in zip(marks, owners, strict=True):
                other = first.setdefault(mark, owner)
                if other != owner:
                    found[other] = found[owner] = True
        return sum(found)

    def _note(self, answers: Mapping[str, Any]) -> None:
        said = [
            self._hashes(key, tuple(value) if isinstance(value, list) else value)
            for key, value in answers.items()
            if key in self._closed
        ]
        if len(said) < LEAST_ANSWERS:
            return
        marks = [sum(given for given, _blank in said) & _ALL]
        if self.compared < MOST_COMPARED_NEARLY:
            marks += [(marks[0] - given + blank) & _ALL for given, blank in said]
        for mark in marks:
            self._marks[mark % _PARTS].append(mark)
            self._owners[mark % _PARTS].append(self.compared)
        self.compared += 1


def banded(people: int) -> dict[str, int]:
    """Return a number as it may be told: exactly, or as fewer than a band."""
    return {"fewer_than": BAND} if 0 < people < BAND else {"people": people}


def _hashes(key: str, value: Hashable) -> tuple[int, int]:
    """Return the hash of an answer, and that of a blank in its place."""
    return _hash(key, value), _hash(key, None)


def _hash(key: str, value: Hashable) -> int:
    text = json.dumps((key, value), separators=(",", ":"))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
