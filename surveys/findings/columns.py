"""Answers by question instead of by person, some thousand people at a time.

A column has one answer a person, in the order of the pass; None where there is none.
Whoever reads a million responses can afford to look at columns, but not at each answer
by itself.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from surveys.instruments.questionnaire import Answers

Row = tuple[Answers, str, str]
"""The answers of a person, their language, and the mode of the response."""

Written = tuple[str, str, str]
"""The same, with the answers as the JSON text that the database keeps."""

Column = Sequence[Any]

AT_ONCE = 250
"""People in a block: their answers stay in the processor's cache; 4,000 cost double."""

MOST_KNOWN = 16_384
"""Different answers to one question beyond which what is known of them is forgotten."""


@dataclass(frozen=True)
class Block:
    """The answers of some people who follow each other in the pass."""

    people: int
    answers: dict[str, Column]
    languages: Column
    modes: Column


class Known(dict[Hashable, int]):
    """What follows from an answer, worked out when it is first met."""

    def __init__(self, of_new: Callable[[Any], int]) -> None:
        """Ask ``of_new`` about an answer that is not known."""
        super().__init__()
        self._of_new = of_new

    def __missing__(self, answer: Hashable) -> int:
        """Work it out; of a question with endless answers not all are kept."""
        if len(self) >= MOST_KNOWN:
            self.clear()
        found = self[answer] = self._of_new(answer)
        return found

    def of(self, column: Column) -> Iterable[int]:
        """Yield what is known of each answer of a column."""
        return map(self.__getitem__, column)


def blocks(
    rows: Iterable[Row] | Iterable[Written], keys: Iterable[str]
) -> Iterator[Block]:
    """Yield the answers to these questions, block by block."""
    each, wanted = iter(rows), sorted(set(keys))
    while taken := list(islice(each, AT_ONCE)):
        answers, languages, modes = zip(*taken, strict=True)
        read = _read(answers)
        yield Block(
            len(taken),
            {key: _column([given.get(key) for given in read]) for key in wanted},
            languages,
            modes,
        )


def _read(answers: Sequence[Any]) -> Sequence[Answers]:
    """Return answers that may still be text; all together, for that costs less."""
    if not isinstance(answers[0], str):
        return answers
    read: list[Answers] = json.loads(f"[{','.join(answers)}]")
    return read


def _column(values: list[Any]) -> Column:
    """Make what can be looked up: a list of answers becomes a tuple."""
    # Asked of the first answer, for all answers to a question are of one kind.
    first = next((value for value in values if value is not None), None)
    if isinstance(first, list):
        return [value if value is None else tuple(value) for value in values]
    return values
