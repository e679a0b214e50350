"""Shares of people, and how sure a difference between some is."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.findings.figures.table import NotGiven, WhyNot, given, row_of
from surveys.findings.frozen_body import EVERYBODY, Body


@dataclass(frozen=True)
class Share:
    """A share of people in one wave.

    ``base`` is the people it was asked of (effective size if weighted); None for a
    figure from a ledger, which has no standard error.
    """

    share: float
    base: float | None = None

    @classmethod
    def of(cls, people: int, base: int) -> "Share":
        """Return so many people of so many; ``base`` above 0."""
        return cls(people / base, base)


def standard_error(share: float, base: float) -> float:
    """Return ``sqrt(p(1-p)/n)``; ``base`` above 0."""
    return math.sqrt(share * (1 - share) / base)


def z_score(baseline: Share, newest: Share) -> float | None:
    """Return the test of a change between two waves, or None without bases.

    The same people may have answered both; ignoring that is cautious.
    """
    return z_of(newest.share - baseline.share, (baseline, newest))


def z_of(change: float, shares: Iterable[Share]) -> float | None:
    """Return a change over the root of the summed variances of some shares.

    None where one of them has no base; infinite where nothing varies at all.
    """
    variance = 0.0
    for each in shares:
        if each.base is None:
            return None
        variance += standard_error(each.share, each.base) ** 2
    return z_over(change, math.sqrt(variance))


def z_over(change: float, se: float) -> float:
    """Return a change over its standard error; infinite where nothing varies."""
    if se == 0:
        return math.copysign(math.inf, change) if change else 0.0
    return change / se


def share_of(
    body: Body, answers: frozenset[str], group: str = EVERYBODY
) -> Share | NotGiven:
    """Return the share of those who answered that gave one of some answers.

    Where people could tick several, of those asked, and of one answer only.

    Args:
        body: a frozen table.
        answers: codes; a column that holds some of them and others too is no help.
        group: the key of the row; empty for everybody.
    """
    if body["item"]["kind"] == "select_multiple":
        return _ticked(body, answers, group)
    found = given(body, group)
    if isinstance(found, NotGiven):
        return found
    people = 0
    for answer in found.answers:
        inside = answers.intersection(answer.members)
        if inside and len(inside) < len(answer.members):
            return NotGiven(WhyNot.MERGED)
        people += answer.people if inside else 0
    return Share.of(people, found.people)


def _ticked(body: Body, answers: frozenset[str], group: str) -> Share | NotGiven:
    """Return the share of those asked that ticked an answer."""
    row, columns = row_of(body, group), body["columns"]
    if row is None:
        return NotGiven(WhyNot.NO_GROUP)
    if row["base"] is None or len(row["counts"]) < len(columns):
        return NotGiven(WhyNot.HIDDEN)
    found = [
        people
        for column, people in zip(columns, row["counts"], strict=True)
        if answers == frozenset(column["members"])
    ]
    if not found:
        return NotGiven(WhyNot.SEVERAL)
    if found[0] is None:
        return NotGiven(WhyNot.HIDDEN)
    return Share.of(found[0], row["base"]) if row["base"] else NotGiven(WhyNot.NOBODY)
