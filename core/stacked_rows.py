"""Rows of a wide table that a phone puts below each other: each cell names its column.

The headings stand above the cells where there is room, and in front of them where
there is none; a style sheet can only show what a cell says of itself.
"""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

MOST_BESIDE = 4
"""Columns that stand beside each other at 320 px; a table of more is stacked."""

MOST_LETTERS = 100
"""Of all headings together: longer ones have no room beside each other either."""

_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<t[dh]\b")


def is_wide(columns: Sequence[str]) -> bool:
    """Tell whether a table of these columns has no room at 320 px."""
    letters = sum(len(_bare(column)) for column in columns)
    return len(columns) > MOST_BESIDE or letters > MOST_LETTERS


def labelled(rows: str, columns: Sequence[str]) -> Markup:
    """Return rows of a table with the name of its column on each cell but the first.

    A row of one heading or of a cell that spans the others has no names.
    """
    names = [escape(_bare(column)) for column in columns]
    return Markup(_ROW.sub(lambda row: _named(row[0], names), str(rows)))  # noqa: S704


def _bare(column: str) -> str:
    return column.striptags() if isinstance(column, Markup) else column


def _named(row: str, names: Sequence[str]) -> str:
    if len(_CELL.findall(row)) != len(names):
        return row
    following: Iterator[str] = iter(names)
    return _CELL.sub(lambda cell: _with_name(cell[0], next(following)), row)


def _with_name(cell: str, name: str) -> str:
    return f'{cell} data-label="{name}"' if cell == "<td" and name else cell
