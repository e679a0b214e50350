"""What changed between two waves, tested together."""

import pytest

from surveys.findings.figures.between_waves import changes_beside
from surveys.findings.figures.comparisons import Rule, Standing
from tests.surveys.findings.reading.bodies import body

MANY = ("a", "b", "c", "d", "e")


def changes(before, after, *, is_declared=False):
    return changes_beside(before, after, is_declared=is_declared)


def test_of_two_answers_one_is_tested_and_speaks_for_both():
    found = changes(body([95, 143]), body([138, 108]))

    first, second = found.compared
    assert found.test_of(first) is found.test_of(second)
    assert found.test_of(first).among == 1
    assert found.test_of(first).p == found.test_of(first).p_adjusted
    assert not found.may_be_chance(first)
    assert not found.may_be_chance(second)


def test_a_pinned_question_was_declared_and_any_other_is_a_search():
    waves = body([95, 143]), body([138, 108])

    planned, search = changes(*waves, is_declared=True), changes(*waves)

    assert planned.standing is Standing.DECLARED
    assert planned.test_of(planned.compared[0]).rule is Rule.HOLM
    assert search.standing is Standing.EXPLORATORY
    assert search.test_of(search.compared[0]).rule is Rule.BENJAMINI_HOCHBERG


def test_a_change_that_looks_sure_alone_is_not_among_five():
    """22 beside 39 of 200: p is 0.018 by itself, and 0.09 as the best of five."""
    before = body([22, 45, 44, 45, 44], answers=MANY)
    after = body([39, 41, 40, 40, 40], answers=MANY)

    found = changes(before, after)

    first = found.compared[0]
    assert not first.may_be_chance, "its own range leaves out no change"
    assert found.test_of(first).among == 5
    assert found.test_of(first).p == pytest.approx(0.018, abs=0.002)
    assert found.may_be_chance(first)


def test_groups_are_tested_with_each_other():
    before = body([150, 150], {"town": [100, 100], "rural": [50, 50]})
    after = body([150, 150], {"town": [102, 98], "rural": [48, 52]})

    found = changes(before, after)

    assert {test.among for test in found.tests.values()} == {2}
    assert all(map(found.may_be_chance, found.compared))


def test_another_question_has_not_changed():
    assert changes(body([95, 143]), body([138, 108], version=2)).compared == ()
