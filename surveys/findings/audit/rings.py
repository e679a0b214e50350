"""Which groupings have to be looked at together: those that tables tie into a ring.

Towns by ages, ages by work and work by towns: each two of these tables fit together
wherever their towns, ages, or kinds of work do, and the three need not. Where no ring
is left without a chord it is enough that what stands side by side fits: whatever does
so belongs to some wave (Vorob'ev 1962). So chords are drawn until that is so, and the
groupings that are all tied to each other then are looked at as one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, permutations

Tied = frozenset[str]
"""Groupings each two of which are tied, by a table or by a chord."""


def tied_by(pairs: Iterable[Collection[str]]) -> list[Tied]:
    """Return the largest sets of groupings that are to be looked at together.

    The grouping that needs the fewest chords is taken out first, each time with a chord
    between any two of those that it is tied to; of several, the first that was named.
    """
    near: dict[str, set[str]] = {}
    for one, other in (each for pair in pairs for each in permutations(pair, 2)):
        near.setdefault(one, set()).add(other)
    found: list[Tied] = []
    while near:
        one = min(near, key=lambda each: _lacking(near, each))
        around = near.pop(one)
        for each in around:
            near[each] = (near[each] | around) - {one, each}
        if not any(around | {one} <= larger for larger in found):
            found.append(frozenset(around | {one}))
    return found


def all_within(tied: Iterable[Tied]) -> set[Tied]:
    """Return these sets, and all of two groupings or more that are part of one."""
    return {
        frozenset(some)
        for each in tied
        for many in range(2, len(each) + 1)
        for some in combinations(sorted(each), many)
    }


def reach(told: Collection[str], tied: Sequence[Tied]) -> frozenset[str]:
    """Return by which groupings a question has to be known, told by some of them.

    Told by two that are tied to each other only by way of others, it closes a ring
    itself: then it is known all along that way.
    """
    way, found = list(tied), set(told)
    joints = _joints(tied)
    while True:
        kept = [each for each in joints if set(each) <= set(way)]
        loose = next((e for e in way if _is_loose(e, kept, found)), None)
        if loose is None:
            return frozenset(found.union(*(one & other for one, other in kept)))
        way.remove(loose)


def _joints(tied: Sequence[Tied]) -> list[tuple[Tied, Tied]]:
    """Return which sets are joined so that what two have in common is on the way."""
    parts = {each: {each} for each in tied}
    found = []
    pairs = [pair for pair in combinations(tied, 2) if pair[0] & pair[1]]
    for one, other in sorted(pairs, key=lambda pair: -len(pair[0] & pair[1])):
        if other not in parts[one]:
            found.append((one, other))
            parts[one] |= parts[other]
            for each in parts[one]:
                parts[each] = parts[one]
    return found


def _is_loose(
    end: Tied, joints: Sequence[tuple[Tied, Tied]], told: AbstractSet[str]
) -> bool:
    """Tell whether a set is an end of the way that has nothing of its own to tell."""
    others = [
        one if end == other else other for one, other in joints if end in (one, other)
    ]
    return len(others) == 1 and told & end <= others[0]


def _lacking(near: Mapping[str, AbstractSet[str]], one: str) -> int:
    """Count the chords that are missing around a grouping."""
    pairs = combinations(near[one], 2)
    return sum(other not in near[each] for each, other in pairs)
