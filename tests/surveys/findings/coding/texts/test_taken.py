from surveys.findings.coding.texts.taken import (
    keys_taken,
    may_ask_to_quote,
    text_keys,
)
from surveys.instruments.definition import read_definition
from tests.surveys.findings.coding.factories import MORE, WRITING
from tests.surveys.findings.factories import PLAN, plan
from tests.surveys.instruments.small import ARABIC, MAIN, SMALL

AR = {"small.ar.toml": ARABIC}


def test_what_people_wrote_is_taken_and_all_that_repeats_it():
    assert text_keys(WRITING) == ("wish",)
    assert keys_taken(WRITING, plan(instrument=WRITING)) == (
        "wish",
        "quote_consent",
        "wish_again",
        "wish_twice",
    )


def test_without_a_question_there_is_no_consent():
    assert not may_ask_to_quote(SMALL)
    assert may_ask_to_quote(WRITING)
    assert keys_taken(SMALL, plan()) == ("wish",)


def test_a_consent_that_is_no_choice_is_none():
    written = MORE.replace("select_one", "text").replace(
        'options = [{key = "yes", label = "Yes"}, {key = "no", label = "No"}]', ""
    )
    own_words = read_definition("small.toml", MAIN + written, AR)
    assert not may_ask_to_quote(own_words)
    assert "quote_consent" in text_keys(own_words)


def test_a_consent_that_the_plan_counts_stays_to_be_counted():
    raw = PLAN | {"tables": [*PLAN["tables"], {"item": "quote_consent"}]}
    assert "quote_consent" not in keys_taken(WRITING, plan(raw, WRITING))


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
