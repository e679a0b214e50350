"""The recovery phrase."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.phrase import (
    LONGEST,
    PREFIX,
    WORDS,
    canonical,
    new_phrase,
    strength,
    word_list,
)

PHRASE = "amber river kettle meadow violet harbor pencil sunrise"
LETTERS = PHRASE.replace(" ", "")
phrases = st.lists(st.sampled_from(word_list()), min_size=WORDS, max_size=WORDS).map(
    " ".join
)


def test_there_are_2048_words_and_none_twice():
    assert len(set(word_list())) == len(word_list()) == 2048


def test_no_two_words_begin_with_the_same_four_letters():
    assert len({word[:PREFIX] for word in word_list()}) == 2048


def test_every_word_is_four_to_nine_plain_letters():
    assert not [word for word in word_list() if not re.fullmatch("[a-z]{4,9}", word)]


def test_no_word_is_one_that_hurts_to_be_given():
    hurting = "pain dead kill hate fear alone lost sick mental judge guard poison"
    assert not set(hurting.split()) & set(word_list())


def test_a_phrase_cannot_be_guessed():
    assert strength() >= 80


def test_a_new_phrase_is_eight_words_of_the_list():
    words = new_phrase().split(" ")
    assert len(words) == WORDS
    assert set(words) <= set(word_list())


def test_two_phrases_are_never_the_same():
    assert len({new_phrase() for _ in range(200)}) == 200


def test_all_words_get_their_turn():
    drawn = {word for _ in range(2000) for word in new_phrase().split()}
    assert len(drawn) > 2000


@pytest.mark.parametrize(
    "typed",
    [
        PHRASE,
        PHRASE.upper(),
        PHRASE.title(),
        f"  {PHRASE}\n",
        PHRASE.replace(" ", "-"),
        PHRASE.replace(" ", "   "),
        PHRASE.replace(" ", "\n"),
        PHRASE.replace(" ", "\u00a0"),
        PHRASE.replace(" ", ", ") + ".",
        LETTERS,
        "am ber river kettle mea dow violet harbor pencil sun rise",
        "amberriver kettle mea dow violet harbor pencil sunrise",
        "".join(chr(ord(x) + 0xFEE0) if x != " " else x for x in PHRASE),
    ],
)
def test_the_way_it_is_typed_does_not_matter(typed):
    assert canonical(typed) == LETTERS


def test_a_slip_after_the_fourth_letter_is_mended():
    typed = "amber river kettel meadows violett harbour pencli sunrice"
    assert canonical(typed) == LETTERS


def test_a_slip_in_the_first_four_letters_is_wrong():
    assert canonical(PHRASE.replace("amber", "umber")) != LETTERS


def test_a_missing_word_is_wrong():
    assert canonical(PHRASE.removesuffix(" sunrise")) != LETTERS


def test_the_order_matters():
    assert canonical(" ".join(reversed(PHRASE.split()))) != LETTERS


def test_nothing_typed_means_nothing():
    assert canonical("") == canonical(" - \n") == ""


def test_a_whole_book_is_not_read():
    assert len(canonical("a" * 1_000_000)) == LONGEST


@given(phrases)
def test_every_phrase_means_its_own_letters(phrase):
    assert canonical(phrase) == phrase.replace(" ", "")


@given(phrases)
def test_every_phrase_may_be_typed_by_first_letters_alone(phrase):
    short = " ".join(word[:PREFIX] for word in phrase.split())
    assert canonical(short) == phrase.replace(" ", "")


@given(phrases, st.data())
def test_a_space_in_the_wrong_place_never_locks_anybody_out(phrase, data):
    cut = data.draw(st.integers(1, len(phrase) - 1))
    assert canonical(f"{phrase[:cut]} {phrase[cut:]}") == phrase.replace(" ", "")


@given(st.text())
def test_any_text_at_all_can_be_typed(text):
    assert re.fullmatch("[a-z]*", canonical(text))
