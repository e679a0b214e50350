"""Answers that are nearly the same: how many there were, for the method statement.

An open survey cannot know that one person answered twice, and must not try. But people
who answer many questions rarely agree in all of them; how many did is a fact about a
wave that readers should have. Nothing is taken out because of it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

LEAST_ANSWERS = 12
"""Closed answers that a response needs to be compared: short ones agree by chance."""

MOST_COMPARED_NEARLY = 50_000
"""Responses beyond which only answers that are wholly the same are counted."""

BAND = 10
"""Fewer than this are not told apart."""


class Likeness:
    """Watches responses go by, and says how many were like another one.

    Alike are two responses whose closed answers are all the same, or differ in one.
    """

    def __init__(self, closed: Iterable[str]) -> None:
        """Compare the answers to these questions only."""
        self._closed = frozenset(closed)
        self._marks: list[tuple[int, ...]] = []
        self._seen: Counter[int] = Counter()

    def watch(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Pass rows on, whose first part is the answers by item key."""
        for row in rows:
            self._note(row[0])
            yield row

    @property
    def compared(self) -> int:
        """How many responses had enough answers to be compared."""
        return len(self._marks)

    def alike(self) -> int:
        """Return how many responses were like at least one other."""
        return sum(any(self._seen[mark] > 1 for mark in marks) for marks in self._marks)

    def _note(self, answers: Mapping[str, Any]) -> None:
        said = sorted((k, v) for k, v in answers.items() if k in self._closed)
        if len(said) < LEAST_ANSWERS:
            return
        marks = [_mark(said)]
        if len(self._marks) < MOST_COMPARED_NEARLY:
            marks += [
                _mark([*said[:place], (said[place][0], None), *said[place + 1 :]])
                for place in range(len(said))
            ]
        self._marks.append(tuple(marks))
        self._seen.update(marks)


def banded(people: int) -> dict[str, int]:
    """Return a number as it may be told: exactly, or as fewer than a band."""
    return {"fewer_than": BAND} if 0 < people < BAND else {"people": people}


def _mark(said: Sequence[tuple[str, Any]]) -> int:
    text = json.dumps(said, separators=(",", ":"))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
