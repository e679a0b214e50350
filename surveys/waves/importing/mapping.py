"""Which column of a file is which question, and what its values mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveys.instruments.questionnaire import Item


class Otherwise(StrEnum):
    """What to do with a value that does not stand."""

    REFUSE_ROW = "refuse_row"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Column:
    """How one column of the file is read. ``values`` are in small letters."""

    name: str
    item: Item
    values: Mapping[str, str]
    no_answer: frozenset[str]
    unknown: Otherwise = Otherwise.REFUSE_ROW
    outside: Otherwise = Otherwise.REFUSE_ROW
    otherwise: str | None = None
    separator: str | None = None


@dataclass(frozen=True)
class Mapped:
    """A whole mapping, checked against the instrument that it fills."""

    columns: tuple[Column, ...]
    ignore: frozenset[str]
    mode: str
    language: str | None
    language_column: str | None
    languages: tuple[str, ...]
    encoding: str = "utf-8"
    delimiter: str = ","
    leave_out: bool = False


def folded(value: str) -> str:
    """Return a value as it is compared: no space around it, in small letters."""
    return value.strip().casefold()
