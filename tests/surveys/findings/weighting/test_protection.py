"""A weighted figure is a function of published numbers, and of no others."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.figures.table import NotGiven
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.population import Population
from surveys.findings.weighting.scales import weighted_scale
from surveys.findings.weighting.stacked import Wave, stacked_rao_scott
from surveys.findings.weighting.weighted import weighted
from tests.surveys.findings.bodies import SILENT, body, column, row, sizes_of

POINTS = [column("1"), column("2"), column("3")]
COLUMNS = [*POINTS, SILENT]
GROUPS = {"town": [40, 30, 20, 6], "rural": [10, 25, 30, 5], "coast": [12, 11, 9, 8]}
LIVING = Population("area", {"town": 500, "rural": 300, "coast": 200})
SIZES = sizes_of(**{key: sum(counts) for key, counts in GROUPS.items()})


def table():
    everybody = [sum(parts) for parts in zip(*GROUPS.values(), strict=True)]
    return body(
        COLUMNS,
        *[
            row(key, sum(counts), *counts, answered=sum(counts[:3]))
            for key, counts in [("", everybody), *GROUPS.items()]
        ],
        kind="scale",
    )


ROWS = st.integers(1, 3)
PLACES = st.integers(0, 3)


@given(ROWS, PLACES)
def test_hiding_any_number_that_it_needs_takes_it_away(number, place):
    hidden = table()
    hidden["rows"][number]["counts"][place] = None

    assert weighted(hidden, SIZES, LIVING) is Refusal.ANSWERS_HIDDEN
    assert weighted_scale(hidden, SIZES, LIVING) is Refusal.ANSWERS_HIDDEN
    wave = Wave(hidden, SIZES, LIVING)
    assert isinstance(stacked_rao_scott([wave, wave]), NotGiven)


@given(st.integers(0, 2))
def test_hiding_the_size_of_any_group_takes_all_away(place):
    hidden = copy.deepcopy(SIZES)
    hidden["counts"][place] = None

    assert weighted(table(), hidden, LIVING) is Refusal.GROUP_HIDDEN
    assert weighted_scale(table(), hidden, LIVING) is Refusal.GROUP_HIDDEN
    wave = Wave(table(), hidden, LIVING)
    assert stacked_rao_scott([wave, wave]) is Refusal.GROUP_HIDDEN


@given(st.integers(0, 2), st.integers(0, 2))
def test_groups_shown_together_make_no_weights(first, second):
    merged = copy.deepcopy(SIZES)
    keys = list(GROUPS)
    merged["columns"][first]["members"] = sorted({keys[first], keys[second], "other"})

    assert weighted(table(), merged, LIVING) is Refusal.GROUPS_MERGED


@given(st.lists(st.integers(0, 90), min_size=4, max_size=4))
def test_what_a_row_holds_that_has_no_figure_changes_nothing(counts):
    more = table()
    more["rows"] += [
        row("-", None, *counts),
        row("+", sum(counts), *counts, answered=sum(counts[:3])),
    ]

    assert weighted(more, SIZES, LIVING) == weighted(table(), SIZES, LIVING)


@given(st.permutations(range(1, 4)), st.permutations(range(3)))
def test_the_order_of_groups_does_not_matter(rows, sizes):
    mixed, own = table(), copy.deepcopy(SIZES)
    mixed["rows"] = [mixed["rows"][0], *(mixed["rows"][place] for place in rows)]
    for part in ("columns", "counts"):
        own[part] = [own[part][place] for place in sizes]

    found, plain = (
        weighted(*each, LIVING) for each in ((mixed, own), (table(), SIZES))
    )

    for one, other in zip(found.shares, plain.shares, strict=True):
        assert one.share == pytest.approx(other.share)
        assert one.se == pytest.approx(other.se)
        assert (one.low, one.high) == pytest.approx((other.low, other.high))


@given(st.integers(2, 9))
def test_figures_count_only_beside_each_other(times):
    larger = Population("area", {key: n * times for key, n in LIVING.people.items()})

    found, plain = (weighted(table(), SIZES, each) for each in (larger, LIVING))

    assert [each.share for each in found.shares] == pytest.approx(
        [each.share for each in plain.shares]
    )
    assert found.weights.effective == pytest.approx(plain.weights.effective)


def test_weighted_shares_of_all_answers_add_up_to_one():
    shares = weighted(table(), SIZES, LIVING).shares

    assert sum(each.share for each in shares) == pytest.approx(1)
    assert sum(each.unweighted for each in shares) == pytest.approx(1)


def test_nothing_that_was_handed_over_is_changed():
    given_table, given_sizes = table(), copy.deepcopy(SIZES)

    weighted(given_table, given_sizes, LIVING)
    weighted_scale(given_table, given_sizes, LIVING)

    assert given_table == table()
    assert given_sizes == SIZES
