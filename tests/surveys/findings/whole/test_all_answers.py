"""Whether groups answered alike, all answers in one test."""

import pytest

from surveys.findings.estimation.association import Association
from surveys.findings.figures.differences import ChiSquared
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.whole.all_answers import all_answers
from tests.surveys.findings.bodies import YES_NO, body, column, row, sizes_of, yes_of

THREE = [column("yes"), column("gave_up"), column("no"), column("", missing=True)]


def three_answers(*more):
    """Help asked for by age, as the library's page shows it."""
    return body(
        THREE,
        row("", 204, 93, 42, 69, 0, answered=204),
        row("young", 70, 22, 30, 18, 0, answered=70),
        row("old", 134, 71, 12, 51, 0, answered=134),
        *more,
        breakdown="age",
    )


def living(young, old, source="Census"):
    return {
        "people": 204,
        "groups": {"age": sizes_of(young=70, old=134)},
        "populations": [["age", "young", young, source], ["age", "old", old, source]],
    }


NOBODY_COUNTED = {"people": 204, "groups": {}}


def test_three_answers_of_two_groups_are_tested_as_pearson_does():
    """scipy.stats.chi2_contingency of 22, 30, 18 and 71, 12, 51."""
    found = all_answers(three_answers(), NOBODY_COUNTED)

    assert isinstance(found.test, ChiSquared)
    assert found.test.statistic == pytest.approx(32.42727963639455)
    assert found.p == pytest.approx(9.08878218125721e-08)
    assert found.people == 204
    assert not found.is_one_gap


def test_where_the_table_is_weighted_the_test_is_rao_and_scott_s():
    """Worked out apart, with matrices of numpy: F is 16.825 but for n beside n - 1."""
    found = all_answers(three_answers(), living(young=3000, old=7000))

    assert isinstance(found.test, Association)
    assert found.test.f == pytest.approx(16.825033806987644 * 203 / 204)
    assert found.p < 0.001


def test_weights_that_change_nothing_leave_pearson_s_test_nearly_as_it_is():
    plain = all_answers(three_answers(), NOBODY_COUNTED)
    even = all_answers(three_answers(), living(young=70, old=134))

    assert even.test.chi_squared == pytest.approx(plain.test.statistic)
    assert even.p == pytest.approx(plain.p, abs=1e-4)


def test_weights_that_are_refused_leave_pearson_s_test():
    few = living(young=3000, old=7000)
    few["populations"].append(["age", "child", 5, "Census"])

    assert isinstance(all_answers(three_answers(), few).test, ChiSquared)


def test_two_answers_of_two_groups_are_one_gap():
    found = all_answers(yes_of(young=(20, 50), old=(40, 60)), NOBODY_COUNTED)

    assert found.is_one_gap


def test_a_group_that_is_not_shown_is_not_tested_and_hides_no_other():
    with_hidden = three_answers(row("child", None, None, None, None, None))

    assert all_answers(with_hidden, NOBODY_COUNTED) == all_answers(
        three_answers(), NOBODY_COUNTED
    )


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (yes_of(young=(20, 50)), WhyNot.HIDDEN),
        (
            body(
                YES_NO,
                row("", 90, 40, 50, 0, answered=90),
                row("young", 50, None, None, None, answered=50),
                row("old", 40, 20, 20, 0, answered=40),
            ),
            WhyNot.HIDDEN,
        ),
        (yes_of(young=(50, 50), old=(60, 60)), WhyNot.NOBODY),
    ],
)
def test_what_cannot_be_tested_says_why(table, why):
    assert all_answers(table, NOBODY_COUNTED) == NotGiven(why)


def test_ticks_cannot_be_added_up_and_are_not_tested():
    ticked = body(
        THREE,
        row("", 204, 93, 42, 69, 0, answered=204),
        row("young", 70, 22, 30, 18, 0, answered=70),
        row("old", 134, 71, 12, 51, 0, answered=134),
        kind="select_multiple",
    )

    assert all_answers(ticked, NOBODY_COUNTED) == NotGiven(WhyNot.SEVERAL)
