"""An indicator: so many people of so many, read from a frozen table.

A frozen table holds exact counts or nothing. Where a count that the indicator
needs is hidden, or shown only together with another, there is no figure: nothing is
worked out, estimated or guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from deliberation.benchmarks.frozen_table import (
    Summary,
    group_keys,
    people_of_group,
    silent_people,
    takes_one_option,
)
from surveys.findings.figures.shares import Share
from surveys.findings.frozen_body import Body


class Denominator(StrEnum):
    """Who an indicator counts as its whole."""

    EVERYONE = "everyone"
    ASKED = "asked"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Indicator:
    """Which answers count, over whom."""

    numerator: frozenset[str]
    denominator: Denominator


@dataclass(frozen=True)
class Count:
    """So many people of so many; ``base`` above 0."""

    people: int
    base: int

    @property
    def share(self) -> Share:
        """Return the share, with its base for tests."""
        return Share.of(self.people, self.base)


def count_everybody(
    body: Body, indicator: Indicator, summary: Summary | None = None
) -> Count | None:
    """Return the indicator over everybody; None where a needed count is hidden.

    Args:
        body: the frozen table, of everybody or by groups.
        indicator: which answers count, over whom.
        summary: of the same release; needed for the whole "everyone".
    """
    everyone = None if summary is None else summary.get("people")
    return _count(body, body["rows"][0], indicator, everyone)


def count_group(
    body: Body, indicator: Indicator, group: str, summary: Summary | None = None
) -> Count | None:
    """Return the indicator in one group; None where it is hidden or not there.

    A group that is shown only together with others is not shown by itself.
    """
    if group not in group_keys(body):
        return None
    row = next(row for row in body["rows"][1:] if row["key"] == group)
    everyone = people_of_group(body, group, summary)
    return _count(body, row, indicator, everyone)


def _count(
    body: Body, row: Mapping[str, Any], indicator: Indicator, everyone: int | None
) -> Count | None:
    people = _people_in(body, row, indicator.numerator)
    base = _base(body, row, indicator.denominator, everyone)
    if people is None or base is None or base < 1 or people > base:
        return None
    return Count(people, base)


def _base(
    body: Body,
    row: Mapping[str, Any],
    denominator: Denominator,
    everyone: int | None,
) -> int | None:
    if denominator is Denominator.EVERYONE:
        return everyone
    asked: int | None = row["base"]
    if denominator is Denominator.ASKED or asked is None:
        return asked
    silent = silent_people(body, row)
    return None if silent is None else asked - silent


def _people_in(
    body: Body, row: Mapping[str, Any], wanted: frozenset[str]
) -> int | None:
    """Add up the columns that hold these options, all of them and no others."""
    if takes_one_option(body) and len(wanted) != 1:
        return None
    found: set[str] = set()
    people = 0
    for column, count in zip(body["columns"], row["counts"], strict=False):
        members = set(column["members"])
        if not members & wanted:
            continue
        if not members <= wanted or count is None:
            return None
        found |= members
        people += count
    return people if found == wanted else None
