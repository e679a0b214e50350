"""What a frozen table offers a benchmark: options, groups and people."""

from collections.abc import Mapping
from typing import Any

from surveys.findings.frozen_body import REST, Body

NO_ANSWER = ""
"""The code of those who were asked and did not answer."""

SELECT_MULTIPLE = "select_multiple"

Summary = Mapping[str, Any]
"""The summary of a release: people of the wave, and of each group."""


def option_keys(body: Body) -> tuple[str, ...]:
    """Return every option that a table knows, shown by itself or not, in order."""
    codes = (code for column in body["columns"] for code in column["members"])
    return tuple(code for code in codes if code != NO_ANSWER)


def group_keys(body: Body) -> tuple[str, ...]:
    """Return the groups of a table whose row is shown, in order."""
    return tuple(
        row["key"]
        for row in body["rows"][1:]
        if row["base"] is not None and row["key"] != REST
    )


def takes_one_option(body: Body) -> bool:
    """Tell whether people could tick several, so that options cannot be added up."""
    kind: str = body["item"]["kind"]
    return kind == SELECT_MULTIPLE


def silent_people(body: Body, row: Mapping[str, Any]) -> int | None:
    """Count who gave no answer; None where that is hidden or mixed with answers."""
    silent = 0
    for column, count in zip(body["columns"], row["counts"], strict=True):
        if column["missing"] is False:
            continue
        if column["missing"] is None or count is None:
            return None
        silent += count
    return silent


def people_of_group(body: Body, group: str, summary: Summary | None) -> int | None:
    """Return the people of a group, who answered or not; None where that is hidden."""
    breakdown = (body["breakdown"] or {}).get("key")
    sizes = None if summary is None else summary.get("groups", {}).get(breakdown)
    if sizes is None:
        return None
    keys = [column["key"] for column in sizes["columns"]]
    return dict(zip(keys, sizes["counts"], strict=False)).get(group)
