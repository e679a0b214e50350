from dataclasses import replace

import pytest

from surveys.instruments.definition import read_definition
from surveys.instruments.kinds import Kind
from surveys.instruments.own_words import is_consent, may_ask_to_quote, text_keys
from tests.surveys.instruments.small import ARABIC, MAIN, SMALL

AR = {"small.ar.toml": ARABIC}
ASKED = SMALL.by_key["asked"]


def with_consent(**parts):
    """The small questions, and one more under the key of the consent."""
    consent = replace(ASKED, key="quote_consent", **parts)
    return replace(SMALL, items=(*SMALL.items, consent))


def test_texts_are_what_people_answer_in_their_own_words():
    assert text_keys(SMALL) == ("wish",)


@pytest.mark.parametrize("kind", [Kind.SELECT_ONE, Kind.ACKNOWLEDGE])
def test_a_choice_or_a_box_under_its_key_is_the_consent(kind):
    made = with_consent(kind=kind)
    assert may_ask_to_quote(made)
    assert [item.key for item in made.items if is_consent(item)] == ["quote_consent"]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.NOTE, Kind.SELECT_MULTIPLE])
def test_a_consent_that_is_no_choice_is_none(kind):
    made = with_consent(kind=kind)
    assert not may_ask_to_quote(made)
    assert ("quote_consent" in text_keys(made)) == (kind is Kind.TEXT)


def test_no_question_is_a_consent_by_what_it_says():
    assert not may_ask_to_quote(SMALL)
    assert not is_consent(ASKED)


def test_each_round_of_a_repeated_question_is_taken():
    repeat = """
[[repeats]]
key = "visit"
label = "A visit"
at_most = 2
another = "Another visit?"
yes = "Yes"
no = "No"

[[items]]
key = "said"
kind = "text"
repeat = "visit"
label = "What did they say?"
"""
    visits = read_definition("small.toml", MAIN + repeat, AR)
    assert text_keys(visits) == ("wish", "said_1", "said_2")
