import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.correcting.differences import (
    groups_are_safe,
    is_safe,
    number_is_safe,
)

BASE = 10


def table(*rows, columns=("yes", "no", "rest"), kind="select_one"):
    """A body; a row is (key, base, counts), a merged key is written a+b."""
    return {
        "item": {"key": "q1", "kind": kind},
        "columns": [{"key": key, "members": key.split("+")} for key in columns],
        "rows": [
            {
                "key": key,
                "members": key.split("+") if key else [],
                "base": base,
                "counts": counts,
            }
            for key, base, counts in rows
        ],
    }


OLD = table(("", 150, [50, 60, 40]))


def safe(*counts, old=OLD):
    known = [people for people in counts if people is not None]
    base = sum(known) if len(known) == len(counts) else old["rows"][0]["base"]
    return is_safe(old, table(("", base, list(counts))), BASE)


def test_the_same_numbers_are_safe():
    assert safe(50, 60, 40)


def test_a_few_people_fewer_are_not():
    assert not safe(49, 60, 40)
    assert not safe(41, 60, 40)


def test_many_who_all_said_the_same_are_not():
    assert not safe(30, 60, 40)


def test_many_who_said_several_things_are():
    assert safe(40, 45, 40)


def test_many_who_were_typed_wrongly_are():
    assert safe(40, 70, 40)
    assert not safe(45, 65, 40)


def test_nothing_is_shown_that_was_hidden():
    hidden = table(("", 150, [50, None, None]))
    assert not safe(50, 60, 40, old=hidden)
    assert is_safe(OLD, hidden, BASE)


def test_what_is_hidden_now_must_not_follow_from_the_rest():
    new = table(("", 150, [55, 50, None]))
    assert not is_safe(OLD, new, BASE)
    assert not is_safe(OLD, table(("", 145, [40, 70, None])), BASE)
    assert not is_safe(OLD, table(("", 147, [50, 60, None])), BASE)


def test_merged_answers_are_compared_with_their_sum():
    merged = table(("", 150, [110, 40]), columns=("yes+no", "rest"))
    assert is_safe(OLD, merged, BASE)
    assert not is_safe(merged, OLD, BASE)


def test_a_group_that_was_not_shown_stays_so():
    old = table(("", 150, [50, 60, 40]), ("a", 75, [25, 30, 20]), ("b", None, []))
    new = table(("", 150, [50, 60, 40]), ("b", 75, [25, 30, 20]))
    assert not is_safe(old, new, BASE)
    assert is_safe(new, old, BASE) is False
    without = table(("", 150, [50, 60, 40]), ("a", None, []))
    assert is_safe(old, without, BASE)


def test_whoever_ticked_an_option_and_who_did_not_are_both_many():
    def ticks(base, *counts):
        return table(("", base, list(counts)), kind="select_multiple")

    assert is_safe(ticks(100, 50, 60, 40), ticks(80, 40, 50, 30), BASE)
    assert not is_safe(ticks(100, 50, 60, 40), ticks(90, 40, 60, 40), BASE)
    assert not is_safe(ticks(100, 50, 60, 40), ticks(80, 35, 60, 40), BASE)


def test_sizes_of_groups_follow_the_same_rule():
    def sizes(*counts):
        keys = [{"key": key, "members": [key]} for key in "abc"]
        return {"columns": keys, "counts": list(counts)}

    assert groups_are_safe(sizes(50, 60, 70), sizes(40, 50, 70), BASE)
    assert not groups_are_safe(sizes(50, 60, 70), sizes(49, 60, 70), BASE)
    assert not groups_are_safe(sizes(50, None, None), sizes(50, 60, 70), BASE)


@pytest.mark.parametrize(("new", "said"), [(100, True), (90, True), (91, False)])
def test_a_number_stays_or_changes_by_many(new, said):
    assert number_is_safe(100, new, BASE) is said


COUNTS = st.lists(st.integers(20, 60), min_size=3, max_size=3)


@given(COUNTS, COUNTS)
def test_no_small_group_of_changed_people_can_be_worked_out(old, new):
    before = table(("", sum(old), old))
    if is_safe(before, table(("", sum(new), new)), BASE):
        moves = [b - a for a, b in zip(old, new, strict=True)]
        assert all(move == 0 or abs(move) >= BASE for move in [*moves, sum(moves)])
        assert sum(map(bool, moves)) != 1
