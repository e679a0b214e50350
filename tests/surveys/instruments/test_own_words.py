from dataclasses import replace

import pytest

from surveys.instruments.definition import read_definition
from surveys.instruments.expressions.pattern import compiled
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.own_words import (
    is_consent,
    may_ask_to_quote,
    may_tell,
    text_keys,
)
from tests.surveys.instruments.small import ARABIC, MAIN, SMALL

AR = {"small.ar.toml": ARABIC}
ASKED = SMALL.by_key["asked"]


CODE, WORDS = r"\d{2}-\d{3}", ".*"


def matching(pattern, text=("self",)):
    return ["regex", list(text), compiled(pattern), pattern]


@pytest.mark.parametrize(
    ("parts", "tells"),
    [
        ({}, True),
        ({"maximum": 20}, True),
        ({"short": True}, True),
        ({"short": True, "maximum": 200}, True),
        ({"short": True, "maximum": 20}, False),
        ({"short": True, "constraint": matching(CODE)}, False),
        ({"short": True, "constraint": ["and", ["true"], matching(CODE)]}, False),
        ({"short": True, "constraint": ["or", ["true"], matching(CODE)]}, True),
        ({"short": True, "constraint": ["not", matching(CODE)]}, True),
        ({"short": True, "constraint": matching(CODE, ("item", "asked"))}, True),
        ({"short": True, "constraint": matching(WORDS)}, True),
    ],
)
def test_who_may_write_of_themselves_is_told_who_reads_it(parts, tells):
    assert may_tell(Item("x", Kind.TEXT, {"en": "?"}, **parts)) is tells


def test_nobody_tells_of_themselves_in_a_number_or_a_choice():
    assert [item.key for item in SMALL.items if may_tell(item)] == ["wish"]


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
