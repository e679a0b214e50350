"""What one person of each group stands for: 1 on average, and never beyond a cap.

One margin is post-stratification, two are raking. A weight above the cap is cut to it
and the others are raked again to what the margins have left, so that they keep their
proportions and the sum stays that of the people.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from surveys.findings.estimation.calibration import Margin, NotReached, rake
from surveys.findings.estimation.design import Design, kish_size
from surveys.findings.weighting.cells import Refusal, WeightingCell
from surveys.findings.weighting.population import Population

CAP = 5.0
"""Times the mean weight."""

LEAST_PART = 0.5
"""Of the people: an effective size below it is warned of."""

HAIR = 1e-9


@dataclass(frozen=True)
class Weights:
    """Weights by group, their mean over the people being 1.

    ``capped`` are the groups whose weight was cut: they still count for too little.
    ``effective`` is Kish's number of people.
    """

    by_group: dict[str, float]
    capped: tuple[str, ...]
    people: int
    effective: float

    @property
    def design_effect(self) -> float:
        """The people over their effective number: what the weights cost."""
        return self.people / self.effective

    @property
    def is_weak(self) -> bool:
        """Tell whether weighting leaves less than half of the people's worth."""
        return self.effective / self.people < LEAST_PART


def weights_of(
    cells: Sequence[WeightingCell],
    populations: Sequence[Population],
    *,
    cap: float = CAP,
) -> Weights | Refusal:
    """Return the weights of groups, or that none add up to the figures."""
    people = sum(cell.people for cell in cells)
    margins = margins_of(cells, populations, people)
    try:
        found, capped = _capped(cells, margins, cap)
    except (NotReached, ZeroDivisionError):
        return Refusal.NOT_REACHED
    counts = [cell.people for cell in cells]
    return Weights(
        {cell.key: w for cell, w in zip(cells, found, strict=True)},
        tuple(cells[place].key for place in capped),
        people,
        kish_size(found, counts),
    )


def margins_of(
    cells: Sequence[WeightingCell], populations: Sequence[Population], people: int
) -> list[Margin]:
    """Return each margin so that its figures add up to the people who answered."""
    return [
        Margin(
            tuple(cell.codes[place] for cell in cells),
            {group: share * people for group, share in population.shares.items()},
        )
        for place, population in enumerate(populations)
    ]


def _capped(
    cells: Sequence[WeightingCell], margins: Sequence[Margin], cap: float
) -> tuple[list[float], list[int]]:
    """Return a weight a cell, and the places of those that were cut."""
    fixed: dict[int, float] = {}
    while True:
        free = [place for place in range(len(cells)) if place not in fixed]
        weights = _raked(cells, margins, free, fixed)
        above = [place for place in free if weights[place] > cap * (1 + HAIR)]
        if not above:
            return weights, sorted(fixed)
        fixed |= dict.fromkeys(above, cap)


def _raked(
    cells: Sequence[WeightingCell],
    margins: Sequence[Margin],
    free: Sequence[int],
    fixed: dict[int, float],
) -> list[float]:
    taken = {place: weight * cells[place].people for place, weight in fixed.items()}
    left = sum(cell.people for cell in cells) - sum(taken.values())
    design = Design(
        (1.0,) * len(free), times=tuple(cells[place].people for place in free)
    )
    found = rake(design, [_remaining(each, free, taken, left) for each in margins])
    weights = fixed | dict(zip(free, found.weights, strict=True))
    return [weights[place] for place in range(len(cells))]


def _remaining(
    margin: Margin, free: Sequence[int], taken: dict[int, float], left: float
) -> Margin:
    """Return what a margin has left for the free cells, of ``left`` in all."""
    codes = tuple(margin.codes[place] for place in free)
    needed: dict[Hashable, float] = {code: margin.living[code] for code in codes}
    for place, weight in taken.items():
        code = margin.codes[place]
        if code in needed:
            needed[code] -= weight
    whole = sum(needed.values())
    return Margin(codes, {code: n * left / whole for code, n in needed.items()})
