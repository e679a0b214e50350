import pytest

from surveys.findings.figures.side_by_side import is_same_question
from surveys.findings.reading.telling import (
    MOST_TOLD,
    changes_in,
    gaps_in,
    largest_changes,
    largest_gaps,
    leading_share,
    strongest,
    sure_gaps,
)
from tests.surveys.findings.reading.bodies import LIKERT, body, column

APART = {"town": [140, 110], "rural": [30, 70]}
ALIKE = {"town": [125, 125], "rural": [50, 50]}


def test_only_what_more_than_half_agree_on_is_told_the_clearest_first():
    tables = [body([55, 45], key="a"), body([50, 50], key="b"), body([10, 90], key="c")]
    assert [each["item"]["key"] for each in strongest(tables)] == ["c", "a"]


def test_on_a_scale_those_on_one_side_agree():
    found = body([27, 40, 16, 10, 7], answers=LIKERT)
    assert leading_share(found) == 0.67
    assert strongest([found]) == [found]


def test_what_is_hidden_is_agreed_by_nobody():
    assert leading_share(body([], answers=(), rows=[], columns=[])) == 0
    assert strongest([body([], answers=(), rows=[], columns=[])]) == []


def test_each_answer_of_each_group_is_compared_with_the_reference():
    found = gaps_in(body([170, 180], APART))
    assert [(gap.row, gap.column) for gap in found] == [
        (2, 0),
        (2, 1),
    ]
    assert round(found[0].apart.change, 2) == -0.26
    assert found[0].beside.base == 250, "the town is the largest"


def test_a_table_with_one_group_has_no_gap():
    assert gaps_in(body([30, 70], {"town": [30, 70]})) == []


def test_a_gap_that_could_be_chance_is_counted_and_not_told():
    told = largest_gaps([body([175, 175], ALIKE)])
    assert told.largest == ()
    assert told.compared == 2


@pytest.mark.parametrize(
    "groups",
    [
        {"town": [30, 70], "rural": [2, 18]},
        {"town": [150, 100], "rural": [48, 52]}
        | {f"part{n}": [60, 40] for n in range(12)},
    ],
    ids=["the range holds 0", "one of thirteen comparisons"],
)
def test_a_gap_is_told_only_where_range_and_test_leave_chance_out(groups):
    """2 of 20 have a small p and a range that reaches 0; 48 of 100 the reverse."""
    table = body([1000, 1000], groups)
    assert gaps_in(table)
    assert sure_gaps(table) == []
    assert largest_gaps([table]).largest == ()


def test_of_one_question_the_largest_gap_alone_is_told():
    small = {"town": [140, 110], "rural": [38, 62]}
    told = largest_gaps([body([178, 172], small), body([170, 180], APART)])
    assert [round(gap.apart.change, 2) for gap in told.largest] == [-0.26]
    assert told.compared == 4


def test_no_more_are_told_than_can_be_read():
    tables = [body([170, 180], APART, key=f"q{n}") for n in range(MOST_TOLD + 3)]
    assert len(largest_gaps(tables).largest) == MOST_TOLD


def test_a_change_is_that_of_the_same_answer():
    before, after = body([95, 143]), body([138, 108])
    told = largest_changes([(before, after)])
    assert [round(each.apart.change, 3) for each in told.largest] == [0.162]
    assert told.largest[0].beside.base == 238


def test_a_changed_question_has_no_change():
    before, after = body([95, 143]), body([138, 108], version=2)
    assert not is_same_question(before, after)
    assert changes_in(before, after) == []


def test_shares_of_other_people_are_not_compared():
    assert changes_in(body([95, 143]), body([138, 108], share_of="asked")) == []


def test_an_answer_that_was_merged_has_nothing_to_be_compared_with():
    before, after = body([95, 143]), body([138, 108])
    before["columns"][0] = column("yes_or_perhaps")
    assert [change.column for change in changes_in(before, after)] == [1]


def test_a_table_that_shows_nothing_has_not_changed():
    assert changes_in(body([], rows=[]), body([138, 108])) == []
    assert changes_in(body([138, 108]), body([], rows=[])) == []
