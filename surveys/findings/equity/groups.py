"""Gaps of every group of a frozen table to the one that was fixed beforehand.

The reference group is given, never chosen by the figures: one that floats would follow
whoever happens to lead. Groups whose share is hidden are named, with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.findings.equity.direction import Direction
from surveys.findings.equity.gap import Gap, GapChange, Pair, gap, gap_change
from surveys.findings.figures.differences import Difference, between
from surveys.findings.figures.shares import Share, share_of
from surveys.findings.figures.table import NotGiven, WhyNot, groups_of
from surveys.findings.frozen_body import Body
from surveys.waves.plan import NO_GROUP

HIGHER = Direction.HIGHER_IS_BETTER


@dataclass(frozen=True)
class GroupGap:
    """A group beside the reference group.

    ``difference`` is the reference's share less the group's, with error and test;
    turned round where less is better, so that above 0 the group is worse placed.
    """

    group: str
    pair: Pair
    gap: Gap
    difference: Difference | None


@dataclass(frozen=True)
class Gaps:
    """All groups of a table beside its reference, in the table's order."""

    reference: str
    groups: tuple[GroupGap, ...]
    not_given: Mapping[str, WhyNot]


@dataclass(frozen=True)
class GroupChange:
    """How the gap of a group changed between two waves."""

    group: str
    change: GapChange


@dataclass(frozen=True)
class Changes:
    """How every gap changed that is given in both waves."""

    reference: str
    groups: tuple[GroupChange, ...]
    not_given: Mapping[str, WhyNot]


def gaps_of(
    body: Body,
    answers: frozenset[str],
    *,
    reference: str,
    direction: Direction = HIGHER,
) -> Gaps | NotGiven:
    """Return the gap of each group of a table to the reference group.

    Args:
        body: a frozen table by groups.
        answers: codes of the answers whose share is compared.
        reference: the key of the group that was fixed when this was adopted.
        direction: which way is better.
    """
    first = share_of(body, answers, reference)
    if isinstance(first, NotGiven):
        return first
    shares, missing = _shares(body, answers)
    groups = tuple(
        _group_gap(group, Pair(first, share), direction)
        for group, share in shares.items()
        if group != reference
    )
    return Gaps(reference, groups, missing)


def changes_of(
    before: Body,
    after: Body,
    answers: frozenset[str],
    *,
    reference: str,
    direction: Direction = HIGHER,
) -> Changes | NotGiven:
    """Return how each group's gap changed from one wave's table to another's.

    The two waves must have asked the same version of the question; the caller sees
    to that (``surveys.findings.figures.trends``).
    """
    then = gaps_of(before, answers, reference=reference, direction=direction)
    if isinstance(then, NotGiven):
        return then
    now = gaps_of(after, answers, reference=reference, direction=direction)
    if isinstance(now, NotGiven):
        return now
    pairs = {each.group: each.pair for each in then.groups}
    groups = tuple(
        GroupChange(each.group, gap_change(pairs[each.group], each.pair, direction))
        for each in now.groups
        if each.group in pairs
    )
    found = {each.group for each in groups}
    lost = (set(pairs) | {each.group for each in now.groups}) - found
    missing = dict.fromkeys(sorted(lost), WhyNot.NO_GROUP)
    return Changes(reference, groups, {**missing, **then.not_given, **now.not_given})


def _shares(
    body: Body, answers: frozenset[str]
) -> tuple[dict[str, Share], dict[str, WhyNot]]:
    shares: dict[str, Share] = {}
    missing: dict[str, WhyNot] = {}
    for group in groups_of(body):
        found = share_of(body, answers, group)
        if isinstance(found, NotGiven):
            missing[group] = found.why
        elif group != NO_GROUP:
            shares[group] = found
    return shares, missing


def _group_gap(group: str, pair: Pair, direction: Direction) -> GroupGap:
    ends = (pair.group, pair.reference)
    first, second = ends if direction is HIGHER else ends[::-1]
    return GroupGap(group, pair, gap(pair, direction), between(first, second))
