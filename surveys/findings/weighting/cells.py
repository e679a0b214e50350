"""The groups that weights are made of: released, by themselves, and large enough."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from surveys.findings.weighting.population import Population

FEWEST = 5
"""Fewest people who answered in a group that stands for others."""

Sizes = Mapping[str, Any]
"""The sizes of a breakdown's groups, as a release's summary has them."""

Parts = Mapping[str, tuple[str, ...]]
"""Of a group: its group in each of the breakdowns that it crosses."""


class Refusal(StrEnum):
    """Why a table is not weighted."""

    NO_FIGURES = "no_figures"
    """There are no population figures for this breakdown."""
    GROUP_HIDDEN = "group_hidden"
    """The size of a group is not shown."""
    GROUPS_MERGED = "groups_merged"
    """Groups that have figures of their own are shown together."""
    FEW = "few"
    """Fewer than five people of a group answered."""
    ANSWERS_HIDDEN = "answers_hidden"
    """The table by these groups is not released whole."""
    NOT_REACHED = "not_reached"
    """No weights within the cap add up to these figures."""


@dataclass(frozen=True)
class WeightingCell:
    """A group, how many of it answered the survey, and its group in each margin."""

    key: str
    people: int
    codes: tuple[Hashable, ...]


def cells_of(
    sizes: Sizes, populations: Sequence[Population], parts: Parts | None = None
) -> tuple[WeightingCell, ...] | Refusal:
    """Return the groups to be weighted; those without a figure are not among them.

    Args:
        sizes: of the groups of the breakdown that the table is by.
        populations: one a margin.
        parts: what each group crosses, where there are two margins.
    """
    if not populations or not all(each.shares for each in populations):
        return Refusal.NO_FIGURES
    wanted = _wanted(populations, parts)
    found = _sizes(sizes, wanted)
    if isinstance(found, Refusal):
        return found
    cells = tuple(WeightingCell(key, n, wanted[key]) for key, n in found.items() if n)
    for place, population in enumerate(populations):
        if any(n < FEWEST for n in _per_group(cells, place, population).values()):
            return Refusal.FEW
    return cells


def _wanted(
    populations: Sequence[Population], parts: Parts | None
) -> dict[str, tuple[str, ...]]:
    if parts is None:
        return {group: (group,) for group in populations[0].shares}
    return {
        key: codes
        for key, codes in parts.items()
        if all(c in p.shares for c, p in zip(codes, populations, strict=True))
    }


def _sizes(sizes: Sizes, wanted: Iterable[str]) -> dict[str, int] | Refusal:
    """Return people by group; a group that nothing is left for holds nobody."""
    pairs = list(zip(sizes["columns"], sizes["counts"], strict=False))
    alone = {c["key"]: n for c, n in pairs if list(c["members"]) == [c["key"]]}
    merged = {code for c, _n in pairs for code in c["members"]} - alone.keys()
    counts = [n for _c, n in pairs]
    whole = None not in counts and sum(counts) == sizes["base"]
    found = {}
    for key in wanted:
        if key in merged:
            return Refusal.GROUPS_MERGED
        number = alone.get(key, 0 if whole else None)
        if number is None:
            return Refusal.GROUP_HIDDEN
        found[key] = int(number)
    return found


def _per_group(
    cells: Iterable[WeightingCell], place: int, population: Population
) -> dict[Hashable, int]:
    people: dict[Hashable, int] = dict.fromkeys(population.shares, 0)
    for cell in cells:
        people[cell.codes[place]] += cell.people
    return people
