"""Who is missing: representation ratios, and which groups are too small to show.

RR = (n_g / n) / (pop_g / pop), over the groups that have a reference figure; under
0.8 a group is under-reached. These are counts of people, not results; still, nothing
is told of fewer than 10 people, or of so few hidden ones that they could be worked
out from the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

MINIMUM = 10
"""Fewest people of whom anything is told, and fewest between two tables."""

LEAST_TOTAL = 30
"""Fewest people in a table."""

UNDER_REACHED = Decimal("0.8")


@dataclass(frozen=True)
class Row:
    """One group: its figure to two decimals, or why there is none.

    ``figure`` is a ratio beside population figures, else a share of 1.
    """

    group: str
    figure: str | None = None
    few: bool = False

    @property
    def is_under_reached(self) -> bool:
        """Tell whether a ratio says that too few were reached."""
        return self.figure is not None and Decimal(self.figure) < UNDER_REACHED


def ratios(reached: Mapping[str, int], population: Mapping[str, int]) -> list[Row]:
    """Return the ratio of each group that lives here, in the population's order.

    Args:
        reached: people by group; groups without a reference figure do not count.
        population: people who live here by group; groups of nobody are left out.
    """
    living = {group: people for group, people in population.items() if people > 0}
    counts = {group: reached.get(group, 0) for group in living}
    everybody, here = sum(counts.values()), sum(living.values())

    def ratio(group: str) -> str:
        return f"{counts[group] * here / (everybody * living[group]):.2f}"

    return _rows(counts, ratio)


def shares(reached: Mapping[str, int]) -> list[Row]:
    """Return each group's share of all, the largest group first."""
    counts = dict(sorted(reached.items(), key=lambda each: (-each[1], each[0])))
    everybody = sum(counts.values())
    return _rows(counts, lambda group: f"{counts[group] / everybody:.2f}")


def is_due(people: int, shown: int | None) -> bool:
    """Tell whether enough came since the last table that a new one tells of nobody."""
    return people >= LEAST_TOTAL and (shown is None or people - shown >= MINIMUM)


def hidden(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the groups that are not shown: the small, and who must hide them.

    A single hidden group, or several with fewer than 10 people together, could be
    worked out from the total; so the smallest of the others is hidden too.
    """
    order = sorted(counts, key=lambda group: (counts[group], group))
    found = [group for group in order if counts[group] < MINIMUM]
    rest = order[len(found) :]
    while found and rest and _could_be_worked_out(found, counts):
        found.append(rest.pop(0))
    return frozenset(found)


def _could_be_worked_out(found: list[str], counts: Mapping[str, int]) -> bool:
    return len(found) == 1 or sum(counts[group] for group in found) < MINIMUM


def _rows(counts: Mapping[str, int], figure: Callable[[str], str]) -> list[Row]:
    if sum(counts.values()) < LEAST_TOTAL:
        return []
    out = hidden(counts)
    if len(out) == len(counts):
        return []
    return [
        Row(group, few=people < MINIMUM) if group in out else Row(group, figure(group))
        for group, people in counts.items()
    ]
