"""An indicator: so many people of so many, read from a frozen table.

A frozen table holds exact counts or nothing. Where a count that the indicator
needs is hidden, or shown only together with another, there is no figure: nothing is
worked out, estimated or guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from deliberation.benchmarks.status import Share

Body = Mapping[str, Any]
"""The body of a frozen result, as ``surveys.findings.release`` writes it."""


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


def count_everybody(body: Body, indicator: Indicator) -> Count | None:
    """Return the indicator over everybody; None where a needed count is hidden."""
    return _count(body, body["total"], indicator)


def count_group(body: Body, indicator: Indicator, group: str) -> Count | None:
    """Return the indicator in one group; None where it is hidden or not there.

    A group that is shown only together with others is not shown by itself.
    """
    for row in body.get("rows", ()):
        if row["key"] == group:
            return _count(body, row, indicator)
    return None


def missing_options(body: Body) -> frozenset[str]:
    """Return the declared non-answers among the options of a table."""
    return frozenset(body.get("missing", ()))


def option_keys(body: Body) -> frozenset[str]:
    """Return every option that a table knows, hidden or not."""
    return frozenset(
        member for column in body["columns"] for member in column["members"]
    )


def group_keys(body: Body) -> tuple[str, ...]:
    """Return the groups of a table whose row is shown, in order."""
    return tuple(row["key"] for row in body.get("rows", ()))


def _count(body: Body, row: Mapping[str, Any], indicator: Indicator) -> Count | None:
    people = _people_in(body, row, indicator.numerator)
    base = _base(body, row, indicator.denominator)
    if people is None or base is None or base < 1 or people > base:
        return None
    return Count(people, base)


def _base(body: Body, row: Mapping[str, Any], denominator: Denominator) -> int | None:
    asked: int | None = row["base"]
    if asked is None:
        return None
    if denominator is Denominator.ASKED:
        return asked
    if denominator is Denominator.EVERYONE:
        skipped: int | None = row.get("skipped", 0)
        return None if skipped is None else asked + skipped
    silent = _people_in(body, row, missing_options(body) & option_keys(body))
    return None if silent is None else asked - silent


def _people_in(
    body: Body, row: Mapping[str, Any], options: Iterable[str]
) -> int | None:
    """Add up the columns that hold these options, all of them and no others."""
    wanted = set(options)
    found: set[str] = set()
    people = 0
    for column, count in zip(body["columns"], row["counts"], strict=True):
        members = set(column["members"])
        if not members & wanted:
            continue
        if not members <= wanted or count is None:
            return None
        found |= members
        people += count
    return people if found == wanted else None
