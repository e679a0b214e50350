"""How many people of each group live here, as it was imported for a wave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Sequence[Any]
"""A breakdown, a group of it, how many people live here, and who says so."""


@dataclass(frozen=True)
class Population:
    """People by group of one breakdown; ``sources`` say who counted them."""

    breakdown: str
    people: Mapping[str, int]
    sources: tuple[str, ...] = ()

    @property
    def shares(self) -> dict[str, float]:
        """The share of each group that somebody is in."""
        here = sum(self.people.values())
        return {group: n / here for group, n in self.people.items() if n > 0}


def populations_of(rows: Iterable[Row]) -> dict[str, Population]:
    """Return population figures by breakdown, in the order given.

    A release keeps its rows in ``summary["populations"]``, if there were figures.
    """
    people: dict[str, dict[str, int]] = {}
    sources: dict[str, dict[str, None]] = {}
    for breakdown, group, number, source in rows:
        people.setdefault(breakdown, {})[group] = number
        sources.setdefault(breakdown, {})[source] = None
    return {
        breakdown: Population(breakdown, groups, tuple(sources[breakdown]))
        for breakdown, groups in people.items()
    }
