import pytest

from surveys.instruments.expressions.evaluate import Scope, as_text, evaluate, holds
from surveys.instruments.expressions.tree import ExpressionRefused
from tests.surveys.instruments.expressions.reading import (
    CASES,
    RECORDED,
    RECORDED_WRONG,
    agrees,
    recorded_agrees,
    recorded_cases,
    recorded_tree,
    scope_of,
    tree_of,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["expr"])
def test_an_expression_comes_to_what_its_case_says(case):
    scope = scope_of(case)
    found = evaluate(tree_of(case), scope)
    assert agrees(found, case["expect"], scope.zone), found


@pytest.mark.skipif(not RECORDED.exists(), reason=f"{RECORDED.name} is not here")
def test_what_another_evaluator_was_recorded_with_is_supported_or_refused_by_name():
    cases = [c for c in recorded_cases() if c["expr"] not in RECORDED_WRONG]
    wrong, silent, supported = [], [], 0
    for case in cases:
        try:
            tree, scope = recorded_tree(case)
        except ExpressionRefused as refusal:
            if not str(refusal):
                silent.append(case["expr"])
            continue
        supported += 1
        if not recorded_agrees(case, tree, scope):
            wrong.append((case["expr"], case["exp"]))

    assert not wrong
    assert not silent
    assert supported >= 0.8 * len(cases)


def test_no_condition_is_met():
    assert holds(None, Scope())


@pytest.mark.parametrize("tree", [["date", "never"], ["number", "x"]])
def test_what_is_nothing_is_kept_as_nothing(tree):
    assert as_text(tree, Scope()) == ""


def test_the_second_part_is_not_asked_where_the_first_decides():
    trap = ["selected-at", ["unknown"], 1]
    assert evaluate(["or", ["true"], trap], Scope()) is True
    assert evaluate(["and", ["false"], trap], Scope()) is False
    assert evaluate(["if", ["true"], "a", trap], Scope()) == "a"
