import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.double_entry.differences import (
    compared,
    differences,
    settled,
    undecided,
)

VALUES = st.one_of(
    st.integers(0, 3),
    st.sampled_from(["a", "b"]),
    st.lists(st.sampled_from(["a", "b", "c"]), unique=True, min_size=1),
)
SHEETS = st.dictionaries(st.sampled_from("ABCDE"), VALUES)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({"A": "yes"}, {"A": "yes"}, []),
        ({"A": "yes"}, {"A": "no"}, ["A"]),
        ({"A": "yes"}, {}, ["A"]),
        ({}, {"A": 0}, ["A"]),
        ({"A": ["x", "y"]}, {"A": ["y", "x"]}, ["A"]),  # a ranking
        ({"A": ["x"]}, {"A": ["x", "y"]}, ["A"]),
        ({"A": "a  bus\nhome"}, {"A": "a bus home"}, []),  # line breaks do not count
        ({"A": 12, "B": 1}, {"A": 21, "B": 1}, ["A"]),
    ],
)
def test_where_two_typings_differ(first, second, found):
    assert differences(first, second) == found


def test_how_many_were_typed_alike():
    assert compared({"A": 1, "B": 2, "C": 3}, {"A": 1, "B": 3, "D": 4}) == (4, 1)
    assert compared({}, {}) == (0, 0)


def test_a_choice_decides_each_difference():
    first, second = {"A": 1, "B": 2, "C": 3}, {"A": 9, "B": 2}
    assert settled(first, second, {"A": "first", "C": "first"}) == first
    assert settled(first, second, {"A": "second", "C": "second"}) == second


@given(SHEETS, SHEETS)
def test_chosen_throughout_one_typing_stands_whole(first, second):
    keys = first.keys() | second.keys()
    same = set(differences(settled(first, second, dict.fromkeys(keys, "first")), first))
    assert same == set()
    assert settled(first, second, dict.fromkeys(keys, "second")) == second


@given(SHEETS, SHEETS)
def test_what_is_compared_is_what_either_typed(first, second):
    typed, alike = compared(first, second)
    assert typed == len(first.keys() | second.keys())
    assert typed - alike == len(undecided(first, second, {}))


def test_a_choice_that_is_none_decides_nothing():
    assert undecided({"A": 1}, {"A": 2}, {"A": "third"}) == ["A"]
    assert undecided({"A": 1}, {"A": 2}, {"A": "first"}) == []
