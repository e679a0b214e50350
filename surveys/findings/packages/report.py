"""The results on paper: what the template of the PDF reads, from shown tables.

A document is::

    {"lang", "dir", "title", "lead", "notes": [text], "source", "fixed": {"method"},
     "questions": [{"number", "title", "sentence", "note", "drawing": svg | null, "alt",
                    "table": {"head": [text], "rows": [[text]]} | null,
                    "figures": [figures],
                    "groups": [{"title", "table", "reasons": [text],
                                "figures": [figures]}]}],
     "method": [{"heading", "lines": [text]}]}

and figures, which follow from the table above them::

    {"title", "warning", "said": [text], "table", "notes": [text]}

Every text is in the reader's language and stands as it is; none is markup. The last
text of a row that is too short has the room of those that are not there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from surveys.findings.showing.measures import Measure, Measures, Safe

Table = dict[str, list[Any]]
DASH = "–"
MOST_ACROSS = 5
"""Answers that have room beside each other on a page."""


class PrintedCell(Protocol):
    """One number of a table, in words."""

    @property
    def people(self) -> str | None:
        """The number of people; None where it is not shown."""

    @property
    def share(self) -> str | None:
        """The share; None where it is not shown."""

    @property
    def span(self) -> str | None:
        """The usual range; None where there is none."""


class PrintedLine(Protocol):
    """One group of a table, or everybody."""

    @property
    def name(self) -> str:
        """What the group is called."""

    @property
    def base(self) -> str | None:
        """Its people; None where they are not shown."""

    @property
    def cells(self) -> Sequence[PrintedCell]:
        """A cell a column."""

    @property
    def reason(self) -> str:
        """Why something is not shown; empty if all is."""


@dataclass(frozen=True)
class Heads:
    """The headings of the tables, in the reader's language."""

    answer: str
    people: str
    share: str
    span: str
    group: str


def answers_table(
    columns: Sequence[str], line: PrintedLine, heads: Heads
) -> Table | None:
    """Return everybody's answers, a row an answer; None where nothing is shown."""
    if not columns:
        return None
    return {
        "head": [heads.answer, heads.people, heads.share, heads.span],
        "rows": [
            [name, cell.people or DASH, cell.share or DASH, cell.span or ""]
            for name, cell in zip(columns, line.cells, strict=True)
        ],
    }


def groups_table(
    columns: Sequence[str], lines: Sequence[PrintedLine], heads: Heads
) -> Table | None:
    """Return shares by group; None where no group can be shown.

    A row a group, or a row an answer where there are too many answers for that.
    """
    if not (columns and lines):
        return None
    rows = [
        [line.name, line.base or DASH, *_shares(line, len(columns))] for line in lines
    ]
    heading = [heads.group, heads.people, *columns]
    if len(columns) <= MOST_ACROSS:
        return {"head": heading, "rows": rows}
    turned = [list(each) for each in zip(heading, *rows, strict=True)]
    return {"head": [heads.answer, *turned[0][1:]], "rows": turned[1:]}


def reasons_of(lines: Sequence[PrintedLine]) -> list[str]:
    """Return why something is not shown, each reason once, with its groups."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.reason:
            found.setdefault(line.reason, []).append(line.name)
    return [f"{', '.join(names)}: {reason}" for reason, names in found.items()]


def figures_part(part: Measures, plain: Callable[[str | Safe], str]) -> dict[str, Any]:
    """Return figures as paper has them; ``plain`` takes words out of their markup."""
    rows = [_figures_row(line, plain(line.name)) for line in part.lines]
    return {
        "title": part.title,
        "warning": part.warning,
        "said": list(part.said),
        "table": {"head": list(part.columns), "rows": rows} if rows else None,
        "notes": list(part.notes),
    }


def _figures_row(line: Measure, name: str) -> list[str]:
    """Return a row: of a heading its name only, and a reason in place of figures."""
    return [name, line.why] if line.why else [name, *line.cells]


def _shares(line: PrintedLine, columns: int) -> list[str]:
    if line.base is None:
        return [DASH] * columns
    return [cell.share or DASH for cell in line.cells]
