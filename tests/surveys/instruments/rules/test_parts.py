import pytest

from surveys.instruments.expressions.grammar import parse
from surveys.instruments.expressions.written import written
from surveys.instruments.rules.parts import (
    changes_by_day,
    options_named,
    parts_of,
    thresholds,
)


def tree(text):
    return parse(text, lambda name: ["item", name])


@pytest.mark.parametrize(
    ("condition", "parts"),
    [
        ("${a} = 'x'", ["${a} = 'x'"]),
        (
            "${a} = 'x' and (${b} = 'x' and ${c} = 'x')",
            ["${a} = 'x'", "${b} = 'x'", "${c} = 'x'"],
        ),
        ("${a} = 'x' or ${b} = 'x'", ["${a} = 'x' or ${b} = 'x'"]),
        (
            "not(${a} = 'x' or ${b} = 'x')",
            ["not(${a} = 'x')", "not(${b} = 'x')"],
        ),
        ("not(${a} = 'x' and ${b} = 'x')", ["not(${a} = 'x' and ${b} = 'x')"]),
        ("not(not(${a} = 'x' and ${b} = 'x'))", ["${a} = 'x'", "${b} = 'x'"]),
        ("boolean(${a} and ${b})", ["${a}", "${b}"]),
    ],
)
def test_a_condition_comes_apart_at_and(condition, parts):
    assert [written(part) for part in parts_of(tree(condition))] == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("${n} > 3", {0, 3}),
        ("3 < ${n} or ${n} = '7'", {0, 3, 7}),
        ("number(${n}) <= -2 + 1", {0, -1}),
        ("not(${n}) and ${m} > 9", {0}),
        ("${n} = 'none'", {0}),
        ("${n} = true()", {0, 1}),
        ("${n} + 1 > 3", None),
        ("${n} > ${m}", None),
        ("${n} > ${n}", None),
        ("round(${n}) > 3", None),
        ("contains(${n}, '1')", None),
    ],
)
def test_between_what_it_is_compared_with_a_number_does_the_same(text, found):
    assert thresholds([["boolean", tree(text)]], "n") == found


def test_what_hands_an_answer_on_as_it_is_does_not_only_compare_it():
    assert thresholds([tree("${n}")], "n") is None
    assert thresholds([["boolean", tree("${n}")]], "n") == {0}
    assert thresholds([["sum", ["every", "n"]]], "n") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("selected(${t}, 'a') or not(selected(${t}, ' b '))", {"a", "b"}),
        ("${t} != '' and selected(${t}, 'a')", {"a"}),
        ("boolean(${t})", set()),
        ("${t} = 'a'", None),
        ("count-selected(${t}) > 1", None),
        ("boolean(number(${t}))", None),
        ("selected('a b', ${t})", None),
        ("selected(${u}, 'a')", set()),
    ],
)
def test_options_that_are_looked_for_are_known_where_nothing_else_is_asked(text, found):
    assert options_named([["boolean", tree(text)]], "t") == found


def test_the_day_is_seen_wherever_it_stands():
    assert changes_by_day([tree("${a} = 1"), tree("1 + (today() - 3) > 2")])
    assert not changes_by_day([tree("date('2026-01-01') > 2")])
