import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.figures.bands import Bound, Reached, band_quantile
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.instruments.options import Band
from tests.surveys.findings.bodies import SILENT, body, column, row

AGES = (
    Band("young", {}, None, 17),
    Band("18_24", {}, 18, 24),
    Band("25_44", {}, 25, 44),
    Band("old", {}, 45, None),
)
COLUMNS = [column(band.key) for band in AGES]


def ages(*people, columns=COLUMNS, base=None):
    return body(columns, row("", base or sum(people), *people), kind="integer")


def test_the_median_lies_in_proportion_inside_its_band():
    """50 of 100: 10 and 20 came before, so 20 of the 40 between 25 and 45."""
    found = band_quantile(ages(10, 20, 40, 30), AGES)

    assert found.at == Reached(35.0)
    assert found.low.value == pytest.approx(25 + 20 * (40.383 - 30) / 40, abs=0.01)
    assert found.high.bound is Bound.ABOUT
    assert found.base == 100


def test_an_open_band_tells_only_the_end_it_has():
    old = band_quantile(ages(10, 10, 10, 70), AGES)
    young = band_quantile(ages(70, 10, 10, 10), AGES)

    assert old.at == Reached(45.0, Bound.AT_LEAST)
    assert young.at == Reached(18.0, Bound.AT_MOST)


def test_who_gave_no_number_is_out_of_the_base():
    table = ages(10, 20, 40, 30, 50, columns=[*COLUMNS, SILENT])

    found = band_quantile(table, AGES)

    assert (found.at, found.base, found.missing) == (Reached(35.0), 100, 50)


def test_neighbours_shown_together_are_one_wider_band():
    columns = [COLUMNS[0], column("18_44", "25_44", "18_24"), COLUMNS[3]]

    found = band_quantile(ages(10, 60, 30, columns=columns), AGES)

    assert found.at == Reached(18 + 27 * 40 / 60)


def test_bands_that_do_not_touch_are_no_band():
    columns = [column("+", "young", "25_44", reason="rare"), COLUMNS[1], COLUMNS[3]]

    found = band_quantile(ages(10, 60, 30, columns=columns), AGES)

    assert found == NotGiven(WhyNot.MERGED)


def test_answers_in_words_are_no_bands():
    assert band_quantile(ages(1, 2, 3, 4), AGES[:2]) == NotGiven(WhyNot.NO_BANDS)


def test_a_hidden_band_hides_the_median():
    table = body(COLUMNS, row("", 9, 1, None, 3, 4))

    assert band_quantile(table, AGES) == NotGiven(WhyNot.HIDDEN)


def test_a_missing_stretch_between_bands_is_stepped_over():
    bands = (Band("a", {}, 0, 9), Band("c", {}, 20, 29))
    table = body([column("a"), column("c")], row("", 20, 10, 10))

    assert band_quantile(table, bands, 0.5).at == Reached(10.0)
    assert band_quantile(table, bands, 0.75).at == Reached(25.0)


@given(
    st.tuples(*[st.integers(0, 90)] * 4).filter(any),
    st.floats(0.01, 0.99),
)
def test_an_interval_holds_the_quantile(people, p):
    found = band_quantile(ages(*people), AGES, p)

    assert found.low.value <= found.at.value <= found.high.value
