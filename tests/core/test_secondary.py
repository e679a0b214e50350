"""The programme that chooses what to hide, beside trying all that could be hidden."""

import itertools
import random
import subprocess
import sys
from pathlib import Path

import pytest
from scipy.optimize import linprog

import core.secondary
from core.secondary import Need, has_solver, secondary

ROOT = Path(__file__).parents[2]
LEAST = 5


def table_of(rows):
    """Return the cells of a table, and the sums that are public of it."""
    cells = {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    lines = [{p: 1 for p in cells if p[0] == row} for row in range(len(rows))]
    columns = [{p: 1 for p in cells if p[1] == c} for c in range(len(rows[0]))]
    return cells, [*lines, *columns]


def needs_of(cells):
    return {p: Need(LEAST - n, n) for p, n in cells.items() if 0 < n < LEAST}


def chosen(rows, **knobs):
    cells, equations = table_of(rows)
    weights = {place: max(1, people) for place, people in cells.items()}
    upper = dict.fromkeys(cells, sum(cells.values()))
    return secondary(cells, equations, needs_of(cells), weights, upper, **knobs)


def ranges(cells, equations, hidden, place):
    """The least and most that a hidden cell can hold for somebody who can solve."""
    unknown = [p for p in cells if p in hidden]
    left = [sum(cells[p] for p in unknown if p in each) for each in equations]
    terms = [[each.get(p, 0) for p in unknown] for each in equations]
    ends = []
    for sign in (1, -1):
        aim = [sign * (p == place) for p in unknown]
        ends.append(sign * linprog(aim, A_eq=terms, b_eq=left, bounds=(0, None)).fun)
    return ends


def protects(cells, equations, hidden):
    for place in needs_of(cells):
        low, high = ranges(cells, equations, hidden, place)
        if low > 1e-6 or high < LEAST - 1e-6:
            return False
    return True


def cheapest(rows):
    """The cost of the best of all sets of cells, tried from the cheapest on."""
    cells, equations = table_of(rows)
    small = frozenset(needs_of(cells))
    free = [place for place in cells if place not in small]
    costs = sorted(
        (sum(max(1, cells[p]) for p in more), more)
        for size in range(len(free) + 1)
        for more in itertools.combinations(free, size)
    )
    tried = (c for c, more in costs if protects(cells, equations, small | {*more}))
    return next(tried, None)


def random_rows(seed, shape):
    chance = random.Random(seed)  # noqa: S311  # the same tables each time
    return [
        [chance.choice([0, 2, 4, 6, 9, 15]) for _ in range(shape[1])]
        for _ in range(shape[0])
    ]


@pytest.mark.parametrize("shape", [(3, 3), (2, 4), (3, 4)])
@pytest.mark.parametrize("seed", range(5))
def test_what_is_hidden_protects_and_nothing_cheaper_would(seed, shape):
    rows = random_rows(seed, shape)
    cells, equations = table_of(rows)
    hidden, best = chosen(rows), cheapest(rows)
    if hidden is None:
        assert best is None
        return
    assert protects(cells, equations, hidden)
    small = needs_of(cells)
    assert sum(max(1, cells[p]) for p in hidden - small.keys()) == best


def test_a_small_cell_is_hidden_in_a_rectangle():
    rows = [[20, 30, 3], [25, 8, 9], [40, 50, 60]]
    assert chosen(rows) == {(0, 2), (1, 2), (0, 1), (1, 1)}


def test_nothing_is_hidden_where_nothing_is_small():
    assert chosen([[20, 30], [25, 8]]) == frozenset()


def test_a_table_that_cannot_be_protected_is_not():
    assert chosen([[3, 30]]) is None


def test_a_cell_without_a_weight_stays_shown():
    cells, equations = table_of([[3, 30, 31], [25, 8, 40], [30, 9, 50]])
    weights = {place: 1 for place in cells if place != (1, 1)}
    upper = dict.fromkeys(cells, 300)
    found = secondary(cells, equations, needs_of(cells), weights, upper)
    assert found is not None
    assert (1, 1) not in found


def test_the_search_is_given_up_after_so_many_branches():
    """Cells that each cost the same leave much to compare."""
    chance = random.Random(4)  # noqa: S311  # the same table each time
    rows = [[chance.choice([3, 12, 13]) for _ in range(8)] for _ in range(8)]
    cells, equations = table_of(rows)
    weights = dict.fromkeys(cells, 7)
    upper = dict.fromkeys(cells, 900)
    assert secondary(cells, equations, needs_of(cells), weights, upper, nodes=0) is None


def test_a_solver_that_is_not_installed_is_missed(monkeypatch):
    assert has_solver()
    monkeypatch.setattr(core.secondary, "find_spec", lambda _name: None)
    assert not has_solver()


def test_no_web_worker_loads_the_solver():
    code = "import sys, app; assert not {'numpy', 'scipy'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
