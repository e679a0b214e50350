"""Takes conditions apart, and looks at what they do with the answer to one question."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from surveys.instruments.expressions import values
from surveys.instruments.expressions.evaluate import Scope, evaluate
from surveys.instruments.expressions.tree import Tree, branches, within

_LOGIC = frozenset({"and", "or", "not", "boolean"})
_EQUAL = frozenset({"=", "!="})
_COMPARED = _EQUAL | {"<", "<=", ">", ">="}
_LOOKS_OUTSIDE = frozenset({"item", "every", "self", "attr", "position", "today"})


def parts_of(tree: Tree, *, holds: bool = True) -> Iterator[Tree]:
    """Yield conditions that all hold where a tree does; or, told so, where it fails."""
    name = tree[0] if isinstance(tree, list) else ""
    if isinstance(tree, list) and name == ("and" if holds else "or"):
        for part in tree[1:]:
            yield from parts_of(part, holds=holds)
    elif isinstance(tree, list) and name in ("not", "boolean"):
        yield from parts_of(tree[1], holds=holds == (name == "boolean"))
    else:
        yield tree if holds else ["not", tree]


def changes_by_day(trees: Iterable[Tree]) -> bool:
    """Tell whether any of these comes out otherwise on another day."""
    return any(part[0] == "today" for tree in trees for part in within(tree))


def thresholds(trees: Iterable[Tree], key: str) -> set[float] | None:
    """Return the numbers between which any answer does the same to all these trees.

    None where more is done with the answer than to compare it with what never changes.
    """
    found = {0.0}
    for around in _all_around(trees, key, as_number=True):
        if around[0] in _LOGIC:
            continue
        if around[0] not in _COMPARED:
            return None
        fixed = [each for each in around[1:] if _is_fixed(each)]
        if len(fixed) != 1:
            return None
        found.add(values.number(evaluate(fixed[0], Scope()), 0))
    return {each for each in found if not math.isnan(each)}


def options_named(trees: Iterable[Tree], key: str) -> frozenset[str] | None:
    """Return the options that these trees look for among several that were chosen.

    None where more is asked of them than which were chosen, and whether any was.
    """
    found = set[str]()
    for around in _all_around(trees, key):
        if around[0] == "selected" and isinstance(around[2], str):
            found.add(around[2].strip())
        elif around[0] not in _LOGIC and not (around[0] in _EQUAL and "" in around[1:]):
            return None
    return frozenset(found)


def _is_fixed(tree: Tree) -> bool:
    return not any(part[0] in _LOOKS_OUTSIDE for part in within(tree))


def _all_around(
    trees: Iterable[Tree], key: str, *, as_number: bool = False
) -> Iterator[list[Any]]:
    """Yield the operation around each place where a question is named.

    With ``as_number``, what makes a number of an answer counts as the answer.
    """
    through = "number" if as_number else None
    for tree in trees:
        yield from _around(tree, key, [""], through)


def _around(
    tree: Tree, key: str, outer: list[Any], through: str | None
) -> Iterator[list[Any]]:
    if not isinstance(tree, list):
        return
    if tree[0] in ("item", "every") and tree[1] == key:
        yield outer if tree[0] == "item" else tree
    for part in branches(tree):
        yield from _around(part, key, outer if tree[0] == through else tree, through)
