"""What a frozen table of a rank says of its places."""

import pytest

from surveys.findings.figures.by_kind import figures_of
from surveys.findings.figures.ranks import Ranking, ranking_of
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from tests.surveys.findings.bodies import YES_NO, body, row

ITEM = Item("A3", Kind.RANK, {})
RANKS = {"options": ["books", "room", "hours"], "people": 81,
         "counts": [[42, 28], [20, 41], [19, 12]]}  # fmt: skip


def table(ranks, **more):
    made = body(YES_NO, row("", 88, 42, 39, 7), kind="rank")
    return {**made, "breakdown": None, "ranks": ranks, **more}


def test_the_places_become_mean_places_and_points():
    found = ranking_of(table(RANKS))

    assert isinstance(found, Ranking)
    assert [each.key for each in found.options] == ["books", "room", "hours"]
    assert found.options[0].rank.mean == pytest.approx((42 + 2 * 28) / 70)
    assert found.options[0].points.mean == pytest.approx((2 * 42 + 28) / 81)
    assert found.options[0].first == 42
    assert found.places["hours"] == (19, 12)


def test_places_that_are_hidden_or_not_kept_are_not_given():
    assert ranking_of(table(None)) == NotGiven(WhyNot.HIDDEN)
    old = {key: value for key, value in table(None).items() if key != "ranks"}
    assert ranking_of(old) == NotGiven(WhyNot.HIDDEN)
    assert ranking_of(table(RANKS | {"people": 0})) == NotGiven(WhyNot.NOBODY)


def test_there_are_places_of_everybody_only():
    assert ranking_of(table(RANKS), "town") == NotGiven(WhyNot.NO_GROUP)
    assert [each.group for each in figures_of(table(RANKS), ITEM)] == [""]
    assert figures_of(table(None, breakdown={"key": "area"}), ITEM) == ()
