import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.outreach.codes import LENGTH, LETTERS, new_code, read_code
from surveys.waves.outreach.reached import told


def test_a_code_is_read_as_it_was_made():
    for code in (new_code() for _ in range(100)):
        assert read_code(code) == code


@given(st.text(LETTERS, min_size=LENGTH, max_size=LENGTH))
def test_a_code_may_be_typed_in_capitals_and_in_parts(code):
    assert read_code(f" {code[:3].upper()}-{code[3:]} ") == code


def test_no_letter_makes_words_or_is_taken_for_a_digit():
    assert not set(LETTERS) & set("aeiouyloq0123456789")
    assert LETTERS.lower() == LETTERS


@pytest.mark.parametrize(
    "typed",
    ["", "bcdfg", "bcdfghj", "bcdfga", "bcdf1h", "<b>dfg", "b\ncdfgh", "яcdfgh"],
)
def test_anything_else_is_no_code(typed):
    assert read_code(typed) == ""


@pytest.mark.parametrize(
    ("people", "number"), [(0, None), (9, None), (10, 10), (44, 44)]
)
def test_a_partner_is_told_a_number_from_ten_people_on(people, number):
    assert told(people) == number
