import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.figures.ranks import ranks_of
from surveys.findings.figures.table import NotGiven, WhyNot

BALLOTS = st.lists(st.permutations("abcd"), min_size=2, max_size=30)


def counted(ballots):
    return {
        key: {
            place: sum(ballot[place - 1 : place] == [key] for ballot in ballots)
            for place in range(1, 5)
        }
        for key in "abcd"
    }


def test_an_option_placed_by_few_is_not_first_because_they_place_it_high():
    found = ranks_of(
        {"a": {1: 10, 2: 40, 3: 50}, "b": {1: 20}, "c": {2: 30, 3: 30}}, 100
    )

    assert [each.key for each in found] == ["a", "b", "c"]
    a, b, _c = found
    assert a.rank.mean == pytest.approx(2.4)
    assert a.points.mean == pytest.approx((10 * 2 + 40) / 100)
    assert (b.rank.mean, b.placed, b.first) == (1, 20, 20)
    assert b.points.mean == pytest.approx(0.4)
    assert b.points.base == 100
    assert a.points.low < a.points.mean < a.points.high


def test_a_hidden_place_hides_all():
    assert ranks_of({"a": {1: 10, 2: None}}, 10) == NotGiven(WhyNot.HIDDEN)


def test_nobody_ranks_nothing():
    assert ranks_of({"a": {}}, 0) == NotGiven(WhyNot.NOBODY)


def test_more_places_than_people_are_refused():
    with pytest.raises(ValueError, match="more often"):
        ranks_of({"a": {1: 10, 2: 5}}, 14)


def test_an_option_that_nobody_placed_comes_last():
    found = ranks_of({"a": {}, "b": {1: 5}}, 5)

    assert [(each.key, each.placed) for each in found] == [("b", 5), ("a", 0)]
    assert found[1].rank is None
    assert found[1].points.mean == 0


@given(BALLOTS)
def test_whole_ballots_give_out_all_points(ballots):
    found = ranks_of(counted(ballots), len(ballots))

    assert sum(each.points.mean for each in found) == pytest.approx(3 + 2 + 1 + 0)
    for each in found:
        assert each.points.mean == pytest.approx(4 - each.rank.mean)
        assert each.points.low <= each.points.mean <= each.points.high


@given(BALLOTS, st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter(ballots, order):
    mixed = order.sample(ballots, len(ballots))

    assert ranks_of(counted(ballots), len(ballots)) == ranks_of(
        counted(mixed), len(ballots)
    )
