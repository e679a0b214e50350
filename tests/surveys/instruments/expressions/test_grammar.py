import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.expressions.evaluate import Scope, evaluate
from surveys.instruments.expressions.functions import FUNCTIONS, REFUSED
from surveys.instruments.expressions.grammar import parse
from surveys.instruments.expressions.tree import ExpressionRefused
from surveys.instruments.expressions.written import written

KEYS = ("A2", "age", "B-1.x")


def read(text):
    return parse(text, lambda name: ["item", name] if name in KEYS else None)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("${A2} = 'yes'", ["=", ["item", "A2"], "yes"]),
        ("${ age }+1", ["+", ["item", "age"], 1]),
        ("${B-1.x}", ["item", "B-1.x"]),
        ("A2 and age", ["and", ["item", "A2"], ["item", "age"]]),
        ("1 or 0 and 0", ["or", 1, ["and", 0, 0]]),
        ("1 - 2 - 3", ["-", ["-", 1, 2], 3]),
        ("-(1)", -1),
        ("-${age}", ["neg", ["item", "age"]]),
        (". < 5", ["<", ["self"], 5]),
        (".5 + 5.", ["+", 0.5, 5]),
        ("‘typed by an office’", "typed by an office"),
        ("position(..) > 1", [">", ["position"], 1]),
        ("regex(., 'a')", ["regex", ["self"], [["c", 0, [97, 97]]], "a"]),
        ('"it\'s"', "it's"),
    ],
)
def test_an_expression_becomes_a_tree(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("${A3} = 1", "There is no question A3"),
        ("A3", "There is no question A3"),
        ("explode(1)", "There is no function explode"),
        ("now() > 1", "now is refused. It would keep the time of day"),
        ("uuid()", "uuid is refused"),
        ("not()", "another number of arguments"),
        ("round(1, 2, 3)", "another number of arguments"),
        ("regex(., ${A2})", "must be written out"),
        ("regex(., '(?=a)')", "(?...) is not known"),
        (" or ".join(["regex(., 'a')"] * 21), "calls regex more than 20 times"),
        ("/data/item[1]", "paths cannot be read"),
        ("//item", "paths cannot be read"),
        ("../A2", "paths cannot be read"),
        ("(1", "A ) is missing"),
        ("1 +", "Something is missing at its end"),
        ("1 2", "cannot be read from here: 2"),
        ("", "Something is missing"),
        ("'open", "paths cannot be read: 'open"),
        ("(" * 100 + "1" + ")" * 100, "nested too deeply"),
        ("-" * 100 + "1", "nested too deeply"),
        ("1" * 10_001, "too long"),
        (" or ".join(["${A2} = 1"] * 200), "nested too deeply"),
        ("1" + " + 1" * 2_000, "nested too deeply"),
        (". < 1e999", "This number is too large: 1e999"),
        ("9" * 400, "This number is too large: 99999999999999999999"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(text, reason):
    with pytest.raises(ExpressionRefused) as refusal:
        read(text)
    assert reason in str(refusal.value)


def test_a_chain_that_is_read_is_evaluated_and_written_again():
    chain = " or ".join(["${A2} = 'x'"] * 140 + ["${A2} = 'yes'"])
    tree = read(chain)
    assert evaluate(tree, Scope({"A2": "yes"})) is True
    assert written(tree) == chain


def test_no_function_is_both_known_and_refused():
    assert not FUNCTIONS.keys() & REFUSED.keys()


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    reason = "read"
    try:
        read(text)
    except ExpressionRefused as refusal:
        reason = str(refusal)
    assert reason


NUMBERS = st.integers(0, 999) | st.floats(0.5, 100).map(lambda n: round(n, 3))
TEXTS = st.text("abc ,é", max_size=5)
LEAVES = TEXTS | NUMBERS | st.sampled_from([["item", key] for key in KEYS])
JOINED = st.sampled_from(
    ["or", "and", "=", "!=", "<", ">=", "+", "-", "*", "div", "mod"]
)
CALLED = st.sampled_from(["not", "string", "abs", "string-length", "boolean"])


def grown(inner):
    return (
        st.tuples(JOINED, inner, inner).map(list)
        | st.tuples(CALLED, inner).map(list)
        | inner.filter(lambda tree: not isinstance(tree, int | float)).map(
            lambda tree: ["neg", tree]
        )
        | st.tuples(st.just("if"), inner, inner, inner).map(list)
    )


@given(st.recursive(LEAVES, grown, max_leaves=12))
def test_what_is_written_is_read_as_the_same_tree(tree):
    assert read(written(tree)) == tree


def test_a_choice_and_a_question_may_have_the_same_name():
    tree = parse("land = ${land}", lambda name: ["item", name], frozenset({"land"}))
    assert tree == ["=", ["attr", "land"], ["item", "land"]]
