from fractions import Fraction
from itertools import product

import pytest

from surveys.instruments.scoring import band_of, fewest_answered, mean_of, score_of
from surveys.instruments.shipped import template
from tests.surveys.instruments.scored import SCORE

TREATED = template("how-i-was-treated").by_key["treated_score"]
AGREE = dict(enumerate(TREATED.points, 1))


def said(*points):
    """Answers to B1, B2 and so on by their points; None does not apply, 0 is none."""
    words = AGREE | {None: "does_not_apply"}
    given = zip(TREATED.score_of, points, strict=False)
    return {key: words[point] for key, point in given if point != 0}


@pytest.mark.parametrize(
    ("questions", "fewest"), [(2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (8, 6), (9, 6)]
)
def test_two_thirds_of_the_questions_make_a_score(questions, fewest):
    assert fewest_answered(questions) == fewest
    assert mean_of(fewest - 1, fewest - 1, questions) is None
    assert mean_of(fewest, fewest, questions) == 1


@pytest.mark.parametrize(
    ("points", "score"),
    [
        ([5, 5, 5, 5, 5, 5, 5, 5], 5),
        ([1, 2, 3, 4, 5, 1, 2, 3], Fraction(21, 8)),
        ([4, 4, 4, 4, 4, 4], 4),
        ([4, 4, 4, 4, 4, 3, None, None], Fraction(23, 6)),
        ([4, 4, 4, 4, 4, None, 0, None], None),
        ([0, 0, 5, 5, 5, 5, 5, 4], Fraction(29, 6)),
        ([None] * 8, None),
        ([], None),
    ],
)
def test_of_eight_questions_six_are_enough_and_the_score_is_their_mean(points, score):
    assert score_of(TREATED, said(*points)) == score


@pytest.mark.parametrize(
    ("points", "band"),
    [
        ([4, 3, 4, 3, 4, 3, 4, 3], "to_3_5"),
        ([4, 4, 4, 3, 4, 3, 4, 3], "above_3_5"),
        ([4, 4, 4, 4, 3, 3, 3], "above_3_5"),
        ([3, 3, 4, 4, 3, 4], "to_3_5"),
        ([1, 1, 1, 1, 1], None),
    ],
)
def test_treated_well_is_a_score_above_three_and_a_half(points, band):
    """28 of 8 is 3.5 and not above it; 25 of 7 is 3.571, and is."""
    assert band_of(TREATED, score_of(TREATED, said(*points))) == band


def test_the_end_of_a_band_is_the_number_that_is_written():
    """As a float 3.3 is a little less than 33/10."""
    low, high = SCORE.bands[0], SCORE.bands[1]
    assert low.holds(2)
    assert not high.holds(2)
    written = type(low)("x", {}, up_to=3.3)
    assert written.holds(Fraction(33, 10))
    assert not written.holds(Fraction(34, 10))


def test_every_score_is_in_exactly_one_band():
    answers = [None, "does_not_apply", *SCORE.points]
    for given in product(answers, repeat=3):
        told = {k: v for k, v in zip(SCORE.score_of, given, strict=True) if v}
        score = score_of(SCORE, told)
        holding = [] if score is None else [b for b in SCORE.bands if b.holds(score)]
        assert len(holding) == (score is not None)
        assert band_of(SCORE, score) == (holding[0].key if holding else None)


def test_an_answer_that_is_no_point_is_none():
    assert score_of(SCORE, {"s1": "good", "s2": ["good"], "s3": 3}) is None
    assert score_of(SCORE, {"s1": "good", "s2": "fair", "s3": "else"}) == Fraction(5, 2)
