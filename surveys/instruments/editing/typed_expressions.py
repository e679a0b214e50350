"""Expressions of a draft as people type them, and back."""

from dataclasses import replace

from surveys.instruments.expressions.grammar import parse
from surveys.instruments.expressions.tree import Tree
from surveys.instruments.expressions.written import written
from surveys.instruments.item_definition import Names, names_of
from surveys.instruments.items import Item
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.relevance import parted


def text_of(tree: Tree | None) -> str:
    """Return an expression as it is typed; empty for none."""
    return "" if tree is None else written(tree)


def tree_of(
    typed: str,
    draft: Instrument,
    item: Item | None = None,
    attributes: frozenset[str] = frozenset(),
) -> Tree | None:
    """Return the tree of an expression of an item; None where nothing was typed.

    Raises:
        ExpressionRefused: it cannot be read, with the reason.
    """
    if not typed.strip():
        return None
    names = _names(draft, item)

    def resolve(name: str) -> Tree | None:
        if name in attributes or (name == "name" and attributes):
            return ["attr", name]
        return [names.seen_as[name], name] if name in names.seen_as else None

    return parse(typed, resolve)


def with_condition(item: Item, typed: str, draft: Instrument) -> Item:
    """Return an item that is asked where what was typed holds.

    What is typed as it stood leaves the item just as it was.

    Raises:
        ExpressionRefused: it cannot be read, with the reason.
    """
    if typed.strip() == text_of(item.condition):
        return item
    tree = tree_of(typed, draft, item)
    relevant, when = parted(tree, _names(draft, item).single)
    return replace(item, relevant=relevant, when=when)


def _names(draft: Instrument, item: Item | None) -> Names:
    rows = [
        {"key": each.key, "kind": each.kind, "repeat": each.repeat}
        for each in draft.items
    ]
    return names_of(rows, {"repeat": item.repeat if item else None})
