"""Every gap of a frozen table by groups, tested together; and how gaps changed.

No question says which of its answers is better. So a gap is told as how much more of a
group gave an answer than of the group compared with; and of two waves the gap is
counted from the side on which the group compared with was ahead.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.findings.equity.direction import Direction
from surveys.findings.equity.disparity import disparity_pearcy_keppel, maximal_gap
from surveys.findings.equity.gap import GapChange
from surveys.findings.equity.groups import (
    Gaps,
    GroupGap,
    changes_of,
    gaps_of,
)
from surveys.findings.figures.comparisons import Comparison, Judged, Standing, judge
from surveys.findings.figures.differences import Difference
from surveys.findings.figures.shares import share_of
from surveys.findings.figures.shown import compared_answers, reference_of
from surveys.findings.figures.side_by_side import Compared, with_reference
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.frozen_body import Body

GROUP_LESS_REFERENCE = Direction.LOWER_IS_BETTER
"""The way that gives a gap above 0 where the group has more of the answer."""

TWO = 2


@dataclass(frozen=True)
class AnswerGaps:
    """One answer, ``column`` being its place: each group beside the one compared with.

    ``gap_abs`` is the group's share less the other's, ``gap_rel`` the one over the
    other. ``tests`` are by group, corrected for all comparisons of the table.
    ``apart`` is from the lowest group to the highest, and ``disparity`` the index of
    Pearcy and Keppel in percent; None where fewer than two groups are shown.
    """

    column: int
    groups: tuple[GroupGap, ...]
    not_given: Mapping[str, WhyNot]
    tests: Mapping[str, Judged]
    apart: float | None
    disparity: float | None


@dataclass(frozen=True)
class TableGaps:
    """All gaps of a table to the group whose key is ``reference``.

    They are declared where the breakdown named that group beforehand, else a search.
    ``ranges`` are of the shares that are shown, by group and place of the answer.
    """

    reference: str
    standing: Standing
    answers: tuple[AnswerGaps, ...]
    ranges: Mapping[tuple[str, int], Difference]

    @property
    def compared(self) -> int:
        """How many comparisons were tested together."""
        return sum(len(each.tests) for each in self.answers)

    def is_detected(self, group: str, column: int) -> bool | None:
        """Tell whether chance alone would seldom do it; None where it was not tested.

        Of two answers the second is the first turned round.
        """
        for each in self.answers:
            if each.column == column or len(self.answers) == 1:
                test = each.tests.get(group)
                return None if test is None else test.is_detected
        return None

    def may_be_chance(self, group: str, column: int) -> bool:
        """Tell whether chance could explain a gap: the one rule of all pages.

        Neither its range nor its test among all others may allow it. One of both is
        enough where the other is not known; where nothing is, it may be chance.
        """
        detected = self.is_detected(group, column)
        apart = self.ranges.get((group, column))
        if apart is None:
            return not detected
        return detected is False or apart.may_be_chance


@dataclass(frozen=True)
class ChangedGap:
    """How far a group was from the one compared with, in two waves."""

    column: int
    group: str
    change: GapChange


def gaps_beside(
    body: Body, compared: Sequence[Compared] | None = None
) -> TableGaps | None:
    """Return every gap of a table; None where there are no two groups to compare.

    ``compared`` is what ``with_reference`` says of it, from whoever has asked.
    """
    place = reference_of(body)
    if place is None:
        return None
    reference = body["rows"][place]["key"]
    declared = body["breakdown"].get("reference") == reference
    standing = Standing.DECLARED if declared else Standing.EXPLORATORY
    found = {
        column: _gaps(body, column, reference) for column in compared_answers(body)
    }
    tests = _tests(found, standing)
    return TableGaps(
        reference,
        standing,
        tuple(
            _answer(body, column, gaps, tests[column])
            if not isinstance(gaps, NotGiven)
            else AnswerGaps(column, (), {reference: gaps.why}, {}, None, None)
            for column, gaps in found.items()
        ),
        {
            (body["rows"][each.row]["key"], each.column): each.apart
            for each in (with_reference(body) if compared is None else compared)
            if each.apart
        },
    )


def changed_gaps(before: Body, after: Body) -> tuple[str, tuple[ChangedGap, ...]]:
    """Return how the gaps changed between two waves of one question.

    With the key of the group compared with, which is that of the first wave; empty
    where there is none. The caller sees to it that the question is the same.
    """
    place = reference_of(before)
    if place is None:
        return "", ()
    reference = before["rows"][place]["key"]
    return reference, tuple(
        each
        for column in compared_answers(after)
        for each in _changed(before, after, column, reference)
    )


def _changed(
    before: Body, after: Body, column: int, reference: str
) -> Iterator[ChangedGap]:
    codes = frozenset(after["columns"][column]["members"])
    ways = [
        changes_of(before, after, codes, reference=reference, direction=direction)
        for direction in Direction
    ]
    given = [way.groups for way in ways if not isinstance(way, NotGiven)]
    if len(given) < len(ways):
        return
    for pair in zip(*given, strict=True):
        ahead = next((e for e in pair if e.change.before.gap_abs >= 0), pair[0])
        yield ChangedGap(column, ahead.group, ahead.change)


def _gaps(body: Body, column: int, reference: str) -> Gaps | NotGiven:
    codes = frozenset(body["columns"][column]["members"])
    return gaps_of(body, codes, reference=reference, direction=GROUP_LESS_REFERENCE)


def _tests(
    found: Mapping[int, Gaps | NotGiven], standing: Standing
) -> dict[int, dict[str, Judged]]:
    """Return the tests of a whole table, each corrected for all others."""
    places = [
        (column, each.group, each.difference.p)
        for column, gaps in found.items()
        if not isinstance(gaps, NotGiven)
        for each in gaps.groups
        if each.difference is not None
    ]
    judged = judge(Comparison(group, p, standing) for _column, group, p in places)
    tests: dict[int, dict[str, Judged]] = {column: {} for column in found}
    for (column, group, _p), each in zip(places, judged, strict=True):
        tests[column][group] = each
    return tests


def _answer(
    body: Body, column: int, gaps: Gaps, tests: Mapping[str, Judged]
) -> AnswerGaps:
    total = share_of(body, frozenset(body["columns"][column]["members"]))
    shares = [each.pair.group.share for each in gaps.groups]
    shares += [each.pair.reference.share for each in gaps.groups[:1]]
    known = len(shares) >= TWO and not isinstance(total, NotGiven)
    return AnswerGaps(
        column,
        gaps.groups,
        gaps.not_given,
        tests,
        maximal_gap(shares).gap_abs if len(shares) >= TWO else None,
        disparity_pearcy_keppel(shares, total.share)
        if known and not isinstance(total, NotGiven) and total.share
        else None,
    )
