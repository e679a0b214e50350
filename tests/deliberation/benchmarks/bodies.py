"""Makers of frozen bodies, in the shape that the findings write."""

from collections.abc import Mapping, Sequence
from typing import Any


def column(key: str, *members: str, missing: bool | None = False) -> dict[str, Any]:
    """A column of one answer, or of answers shown together."""
    codes = list(members or (key,))
    return {
        "key": key,
        "members": codes,
        "label": {"en": key.replace("_", " ")},
        "labels": [{"en": code} for code in codes],
        "missing": missing,
        "reason": "rare" if len(codes) > 1 else "",
    }


def row(key: str, base: int | None, *counts: int | None) -> dict[str, Any]:
    """A row of everybody (its key empty), or of one group."""
    return {
        "key": key,
        "members": [key] if key else [],
        "label": {"en": key.title()} if key else {},
        "labels": [],
        "base": base,
        "counts": list(counts),
        "reason": "group" if base is None else "",
    }


def body(
    columns: Sequence[Mapping[str, Any]],
    *rows: Mapping[str, Any],
    breakdown: str = "",
    item: str = "A3",
    kind: str = "select_one",
) -> dict[str, Any]:
    """A table of one question."""
    return {
        "item": {
            "key": item,
            "version": 1,
            "kind": kind,
            "label": {"en": f"Question {item}?"},
        },
        "breakdown": {"key": breakdown, "label": {"en": breakdown.title()}}
        if breakdown
        else None,
        "share_of": "asked",
        "columns": list(columns),
        "rows": list(rows),
    }


SOON = [column("soon"), column("later"), column("", missing=True)]


def waits(
    count: tuple[int, int],
    town: tuple[int, int] = (0, 0),
    rural: tuple[int, int] = (0, 0),
) -> tuple[dict[str, Any], dict[str, Any]]:
    """One wave's waits, for everybody and by area, from (soon, asked) pairs."""
    everybody = row("", count[1], count[0], count[1] - count[0], 0)
    groups = [
        row(key, base, soon, base - soon, 0)
        for key, (soon, base) in (("town", town), ("rural", rural))
    ]
    return (
        body(SOON, everybody),
        body(SOON, everybody, *groups, breakdown="area"),
    )


WAVES = {
    1: waits((129, 338), (95, 238), (34, 100)),
    2: waits((142, 301), (110, 212), (32, 89)),
    3: waits((168, 346), (138, 246), (30, 100)),
}
"""BM-2 of Larkmoor; the second wave's split by area is ours."""
