"""What changed between two waves, every comparison of a table tested together.

A pinned question is asked in every wave to be compared: its changes were declared. Of
any other question they are a search. ``surveys.findings.equity.beside`` does the same
for groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.findings.figures.comparisons import Comparison, Judged, Standing, judge
from surveys.findings.figures.shown import compared_answers
from surveys.findings.figures.side_by_side import Compared, RowColumn, with_earlier
from surveys.findings.frozen_body import Body


@dataclass(frozen=True)
class WaveChanges:
    """Each share of a wave's table beside that of an earlier one.

    ``tests`` are by the place of the cell, corrected for all comparisons of the table;
    ``tested`` are the answers that are: of two only the first, for the second is the
    first turned round.
    """

    standing: Standing
    compared: tuple[Compared, ...]
    tested: tuple[int, ...]
    tests: Mapping[RowColumn, Judged]

    def test_of(self, change: Compared) -> Judged | None:
        """Return the test of a change; None where there is none."""
        alone = len(self.tested) == 1
        column = self.tested[0] if alone else change.column
        return self.tests.get((change.row, column))

    def may_be_chance(self, change: Compared) -> bool:
        """Tell whether chance could explain a change, as it is told of gaps.

        Neither its range nor its test among all others may allow it.
        """
        test = self.test_of(change)
        return change.may_be_chance or (test is not None and not test.is_detected)


def changes_beside(earlier: Body, body: Body, *, is_declared: bool) -> WaveChanges:
    """Return how a wave's table changed since an earlier one's.

    Empty where the question is another one.

    Args:
        earlier: the earlier wave's table.
        body: the later wave's table of the same question.
        is_declared: whether the question was asked to be compared (``pinned``).
    """
    standing = Standing.DECLARED if is_declared else Standing.EXPLORATORY
    compared = tuple(with_earlier(earlier, body))
    answers = compared_answers(body)
    places = [
        ((each.row, each.column), each.apart.p)
        for each in compared
        if each.apart and each.column in answers
    ]
    judged = judge(Comparison("", p, standing) for _place, p in places)
    tests = {place: test for (place, _p), test in zip(places, judged, strict=True)}
    return WaveChanges(standing, compared, answers, tests)
