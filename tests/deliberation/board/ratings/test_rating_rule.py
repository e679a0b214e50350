"""The published fixture of eight items, and what must hold of any panel."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.board.ratings.panel_spread import (
    disagreement_threshold,
    median,
    percentile,
    spread,
)
from deliberation.board.ratings.rating_rule import (
    Consensus,
    Verdict,
    classify,
    distribution,
    may_show_distribution,
)

FIXTURE = {
    "A": "9 9 8 9 8 7 9 8 7 8 9",
    "B": "9 8 8 7 9 8 7 8 9 6 7",
    "C": "8 9 7 8 9 9 8 7 5 6 7",
    "D": "7 8 7 6 9 8 7 8 5 4 7",
    "E": "8 7 7 8 6 7 9 7 6 7 8",
    "F": "1 2 8 9 2 8 1 9 3 7 8",
    "G": "3 4 5 6 4 5 3 6 7 6 5",
    "H": "2 3 1 4 2 3 3 2 5 6 3",
}
PRIORITY, UNCERTAIN, NOT_PRIORITY = Verdict
IN, OUT, NONE = Consensus
# item, median, low, high, IPR, IPRAS, verdict, 70/15
PUBLISHED = [
    ("A", 8, 0, 11, "1", "7.60", PRIORITY, IN),
    ("B", 8, 0, 10, "1", "6.10", PRIORITY, IN),
    ("C", 8, 0, 9, "1", "6.10", PRIORITY, IN),
    ("D", 7, 0, 8, "1", "6.10", PRIORITY, IN),
    ("E", 7, 0, 9, "1", "6.10", PRIORITY, IN),
    ("F", 7, 5, 6, "6", "2.35", UNCERTAIN, NONE),
    ("G", 5, 2, 1, "2", "2.35", UNCERTAIN, NONE),
    ("H", 3, 8, 0, "1", "6.10", NOT_PRIORITY, OUT),
]
RATINGS = st.lists(st.integers(1, 9), min_size=1, max_size=40)


def ratings(item):
    return [int(value) for value in FIXTURE[item].split()]


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row[0])
def test_the_fixture_comes_out_as_published(row):
    item, middle, low, high, ipr, ipras, verdict, consensus = row

    result = classify(ratings(item))

    assert (result.raters, result.median, result.low, result.high) == (
        *(11, middle, low),
        high,
    )
    assert (result.ipr, result.ipras) == (Fraction(ipr), Fraction(ipras))
    assert (result.verdict, result.consensus) == (verdict, consensus)


def test_only_item_f_splits_the_board_and_both_checks_see_it():
    split = {item: classify(ratings(item)) for item in FIXTURE}

    assert [item for item, result in split.items() if result.disagreement] == ["F"]
    assert [item for item, r in split.items() if r.ipras_disagreement] == ["F"]


def test_a_split_board_is_uncertain_although_the_median_says_priority():
    result = classify(ratings("F"))

    assert result.median == 7
    assert result.verdict is UNCERTAIN
    assert not result.agreement


def test_a_panel_may_agree_that_an_item_is_uncertain():
    """Three outside 4-6 are just few enough among eleven."""
    result = classify(ratings("G"))

    assert result.low + result.high == 3
    assert result.agreement
    assert result.verdict is UNCERTAIN


def test_item_c_without_its_recused_member_is_still_a_priority():
    ten = ratings("C")
    del ten[9]

    result = classify(ten)

    assert (result.raters, disagreement_threshold(10)) == (10, 3)
    assert (result.median, result.ipr) == (8, Fraction("1.3"))
    assert float(round(result.ipras, 3)) == pytest.approx(6.325)
    assert result.verdict is PRIORITY
    assert not result.small_panel


@pytest.mark.parametrize(
    ("raters", "agree", "disagree"),
    [
        *((n, 2, 3) for n in (8, 9, 10)),
        *((n, 3, 4) for n in (11, 12, 13)),
        *((n, 4, 5) for n in (14, 15, 16)),
    ],
)
def test_the_thresholds_are_those_of_the_published_table(raters, agree, disagree):
    assert disagreement_threshold(raters) == disagree
    assert classify([8] * (raters - agree) + [5] * agree).agreement
    assert not classify([8] * (raters - agree - 1) + [5] * (agree + 1)).agreement


@pytest.mark.parametrize(
    ("raters", "third"), [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 2), (7, 3)]
)
def test_under_eight_raters_a_third_is_at_least_a_third_and_the_panel_is_small(
    raters, third
):
    result = classify([5] * raters)

    assert disagreement_threshold(raters) == third
    assert result.small_panel
    assert not may_show_distribution(raters)


def test_from_eight_raters_the_bars_may_be_shown():
    assert may_show_distribution(8)
    assert not classify([5] * 8).small_panel


@pytest.mark.parametrize(
    ("ten", "middle", "verdict"),
    [
        ([6] * 5 + [7] * 5, "6.5", PRIORITY),
        ([3] * 5 + [4] * 5, "3.5", UNCERTAIN),
        ([6] * 10, "6", UNCERTAIN),
        ([3] * 10, "3", NOT_PRIORITY),
    ],
)
def test_a_half_point_goes_up(ten, middle, verdict):
    result = classify(ten)

    assert (result.median, result.verdict) == (Fraction(middle), verdict)


def test_the_second_check_alone_does_not_decide():
    """Three of twelve at the low end are too few for the first rule."""
    twelve = [1, 1, 1, 4, 4, 5, 6, 9, 9, 9, 9, 9]

    result = classify(twelve)

    assert result.ipras_disagreement
    assert not result.disagreement


def test_percentiles_lie_between_neighbours_in_proportion():
    assert percentile([1, 2], Fraction(3, 10)) == Fraction("1.3")
    assert percentile([4], Fraction(7, 10)) == 4


def test_the_constant_is_235_as_the_papers_own_result_needs():
    _ipr, ipras = spread([7, 7, 8, 8])

    assert ipras == Fraction("2.35") + Fraction("1.5") * Fraction("2.5")


@pytest.mark.parametrize(
    ("highs", "middles", "lows", "expected"),
    [
        (7, 3, 0, IN),
        (69, 31, 0, NONE),
        (85, 0, 15, NONE),
        (86, 0, 14, IN),
        (0, 3, 7, OUT),
        (15, 0, 85, NONE),
    ],
)
def test_70_15_is_at_least_the_one_and_under_the_other(highs, middles, lows, expected):
    panel = [8] * highs + [5] * middles + [2] * lows

    assert classify(panel).consensus is expected


@pytest.mark.parametrize("bad", [[], [0], [10], [5, -1], [5.5], [True], ["5"]])
def test_what_is_no_rating_is_refused(bad):
    with pytest.raises(ValueError, match=r"nobody rated|not a whole|not from"):
        classify(bad)


def test_a_distribution_has_nine_bars():
    assert distribution([1, 9, 9]) == (1, 0, 0, 0, 0, 0, 0, 0, 2)


@given(RATINGS)
def test_the_three_regions_hold_every_rater(panel):
    result = classify(panel)

    assert result.low + result.middle + result.high == result.raters == len(panel)
    assert sum(distribution(panel)) == len(panel)


@given(RATINGS, st.randoms())
def test_who_comes_first_does_not_matter(panel, random):
    shuffled = random.sample(panel, len(panel))

    assert classify(shuffled) == classify(panel)


@given(RATINGS)
def test_turning_the_scale_round_turns_the_verdict_round(panel):
    """Save for a half-point median, which goes up on both sides."""
    here, there = classify(panel), classify([10 - value for value in panel])

    assert here.disagreement == there.disagreement
    assert here.median + there.median == 10
    if here.median.denominator == 1 and here.verdict is PRIORITY:
        assert there.verdict is NOT_PRIORITY


@given(RATINGS)
def test_the_median_lies_among_the_ratings(panel):
    assert min(panel) <= median(panel) <= max(panel)
