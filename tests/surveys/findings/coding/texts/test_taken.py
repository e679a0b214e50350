from surveys.findings.coding.texts.taken import keys_taken
from tests.surveys.findings.coding.factories import WRITING
from tests.surveys.findings.factories import PLAN, plan
from tests.surveys.instruments.small import SMALL


def test_what_people_wrote_is_taken_and_all_that_repeats_it():
    assert keys_taken(WRITING, plan(instrument=WRITING)) == (
        "wish",
        "quote_consent",
        "wish_again",
        "wish_twice",
    )


def test_without_a_question_there_is_no_consent_to_take():
    assert keys_taken(SMALL, plan()) == ("wish",)


def test_a_consent_that_the_plan_counts_stays_to_be_counted():
    raw = PLAN | {"tables": [*PLAN["tables"], {"item": "quote_consent"}]}
    assert "quote_consent" not in keys_taken(WRITING, plan(raw, WRITING))
