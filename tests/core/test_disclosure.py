"""The gate, and its inversion: every table that could be behind a page is tried."""

import itertools
from collections import defaultdict
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import core.disclosure
import core.disclosure_groups
import core.group_pages
import core.suppression
from core.disclosure import (
    SENSITIVE,
    Breakdown,
    DisclosureRule,
    Missing,
    ProtectedTable,
    Reason,
    protect,
    protect_by_group,
    protect_groups,
)


@dataclass(frozen=True)
class Tiny(DisclosureRule):
    """A rule below the floors, so that all tables can be tried."""

    def __post_init__(self):
        """Refuse nothing."""


THREES = Tiny(base=5, cell=3, concentration=2)
TWOS = Tiny(base=3, cell=2, concentration=1)
STRICT = Tiny(base=5, cell=3, concentration=2, hide_zero=True)
PAIR = ({"a": "A", "b": "A"},)


def shown(table: ProtectedTable) -> dict[str, int | None]:
    keys = [column.key for column in table.columns]
    return dict(zip(keys, table.total.counts, strict=True))


# The published examples


def test_polish_and_french_are_only_shown_together():
    languages = {
        "English": 412,
        "Arabic": 71,
        "Ukrainian": 64,
        "Spanish": 31,
        "French": 27,
        "Polish": 7,
    }
    assert shown(protect_groups(languages)) == {
        "English": 412,
        "Arabic": 71,
        "Ukrainian": 64,
        "Spanish": 31,
        "French+Polish": 34,
    }


def test_a_declared_merge_comes_before_hiding():
    languages = {"English": 412, "Spanish": 31, "French": 27, "Polish": 7}
    merged = protect_groups(languages, levels=[{"French": "other", "Polish": "other"}])
    assert shown(merged) == {"English": 412, "Spanish": 31, "other": 34}
    assert all(column.reason is None for column in merged.columns)


def test_another_gender_hides_with_prefer_not_to_say():
    genders = {"woman": 300, "man": 285, "another": 9, "prefer not": 18}
    assert shown(protect_groups(genders)) == {
        "woman": 300,
        "man": 285,
        "another+prefer not": 27,
    }


def test_seven_people_without_a_phone_leave_only_the_total():
    phones = protect_groups({"phone": 605, "none": 7})
    assert phones.columns == ()
    assert (phones.total.base, phones.total.reason) == (612, Reason.NOTHING)


# One question


def test_answers_that_all_hold_enough_people_are_shown_as_they_are():
    assert shown(protect({"yes": 40, "no": 20, "unsure": 0})) == {
        "yes": 40,
        "no": 20,
        "unsure": 0,
    }


def test_nearly_all_giving_one_answer_is_not_shown():
    assert protect({"yes": 98, "no": 0}).total.reason is Reason.NOTHING
    assert protect({"yes": 98, "no": 2}).columns == ()


def test_too_few_people_are_not_even_counted():
    table = protect({"yes": 5, "no": 4})
    assert (table.total.base, table.total.reason) == (None, Reason.NOTHING)


def test_a_handful_who_were_not_asked_hide_the_question():
    assert protect({"yes": 40, "no": 40}, apart=[9]).total.base is None
    assert protect({"yes": 40, "no": 40}, apart=[10, 0]).total.base == 80


def test_a_sensitive_question_hides_an_answer_that_nobody_gave():
    counts = {"yes": 40, "no": 60, "maybe": 12, "never": 0}
    table = protect(counts, rule=SENSITIVE)
    assert shown(table) == {"yes": 40, "no": 60, "maybe+never": 12}


@pytest.mark.parametrize("knobs", [{"base": 4}, {"cell": 2}, {"concentration": 0}])
def test_no_rule_protects_less_than_the_floors(knobs):
    with pytest.raises(ValueError, match="base ≥ 5"):
        DisclosureRule(**knobs)


# One question by groups


TABLE = {
    "town": {"yes": 120, "no": 90, "unsure": 30},
    "village": {"yes": 60, "no": 50, "unsure": 11},
    "farm": {"yes": 20, "no": 14, "unsure": 2},
    "boat": {"yes": 4, "no": 2, "unsure": 1},
    "away": {"yes": 10, "no": 9, "unsure": 8},
}


def by_group(
    table: dict[str, dict[str, int]],
    rule: DisclosureRule = core.disclosure.STANDARD,
    **knobs,
) -> ProtectedTable:
    codes = dict.fromkeys(code for row in table.values() for code in row)
    totals = {code: sum(row.get(code, 0) for row in table.values()) for code in codes}
    sizes = {group: sum(row.values()) for group, row in table.items()}
    return protect_by_group(
        protect(totals, rule=rule, levels=knobs.get("levels", ())),
        protect_groups(sizes, rule=rule),
        Breakdown(table),
        rule=rule,
        **knobs,
    )


def test_a_group_with_a_small_answer_is_hidden_whole_and_in_company():
    rows = {row.key: row for row in by_group(TABLE).rows}
    assert rows["town"].counts == (120, 90, 30)
    assert rows["farm"].counts == (None, None, None)
    assert {rows[key].reason for key in ("boat", "away")} == {Reason.GROUP}
    assert rows["farm"].reason is Reason.ANSWERS


def test_what_is_left_over_is_shown_as_one_row():
    table = by_group(TABLE)
    assert table.rest is not None
    assert table.rest.members == ("away", "boat", "farm")
    assert (table.rest.base, table.rest.counts) == (70, (34, 25, 11))


def test_a_declared_merge_can_show_a_group_that_would_be_hidden():
    table = by_group(TABLE, levels=[{"no": "not yes", "unsure": "not yes"}])
    assert [column.key for column in table.columns] == ["yes", "not yes"]
    assert {row.key: row.counts for row in table.rows}["farm"] == (20, 16)


def test_few_missing_answers_in_a_group_share_a_column():
    table = {
        "town": {"yes": 120, "no": 90, "none": 6},
        "village": {"yes": 60, "no": 50, "none": 1},
        "farm": {"yes": 20, "no": 14, "none": 0},
    }
    found = by_group(table, missing=Missing(frozenset({"none"})))
    assert [column.key for column in found.columns] == ["yes", "no+none"]
    assert [row.counts for row in found.rows] == [(120, 96), (60, 51), (20, 14)]


def test_missing_answers_share_a_column_with_the_answer_that_they_may():
    table = {
        "town": {"yes": 90, "no": 120, "none": 6},
        "village": {"yes": 50, "no": 60, "none": 1},
    }
    missing = Missing(frozenset({"none"}), frozenset({"no"}))
    found = by_group(table, missing=missing)
    assert [column.key for column in found.columns] == ["yes", "no+none"]


def test_a_group_in_which_all_answer_alike_is_hidden():
    table = {
        "town": {"yes": 120, "no": 90},
        "village": {"yes": 60, "no": 50},
        "farm": {"yes": 40, "no": 0},
    }
    rows = {row.key: row for row in by_group(table).rows}
    assert rows["farm"].base is None
    assert rows["village"].base is None
    assert rows["town"].base == 210


def test_a_few_who_were_not_asked_hide_their_group():
    table = {
        group: {"yes": 50, "no": 50} for group in ("north", "south", "east", "west")
    }
    question, groups = (
        protect({"yes": 200, "no": 200}),
        protect_groups({"north": 100, "south": 103, "east": 140, "west": 100}),
    )
    skipped = {"south": 3, "east": 40}
    found = protect_by_group(question, groups, Breakdown(table, skipped))
    assert "south" not in {row.key for row in found.rows if row.base}


def test_groups_hidden_for_an_earlier_question_stay_hidden():
    table = {group: {"yes": 50, "no": 50} for group in ("north", "south", "east")}
    question = protect({"yes": 150, "no": 150})
    groups = protect_groups({"north": 100, "south": 100, "east": 100})
    before = frozenset({"north", "south"})
    found = protect_by_group(question, groups, Breakdown(table, {}, before))
    assert [row.key for row in found.rows if row.base] == ["east"]


def test_columns_by_group_are_unions_of_the_columns_for_all():
    table = {
        "town": {"yes": 120, "no": 90, "odd": 3},
        "village": {"yes": 60, "no": 50, "odd": 0},
    }
    found = by_group(table)
    assert [column.key for column in found.columns] == ["yes", "no+odd"]


# Somebody who knows the rule inverts it


def splits(people: int, cells: int):
    """Yield every way to put people into cells."""
    for bars in itertools.combinations(range(people + cells - 1), cells - 1):
        ends = (-1, *bars, people + cells - 1)
        yield tuple(b - a - 1 for a, b in itertools.pairwise(ends))


def given_away_one_way(protection, rule, people, cells, levels=()):
    """List the pages that leave some hidden answer only one possible count."""
    behind = defaultdict(list)
    for counts in splits(people, cells):
        table = protection(
            dict(zip("abcd", counts, strict=False)), rule=rule, levels=levels
        )
        behind[table].append(counts)
    return [
        (table, counts)
        for table, counts in behind.items()
        for place, code in enumerate("abcd"[:cells])
        if (code,) not in {column.members for column in table.columns}
        and len({each[place] for each in counts}) < 2
    ]


@pytest.mark.parametrize("levels", [(), PAIR], ids=["alone", "with a merge"])
@pytest.mark.parametrize("rule", [THREES, STRICT], ids=["zeros shown", "zeros hidden"])
@pytest.mark.parametrize(("people", "cells"), [(9, 3), (14, 3), (20, 3), (11, 4)])
def test_no_answer_can_be_worked_back(rule, people, cells, levels):
    assert not given_away_one_way(protect, rule, people, cells, levels)


@pytest.mark.parametrize(("people", "cells"), [(12, 3), (23, 3), (12, 4)])
def test_no_group_size_can_be_worked_back(people, cells):
    assert not given_away_one_way(protect_groups, THREES, people, cells)


def test_no_answer_can_be_worked_back_with_the_parameters_in_use():
    rule = DisclosureRule()
    assert not given_away_one_way(protect, rule, 34, 3)
    assert not given_away_one_way(protect, rule, 29, 3, PAIR)


def rows_of(people, groups, cells):
    """Yield every table of so many people."""
    for flat in splits(people, groups * cells):
        yield [flat[i * cells : (i + 1) * cells] for i in range(groups)]


def rows_with(sizes, cells):
    """Yield every table of groups of these sizes, which are public if not small."""
    return itertools.product(*(tuple(splits(size, cells)) for size in sizes))


def pages_by_group(rule, tables, levels=()):
    """Map each page, with all that is published beside it, to its tables."""
    behind = defaultdict(list)
    for rows in tables:
        codes = "abc"[: len(rows[0])]
        table = {
            f"g{i}": dict(zip(codes, row, strict=True)) for i, row in enumerate(rows)
        }
        totals = {code: sum(row[i] for row in rows) for i, code in enumerate(codes)}
        question = protect(totals, rule=rule, levels=levels)
        sizes = {group: sum(row.values()) for group, row in table.items()}
        groups = protect_groups(sizes, rule=rule)
        knobs = {"rule": rule, "levels": levels}
        page = protect_by_group(question, groups, Breakdown(table), **knobs)
        behind[question, groups, page].append(rows)
    return behind


def given_away(behind):
    """List the hidden cells of all pages that can only hold one count.

    A cell that is zero because nobody at all is in its column or group is not
    hidden, and neither is one where the left-over row itself says zero.
    """
    return [
        (page, group, place)
        for (_, _, page), tables in behind.items()
        for row in page.rows
        if row.reason
        for group in [int(row.key[1:])]
        for place in range(len(tables[0][0]))
        if len({rows[group][place] for rows in tables}) < 2
        and not all_zero(page, tables, place)
    ]


def all_zero(page, tables, place):
    hidden = [int(row.key[1:]) for row in page.rows if row.reason]
    return all(rows[group][place] == 0 for rows in tables for group in hidden)


@pytest.mark.parametrize("levels", [(), PAIR], ids=["alone", "with a merge"])
@pytest.mark.parametrize("people", [6, 8])
def test_no_cell_of_groups_of_any_size_can_be_worked_back(people, levels):
    assert not given_away(pages_by_group(TWOS, rows_of(people, 2, 3), levels))
    assert not given_away(pages_by_group(TWOS, rows_of(people, 3, 2)))


@pytest.mark.parametrize("levels", [(), PAIR], ids=["alone", "with a merge"])
@pytest.mark.parametrize(
    ("rule", "sizes"),
    [(TWOS, (3, 4)), (TWOS, (2, 5)), (THREES, (5, 6)), (STRICT, (6, 6))],
)
def test_no_cell_of_three_answers_can_be_worked_back(rule, sizes, levels):
    assert not given_away(pages_by_group(rule, rows_with(sizes, 3), levels))


@pytest.mark.parametrize("rule", [THREES, STRICT], ids=["zeros shown", "zeros hidden"])
@pytest.mark.parametrize("sizes", [(5, 5, 6), (5, 7, 9), (6, 6, 6), (5, 5, 6, 7)])
def test_no_cell_of_three_groups_and_more_can_be_worked_back(rule, sizes):
    assert not given_away(pages_by_group(rule, rows_with(sizes, 2)))


def test_no_cell_of_three_groups_and_answers_can_be_worked_back():
    assert not given_away(pages_by_group(TWOS, rows_with((3, 3, 4), 3), PAIR))


def test_without_companions_the_inversion_succeeds(monkeypatch):
    """The attack above is one that finds what it looks for."""

    def primary_only(lines, rule, *, unknown=frozenset(), **knobs):
        is_safe = core.suppression.is_safe
        unsafe = {key for key, line in lines.items() if not is_safe(line, rule)}
        return frozenset(unsafe | unknown)

    monkeypatch.setattr(core.group_pages, "lines_to_hide", primary_only)
    monkeypatch.setattr(core.disclosure_groups, "leads_to_doubt", lambda *_, **__: True)
    assert given_away(pages_by_group(THREES, rows_with((5, 5, 6), 2)))


def test_without_the_search_for_doubt_the_inversion_succeeds(monkeypatch):
    monkeypatch.setattr(core.disclosure_groups, "leads_to_doubt", lambda *_, **__: True)
    assert given_away(pages_by_group(THREES, rows_with((5, 5, 6), 2)))


# Properties


FEW = [0, 1, 2, 4, 5, 6, 9, 10, 11, 30]
"""Around the thresholds, where ties are many."""


@pytest.mark.parametrize("protection", [protect, protect_groups])
@pytest.mark.parametrize("rule", [core.disclosure.STANDARD, SENSITIVE])
@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(FEW), min_size=2, max_size=6),
    st.sampled_from([(), PAIR]),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_answers_does_not_matter(
    protection, rule, counts, levels, random
):
    given_answers = dict(zip("abcdef", counts, strict=False))
    mixed = list(given_answers.items())
    random.shuffle(mixed)
    one, other = (
        protection(dict(each), rule=rule, levels=levels)
        for each in (given_answers.items(), mixed)
    )
    assert parts(one) == parts(other)
    assert one.total.base == other.total.base


def parts(table):
    """What a table says, whatever the order it says it in."""
    return {
        (column.key, frozenset(column.members), column.reason, people)
        for column, people in zip(table.columns, table.total.counts, strict=True)
    }


tables = st.lists(
    st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_the_groups_does_not_matter(rows, random):
    table = {f"g{i}": dict(zip("abc", row, strict=True)) for i, row in enumerate(rows)}
    mixed = list(table.items())
    random.shuffle(mixed)
    one, other = by_group(table), by_group(dict(mixed))
    assert set(one.rows) == set(other.rows)
    assert (one.columns, one.total) == (other.columns, other.total)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_everything_published_holds_enough_people(rows):
    found = by_group(
        {f"g{i}": dict(zip("abc", row, strict=True)) for i, row in enumerate(rows)}
    )
    published = [
        row for row in (*found.rows, found.rest) if row and row.base is not None
    ]
    for row in published:
        assert row.base >= 10
        assert row.base - max(row.counts) >= 3
        assert not [n for n in row.counts if 0 < n < 5]


@settings(max_examples=60, deadline=None)
@given(tables)
def test_bounds_of_a_small_cell_reach_none_and_the_threshold(rows):
    """An attacker who knows margins and bases, and not the rule."""
    table = {f"g{i}": dict(zip("abc", row, strict=True)) for i, row in enumerate(rows)}
    found = by_group(table)
    known = [r for r in found.rows if r.reason is Reason.ANSWERS]
    for row in known:
        counts = [
            sum(table[row.key][code] for code in column.members)
            for column in found.columns
        ]
        for count, column in zip(counts, found.rest.counts, strict=True):
            if 0 < count < 5:
                assert sum(counts) + column - found.rest.base <= 0
                assert min(sum(counts), column) >= 5


def test_no_cell_can_be_worked_back_from_tables_that_are_published_otherwise():
    """What puts a table in doubt comes to another page itself: one table is left."""
    rule = Tiny(base=6, cell=3, concentration=2)
    tables = [
        ((0, 2, 6), (3, 0, 3), (6, 2, 1)),
        ((1, 1, 6), (3, 0, 3), (5, 3, 1)),
        ((2, 0, 6), (3, 0, 3), (4, 4, 1)),
        ((6, 2, 0), (3, 0, 3), (0, 2, 7)),
    ]
    assert not given_away(pages_by_group(rule, tables, PAIR))
