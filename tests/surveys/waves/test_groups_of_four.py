import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.groups_of_four import ALPHABET, draw, letters_of, strength
from surveys.waves.receipts import phrase
from surveys.waves.roll import code


def test_a_code_has_80_bits_and_a_phrase_more_than_112():
    assert code.strength() == strength(4) == 80
    assert phrase.strength() == strength(6) == 120
    assert len(letters_of(code.new_code())) * 5 == code.strength()
    assert len(letters_of(phrase.new_phrase())) * 5 == phrase.strength()


def test_no_two_letters_are_taken_for_one_another():
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_every_draw_is_another_and_every_letter_is_drawn():
    drawn = [draw(4) for _ in range(300)]
    assert len(set(drawn)) == 300
    assert set("".join(drawn)) == {*ALPHABET, "-"}


@pytest.mark.parametrize(
    "typed",
    [
        "ABCD-0123-EFGH-1145",
        "abcd 0123 efgh 1145",
        " abcdo123efghil45\n",
        "ABCD–O1 23.EFGH_1L45",
        "ＡＢＣＤ０１２３ＥＦＧＨ１１４５",
        "abcd٠١٢٣efgh١١٤٥",
    ],
)
def test_it_means_the_same_however_it_is_typed(typed):
    assert letters_of(typed) == "ABCD0123EFGH1145"


@given(st.text(max_size=300))
def test_anything_can_be_typed(typed):
    read = letters_of(typed)
    assert letters_of(read) == read
