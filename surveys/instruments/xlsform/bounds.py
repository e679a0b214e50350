"""Bounds of an item as the constraint that other programs know, and back."""

from dataclasses import replace

from surveys.instruments.expressions.tree import Tree, all_of
from surveys.instruments.items import Item
from surveys.instruments.kinds import SEVERAL, Kind


def bounds_of(item: Item) -> Tree | None:
    """Return what an item's bounds ask of an answer, as an expression."""
    own: Tree = ["self"]
    if item.kind in SEVERAL:
        return (
            None
            if item.at_most is None
            else [
                "<=",
                ["count-selected", own],
                item.at_most,
            ]
        )
    if item.kind is Kind.TEXT:
        own = ["string-length", own]
    return all_of(
        None if item.minimum is None else [">=", own, item.minimum],
        None if item.maximum is None else ["<=", own, item.maximum],
    )


def with_bounds(item: Item) -> Tree | None:
    """Return the constraint of an item with its bounds before it."""
    return all_of(bounds_of(item), item.constraint)


def without_bounds(item: Item) -> Item:
    """Return an item whose constraint does not say its bounds again."""
    bounds, constraint = bounds_of(item), item.constraint
    if bounds is None or constraint is None:
        return item
    if constraint == bounds:
        return replace(item, constraint=None)
    if isinstance(constraint, list) and constraint[:2] == ["and", bounds]:
        return replace(item, constraint=constraint[2])
    return item
