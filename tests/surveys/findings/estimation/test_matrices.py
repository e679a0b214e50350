import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from surveys.findings.estimation.matrices import (
    dot,
    product,
    solved,
    trace,
    transposed,
)

NUMBERS = st.integers(-9, 9).map(float)
SQUARES = st.integers(1, 4).flatmap(
    lambda size: st.lists(
        st.lists(NUMBERS, min_size=size, max_size=size), min_size=size, max_size=size
    )
)


def test_a_product_by_hand():
    assert product([[1, 2], [3, 4]], [[5, 6], [7, 8]]) == [[19, 22], [43, 50]]


def test_a_trace_is_the_sum_of_the_diagonal():
    assert trace([[1, 2], [3, 4]]) == 5


def test_vectors_of_different_length_have_no_product():
    with pytest.raises(ValueError, match="shorter"):
        dot([1, 2], [3])


@given(SQUARES)
def test_turned_twice_is_as_before(rows):
    assert transposed(transposed(rows)) == rows
    assert trace(transposed(rows)) == trace(rows)


@given(SQUARES, st.data())
def test_what_is_solved_gives_the_right_side_again(rows, data):
    known = [[data.draw(NUMBERS)] for _ in rows]
    right = product(rows, known)
    try:
        found = solved(rows, right)
    except ZeroDivisionError:
        reject()
    largest = max(abs(value) for (value,) in found)
    assume(largest < 1e6)  # rows that all but depend on each other
    again = product(rows, found)
    for (ours,), (theirs,) in zip(again, right, strict=True):
        assert ours == pytest.approx(theirs, abs=1e-6)


@given(SQUARES)
def test_rows_given_to_be_solved_stay_as_they_were(rows):
    before = [list(row) for row in rows]
    try:
        solved(rows, rows)
    except ZeroDivisionError:
        reject()
    assert rows == before
