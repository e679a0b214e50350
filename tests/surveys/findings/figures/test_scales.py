import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.figures.distribution import QUANTILE_TYPE, Distribution
from surveys.findings.figures.scales import scale_of
from surveys.findings.figures.table import NotGiven, WhyNot
from tests.surveys.findings.bodies import SILENT, body, column, row

FIVE = [column(str(point)) for point in range(1, 6)]
PEOPLE = st.lists(st.integers(-3, 9), min_size=2, max_size=60)


def of(people):
    return Distribution.of((float(value), 1) for value in people)


def test_a_scale_of_five_points():
    table = body([*FIVE, SILENT], row("", 110, 10, 20, 30, 25, 15, 10), kind="scale")

    found = scale_of(table)

    assert found.mean.mean == pytest.approx(3.15)
    assert found.mean.sd == pytest.approx(1.2008, abs=1e-4)
    assert found.mean.se == pytest.approx(0.12008, abs=1e-5)
    assert (found.mean.low, found.mean.high) == pytest.approx(
        (2.9117, 3.3883), abs=1e-4
    )
    assert found.mean.interval == "t"
    assert [each.value for each in found.quantiles] == [2, 3, 4]
    assert (found.median.low, found.median.high) == (3, 3)
    assert (found.base, found.missing, found.by_code) == (100, 10, True)


def test_words_are_points_in_the_order_of_the_options():
    table = body([column("good"), column("bad")], row("", 20, 15, 5))

    found = scale_of(table, order=["bad", "fair", "good"])

    assert found.mean.mean == pytest.approx((15 * 3 + 5) / 20)
    assert not found.by_code
    assert scale_of(table) == NotGiven(WhyNot.NO_POINTS)
    assert scale_of(table, order=["bad"]) == NotGiven(WhyNot.NO_POINTS)


def test_points_shown_together_have_no_mean():
    table = body([column("low", "1", "2"), column("3")], row("", 20, 15, 5))

    assert scale_of(table) == NotGiven(WhyNot.MERGED)


def test_what_is_hidden_or_of_one_person_has_no_mean():
    assert scale_of(body(FIVE, row("", 9, 1, None, 3, 4, 1))) == NotGiven(WhyNot.HIDDEN)
    assert scale_of(body(FIVE, row("", 1, 0, 0, 1, 0, 0))) == NotGiven(
        WhyNot.ONE_PERSON
    )


@given(PEOPLE)
def test_mean_and_spread_are_those_of_the_people(people):
    found = of(people).mean

    assert found.mean == pytest.approx(statistics.mean(people))
    assert found.sd == pytest.approx(statistics.stdev(people))
    assert found.low <= found.mean <= found.high


@given(PEOPLE)
def test_quartiles_are_those_of_type_7(people):
    found = [of(people).quantile(p).value for p in (0.25, 0.5, 0.75)]

    assert QUANTILE_TYPE == 7
    assert found == pytest.approx(statistics.quantiles(people, method="inclusive"))


@given(PEOPLE, st.floats(0, 1))
def test_a_quantile_lies_in_its_interval(people, p):
    found = of(people).quantile(p)

    assert min(people) <= found.low <= found.value <= found.high <= max(people)


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(people, order):
    assert of(people) == of(order.sample(people, len(people)))
