import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.stopping.bands import bands

COUNTS = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(-5, 80))


def test_tens_are_told_of_each_page_where_ten_or_more_stopped():
    counts = {"asked": 12, "barriers": 9, "age": 40, "wish": 0, "+": 119}
    assert bands(counts) == {"asked": 10, "age": 40, "+": 110}


@pytest.mark.parametrize(("last", "told"), [(9, {}), (10, {"A": 20, "B": 10})])
def test_nothing_is_told_of_fewer_than_thirty_in_all(last, told):
    assert bands({"A": 20, "B": last}) == told


def test_a_count_below_zero_is_of_nobody():
    assert bands({"A": -30, "B": 30}) == {"B": 30}
    assert bands({"A": -30, "B": 29}) == {}


@given(COUNTS)
def test_whatever_is_told_holds_at_least_ten_people(counts):
    assert all(counts[page] >= told >= 10 for page, told in bands(counts).items())


@given(COUNTS, st.sampled_from("ABCDEF"), st.integers(0, 9))
def test_ten_numbers_of_people_at_a_page_look_the_same(counts, page, people):
    """Whatever all the others did: nothing can be subtracted from anything."""
    enough = counts | {"Z": 30}
    tens = max(0, enough.get(page, 0)) // 10 * 10
    assert bands(enough | {page: tens + people}) == bands(enough | {page: tens})
