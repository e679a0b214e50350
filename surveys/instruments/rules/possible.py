"""What may be answered to a question: enough of it to know a condition by trying."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, pairwise

from surveys.instruments.expressions.tree import Tree
from surveys.instruments.items import Item
from surveys.instruments.kinds import NUMBERS, SINGLE, Kind
from surveys.instruments.rules.parts import options_named, thresholds
from surveys.instruments.texts import answer_text

MOST_OPTIONS = 10
"""Of so many that may be chosen together, every choice is tried."""

MOST_NUMBERS = 200
"""So many whole numbers are tried one by one."""

LARGEST = 10**18
"""No number that is typed or imported has more digits."""

Possible = tuple[str, frozenset[str]]
"""An answer as expressions see it, and the codes it counts under; none: no answer."""

NO_ANSWER: Possible = ("", frozenset())


def possible(item: Item, trees: Sequence[Tree]) -> tuple[Possible, ...] | None:
    """Return answers of which one is like each that may be given, to these trees.

    Like: the trees come to the same, and both are counted alike; options that no tree
    looks for stand for each other. Nothing at all comes first. None where no few
    answers can stand for all: of a text, a day, or a number that is reckoned with.
    """
    if item.kind in SINGLE:
        given: Iterable[Possible] = (
            (key, frozenset({key})) for key in item.option_keys
        )
    elif item.kind is Kind.SELECT_MULTIPLE:
        options = _options_to_try(item, trees)
        if options is None:
            return None
        given = _chosen(item, options)
    elif item.kind in NUMBERS:
        numbers = _numbers_to_try(item, trees)
        if numbers is None:
            return None
        given = ((answer_text(item, n), frozenset(item.categories(n))) for n in numbers)
    else:
        return None
    return (NO_ANSWER, *given)


def alike(item: Item, trees: Sequence[Tree], option: str) -> frozenset[str]:
    """Return the options, of those that may be chosen together, that one stands for."""
    named = options_named(trees, item.key)
    if named is None or option in named:
        return frozenset({option})
    return frozenset(item.option_keys) - named


def _options_to_try(item: Item, trees: Sequence[Tree]) -> tuple[str, ...] | None:
    """Return the options that are looked for, and one for all others."""
    named = options_named(trees, item.key)
    if named is None:
        whole = len(item.option_keys) <= MOST_OPTIONS
        return item.option_keys if whole else None
    # One that others can be chosen with shows more than one that stands alone.
    others = [key for key in item.option_keys if key not in named]
    found = {*named, *sorted(others, key=lambda key: key in item.alone)[:1]}
    if len(found) > MOST_OPTIONS:
        return None
    return tuple(key for key in item.option_keys if key in found)


def _chosen(item: Item, options: Sequence[str]) -> Iterator[Possible]:
    """Yield what may be chosen together of these options, in their order."""
    most = len(options) if item.at_most is None else min(item.at_most, len(options))
    for number in range(1, most + 1):
        for chosen in combinations(options, number):
            if number == 1 or item.alone.isdisjoint(chosen):
                yield answer_text(item, chosen), frozenset(chosen)


def _numbers_to_try(item: Item, trees: Sequence[Tree]) -> list[int | float] | None:
    """Return each number where something may change, and some on both sides of it."""
    low = -LARGEST if item.minimum is None else item.minimum
    high = LARGEST if item.maximum is None else item.maximum
    if item.kind is Kind.INTEGER and high - low <= MOST_NUMBERS:
        return list(range(math.ceil(low), math.floor(high) + 1))
    changes = thresholds(trees, item.key)
    if changes is None:
        return None
    for band in item.bands:
        changes |= {each for each in (band.lowest, band.highest) if each is not None}
        # A band holds what is above its last whole number, and below the next.
        changes |= {band.highest + 1} if band.highest is not None else set()
    inside = {each for each in changes if low <= each <= high} | {low, high}
    near = (
        _whole_near(inside) if item.kind is Kind.INTEGER else _between(sorted(inside))
    )
    return sorted(each for each in near if low <= each <= high)


def _whole_near(places: Iterable[float]) -> set[int | float]:
    """Return the whole numbers at these places, and one on each side."""
    return {
        whole
        for place in places
        for whole in chain(
            range(math.floor(place) - 1, math.floor(place) + 2),
            range(math.ceil(place) - 1, math.ceil(place) + 2),
        )
    }


def _between(places: Sequence[float]) -> set[int | float]:
    """Return these places, and what lies halfway between two of them."""
    halfway = {(one + other) / 2 for one, other in pairwise(places)}
    return {*places, *halfway}
