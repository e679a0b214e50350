"""Averages of a scale beside each other."""

import pytest

from surveys.findings.figures.comparisons import Standing
from surveys.findings.whole.averages import averages_of_groups, averages_of_waves
from tests.surveys.findings.reading.bodies import body

ORDER = ("1", "2", "3")


def scale(everybody, groups=None, **more):
    table = body(everybody, groups, answers=ORDER, **more)
    table["item"]["kind"] = "scale"
    return table


GROUPS = {"town": [20, 40, 40], "rural": [40, 40, 20], "coast": [10, 20, 20]}
TABLE = scale([70, 100, 80], GROUPS)


def test_each_group_is_beside_the_largest_one():
    """Means of 2.2 and 1.8, each of 100 people whose variance is 0.56 x 100/99."""
    rural, coast = averages_of_groups(TABLE, ORDER)

    assert rural.group == "rural"
    assert (rural.mean.mean, rural.beside.mean) == (1.8, 2.2)
    assert rural.apart.change == pytest.approx(-0.4)
    assert rural.apart.se == pytest.approx((2 * 0.56 / 99) ** 0.5)
    assert rural.test.standing is Standing.EXPLORATORY
    assert rural.test.among == 2
    assert not rural.may_be_chance
    assert coast.apart.change == pytest.approx(0)
    assert coast.may_be_chance


def test_a_group_that_was_named_beforehand_makes_it_declared():
    table = scale([70, 100, 80], GROUPS)
    table["breakdown"]["reference"] = "rural"

    town, _coast = averages_of_groups(table, ORDER)

    assert town.test.standing is Standing.DECLARED
    assert town.apart.change == pytest.approx(0.4)


def test_two_waves_are_compared_for_everybody_and_for_each_group():
    before = scale([60, 100, 90])
    [found] = averages_of_waves(before, scale([70, 100, 80]), ORDER, is_declared=True)

    assert found.group == ""
    assert found.apart.change == pytest.approx(2.04 - 2.12)
    assert found.test.standing is Standing.DECLARED
    by_group = averages_of_waves(TABLE, TABLE, ORDER, is_declared=False)
    assert [each.group for each in by_group] == ["town", "rural", "coast"]
    assert {each.apart.change for each in by_group} == {0}


def test_what_is_no_scale_has_no_average():
    chosen = body([70, 100, 80], GROUPS, answers=ORDER)

    assert averages_of_groups(chosen, ORDER) == ()
    assert averages_of_waves(chosen, chosen, ORDER, is_declared=False) == ()


def test_a_changed_question_is_not_compared():
    other = scale([70, 100, 80], version=2)

    assert averages_of_waves(other, scale([70, 100, 80]), ORDER, is_declared=True) == ()


def test_a_mean_that_needs_a_hidden_number_is_left_out():
    hidden = scale([70, 100, 80], GROUPS | {"rural": [None, 40, 20]})
    alone = scale([70, 100, 80], {"town": [20, 40, 40]})
    lost = scale([70, 100, 80], {"town": [None, 40, 90], "rural": [40, 40, 20]})

    assert [each.group for each in averages_of_groups(hidden, ORDER)] == ["coast"]
    assert averages_of_groups(alone, ORDER) == ()
    assert averages_of_groups(lost, ORDER) == ()
