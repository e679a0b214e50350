"""Evaluates the tree of an expression; ``static/survey/expressions.js`` does the same.

Both are held to one case file (``tests/surveys/instruments/expressions/cases.json``).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from surveys.instruments.expressions import called, values
from surveys.instruments.expressions.days import Day
from surveys.instruments.expressions.pattern import matches
from surveys.instruments.expressions.tree import Tree
from surveys.instruments.expressions.values import Value


@dataclass(frozen=True)
class Scope:
    """What an expression can see: answers as texts by key, and the day.

    ``answers`` has only what was asked and answered; a select multiple is its option
    keys in the order shown, with spaces between. ``rounds`` lists, for a question of a
    repeat, the keys of its rounds. ``own`` is the answer a constraint is about,
    ``attributes`` what an answer choice says of itself. ``today`` is counted in days
    from 1970-01-01, ``zone`` in minutes ahead of UTC.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    today: int = 0
    zone: int = 0


def evaluate(tree: Tree, scope: Scope) -> Value:
    """Return what an expression comes to."""
    if not isinstance(tree, list):
        return tree
    name = tree[0]
    if name in _LEAVES:
        return _LEAVES[name](tree, scope)
    if name in _LAZY:
        return _LAZY[name](tree, scope)
    found = [evaluate(each, scope) for each in tree[1:]]
    if name in _COMPARED:
        return _compare(name, found[0], found[1], scope.zone)
    if name in _RECKONED:
        numbers = [values.number(each, scope.zone) for each in found]
        return _RECKONED[name](*numbers)
    return called.FUNCTIONS[name](found, scope.zone)


def holds(tree: Tree | None, scope: Scope) -> bool:
    """Tell whether a condition is met; where there is none, it is."""
    return tree is None or values.truth(evaluate(tree, scope))


def as_text(tree: Tree, scope: Scope) -> str:
    """Return what an expression comes to, as it is kept; nothing where it is none."""
    found = values.text(evaluate(tree, scope), scope.zone)
    return "" if found in {"NaN", "Invalid Date"} else found


def _round_up(tree: list[Any], scope: Scope) -> Value:
    """Return the answers given in the rounds of a repeat."""
    keys = scope.rounds.get(tree[1], (tree[1],))
    return [scope.answers[key] for key in keys if key in scope.answers]


_LEAVES: Mapping[str, Callable[[list[Any], Scope], Value]] = {
    "item": lambda tree, scope: scope.answers.get(tree[1], ""),
    "every": _round_up,
    "self": lambda _tree, scope: scope.own,
    "attr": lambda tree, scope: scope.attributes.get(tree[1], ""),
    "position": lambda _tree, _scope: 1.0,
    "today": lambda _tree, scope: Day(scope.today - scope.zone / (24 * 60)),
    "regex": lambda tree, scope: matches(
        tree[2], values.text(evaluate(tree[1], scope), scope.zone)
    ),
}


def _truth(tree: Tree, scope: Scope) -> bool:
    return values.truth(evaluate(tree, scope))


_LAZY: Mapping[str, Callable[[list[Any], Scope], Value]] = {
    "and": lambda tree, scope: _truth(tree[1], scope) and _truth(tree[2], scope),
    "or": lambda tree, scope: _truth(tree[1], scope) or _truth(tree[2], scope),
    "if": lambda tree, scope: evaluate(tree[2 if _truth(tree[1], scope) else 3], scope),
}


def _divided(one: float, other: float) -> float:
    if other == 0:
        return (
            math.nan
            if one == 0 or math.isnan(one)
            else math.copysign(math.inf, one * math.copysign(1, other))
        )
    return one / other


def _rest(one: float, other: float) -> float:
    if other == 0 or math.isinf(one) or math.isnan(one) or math.isnan(other):
        return math.nan
    return math.fmod(one, other)


_RECKONED: Mapping[str, Callable[..., float]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "div": _divided,
    "mod": _rest,
    "neg": lambda one: -one,
}

_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def _compare(name: str, one: Value, other: Value, zone: int) -> bool:
    """Compare as truths, days, numbers or texts: the first that one of them is."""
    test, both = _COMPARED[name], (one, other)
    if name in ("=", "!="):
        if any(isinstance(each, bool) for each in both):
            return test(values.truth(one), values.truth(other))
        if not any(isinstance(each, int | float | Day) for each in both):
            return test(values.text(one, zone), values.text(other, zone))
    return test(values.number(one, zone), values.number(other, zone))
