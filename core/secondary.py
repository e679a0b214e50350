"""Which cells to hide beside those that must be: a mixed-integer programme.

The form is that of Fischetti and Salazar (2001): a cell is protected if what is still
shown allows tables in which it is so much larger, and so much smaller, than it is. Of
all sets of cells that protect every primary cell, the one of least weight is taken.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, TypeVar

from core.solver_noise import solver_is_quiet

Cell = TypeVar("Cell", bound=Hashable)

HALF = 0.5
MOST_NODES = 2_000
"""Branches after which to give up: a count, for clocks differ between machines."""


@dataclass(frozen=True)
class Need:
    """How far above and below itself somebody must think a cell possible."""

    up: int
    down: int


def has_solver() -> bool:
    """Tell whether scipy, and so the solver HiGHS, is installed."""
    return find_spec("scipy") is not None


def secondary(
    cells: Mapping[Cell, int],
    equations: Sequence[Mapping[Cell, int]],
    primaries: Mapping[Cell, Need],
    weights: Mapping[Cell, int],
    upper: Mapping[Cell, int],
    *,
    nodes: int = MOST_NODES,
) -> frozenset[Cell] | None:
    """Choose the cells to hide, the primary ones included.

    Args:
        cells: how many people a cell holds, or how many it holds at least, where the
            choice must not depend on more. The order settles between equals.
        equations: signs by cell; the signed sum of the cells is public in each.
        primaries: the cells that must be hidden, and how far each must be in doubt.
        weights: what it costs to hide a cell; one that is not named stays shown.
        upper: the most that a cell can hold as far as anybody knows.
        nodes: branches after which to give up.

    Returns:
        ``None`` if no such set of cells was found.
    """
    if not primaries:
        return frozenset()
    may = [cell for cell in cells if cell in primaries or cell in weights]
    costs = [0 if cell in primaries else weights[cell] for cell in may]
    flows = [
        _Flow(cell, change, cells, upper)
        for cell, need in primaries.items()
        for change in (need.up, -need.down)
    ]
    found = _solved(may, costs, flows, equations, nodes)
    return None if found is None else frozenset(primaries) | found


@dataclass(frozen=True)
class _Flow:
    """How another table differs from this one: by ``change`` in its own cell."""

    cell: Hashable
    change: int
    cells: Mapping[Any, int]
    upper: Mapping[Any, int]

    def room(self, cell: Hashable) -> tuple[int, int]:
        """Return how far a hidden cell can fall, and rise, in that other table."""
        if cell == self.cell:
            return self.change, self.change
        return -self.cells[cell], self.upper[cell] - self.cells[cell]


def _solved(
    may: Sequence[Any],
    costs: Sequence[int],
    flows: Sequence[_Flow],
    equations: Sequence[Mapping[Any, int]],
    nodes: int,
) -> frozenset[Any] | None:
    """Return what the best solution hides; ``None`` if there is none, or no end.

    The variables are one a cell, hidden or not, and then one a cell for each flow:
    nothing flows in a cell that is shown, and a flow leaves each equation as it is.
    """
    # Imported here: no web worker loads it, and it may not be installed.
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
    from scipy.sparse import coo_array  # noqa: PLC0415

    size, rooms = len(may), [flow.room(cell) for flow in flows for cell in may]
    rows = [*_sums(may, equations, len(flows)), *_links(rooms, size)]
    entries = [(n, at, v) for n, row in enumerate(rows) for at, v in row.items()]
    number, place, value = zip(*entries, strict=True)
    shape = len(rows), size + len(rooms)
    sums = len(rows) - 2 * len(rooms)
    with solver_is_quiet():
        found = milp(
            np.array([*costs, *[0] * len(rooms)], dtype=float),
            integrality=np.array([1] * size + [0] * len(rooms)),
            bounds=Bounds(
                np.array([0] * size + [low for low, _ in rooms], dtype=float),
                np.array([1] * size + [high for _, high in rooms], dtype=float),
            ),
            constraints=LinearConstraint(
                coo_array((value, (number, place)), shape=shape).tocsr(),
                0,
                np.array([0.0] * sums + [np.inf] * (2 * len(rooms))),
            ),
            options={"mip_rel_gap": 0, "node_limit": nodes},
        )
    hidden = () if found.status else zip(may, found.x, strict=False)
    return frozenset(c for c, x in hidden if x > HALF) if hidden else None


def _sums(
    may: Sequence[Any], equations: Sequence[Mapping[Any, int]], flows: int
) -> Iterator[dict[int, int]]:
    """Yield, for each flow and equation, what must come to nothing."""
    for number in range(flows):
        start = len(may) * (number + 1)
        for equation in equations:
            row = {start + i: equation[c] for i, c in enumerate(may) if c in equation}
            if row:
                yield row


def _links(rooms: Sequence[tuple[int, int]], size: int) -> Iterator[dict[int, int]]:
    """Yield what must not be below nothing: a cell in which much flows is hidden."""
    for number, (low, high) in enumerate(rooms):
        yield {size + number: 1, number % size: -low}
        yield {size + number: -1, number % size: high}
