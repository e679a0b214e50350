import pytest

from surveys.instruments.expressions.evaluate import Scope, holds
from surveys.instruments.expressions.grammar import parse
from surveys.instruments.expressions.tree import all_of
from surveys.instruments.options import Relevant
from surveys.instruments.relevance import parted

SINGLE = frozenset({"A2", "B1"})


def tree(text):
    return parse(text, lambda name: ["item", name])


def one(item, *options):
    return Relevant(item, frozenset(options))


@pytest.mark.parametrize(
    ("text", "plain", "rest"),
    [
        ("${A2} = 'yes'", [one("A2", "yes")], None),
        ("selected(${A4}, ' cost ')", [one("A4", "cost")], None),
        ("${A2} = 'yes' or ${A2} = 'no'", [one("A2", "yes", "no")], None),
        (
            "${A2} = 'yes' and selected(${A4}, 'cost')",
            [one("A2", "yes"), one("A4", "cost")],
            None,
        ),
        ("${A2} = 'yes' and ${age} > 17", [one("A2", "yes")], "${age} > 17"),
        ("${A2} = 'yes' or ${B1} = 'yes'", [], "${A2} = 'yes' or ${B1} = 'yes'"),
        ("${A4} = 'cost'", [], "${A4} = 'cost'"),
        ("${A2} != 'yes'", [], "${A2} != 'yes'"),
        ("${A2} = ''", [], "${A2} = ''"),
        ("'yes' = ${A2}", [], "'yes' = ${A2}"),
        ("not(${A2} = 'yes')", [], "not(${A2} = 'yes')"),
    ],
)
def test_a_condition_is_parted_into_what_the_gate_can_follow(text, plain, rest):
    found, left = parted(tree(text), SINGLE)
    assert list(found) == plain
    assert left == (None if rest is None else tree(rest))


@pytest.mark.parametrize("asked", ["yes", "no", ""])
@pytest.mark.parametrize("ticked", ["cost", "cost wait", ""])
@pytest.mark.parametrize(
    "text",
    [
        "(${A2} = 'yes' or ${A2} = 'no') and selected(${A4}, 'wait')",
        "${A2} = 'yes' and (selected(${A4}, 'cost') or selected(${A4}, 'wait'))",
        "${A2} = 'yes' and not(selected(${A4}, 'wait')) and selected(${A4}, 'cost')",
    ],
)
def test_the_parts_hold_where_the_whole_does(text, asked, ticked):
    scope = Scope({"A2": asked, "A4": ticked})
    plain, rest = parted(tree(text), SINGLE)
    together = all_of(*(each.tree for each in plain), rest)
    assert holds(together, scope) == holds(tree(text), scope)


def test_nothing_has_no_parts():
    assert parted(None, SINGLE) == ((), None)


def test_no_option_never_holds():
    assert not holds(one("A2").tree, Scope({"A2": "yes"}))
