"""Which answers a picture draws."""

from surveys.findings.figures.side_by_side import with_earlier
from surveys.findings.reading.pictures import MOST_PANELS, farthest_apart
from tests.surveys.findings.reading.bodies import body


def test_the_answers_that_differ_most_are_drawn_in_their_own_order():
    answers = tuple("abcdefg")
    before = body([10, 20, 30, 40, 50, 60, 70], answers=answers)
    after = body([70, 60, 30, 40, 50, 20, 10], answers=answers)
    columns = farthest_apart(with_earlier(before, after))
    assert len(columns) == MOST_PANELS
    assert columns == sorted(columns)
    assert {0, 1, 5, 6} <= set(columns)


def test_nothing_is_drawn_of_nothing():
    assert farthest_apart([]) == []
