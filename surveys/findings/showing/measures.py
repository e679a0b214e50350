"""A table of figures beside the counts, in words, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Safe(Protocol):
    """Words that are a part of a page already."""

    def __html__(self) -> str:
        """Return them as markup."""
        ...


@dataclass(frozen=True)
class Measure:
    """One line: what it is about and its figures in the order of the columns.

    A line that is not given has ``why`` instead of figures. One that heads those
    below it has neither.
    """

    name: str | Safe
    cells: tuple[str, ...] = ()
    why: str = ""

    @property
    def is_heading(self) -> bool:
        """Tell whether it only names what the lines below are about."""
        return not self.cells and not self.why


@dataclass(frozen=True)
class Measures:
    """A table of figures with what has to be said of it.

    The first of ``columns`` names the lines. ``said`` stands before the table,
    ``notes`` below it.
    """

    title: str
    columns: Sequence[str] = ()
    lines: tuple[Measure, ...] = ()
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warning: str = ""
