"""Who is missing: representation ratios, through the gate that all counts pass.

RR = (n_g / n) / (pop_g / pop), over the groups that have a reference figure; under
0.8 a group is under-reached. These are counts of people, not results; still, groups
of fewer than 10 people are shown together with others or not at all; of fewer than 20
where the groups are answers to a sensitive question.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from core.disclosure import DisclosureRule, protect_groups

RULE = DisclosureRule(hide_zero=True)

MINIMUM = RULE.base
"""Fewest people of whom anything is told, and fewest between two tables."""

LEAST_TOTAL = 30
"""Fewest people in a table."""

UNDER_REACHED = Decimal("0.8")


@dataclass(frozen=True)
class Row:
    """One group, or several that can only be shown together, with a figure.

    ``figure`` has two decimals: a ratio beside population figures, else a share of 1.
    ``people`` is what it follows from; it is kept for the audit of the results.
    """

    groups: tuple[str, ...]
    figure: str
    people: int | None = None

    @property
    def is_under_reached(self) -> bool:
        """Tell whether a ratio says that too few were reached."""
        return Decimal(self.figure) < UNDER_REACHED


def ratios(
    reached: Mapping[str, int], population: Mapping[str, int], least: int = MINIMUM
) -> list[Row]:
    """Return the ratio of each group that lives here, in the population's order.

    Args:
        reached: people by group; groups without a reference figure do not count.
        population: people who live here by group; groups of nobody are left out.
        least: fewest people of a group, as the plan of the wave has it.
    """
    living = {group: people for group, people in population.items() if people > 0}
    counts = {group: reached.get(group, 0) for group in living}
    everybody, here = sum(counts.values()), sum(living.values())

    def ratio(groups: tuple[str, ...], people: int) -> float:
        return people * here / (everybody * sum(living[group] for group in groups))

    return _rows(counts, ratio, least)


def shares(reached: Mapping[str, int]) -> list[Row]:
    """Return each group's share of all, the largest group first."""
    counts = dict(sorted(reached.items(), key=lambda each: (-each[1], each[0])))
    everybody = sum(counts.values())
    return _rows(counts, lambda _groups, people: people / everybody)


def is_due(people: int, shown: int | None, least: int = MINIMUM) -> bool:
    """Tell whether enough came since the last table that a new one tells of nobody."""
    return people >= LEAST_TOTAL and (shown is None or people - shown >= least)


def _rows(
    counts: Mapping[str, int],
    figure: Callable[[tuple[str, ...], int], float],
    least: int = MINIMUM,
) -> list[Row]:
    if sum(counts.values()) < LEAST_TOTAL:
        return []
    table = protect_groups(counts, rule=replace(RULE, base=max(least, MINIMUM)))
    columns = zip(table.columns, table.total.counts, strict=True)
    return [
        Row(column.members, f"{figure(column.members, people):.2f}", people)
        for column, people in columns
        if people
    ]
