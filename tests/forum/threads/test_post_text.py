"""What a member typed, and what of it is kept and shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.threads.personal_details import Detail, personal_details
from forum.threads.post_text import (
    LONGEST,
    Problem,
    clean,
    clean_title,
    paragraphs,
    problem,
)


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
)
def test_every_kind_of_line_end_is_one(end):
    assert clean(f"one{end}two") == "one\ntwo"


def test_many_empty_lines_become_one():
    assert clean("one\n\n \n\t\n\ntwo  \n") == "one\n\ntwo"


@pytest.mark.parametrize(
    "hidden",
    [
        "\x00",
        "\x1b",
        "\u202e",
        "\u202a",
        "\u2066",
        "\u2069",
        "\u200b",
        "\ufeff",
        "\ud800",
        "\U000e0041",
    ],
)
def test_what_hides_or_turns_text_is_gone(hidden):
    assert clean(f"be{hidden}fore") == "before"


@pytest.mark.parametrize(
    "text", ["می‌خواهم", "👩‍🌾 and 🌱", "a\u200eb\u200fc\u061cd", "Zażółć", "నమస్తే"]
)
def test_what_a_script_needs_stays(text):
    assert clean(text) == text


def test_letters_and_their_accents_are_joined():
    assert clean("e\u0301") == "é"


def test_text_becomes_paragraphs_of_lines():
    assert paragraphs(clean("one\ntwo\n\n\nthree")) == (("one", "two"), ("three",))


def test_nothing_becomes_no_paragraph():
    assert paragraphs("") == ()


def test_markup_stays_the_letters_that_were_typed():
    assert paragraphs(clean("<b>1 & 2</b>")) == (("<b>1 & 2</b>",),)


@pytest.mark.parametrize("text", ["", "  \n ", "\u200d\u200e", "\u0301"])
def test_a_text_that_shows_nothing_is_empty(text):
    assert problem(clean(text)) is Problem.EMPTY


@pytest.mark.parametrize("text", ["?", "🌱", "7", "أ"])
def test_one_sign_is_a_text(text):
    assert problem(clean(text)) is None


def test_a_text_may_be_just_so_long():
    assert problem("x" * LONGEST) is None
    assert problem("x" * (LONGEST + 1)) is Problem.TOO_LONG


def test_a_title_is_one_line():
    assert (
        clean_title(" Waiting \n for the\tcall  back ") == "Waiting for the call back"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Write to anna.b@example.org please",
        "anna (at) example (dot) org",
        "anna[at]example.org",
        "ANNA@EXAMPLE.ORG.",
        "пошта@приклад.укр",
    ],
)
def test_an_email_address_is_noticed(text):
    assert personal_details(text) == {Detail.EMAIL}


@pytest.mark.parametrize(
    "text",
    [
        "call 07700 900123",
        "call (01632) 960 123.",
        "+44 7700 900123",
        "+380 67 123 45 67",
        "0044 7700 900 123",
        "my number:07700900123",
        "555-867-5309 x",
        "601 234 567",
        "٠٧٧٠٠ ٩٠٠١٢٣",
        "06.12.34.56.78",
    ],
)
def test_a_phone_number_is_noticed(text):
    assert personal_details(text) == {Detail.PHONE}


@pytest.mark.parametrize(
    "text",
    [
        "We waited from 2014-2019 and then 23/11/2026.",
        "It is 09.02.26-08.03.26 this year, 2026-11-23 at 10:30.",
        "1,259 people of 86,400; 1,000,000,000 in all",
        "48.6% of 346 people, up from 38.2%",
        "Room 12, floor 3, at 8.30, ring 999 or 112",
        "me @ home",
        "from 10 to 20 to 30 to 40 to 50 people",
        "",
    ],
)
def test_other_numbers_raise_no_alarm(text):
    assert personal_details(text) == frozenset()


def test_both_are_noticed_together():
    assert personal_details("a@b.org or 07700 900123") == set(Detail)


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_a_cleaned_text_can_be_stored_anywhere(text):
    kept = clean(text)
    assert "\x00" not in kept
    assert kept.encode().decode() == kept
    assert unicodedata.is_normalized("NFC", kept)


@given(st.text())
def test_no_line_of_a_paragraph_is_empty(text):
    assert all(line.strip() for block in paragraphs(clean(text)) for line in block)


@given(st.text(alphabet="0123456789 .-()+/@a", max_size=300))
def test_the_detector_never_takes_fright(text):
    assert personal_details(text) <= set(Detail)
