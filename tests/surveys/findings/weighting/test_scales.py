from collections import Counter

import pytest

from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.population import Population
from surveys.findings.weighting.scales import weighted_scale
from surveys.findings.weighting.weighted import weighted
from tests.surveys.findings.bodies import SILENT, body, column, row, sizes_of
from tests.surveys.findings.estimation.samples import golden, need_them, rows

AREA = Population("area", {"town": 1, "rural": 1})
SIZES = sizes_of(town=100, rural=50)
FIVE = [column(str(point)) for point in range(1, 6)]


def table(town, rural, columns=FIVE):
    both = [a + b for a, b in zip(town, rural, strict=True)]
    found = [
        row(key, sum(counts), *counts, answered=sum(counts[: len(columns)]))
        for key, counts in (("", both), ("town", town), ("rural", rural))
    ]
    return body([*columns, SILENT], *found, kind="scale")


TWO = table([10, 20, 30, 20, 10, 10], [5, 5, 10, 10, 15, 5])


def test_each_group_counts_for_as_many_as_live_there():
    found = weighted_scale(TWO, SIZES, AREA)

    town, rural = 3.0, (5 + 10 + 30 + 40 + 75) / 45
    assert found.mean == pytest.approx((town * 90 * 0.75 + rural * 45 * 1.5) / 135)
    assert found.low < found.mean < found.high
    assert found.median == 3
    assert found.base == 135
    assert found.unweighted.mean.mean == pytest.approx((3 * 90 + rural * 45) / 135)
    assert 1 < found.design_effect < 1.3


def test_with_two_points_it_is_the_share():
    ends = table([60, 40, 0], [10, 35, 5], [column("0"), column("1")])

    scale, share = weighted_scale(ends, SIZES, AREA), weighted(ends, SIZES, AREA)

    assert scale.mean == pytest.approx(share.shares[1].share)
    assert scale.se == pytest.approx(share.shares[1].se)


def test_words_are_points_in_the_order_of_the_options():
    words = table([60, 40, 0], [10, 35, 5], [column("good"), column("bad")])

    found = weighted_scale(words, SIZES, AREA, order=["bad", "good"])

    assert 1 < found.mean < 2
    assert weighted_scale(words, SIZES, AREA) == NotGiven(WhyNot.NO_POINTS)


def test_where_all_say_the_same_there_is_no_design_effect():
    same = table([0, 0, 100, 0, 0, 0], [0, 0, 50, 0, 0, 0])

    found = weighted_scale(same, SIZES, AREA)

    assert (found.mean, found.median, found.design_effect) == (3, 3, None)


def test_what_cannot_be_weighted_says_why():
    merged = table([60, 40, 0], [10, 35, 5], [column("low", "1", "2"), column("3")])
    empty = table([10, 20, 30, 20, 10, 10], [0, 0, 0, 0, 0, 50])

    assert weighted_scale(TWO, sizes_of(town=100, rural=4), AREA) is Refusal.FEW
    assert weighted_scale(merged, SIZES, AREA) == NotGiven(WhyNot.MERGED)
    assert weighted_scale(empty, SIZES, AREA) == NotGiven(WhyNot.NOBODY)


def test_published_counts_give_what_r_makes_of_the_schools_themselves():
    need_them()
    schools = rows("srs")
    codes = sorted({school["api00"] for school in schools}, key=int)
    living = {"E": 4421, "H": 755, "M": 1018}
    counted = {
        key: Counter(s["api00"] for s in schools if s["stype"] == key) for key in living
    }
    groups = [
        row(key, n.total(), *(n[code] for code in codes), answered=n.total())
        for key, n in counted.items()
    ]
    sizes = sizes_of(**{key: n.total() for key, n in counted.items()})

    found = weighted_scale(
        body([column(code) for code in codes], *groups, kind="scale"),
        sizes,
        Population("stype", living),
    )

    theirs = golden()["weighting"]["srs_nofpc"]["poststratify_stype"]["api00"]
    assert found.mean == pytest.approx(theirs["est"], rel=1e-9)
    assert found.se == pytest.approx(theirs["se"], rel=1e-9)
    assert found.unweighted == NotGiven(WhyNot.NO_GROUP)
