"""Single cells hidden in a question by groups, and everybody who would find them."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import core.disclosure_cells
import core.disclosure_groups
from core.disclosure import STANDARD, DisclosureRule, Reason
from core.disclosure_cells import Chooser, Grid, TooManyChoices, cells_to_hide
from core.suppression import Line
from tests.core.test_disclosure import (
    STRICT,
    THREES,
    TWOS,
    Tiny,
    by_group,
    pages_by_group,
    splits,
)

BY_CELL = DisclosureRule(by_cell=True)

TABLE = {
    "town": {"yes": 77, "no": 54, "often": 34, "rarely": 23, "never": 12},
    "village": {"yes": 48, "no": 28, "often": 28, "rarely": 14, "never": 9},
    "farm": {"yes": 34, "no": 22, "often": 21, "rarely": 8, "never": 3},
    "boat": {"yes": 28, "no": 16, "often": 18, "rarely": 9, "never": 7},
}


def shown(table):
    return sum(people or 0 for row in table.rows for people in row.counts)


def is_by_cell(table):
    return any(row.base is not None and None in row.counts for row in table.rows)


# One page


def test_one_small_answer_hides_three_cells_beside_it_and_no_group():
    table = by_group(TABLE, BY_CELL)
    rows = {row.key: row for row in table.rows}
    assert rows["town"].counts == (77, 54, 34, 23, 12)
    assert rows["village"].counts == (48, 28, 28, 14, 9)
    assert rows["farm"].counts == (34, 22, 21, None, None)
    assert rows["boat"].counts == (28, 16, 18, None, None)
    assert [row.base for row in table.rows] == [200, 127, 88, 78]
    assert rows["farm"].reason is rows["boat"].reason is Reason.ANSWERS
    assert rows["town"].reason is None
    assert table.rest is None


def test_without_the_solver_whole_groups_are_hidden():
    rows = {row.key: row for row in by_group(TABLE).rows}
    assert rows["farm"].counts == rows["boat"].counts == (None,) * 5
    assert rows["farm"].base is None


def test_where_no_choice_is_found_whole_groups_are_hidden(monkeypatch):
    monkeypatch.setattr(Grid, "solved", lambda _grid: None)
    assert by_group(TABLE, BY_CELL) == by_group(TABLE)


def test_a_table_that_is_shown_whole_needs_no_solver(monkeypatch):
    def solved(_grid):
        raise AssertionError

    monkeypatch.setattr(Grid, "solved", solved)
    whole = {group: row | {"never": 30} for group, row in TABLE.items()}
    assert not [row for row in by_group(whole, BY_CELL).rows if row.reason]


def test_small_groups_are_hidden_whole_and_what_they_hold_is_shown_together():
    small = {
        "canoe": {"yes": 3, "no": 2, "often": 2, "rarely": 0, "never": 0},
        "raft": {"yes": 3, "no": 4, "often": 5, "rarely": 0, "never": 0},
    }
    table = by_group(TABLE | small, BY_CELL)
    rows = {row.key: row for row in table.rows}
    assert rows["canoe"].base is rows["raft"].base is None
    assert rows["canoe"].reason is Reason.GROUP
    assert rows["farm"].counts == (34, 22, 21, None, None)
    assert table.rest is not None
    assert table.rest.members == ("canoe", "raft")
    assert (table.rest.base, table.rest.counts) == (19, (6, 6, 7, 0, 0))


# The choice


def lines_of(*rows):
    return {f"g{i}": Line(row) for i, row in enumerate(rows)}


def choice_of(lines, unknown=frozenset()):
    names = [chr(97 + i) for i in range(len(next(iter(lines.values())).counts))]
    chooser = Chooser()
    return cells_to_hide(lines, names, STANDARD, unknown=unknown, choose=chooser)


def test_a_group_in_which_nearly_all_agree_is_left_to_whole_lines():
    assert choice_of(lines_of((40, 1, 1), (30, 30, 30), (20, 20, 20))) is None


def test_a_hidden_group_needs_company():
    lines = lines_of((4, 3, 2), (30, 30, 30), (20, 20, 20))
    assert choice_of(lines) is None
    assert choice_of(lines, frozenset({"g2"})).shut == {"g0", "g2"}


def test_hidden_groups_that_are_few_together_are_left_to_whole_lines():
    assert choice_of(lines_of((2, 1, 1), (2, 2, 1), (20, 20, 20))) is None


def test_what_a_hidden_cell_holds_does_not_decide_which_others_are_hidden():
    """The same margins, and small cells in the same places: the same choice."""
    one = choice_of(lines_of((20, 30, 3), (25, 20, 9), (40, 50, 60)))
    other = choice_of(lines_of((21, 30, 2), (24, 20, 10), (40, 50, 60)))
    assert one == other


def test_a_choice_is_made_once_and_so_many_at_most():
    chooser, small = Chooser(most=1), frozenset({(0, 0)})
    grid = Grid((50, 60, 70), (50, 60, 70), small, frozenset())
    assert chooser(grid) == chooser(grid)
    with pytest.raises(TooManyChoices):
        chooser(replace(grid, small=frozenset({(1, 1)})))


# Somebody who can solve, and knows all that is published


def bounds(page, groups, codes, wanted):
    """The least and most that one answer of one group can hold."""
    places = {
        (g, c): i for i, (g, c) in enumerate((g, c) for g in groups for c in codes)
    }
    sums, totals = [], []

    def learn(members, answers, people):
        if people is not None:
            inside = {places[g, c] for g in members for c in answers}
            sums.append([int(i in inside) for i in range(len(places))])
            totals.append(people)

    lines = [(groups, page.total), *((row.members, row) for row in page.rows)]
    lines += [(page.rest.members, page.rest)] if page.rest else []
    for members, row in lines:
        learn(members, codes, row.base)
        for column, people in zip(page.columns, row.counts, strict=True):
            learn(members, column.members, people)
    ends = []
    for sign in (1, -1):
        aim = [0] * len(places)
        aim[places[wanted]] = sign
        ends.append(sign * linprog(aim, A_eq=sums, b_eq=totals).fun)
    return ends


def exposed(table, page):
    """List small answers of groups that are surely some, or surely few."""
    codes = list(next(iter(table.values())))
    single = {
        c.members[0]: i for i, c in enumerate(page.columns) if len(c.members) == 1
    }
    found = []
    for row in page.rows:
        for code in codes:
            people = table[row.key][code]
            if row.base is None or code not in single or not 0 < people < STANDARD.cell:
                continue
            low, high = bounds(page, list(table), codes, (row.key, code))
            if low > 1e-6 or high < STANDARD.cell - 1e-6:
                found.append((row.key, code))
    return found


tables = st.lists(
    st.lists(st.sampled_from([0, 1, 3, 6, 8, 12, 20, 31]), min_size=4, max_size=4),
    min_size=3,
    max_size=5,
).map(
    lambda rows: {
        f"g{i}": dict(zip("abcd", row, strict=True)) for i, row in enumerate(rows)
    }
)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_a_small_answer_could_be_none_and_could_be_enough(table):
    page = by_group(table, BY_CELL)
    assert not page.columns or exposed(table, page) == []


@settings(max_examples=25, deadline=None)
@given(tables, st.integers(0, 2), st.sampled_from("abcd"))
def test_one_more_person_exposes_nobody(table, group, code):
    key = f"g{group}"
    more = table | {key: table[key] | {code: table[key][code] + 1}}
    page = by_group(more, BY_CELL)
    assert not page.columns or exposed(more, page) == []


def test_primary_cells_alone_are_found_out(monkeypatch):
    """The attack above is one that finds what it looks for."""
    monkeypatch.setattr(Grid, "solved", lambda grid: grid.small)
    monkeypatch.setattr(core.disclosure_groups, "leads_to_doubt", lambda *_, **__: True)
    assert exposed(TABLE, by_group(TABLE, BY_CELL)) == [("farm", "never")]


# Somebody who knows the rule as well, and tries every table


@cache
def solved(grid):
    return SOLVED(grid)


SOLVED = Grid.solved


def tables_with(bases, totals):
    """Yield every table with these margins, which are public."""
    if len(bases) == 1:
        yield (tuple(totals),)
        return
    for row in splits(bases[0], len(totals)):
        left = [total - people for total, people in zip(totals, row, strict=True)]
        if min(left) >= 0:
            for rest in tables_with(bases[1:], left):
                yield (row, *rest)


def given_away(behind, *, zeros):
    """List the answers of groups that are not on a page and could be one count only."""
    return [
        (page, row.key, place)
        for (_, _, page), rows_behind in behind.items()
        for row in page.rows
        for place, code in enumerate("abc"[: len(rows_behind[0][0])])
        if code not in alone(page, row)
        for found in [{rows[int(row.key[1:])][place] for rows in rows_behind}]
        if len(found) < 2 and (zeros or found != {0})
    ]


def alone(page, row):
    pairs = zip(page.columns, row.counts, strict=True)
    return {c.members[0] for c, n in pairs if n is not None and len(c.members) == 1}


def tiny(rule):
    return Tiny(rule.base, rule.cell, rule.concentration, rule.hide_zero, by_cell=True)


MARGINS = [
    (THREES, (8, 9, 10), (9, 9, 9)),
    (THREES, (6, 8, 12), (11, 8, 7)),
    (STRICT, (8, 9, 10), (9, 9, 9)),
    (THREES, (6, 7, 8), (3, 8, 10)),
    (TWOS, (5, 6, 7), (6, 6, 6)),
]


@pytest.mark.parametrize(("rule", "bases", "totals"), MARGINS)
def test_no_single_cell_can_be_worked_back(monkeypatch, rule, bases, totals):
    monkeypatch.setattr(Grid, "solved", solved)
    behind = pages_by_group(tiny(rule), tables_with(bases, totals))
    assert not given_away(behind, zeros=rule.hide_zero)


def test_some_of_these_pages_hide_single_cells(monkeypatch):
    monkeypatch.setattr(Grid, "solved", solved)
    behind = pages_by_group(tiny(STRICT), tables_with((8, 9, 10), (9, 9, 9)))
    assert sum(is_by_cell(page) for _, _, page in behind) > 3


def test_without_the_search_for_doubt_single_cells_are_worked_back(monkeypatch):
    monkeypatch.setattr(Grid, "solved", solved)
    monkeypatch.setattr(core.disclosure_groups, "leads_to_doubt", lambda *_, **__: True)
    behind = pages_by_group(tiny(THREES), tables_with((8, 9, 10), (9, 9, 9)))
    assert given_away(behind, zeros=False)


# Properties


@settings(max_examples=25, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_groups_and_answers_does_not_matter(table, random):
    groups, codes = list(table), list("abcd")
    random.shuffle(groups)
    random.shuffle(codes)
    mixed = {group: {code: table[group][code] for code in codes} for group in groups}
    assert said(by_group(table, BY_CELL)) == said(by_group(mixed, BY_CELL))


def said(page):
    """What a page says, whatever the order it says it in."""
    return {
        (row.key, row.base, frozenset(column.members), people)
        for row in page.rows
        for column, people in zip(page.columns, row.counts, strict=True)
    }


@settings(max_examples=25, deadline=None)
@given(tables)
def test_single_cells_are_hidden_only_where_that_shows_more(table):
    page, lines = by_group(table, BY_CELL), by_group(table)
    assert not is_by_cell(page) or shown(page) > shown(lines)
