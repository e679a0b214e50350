import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.double_entry.differences import (
    NOTHING,
    Decided,
    compared,
    differences,
    is_same_form,
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
    firsts, seconds = ({"A": each, "C": each} for each in ("first", "second"))
    assert settled(first, second, Decided(firsts)) == first
    assert settled(first, second, Decided(seconds)) == second


def test_what_was_typed_once_more_stands_whatever_was_typed_before():
    first, second = {"A": 1, "w": "A bus"}, {"A": 1, "w": "A tram"}
    for choices in ({}, {"w": "first"}):
        once_more = Decided(choices, {"w": "A train"})
        assert undecided(first, second, once_more) == []
        assert settled(first, second, once_more) == {"A": 1, "w": "A train"}
    assert settled(first, {"A": 1}, Decided(again={"w": None})) == {"A": 1}


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("yes", "yes", True),  # nothing differs, nothing is shown
        ("yes", "no", False),
        ("a", "", False),
        ("abcd", "a", False),  # one guess
        ("abcd", "abcx", True),
        ("abcd", "abxx", False),  # two alike are not enough
        ("abcdef", "abcxxx", True),  # just half
        ("abcdefg", "abcxxxx", False),
        ("abcdefg", "abc", False),  # what only one has typed counts too
        ("abc", "abcdef", True),
        ("abc", "abcdefg", False),
    ],
)
def test_two_typings_are_of_one_form_where_enough_is_alike(first, second, is_same):
    assert is_same_form(dict(enumerate(first)), dict(enumerate(second))) is is_same


@given(SHEETS, SHEETS)
def test_chosen_throughout_one_typing_stands_whole(first, second):
    keys = first.keys() | second.keys()
    firsts, seconds = (Decided(dict.fromkeys(keys, n)) for n in ("first", "second"))
    assert differences(settled(first, second, firsts), first) == []
    assert settled(first, second, seconds) == second


@given(SHEETS, SHEETS)
def test_who_knows_less_than_half_is_shown_no_difference(first, second):
    differ = differences(first, second)
    alike = [key for key in first if key in second and key not in differ]
    shown = bool(differ) and is_same_form(first, second)
    assert is_same_form(first, second) is is_same_form(second, first)
    assert shown is (bool(differ) and len(alike) >= max(3, len(differ)))


@given(SHEETS, SHEETS)
def test_what_is_compared_is_what_either_typed(first, second):
    typed, alike = compared(first, second)
    assert typed == len(first.keys() | second.keys())
    assert typed - alike == len(undecided(first, second, NOTHING))


def test_a_choice_that_is_none_decides_nothing():
    assert undecided({"A": 1}, {"A": 2}, Decided({"A": "third"})) == ["A"]
    assert undecided({"A": 1}, {"A": 2}, Decided({"A": "first"})) == []
