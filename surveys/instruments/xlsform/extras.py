"""What an item has that XLSForm has no column for, in columns of our own, as JSON."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from surveys.instruments.options import Band, Merge
from surveys.instruments.strict_toml import (
    FileRefused,
    Kinds,
    Place,
    flat,
    rows,
    table,
    texts,
)
from surveys.instruments.xlsform.remarks import Reason, Report
from surveys.instruments.xlsform.sheets import OURS, Row


class Unreadable(ValueError):
    """A cell does not hold what its column is for."""


def cell_of(value: object) -> str:
    """Return a value as it stands in a cell."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def read_cell(
    row: Row, column: str, report: Report, read: Callable[[Any], Any]
) -> Any | None:
    """Return what a column of ours says; None where it says nothing, or nonsense."""
    text = row.get(f"{OURS}{column}")
    if not text:
        return None
    try:
        return read(json.loads(text))
    except (ValueError, FileRefused, RecursionError):
        report.refuse(row.place, Reason.UNREADABLE, column=f"{OURS}{column}")
        return None


def read_extras(row: Row, report: Report) -> dict[str, Any]:
    """Return the fields of an item that stand in columns of ours."""
    found = {name: read_cell(row, name, report, read) for name, read in _FIELDS.items()}
    return {name: value for name, value in found.items() if value is not None}


def whole(value: Any) -> int:
    """Return a whole number."""
    if type(value) is not int:
        raise Unreadable
    return value


def words(value: Any) -> dict[str, str]:
    """Return texts by language."""
    if not isinstance(value, dict) or not value:
        raise Unreadable
    return flat(Place(""), value)


def several(value: Any) -> tuple[str, ...]:
    """Return a list of texts."""
    return texts(Place(""), value)


def _number(value: Any) -> int | float:
    if type(value) not in (int, float):
        raise Unreadable
    number: int | float = value
    return number


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise Unreadable
    return value


def _bands(value: Any) -> tuple[Band, ...]:
    needs: dict[str, Kinds] = {"key": str, "label": dict}
    may: dict[str, Kinds] = {"lowest": int, "highest": int}
    may |= dict.fromkeys(("above", "up_to"), (int, float))
    found = [table(place, each, needs, may) for place, each in rows(Place(""), value)]
    return tuple(Band(**{**each, "label": words(each["label"])}) for each in found)


def _merges(value: Any) -> tuple[tuple[Merge, ...], ...]:
    needs = {"key": str, "label": dict, "members": list}
    return tuple(
        tuple(
            Merge(found["key"], words(found["label"]), several(found["members"]))
            for spot, each in rows(place, level)
            for found in [table(spot, each, needs, {})]
        )
        for place, level in rows(Place(""), value)
    )


_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "version": whole,
    "sensitive": _truth,
    "pinned": _truth,
    "at_most": whole,
    "minimum": _number,
    "maximum": _number,
    "bands": _bands,
    "score_of": several,
    "points": several,
    "merges": _merges,
}

EXTRAS = tuple(_FIELDS)
"""The fields of an item that have a column of ours."""
