"""Parts a condition into what the disclosure gate can follow and the rest."""

from surveys.instruments.expressions.tree import Tree, all_of, items_in
from surveys.instruments.options import Relevant


def parted(
    tree: Tree | None, single: frozenset[str]
) -> tuple[tuple[Relevant, ...], Tree | None]:
    """Return the parts of a condition that ask one question for options, and the rest.

    All parts must hold. What is joined by ``and`` can be parted; options joined by
    ``or`` are one part where all of them are of the same question. ``single`` names
    the questions to which one option is the answer: there ``=`` asks for it too.
    """
    if tree is None:
        return (), None
    if isinstance(tree, list) and tree[0] == "and":
        first, first_rest = parted(tree[1], single)
        second, second_rest = parted(tree[2], single)
        return (*first, *second), all_of(first_rest, second_rest)
    found = _chosen(tree, single)
    return ((found,), None) if found else ((), tree)


def _chosen(tree: Tree, single: frozenset[str]) -> Relevant | None:
    """Return the options of one question that a condition asks for, if it does."""
    if not isinstance(tree, list):
        return None
    if tree[0] == "or":
        one, other = _chosen(tree[1], single), _chosen(tree[2], single)
        if one is None or other is None or one.item != other.item:
            return None
        return Relevant(one.item, one.options | other.options)
    # "=" on several answers means these and no others: that cannot be parted.
    if tree[0] == "selected" or (tree[0] == "=" and items_in(tree) <= single):
        return _option(tree[1], tree[2])
    return None


def _option(question: Tree, option: Tree) -> Relevant | None:
    if not isinstance(question, list) or question[0] != "item":
        return None
    if not isinstance(option, str) or not option.strip():
        return None
    return Relevant(question[1], frozenset({option.strip()}))
