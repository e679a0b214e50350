import pytest

from surveys.findings.coding.final_codes import (
    Decision,
    final_codes,
    is_disputed,
    people_by_theme,
)
from surveys.findings.coding.stages import Outcome

COST, WAIT = frozenset({"cost"}), frozenset({"wait"})


def test_one_reading_counts_and_so_do_two_that_agree():
    assert final_codes([["cost"]]) == COST
    assert final_codes([["cost", "wait"], ["wait", "cost"]]) == COST | WAIT
    assert final_codes([[]]) == frozenset()


@pytest.mark.parametrize("outcome", [Outcome.AGREED, Outcome.CODEBOOK_CHANGED])
def test_what_was_agreed_counts(outcome):
    assert final_codes([["cost"], ["wait"]], Decision(outcome, WAIT)) == WAIT


def test_of_two_readings_what_is_in_both_counts():
    both = Decision(Outcome.TWO_READINGS, frozenset())
    assert final_codes([["cost", "wait"], ["wait"]], both) == WAIT
    assert final_codes([["cost"], ["wait"]], both) == frozenset()


def test_the_order_of_codes_is_no_dispute():
    assert not is_disputed([["cost", "wait"], ["wait", "cost"]])
    assert is_disputed([["cost"], []])
    assert not is_disputed([["cost"]])


def test_a_text_is_in_a_theme_by_any_of_its_codes_and_counts_once():
    texts = [COST | WAIT, COST, WAIT, frozenset(), frozenset({"else"})]
    themes = {"reach": ["cost", "wait"], "money": ["cost"]}
    assert people_by_theme(texts, themes) == ({"reach": 3, "money": 2}, 2)


def test_without_themes_every_text_is_in_none():
    assert people_by_theme([COST], {}) == ({}, 1)
