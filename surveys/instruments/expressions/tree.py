"""An expression as a tree of JSON: what is stored, exchanged and evaluated.

A text or a number stands for itself. A list is an operation: its name, then what it
is done to. Five names are not functions:

``["item", "A2"]``
    the answer to a question, as text; empty where it was not asked or not answered
``["every", "age"]``
    the answers to a question in all rounds of its repeat, as a list
``["self"]``
    the answer that a constraint is about
``["attr", "country"]``
    what an answer choice says of itself, in a choice filter
``["position"]``
    which round of a repeat this is, counted from 1; gone once rounds are unrolled

``["regex", text, program, pattern]`` has the program that ``pattern.compiled`` made,
so that a phone need not read patterns, and the pattern as it was written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Tree = str | float | list[Any]
"""Text, number, or a list of a name and further trees."""

LEAVES = frozenset({"item", "every", "self", "attr", "position"})


DEEPEST_TREE = 150
"""Operations inside operations: what evaluates a tree, or writes it, goes down each."""


class ExpressionRefused(ValueError):
    """An expression cannot be used; the message says why in one sentence."""


def branches(tree: Tree) -> Sequence[Tree]:
    """Return the trees that an operation is done to; none for what names something."""
    if not isinstance(tree, list) or tree[0] in LEAVES:
        return ()
    return tree[1:2] if tree[0] == "regex" else tree[1:]


def within(tree: Tree) -> Iterator[list[Any]]:
    """Yield every operation and every name in a tree, the whole first."""
    if isinstance(tree, list):
        yield tree
        for branch in branches(tree):
            yield from within(branch)


def depth(tree: Tree) -> int:
    """Return how many operations stand inside each other, without going down them."""
    levels, level = 0, [tree]
    while level:
        levels += 1
        level = [branch for part in level for branch in branches(part)]
    return levels


def items_in(tree: Tree | None) -> set[str]:
    """Return the keys of the questions that an expression depends on."""
    if tree is None:
        return set()
    return {each[1] for each in within(tree) if each[0] in ("item", "every")}


def all_of(*trees: Tree | None) -> Tree | None:
    """Return the expression that holds where all of these do; None asks nothing."""
    wanted = [tree for tree in trees if tree is not None]
    if not wanted:
        return None
    joined = wanted[0]
    for tree in wanted[1:]:
        joined = ["and", joined, tree]
    return joined


def replaced(tree: Tree, change: Callable[[list[Any]], Tree | None]) -> Tree:
    """Return a tree with other parts where ``change`` gives one."""
    if not isinstance(tree, list):
        return tree
    instead = change(tree)
    if instead is not None:
        return instead
    if tree[0] in LEAVES:
        return list(tree)
    rest = tree[2:] if tree[0] == "regex" else ()
    return [tree[0], *(replaced(each, change) for each in branches(tree)), *rest]


def renamed(tree: Tree, names: Mapping[str, str]) -> Tree:
    """Return a tree that speaks of other questions: new keys by old ones."""

    def change(part: list[Any]) -> Tree | None:
        if part[0] == "item" and part[1] in names:
            return ["item", names[part[1]]]
        return None

    return replaced(tree, change)
