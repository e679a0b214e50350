"""Answers that are nearly the same: how many there were, for the method statement.

An open survey cannot know that one person answered twice, and must not try. But people
who answer many questions rarely agree in all of them; how many did is a fact about a
wave that readers should have. Nothing is taken out because of it.
"""

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any

from surveys.findings.columns import Block, Column, Known

LEAST_ANSWERS = 12
"""Closed answers that a response needs to be compared: short ones agree by chance."""

MOST_COMPARED_NEARLY = 50_000
"""Responses beyond which only answers that are wholly the same are counted."""

BAND = 10
"""Fewer than this are not told apart."""

_PARTS = 64
"""Marks are compared in so many parts, one after the other, to need little memory."""

_ALL = 2**64 - 1
# A hash has this added: the sum of some tells how many they are.
_ONE = 2**80


class Likeness:
    """Watches responses go by, and says how many were like another one.

    Alike are two responses whose closed answers are all the same, or differ in one:
    then they share a mark. A mark is the sum of a hash for each answer; each response
    has that of all its answers, and one for each in which this answer is blank.

    ``compared`` is how many responses had enough answers to be compared.
    """

    def __init__(self, closed: Iterable[str], numbers: Iterable[str] = ()) -> None:
        """Compare the answers to these questions only; some of them are numbers."""
        self._hashes = {key: Known(_hash_of(key)) for key in sorted(set(closed))}
        self._blanks = [_hash(key, None) for key in self._hashes]
        self._numbers = frozenset(numbers)
        self.compared = 0
        # What marks there are, and beside each whose it is, by its last bits.
        self._marks = [array("Q") for _part in range(_PARTS)]
        self._owners = [array("I") for _part in range(_PARTS)]

    @property
    def keys(self) -> frozenset[str]:
        """The questions whose answers are compared."""
        return frozenset(self._hashes)

    def take(self, block: Block) -> None:
        """Note the answers of those who come next."""
        if len(self._hashes) < LEAST_ANSWERS:
            return
        columns = [
            known.of(self._typed(key, block.answers[key]))
            for key, known in self._hashes.items()
        ]
        for hashes in zip(*columns, strict=True):
            total = sum(hashes)
            if total >= LEAST_ANSWERS * _ONE:
                self._note(total & _ALL, hashes)

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

    def _typed(self, key: str, column: Column) -> Column:
        """Keep 1 and 1.0 apart, which Python takes for the same."""
        if key not in self._numbers:
            return column
        return [None if each is None else (type(each), each) for each in column]

    def _note(self, mark: int, hashes: Sequence[int]) -> None:
        """Keep the marks of one response; a hash is 0 where there is no answer."""
        marks = [mark]
        if self.compared < MOST_COMPARED_NEARLY:
            given = zip(hashes, self._blanks, strict=True)
            marks += [(mark - own + blank) & _ALL for own, blank in given if own]
        for each in marks:
            self._marks[each % _PARTS].append(each)
            self._owners[each % _PARTS].append(self.compared)
        self.compared += 1


def banded(people: int) -> dict[str, int]:
    """Return a number as it may be told: exactly, or as fewer than a band."""
    return {"fewer_than": BAND} if 0 < people < BAND else {"people": people}


def _hash_of(key: str) -> Callable[[Any], int]:
    """Return what makes the hash of an answer to a question, counted as one."""
    return lambda value: 0 if value is None else _hash(key, value) + _ONE


def _hash(key: str, value: Any) -> int:
    text = json.dumps((key, value), separators=(",", ":"), default=str)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
