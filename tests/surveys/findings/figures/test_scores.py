from fractions import Fraction

import pytest

from surveys.findings.figures.scores import agree_share, scale_score


@pytest.mark.parametrize(
    ("values", "score"),
    [
        ([4, 5, 3], 4),
        ([4, 5, None], 4.5),
        ([4, None, None], None),
        ([4, 4, 4, 4, None, None], 4),
        ([4, 4, 4, None, None, None], None),
        ([None], None),
        ([0, 0, 0], 0),
        ([], None),
    ],
)
def test_two_thirds_of_the_questions_make_a_score(values, score):
    assert scale_score(values) == score


def test_another_part_may_be_needed():
    assert scale_score([4, None], needed=Fraction(1, 2)) == 4


def test_agreeing_is_a_score_above_three_and_a_half():
    found = agree_share([3.5, 3.51, 5, 1, None])

    assert (found.people, found.base, found.share) == (2, 4, 0.5)
    assert found.without_score == 1
    assert found.low < 0.5 < found.high


def test_where_nobody_has_a_score_nobody_agrees():
    assert agree_share([None, None]) is None
