from surveys.findings.figures.side_by_side import (
    is_same_question,
    with_earlier,
    with_reference,
)
from tests.surveys.findings.reading.bodies import body

GROUPS = {"town": [140, 110], "rural": [30, 70], "hills": None}


def test_each_shown_group_stands_beside_the_reference():
    found = with_reference(body([170, 180], GROUPS))
    assert [(each.row, each.column) for each in found] == [(2, 0), (2, 1)]
    assert found[0].beside.share == 0.56
    assert not found[0].may_be_chance


def test_a_hidden_share_has_no_difference_and_may_be_chance():
    found = with_reference(body([170, 180], {"town": [140, 110], "rural": [None, 70]}))
    assert (found[0].share, found[0].apart, found[0].may_be_chance) == (
        None,
        None,
        True,
    )


def test_one_group_stands_beside_nothing():
    assert with_reference(body([30, 70], {"town": [30, 70]})) == []


def test_everybody_stands_beside_everybody_of_an_earlier_wave():
    found = with_earlier(body([95, 143]), body([138, 108]))
    assert [(each.row, each.column) for each in found] == [(0, 0), (0, 1)]
    assert found[0].beside.base == 238


def test_groups_stand_beside_the_same_groups_whatever_their_order():
    before = body([100, 100], {"rural": [34, 66], "town": [95, 143]})
    found = with_earlier(before, body([170, 180], GROUPS))
    shares = {each.row: each.beside.share for each in found if each.column == 0}
    assert shares == {1: 0.39916, 2: 0.34}


def test_a_group_that_was_not_there_before_has_nothing_beside_it():
    before = body([100, 100], {"town": [95, 143]})
    found = with_earlier(before, body([170, 180], GROUPS))
    assert [each.apart is None for each in found] == [False, False, True, True]


def test_another_question_is_not_compared():
    assert with_earlier(body([1, 1], version=2), body([1, 1])) == []
    assert with_earlier(body([1, 1], key="other"), body([1, 1])) == []


def test_shares_of_other_people_are_no_series():
    assert is_same_question(body([95, 143]), body([138, 108]))
    assert not is_same_question(body([95, 143]), body([1, 1], share_of="asked"))
