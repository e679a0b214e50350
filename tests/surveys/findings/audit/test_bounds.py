"""Bounds against trying everything, and against what is really so."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.findings.audit.bounds import (
    Contradiction,
    Wish,
    can_be_whole,
    fits_together,
    fulfil,
)
from surveys.findings.audit.equations import System, sum_of, value_of
from surveys.findings.audit.verdict import nearby, system_of
from tests.surveys.findings.audit.spans import span_of
from tests.surveys.findings.audit.waves import random_wave

TABLES = st.lists(st.integers(0, 3), min_size=6, max_size=6)
ROWS = ((0, 1, 2), (3, 4, 5))
COLUMNS = ((0, 3), (1, 4), (2, 5))


def table_with_margins(cells, shown):
    """A table of two rows and three columns with its margins and some cells."""
    system = System(6)
    for line in (*ROWS, *COLUMNS):
        system.fix(sum_of(line), sum(cells[place] for place in line))
    for place in shown:
        system.fix({place: 1}, cells[place])
    return system


@settings(max_examples=25)
@given(TABLES, st.sets(st.integers(0, 5), max_size=3))
def test_bounds_are_those_that_trying_every_table_finds(cells, shown):
    """A table with margins has whole corners: fractions find nothing more."""
    system = table_with_margins(cells, shown)
    tried = [
        each
        for each in product(range(max(map(sum, (cells,))) + 1), repeat=2)
        for each in [_completed(each, cells)]
        if all(equation.holds(each) for equation in system.equations) and min(each) >= 0
    ]
    for place in range(6):
        values = [each[place] for each in tried]
        assert span_of(system, {place: 1}) == pytest.approx((min(values), max(values)))


def _completed(first_two, cells):
    """The one table with these first two cells and the margins of another."""
    top = [*first_two, sum(cells[:3]) - sum(first_two)]
    return [
        *top,
        *(a + b - c for a, b, c in zip(cells[:3], cells[3:], top, strict=True)),
    ]


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_what_is_really_so_satisfies_every_equation(seed):
    wave = random_wave(seed)
    system = system_of(wave.layout, wave.published)
    assert [e for e in system.equations if not e.holds(wave.truth)] == []


@settings(max_examples=5)
@given(st.integers(0, 10_000))
def test_the_truth_lies_between_the_bounds(seed):
    wave = random_wave(seed, 40)
    system = system_of(wave.layout, wave.published)
    for code in ("n", "o", "p"):
        form = wave.layout.people({"town": (code,)})
        low, high = span_of(system, form)
        assert low - 1e-6 <= value_of(form, wave.truth) <= high + 1e-6


def test_a_wish_that_cannot_be_fulfilled_says_how_near_it_comes():
    system = table_with_margins([3, 0, 0, 0, 0, 3], {0})
    lacking, good = fulfil(system, [Wish({0: 1}, 1), Wish({1: 1}, 0)])
    assert (lacking.fulfilled, lacking.lowest) == (False, 3)
    assert good.fulfilled


def test_open_wishes_are_each_answered_by_itself():
    """Both cells of a row can be none, not at the same time."""
    system = System(2)
    system.fix({0: 1, 1: 1}, 5)
    found = fulfil(system, [Wish({0: 1}, 0), Wish({1: 1}, 0), Wish({0: 1}, -1)])
    assert [each.fulfilled for each in found] == [True, True, False]


def test_numbers_that_do_not_fit_are_a_contradiction():
    system = System(2)
    system.fix({0: 1, 1: 1}, 5)
    system.between({0: 1}, low=4)
    system.between({1: 1}, low=4)
    with pytest.raises(Contradiction):
        fulfil(system, [Wish({0: 1}, 0)])


def test_a_number_that_is_fixed_twice_differently_is_a_contradiction_too():
    system = System(1)
    system.fix({0: 1}, 5)
    system.fix({0: 1}, 6)
    with pytest.raises(Contradiction):
        fulfil(system, [Wish({0: 1}, 0)])


def test_whole_people_are_looked_for_where_a_fraction_would_do():
    system = System(2)
    system.fix({0: 2, 1: 2}, 3)
    assert fulfil(system, [Wish({0: 1}, 0)])[0].fulfilled
    assert not can_be_whole(system, Wish({0: 1}, 0))


def test_a_nearby_system_holds_all_but_some_at_what_they_are():
    system = System(3)
    system.fix({0: 1, 1: 1, 2: 1}, 9)
    near = nearby(system, [2, 3, 4], {0, 1})
    assert span_of(near, {0: 1}) == (0, 5)


def test_whoever_watches_is_told_how_many_numbers_are_done():
    seen = []
    wave = random_wave(1)
    system = system_of(wave.layout, wave.published)
    wishes = [Wish({place: 1}, 0) for place in range(system.unknowns)]
    fulfil(system, wishes, lambda done, of: seen.append((done, of)))
    assert seen[-1] == (len(wishes), len(wishes))
    assert seen == sorted(seen)


def test_what_does_not_fit_together_is_found_where_nobody_wished_to_look():
    """One and two of three make nine, but neither is more than three with the third."""
    system = System(4)
    system.fix({3: 1}, 7)
    system.fix({0: 1, 1: 1}, 9)
    system.between({0: 1, 2: 1}, 0, 9)
    assert fits_together(system)
    for other in ({0: 1, 2: 1}, {1: 1, 2: 1}):
        system.between(other, 0, 3)
    assert fulfil(system, [Wish({3: 1}, 0)])[0].lowest == 7
    assert not fits_together(system)
    system.fix({3: 1}, 8)
    assert not fits_together(system)


@settings(max_examples=25)
@given(TABLES, st.sets(st.integers(0, 5), max_size=3))
def test_what_is_true_fits_together(cells, shown):
    assert fits_together(table_with_margins(cells, shown))
