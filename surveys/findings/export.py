"""Published tables as files for others: the numbers of the page, and no more."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from surveys.findings.frozen_body import Body

Name = Callable[[Mapping[str, Any]], str]
"""From a column or a row of a body to its name in one language."""

PLACE = (
    "survey",
    "question_key",
    "question_version",
    "question",
    "breakdown_key",
    "group_key",
    "group",
    "answer_key",
    "answer",
)
"""Where a figure stands: the columns that every file of figures begins with."""

COLUMNS = (
    *PLACE,
    "people",
    "people_in_group",
    "share_of",
    "share",
    "range_low",
    "range_high",
    "not_shown",
)
# A spreadsheet takes what begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_parts(survey: str, bodies: Iterable[Body], name: Name) -> Iterator[str]:
    """Yield tables as CSV, one line a cell; the first line names the columns.

    Table by table: no more than one is in memory.
    """
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for body in bodies:
        for line in lines_of(body, name):
            cells = {"survey": survey} | line
            writer.writerow({key: neutral(value) for key, value in cells.items()})
        yield target.getvalue()
        target.seek(0)
        target.truncate()
    yield target.getvalue()


def lines_of(body: Body, name: Name) -> Iterator[dict[str, object]]:
    """Yield one line a cell of a table; empty where a number is not shown."""
    for row in body["rows"]:
        head = table_place(body, name) | {
            "group_key": row["key"],
            "group": name(row) if row["key"] else "",
            "people_in_group": row["base"],
            "share_of": body["share_of"],
        }
        cells = zip(row["counts"], row["shares"], row["ranges"], strict=True)
        for column, (people, share, span) in zip(body["columns"], cells, strict=True):
            low, high = span or (None, None)
            yield head | {
                "answer_key": column["key"],
                "answer": name(column),
                "people": people,
                "share": share,
                "range_low": low,
                "range_high": high,
                "not_shown": "" if people is not None else _why(row, column),
            }
        if not body["columns"]:
            yield head | {"not_shown": row["reason"]}


def table_place(body: Body, name: Name) -> dict[str, object]:
    """Return what a line says of the table that it is from."""
    item, breakdown = body["item"], body["breakdown"]
    return {
        "question_key": item["key"],
        "question_version": item["version"],
        "question": name(item),
        "breakdown_key": breakdown["key"] if breakdown else "",
    }


def _why(row: Mapping[str, Any], column: Mapping[str, Any]) -> str:
    return str(column["reason"] or row["reason"])


def neutral(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def document(
    release: Mapping[str, Any],
    results: Iterable[Body],
    figures: Iterable[Mapping[str, object]] = (),
) -> Iterator[str]:
    """Yield a release, its tables and what follows from them as one JSON document.

    Table by table. Checksums are over the tables; ``figures`` stand beside them, for
    they may be worked out better one day and the tables may not change.
    """
    head = json.dumps({**release, "results": []}, ensure_ascii=False)
    yield head.removesuffix("]}")
    yield from _listed(results)
    yield '], "figures": ['
    yield from _listed(figures)
    yield "]}"


def _listed(parts: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for number, part in enumerate(parts):
        yield (", " if number else "") + json.dumps(part, ensure_ascii=False)
