"""Which picture a frozen table gets, and what is drawn in it.

A labelled scale is drawn to both sides of its middle, everything else as bars; by
groups, each bar has a stroke where everybody together is. Words come from the page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.charts import (
    ChartKind,
    Figure,
    Panel,
    Point,
    Split,
    chart_spec,
    level_spec,
)
from surveys.findings.figures.shown import answers_of, share_at
from surveys.findings.figures.side_by_side import Compared
from surveys.findings.frozen_body import REST, Body
from surveys.findings.reading.scales import levels_of, sides_of

MOST_PANELS = 5
"""Answers that one picture of gaps shows; its table has them all."""

ShareWords = Callable[[float | None, int | None], str | None]
"""From a share and the people it is of to its words; None where it is not shown."""


@dataclass(frozen=True)
class Wording:
    """What a picture says, in the reader's language.

    ``columns`` and ``rows`` name those of the body, rows with their people; ``share``
    says a share as the table does; ``hidden`` stands where none is shown.
    """

    title: str
    description: str
    columns: Sequence[str]
    rows: Sequence[str]
    share: ShareWords
    hidden: str
    everybody: str
    right_to_left: bool

    def facts(self, key: str) -> dict[str, Any]:
        """Return what every kind of chart is told."""
        return {
            "key": key,
            "title": self.title,
            "description": self.description,
            "hidden": self.hidden,
            "right_to_left": self.right_to_left,
        }


def picture(body: Body, words: Wording, key: str) -> Figure | None:
    """Return the picture of a table; None where no share is shown.

    Args:
        body: a frozen body.
        words: what stands in the picture.
        key: letters, digits and hyphens, unique on its page.
    """
    shown = [
        place
        for place, row in enumerate(body["rows"])
        if row["key"] != REST
        and (place or body["breakdown"] is None)
        and any(share is not None for share in row["shares"])
    ]
    if not shown:
        return None
    levels = levels_of(body)
    if levels:
        return level_spec(
            [_split(body, words, row, levels) for row in shown],
            [words.columns[place] for place in levels],
            **words.facts(key),
        )
    return chart_spec(
        [_panel(body, words, row) for row in shown],
        keys=[words.everybody] if body["breakdown"] else [],
        **words.facts(key),
    )


def farthest_apart(compared: Iterable[Compared]) -> list[int]:
    """Return the columns to draw: those that differ most, in the table's order."""
    size: dict[int, float] = {}
    for each in compared:
        apart = abs(each.apart.change) if each.apart else -1.0
        size[each.column] = max(size.get(each.column, -1.0), apart)
    return sorted(sorted(size, key=lambda column: -size[column])[:MOST_PANELS])


def difference_picture(
    compared: Iterable[Compared],
    words: Wording,
    key: str,
    *,
    columns: Sequence[int],
    keys: Sequence[str],
) -> Figure:
    """Return shares beside what they are compared with: a panel an answer.

    Where only everybody together is compared, all answers share one panel.

    Args:
        compared: the shares, of the rows and columns of one table.
        words: what stands in the picture.
        key: letters, digits and hyphens, unique on its page.
        columns: the answers to draw, in order.
        keys: what the shares are compared with, and what they are.
    """
    found = [each for each in compared if each.column in columns]
    if any(each.row for each in found):
        panels = [
            Panel(
                tuple(
                    _difference(each, words, words.rows[each.row])
                    for each in found
                    if each.column == column
                ),
                words.columns[column],
            )
            for column in columns
        ]
    else:
        points = (_difference(e, words, words.columns[e.column]) for e in found)
        panels = [Panel(tuple(points))]
    return chart_spec(panels, kind=ChartKind.GAPS, keys=keys, **words.facts(key))


def wave_picture(
    waves: Sequence[tuple[str, Body]], words: Wording, key: str, *, changed: str
) -> Figure:
    """Return everybody's shares over waves: a panel for each answer of the latest.

    Args:
        waves: a short name and the table of each wave, oldest first.
        words: what stands in the picture; ``columns`` are those of the latest.
        key: letters, digits and hyphens, unique on its page.
        changed: says that the question changed where the line breaks.
    """
    latest = waves[-1][1]
    panels = [
        Panel(
            tuple(_stop(waves, number, words, head["key"]) for number in _of(waves)),
            words.columns[column],
        )
        for column in answers_of(latest)
        for head in [latest["columns"][column]]
    ]
    return chart_spec(panels, kind=ChartKind.WAVES, keys=[changed], **words.facts(key))


def _of(waves: Sequence[object]) -> range:
    return range(len(waves))


def _stop(
    waves: Sequence[tuple[str, Body]], number: int, words: Wording, answer: str
) -> Point:
    """Return one wave on the line of an answer."""
    name, body = waves[number]
    before = waves[number - 1][1] if number else body
    keys = [head["key"] for head in body["columns"]]
    place = keys.index(answer) if answer in keys and body["rows"] else None
    found = None if place is None else share_at(body, 0, place)
    restarts = before["item"]["version"] != body["item"]["version"]
    if found is None:
        return Point(name, None, restarts=restarts)
    said = words.share(found.share, found.base) or ""
    return Point(name, found.share, found.low, found.high, said, restarts=restarts)


def _panel(body: Body, words: Wording, row: int) -> Panel:
    points = tuple(
        _bar(body, words, row, column)
        for column, head in enumerate(body["columns"])
        if head["missing"] is not True
    )
    return Panel(points, words.rows[row] if row else "")


def _bar(body: Body, words: Wording, row: int, column: int) -> Point:
    """Return one share of a table, a group's beside that of everybody."""
    found = share_at(body, row, column)
    if found is None:
        return Point(words.columns[column], None)
    everybody = share_at(body, 0, column) if row else None
    return Point(
        words.columns[column],
        found.share,
        found.low,
        found.high,
        words.share(found.share, found.base) or "",
        beside=everybody.share if everybody else None,
    )


def _difference(each: Compared, words: Wording, name: str) -> Point:
    if each.share is None:
        return Point(name, None)
    beside = each.beside.share if each.beside else None
    said = words.share(each.share.share, each.share.base) or ""
    share = each.share
    return Point(name, share.share, share.low, share.high, said, beside=beside)


def _split(body: Body, words: Wording, row: int, levels: Sequence[int]) -> Split:
    """Return one bar of a labelled scale, where all its levels are shown."""
    name = words.rows[row] if row else words.everybody
    found = sides_of(body, row)
    if found is None:
        return Split(name, ())
    shares = tuple(body["rows"][row]["shares"][place] for place in levels)
    below, above = (words.share(side.share, side.base) or "" for side in found)
    return Split(name, shares, below, above)
