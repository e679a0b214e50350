"""Writes the tree of an expression as people write it in a spreadsheet."""

from collections.abc import Callable, Mapping
from typing import Any

from surveys.instruments.expressions.tree import Tree
from surveys.instruments.expressions.values import number_text

_STRENGTH = {
    **dict.fromkeys(("or",), 0),
    **dict.fromkeys(("and",), 1),
    **dict.fromkeys(("=", "!="), 2),
    **dict.fromkeys(("<", "<=", ">", ">="), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "div", "mod"), 5),
}
_STRONGEST = 6


def written(tree: Tree) -> str:
    """Return a text that is read as this very tree."""
    return _written(tree, 0)


def _written(tree: Tree, least: int) -> str:
    """Return a tree in brackets where it binds more weakly than ``least``."""
    if isinstance(tree, str):
        return f'"{tree}"' if "'" in tree else f"'{tree}'"
    if not isinstance(tree, list):
        return number_text(tree)
    name = tree[0]
    if name in _STRENGTH:
        own = _STRENGTH[name]
        left, right = _written(tree[1], own), _written(tree[2], own + 1)
        both = f"{left} {name} {right}"
        return both if own >= least else f"({both})"
    if name == "neg":
        return f"-{_written(tree[1], _STRONGEST)}"
    return _LEAVES[name](tree) if name in _LEAVES else _function(tree)


def _function(tree: list[Any]) -> str:
    arguments = [tree[1], tree[3]] if tree[0] == "regex" else tree[1:]
    return f"{tree[0]}({', '.join(_written(each, 0) for each in arguments)})"


_LEAVES: Mapping[str, Callable[[list[Any]], str]] = {
    "item": lambda tree: f"${{{tree[1]}}}",
    "every": lambda tree: f"${{{tree[1]}}}",
    "self": lambda _tree: ".",
    "attr": lambda tree: str(tree[1]),
    "position": lambda _tree: "position(..)",
}
