"""Questions with several answers, option by option."""

import itertools
from collections import defaultdict

import pytest

import core.disclosure_options
from core.disclosure import SENSITIVE, Reason, protect_groups
from core.disclosure_options import (
    Ticking,
    Ticks,
    protect_options,
    protect_options_by_group,
)
from tests.core.test_disclosure import STRICT, THREES, TWOS, splits

REASONS = {"cost": 80, "distance": 60, "language": 3, "nothing": 0, "no_answer": 12}


def test_an_option_that_few_ticked_is_hidden():
    table = protect_options(REASONS, 140)
    assert table.total.counts == (80, 60, None, 0, 12)
    assert table.columns[2].reason is Reason.RARE


def test_an_option_that_nearly_all_ticked_is_hidden():
    assert protect_options({"a": 97, "b": 60, "c": 40}, 100).total.counts == (
        None,
        60,
        40,
    )


def test_an_option_that_nobody_ticked_is_hidden_where_that_is_sensitive():
    table = protect_options({"a": 60, "b": 50, "c": 0}, 100, rule=SENSITIVE)
    assert table.total.counts == (60, 50, None)


def test_a_single_hidden_option_takes_another_where_all_ticked_one():
    """100 people, 97 of them elsewhere: the hidden option would be 3."""
    table = protect_options({"a": 60, "b": 37, "c": 3}, 100)
    assert table.total.counts == (60, None, None)


def test_nothing_is_shown_of_too_few_people():
    assert protect_options({"a": 5, "b": 4}, 9).total.base is None


OPTIONS = ("cost", "other", "distance")


def rows(numbers: dict[str, tuple[int, ...]]):
    """Protect people per group: ticked cost, other, distance; asked."""
    chosen = {g: dict(zip(OPTIONS, row[:3], strict=True)) for g, row in numbers.items()}
    asked = {group: row[3] for group, row in numbers.items()}
    totals = {option: sum(row[option] for row in chosen.values()) for option in OPTIONS}
    question = protect_options(totals, sum(asked.values()))
    groups = protect_groups(asked)
    found = protect_options_by_group(question, groups, Ticks(chosen, asked, {}))
    return {row.key: row for row in found.rows}


def test_options_of_large_groups_are_shown():
    found = rows({"town": (100, 150, 90, 200), "farm": (30, 40, 20, 60)})
    assert found["town"].counts == (100, 150, 90)
    assert (found["farm"].base, found["farm"].counts) == (60, (30, 40, 20))


def test_a_small_number_in_a_group_hides_that_option_in_two_groups():
    found = rows(
        {
            "town": (100, 150, 90, 200),
            "farm": (2, 40, 30, 60),
            "away": (30, 45, 35, 70),
        }
    )
    assert found["town"].counts == (100, 150, 90)
    assert found["farm"].counts == (None, 40, 30)
    assert found["away"].counts == (None, 45, 35)
    assert found["farm"].reason is Reason.ANSWERS


def test_a_small_group_has_no_numbers_at_all():
    found = rows(
        {"town": (100, 150, 90, 200), "boat": (4, 4, 4, 8), "away": (20, 25, 20, 40)}
    )
    assert found["boat"].base is None
    assert found["boat"].counts == (None, None, None)
    assert found["boat"].reason is Reason.GROUP


def test_a_group_in_which_each_ticks_one_hides_two_options():
    """People asked minus those of the shown options would be the hidden one."""
    found = rows(
        {"town": (100, 80, 90, 200), "farm": (2, 38, 20, 60), "away": (25, 25, 20, 70)}
    )
    assert found["farm"].counts.count(None) == 2
    assert found["farm"].counts[0] is None


@pytest.mark.parametrize(
    ("chosen", "asked", "possible"),
    [
        ({"a": 3, "b": 2, "none": 5}, 10, True),
        ({"a": 3, "b": 1, "none": 5}, 10, False),  # one of ten ticked nothing at all
        ({"a": 6, "b": 2, "none": 5}, 10, False),  # who ticked none ticked a
        ({"a": 5, "b": 5, "none": 5}, 10, True),
    ],
)
def test_numbers_that_people_cannot_have_ticked_are_known(chosen, asked, possible):
    assert Ticking(frozenset({"none"})).may_be(chosen, asked) is possible


def test_nobody_ticks_more_than_allowed():
    assert Ticking(at_most=1).may_be({"a": 6, "b": 4}, 10)
    assert not Ticking(at_most=1).may_be({"a": 6, "b": 5}, 10)


def test_of_impossible_numbers_nothing_is_said():
    table = protect_options({"a": 60, "b": 30}, 100)
    assert table.total.reason is Reason.NOTHING


# Somebody who knows the rule inverts it

WAYS = (("a",), ("b",), ("a", "b"), ("none",))
ALONE = Ticking(frozenset({"none"}))


def pages(rule, sizes):
    """Map each page to the numbers per group that could be behind it."""
    behind = defaultdict(list)
    for people in itertools.product(*(tuple(splits(n, len(WAYS))) for n in sizes)):
        chosen = {
            f"g{i}": {
                option: sum(
                    n for n, way in zip(row, WAYS, strict=True) if option in way
                )
                for option in ("a", "b", "none")
            }
            for i, row in enumerate(people)
        }
        asked = {f"g{i}": size for i, size in enumerate(sizes)}
        totals = {o: sum(row[o] for row in chosen.values()) for o in chosen["g0"]}
        knobs = {"rule": rule, "ticking": ALONE}
        question = protect_options(totals, sum(sizes), **knobs)
        groups, ticks = protect_groups(asked, rule=rule), Ticks(chosen, asked)
        found = protect_options_by_group(question, groups, ticks, **knobs)
        behind[question, found].append(chosen)
    return behind


def given_away(behind):
    """List hidden numbers that can only be one; zeros of all are no secret."""
    return [
        (question, row.key, column.key)
        for (question, found), tables in behind.items()
        for row in found.rows
        for column, count in zip(found.columns, row.counts, strict=True)
        if count is None
        and len({chosen[row.key][column.key] for chosen in tables}) < 2
        and any(row[column.key] for chosen in tables for row in chosen.values())
    ]


@pytest.mark.parametrize(
    ("rule", "sizes"), [(TWOS, (3, 4)), (THREES, (5, 5)), (STRICT, (5, 5))]
)
def test_no_number_of_an_option_can_be_worked_back(rule, sizes):
    assert not given_away(pages(rule, sizes))


def test_without_the_search_for_doubt_the_inversion_succeeds(monkeypatch):
    monkeypatch.setattr(core.disclosure_options, "given_away", lambda *_: None)
    monkeypatch.setattr(core.disclosure_options, "leaves_doubt", lambda *_: True)
    assert given_away(pages(TWOS, (3, 4)))
