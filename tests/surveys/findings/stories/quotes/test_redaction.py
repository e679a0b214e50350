import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.stories.quotes.redaction import (
    DETAILS,
    MARKS,
    NAME,
    SHORTER,
    Fault,
    fault_of_paraphrase,
    fault_of_wording,
    is_paraphrase_only,
)

TEXT = "Dr Wren at the mill clinic dont listen to me in June , i waited for ever"


@pytest.mark.parametrize(
    "wording",
    [
        TEXT,
        f"{NAME} at {DETAILS} dont listen to me {DETAILS}, i waited for ever",
        f"{SHORTER} dont listen to me {SHORTER}",
        "i waited for ever",
        "Dr Wren at the mill clinic\ndont   listen to me",
    ],
)
def test_a_wording_is_the_text_with_marks_in_it(wording):
    assert fault_of_wording(TEXT, wording) is None


@pytest.mark.parametrize(
    ("wording", "fault"),
    [
        ("they don't listen to me", Fault.NOT_THE_WORDS),  # mended
        ("i waited for ever dont listen", Fault.NOT_THE_WORDS),  # turned round
        (f"{NAME} at [place removed]", Fault.NOT_THE_WORDS),  # another mark
        ("", Fault.EMPTY),
        (f"{NAME} {SHORTER}", Fault.EMPTY),
        (TEXT + "x" * 500, Fault.TOO_LONG),
    ],
)
def test_anything_else_is_not(wording, fault):
    assert fault_of_wording(TEXT, wording) is fault


def test_a_paraphrase_says_it_in_other_words():
    assert fault_of_paraphrase(TEXT, "Somebody felt unheard and waited long.") is None
    assert fault_of_paraphrase(TEXT, "  ") is Fault.EMPTY
    assert fault_of_paraphrase(TEXT, "x" * 501) is Fault.TOO_LONG


def test_a_paraphrase_with_five_words_in_a_row_is_a_quote():
    assert fault_of_paraphrase(TEXT, "I WAITED for ever.") is None
    copied = "They DONT listen to me, in their view."
    assert fault_of_paraphrase(TEXT, copied) is Fault.TOO_ALIKE


@pytest.mark.parametrize(
    ("people", "in_language", "only"),
    [(49, 49, True), (50, 50, False), (500, 49, True), (500, 50, False)],
)
def test_of_few_people_or_few_of_a_language_no_words_are_shown(
    people, in_language, only
):
    assert is_paraphrase_only(people=people, in_language=in_language) is only


@given(st.text(alphabet="ab cd", min_size=1), st.integers(0, 9), st.integers(0, 9))
def test_any_span_can_give_way_to_any_mark(text, start, length):
    for mark in MARKS:
        wording = text[:start] + mark + text[start + length :]
        assert fault_of_wording(text, wording) in {None, Fault.EMPTY}
