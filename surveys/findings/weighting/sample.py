"""The people of a released table, as records with weights.

Each group is as many records as its row has parts: who gave an answer, who gave none,
who was not asked. All stay in the sample, so that its variance is the whole wave's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.findings.estimation.calibration import Margin, rake
from surveys.findings.estimation.design import Design
from surveys.findings.figures.table import row_of
from surveys.findings.frozen_body import Body
from surveys.findings.weighting.cells import (
    Parts,
    Refusal,
    Sizes,
    WeightingCell,
    cells_of,
)
from surveys.findings.weighting.population import Population
from surveys.findings.weighting.weights import CAP, Weights, margins_of, weights_of


@dataclass(frozen=True)
class Sample:
    """The groups with their weights, their rows, and who answered in each."""

    cells: tuple[WeightingCell, ...]
    weights: Weights
    populations: tuple[Population, ...]
    rows: tuple[Mapping[str, Any], ...]
    bases: tuple[int, ...]

    def design(self, parts: Sequence[Sequence[int]]) -> Design:
        """Return the people as records, weighted as their groups are.

        Where a weight was cut the margins are not met; then the weights are taken as
        they are, which makes errors larger rather than too small.

        Args:
            parts: of each group, people by record; all groups have as many records.
        """
        each_group = len(parts[0])
        design = Design(
            tuple(
                self.weights.by_group[cell.key]
                for cell in self.cells
                for _ in range(each_group)
            ),
            times=tuple(people for counts in parts for people in counts),
        )
        if self.weights.capped:
            return design
        margins = [
            Margin(
                tuple(code for code in margin.codes for _ in range(each_group)),
                margin.living,
            )
            for margin in margins_of(self.cells, self.populations, design.people)
        ]
        return rake(design, margins, tolerance=1e-9)


def sample_of(
    body: Body,
    sizes: Sizes,
    populations: tuple[Population, ...],
    parts: Parts | None = None,
    cap: float = CAP,
) -> Sample | Refusal:
    """Return the people of a table that is released whole; see ``weighted``."""
    cells = cells_of(sizes, populations, parts)
    if isinstance(cells, Refusal):
        return cells
    weights = weights_of(cells, populations, cap=cap)
    if isinstance(weights, Refusal):
        return weights
    rows = [row_of(body, cell.key) for cell in cells]
    shown = tuple(row for row in rows if row is not None and _is_whole(body, row))
    if len(shown) < len(cells):
        return Refusal.ANSWERS_HIDDEN
    bases = tuple(row[base_of(body)] for row in shown)
    return Sample(cells, weights, populations, shown, bases)


def base_of(body: Body) -> str:
    """Return which number of a row its shares are of: "answered" or "base"."""
    return "answered" if body["share_of"] == "answered" else "base"


def _is_whole(body: Body, row: Mapping[str, Any]) -> bool:
    """Tell whether every number of a row is shown."""
    if row["base"] is None or row[base_of(body)] is None:
        return False
    return len(row["counts"]) == len(body["columns"]) and None not in row["counts"]
