from random import Random

import pytest

from surveys.instruments.expressions.grammar import LONGEST, MOST_PATTERNS
from surveys.instruments.expressions.pattern import compiled
from surveys.instruments.expressions.shape import DEEPEST, misshapen
from tests.surveys.instruments.any_instrument import any_instrument, any_tree
from tests.surveys.instruments.every_kind import EVERY_KIND

LEAVES = (["item", "a"], ["every", "b"], ["self"], ["attr", "of"], ["position"])


@pytest.mark.parametrize("seed", range(200))
def test_every_tree_that_can_be_written_has_the_shape_of_one(seed):
    assert list(misshapen(any_tree(Random(seed), LEAVES, 5))) == []  # noqa: S311


def test_a_tree_calls_regex_so_often_and_no_more():
    def calls(times):
        return ["concat", *[["regex", "a", compiled("a"), "a"]] * times]

    assert list(misshapen(calls(MOST_PATTERNS))) == []
    (reason,) = misshapen(calls(MOST_PATTERNS + 1))
    assert "more than 20 times" in reason


def trees_of(instrument):
    for item in instrument.items:
        yield from (item.when, item.constraint, item.choice_filter, item.calculation)
    yield from (repeat.count for repeat in instrument.repeats)


@pytest.mark.parametrize("instrument", [EVERY_KIND, any_instrument(Random(7))])  # noqa: S311
def test_so_has_every_tree_of_an_instrument(instrument):
    trees = [tree for tree in trees_of(instrument) if tree is not None]
    assert trees
    assert [list(misshapen(tree)) for tree in trees] == [[] for _tree in trees]


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ([], "not known"),
        ([1, 2], "not known"),
        ([["item"], "a"], "not known"),
        (["exec", "rm"], "not known"),
        (["pulldata", "a"], "not known"),
        (["now"], "not known"),
        (["item"], "does not name"),
        (["item", 3], "does not name"),
        (["item", "a", "b"], "does not name"),
        (["self", "a"], "does not name"),
        (["+", 1], "another number of arguments"),
        (["neg", 1, 2], "another number of arguments"),
        (["if", 1, 2], "another number of arguments"),
        (["coalesce", "a", ["concat"]], "another number of arguments"),
        (["=", ["item", "a"], {"b": 1}], "made of texts, numbers and lists"),
        (["=", ["item", "a"], None], "made of texts, numbers and lists"),
        (True, "made of texts, numbers and lists"),
        (float("inf"), "a number that is none"),
        (["not", float("nan")], "a number that is none"),
        ("x" * (LONGEST + 1), "too long"),
        (["regex", "a", compiled("b+"), "c+"], "not that of its pattern"),
        (["regex", "a", "b+"], "another number of arguments"),
        (["regex", "a", [], 7], "another number of arguments"),
        (["regex", "a", [], "(?=b)"], "."),
        (["regex", ["item"], compiled("b+"), "b+"], "does not name"),
    ],
)
def test_anything_else_is_named(tree, reason):
    found = list(misshapen(tree))
    assert found
    assert reason in found[0]


def test_what_is_nested_too_deeply_ends_before_python_does():
    tree = "a"
    for _level in range(DEEPEST + 50):
        tree = ["not", tree]
    assert list(misshapen(tree)) == ["An expression is nested too deeply."]
