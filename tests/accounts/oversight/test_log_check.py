"""Every way of bending a log, and what the check then says."""

from itertools import pairwise

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from accounts.oversight.log_check import Row, Seal, check, check_saved, tree_of
from accounts.oversight.log_fault import Fault, FaultCode
from core.checkpoint import Checkpoint
from core.frontier import Frontier
from core.merkle import leaf_hash
from core.signed_note import BadCheckpoint

NAME = "log"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def read(note):
    return Checkpoint.verified(note.encode(), origin=NAME, key=KEY.public_key())


def log(count, name="act"):
    return [Row(place, f'{{"action":"{name}.{place}"}}') for place in range(count)]


def seal(rows, size, key=KEY):
    frontier = Frontier()
    for row in rows[:size]:
        frontier = frontier.append(leaf_hash(row.leaf.encode()))
    note = Checkpoint(NAME, size, frontier.root()).signed(key).decode()
    return Seal(size, frontier.root().hex(), note, frontier.to_bytes())


def seals(rows, sizes=None):
    """Checkpoints after each row, or after the sizes given."""
    return [seal(rows, size) for size in sizes or range(1, len(rows) + 1)]


def renumbered(rows):
    return [Row(place, row.leaf) for place, row in enumerate(rows)]


def edited(rows, place):
    return [
        Row(row.place, '{"action":"other"}') if row.place == place else row
        for row in rows
    ]


def test_a_log_that_nobody_touched_has_no_fault():
    rows = log(20)
    assert check(rows, seals(rows), read) == []
    assert check([], [], read) == []


@given(st.integers(1, 40), st.data())
def test_an_edited_row_is_named(count, data):
    rows = log(count)
    place = data.draw(st.integers(0, count - 1))
    found = check(edited(rows, place), seals(rows), read)
    assert found == [Fault(FaultCode.CHANGED, place)]


@given(st.integers(2, 40), st.data())
def test_a_dropped_row_is_named_even_if_the_rest_moved_up(count, data):
    rows = log(count)
    place = data.draw(st.integers(0, count - 2))
    left = rows[:place] + rows[place + 1 :]
    assert check(left, seals(rows), read) == [Fault(FaultCode.MISSING, place)]
    (fault,) = check(renumbered(left), seals(rows), read)
    assert (fault.code, fault.place) == (FaultCode.CHANGED, place)


@given(st.integers(2, 40), st.data())
def test_rows_that_changed_places_are_named_with_where_they_went(count, data):
    rows = log(count)
    first = data.draw(st.integers(0, count - 2))
    second = data.draw(st.integers(first + 1, count - 1))
    bent = list(rows)
    bent[first], bent[second] = bent[second], bent[first]
    assert check(renumbered(bent), seals(rows), read) == [
        Fault(FaultCode.MOVED, first, second)
    ]


def test_a_row_put_in_between_is_found_where_it_stands():
    rows = log(9)
    bent = renumbered([*rows[:4], Row(4, "{}"), *rows[4:]])
    assert check(bent, seals(rows), read) == [Fault(FaultCode.MOVED, 4, 5)]


def test_an_end_that_was_cut_off_is_named_with_how_much_was_signed():
    rows = log(12)
    assert check(rows[:10], seals(rows), read) == [Fault(FaultCode.TRUNCATED, 10, 11)]


@pytest.mark.parametrize(("sizes", "first"), [([5], 5), ([], 0)])
def test_rows_that_nobody_signed_are_named(sizes, first):
    rows = log(7)
    signed = [seal(rows, size) for size in sizes]
    assert check(rows, signed, read) == [Fault(FaultCode.UNSIGNED, first)]


@given(st.sets(st.integers(1, 63), min_size=1), st.integers(0, 63))
def test_rows_signed_together_are_narrowed_down_to_those_that_hold_the_change(
    between, place
):
    rows = log(64)
    sizes = sorted({*between, 64})
    (fault,) = check(edited(rows, place), seals(rows, sizes), read)
    low, high = next(
        (low, high) for low, high in pairwise([0, *sizes]) if low <= place < high
    )
    last = fault.other if fault.code is FaultCode.RANGE else fault.place
    assert low <= fault.place <= place <= last < high


def test_the_subtrees_of_one_commit_narrow_a_change_down():
    rows = log(11)
    assert check(edited(rows, 9), [seal(rows, 11)], read) == [
        Fault(FaultCode.RANGE, 8, 9)
    ]
    assert check(edited(rows, 10), [seal(rows, 11)], read) == [
        Fault(FaultCode.CHANGED, 10)
    ]


def test_a_checkpoint_signed_by_somebody_else_is_named():
    rows = log(4)
    forged = [*seals(rows)[:3], seal(rows, 4, key=OTHER_KEY)]
    assert check(rows, forged, read) == [Fault(FaultCode.SIGNATURE, 4)]


@pytest.mark.parametrize(
    "change",
    [
        {"root": "00" * 32},
        {"frontier": b""},
        {"frontier": b"\0" * 64},
        {"size": 4},
    ],
)
def test_a_column_beside_the_signed_note_that_says_otherwise_is_named(change):
    rows = log(5)
    last = seal(rows, 5)
    bent = Seal(
        **{name: getattr(last, name) for name in ("size", "root", "note", "frontier")}
        | change
    )
    found = check(rows, [*seals(rows)[:4], bent], read)
    assert found[0] == Fault(FaultCode.CHECKPOINT, bent.size)


def test_a_whole_log_written_anew_fits_itself_and_not_the_note_kept_elsewhere():
    before, after = log(12), log(15, name="forged")
    assert check(after, seals(after), read) == []
    assert check_saved(tree_of(after), seal(before, 12).note, read) == [
        Fault(FaultCode.SAVED_FORK, 12)
    ]


def test_an_end_cut_off_with_its_checkpoints_fits_itself_and_not_the_kept_note():
    rows = log(12)
    left = rows[:9]
    assert check(left, seals(left), read) == []
    assert check_saved(tree_of(left), seal(rows, 12).note, read) == [
        Fault(FaultCode.SAVED_TRUNCATED, 9, 12)
    ]


@pytest.mark.parametrize("size", [0, 1, 11, 12])
def test_a_kept_note_agrees_with_every_log_that_only_grew(size):
    rows = log(12)
    assert check_saved(tree_of(rows), seal(rows, size).note, read) == []


def test_a_kept_note_is_compared_even_if_the_key_was_changed_since():
    before, after = log(3), log(3, name="forged")
    assert check_saved(tree_of(after), seal(before, 3, OTHER_KEY).note, read) == [
        Fault(FaultCode.SAVED_FOREIGN, 3),
        Fault(FaultCode.SAVED_FORK, 3),
    ]


def test_a_kept_file_that_is_no_note_is_refused():
    with pytest.raises(BadCheckpoint):
        check_saved(tree_of(log(3)), "nothing\n", read)


@pytest.mark.parametrize("code", FaultCode)
def test_every_fault_is_a_sentence_that_names_the_place(code):
    sentence = str(Fault(code, 7, 9))
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "7" in sentence or code is FaultCode.SAVED_FOREIGN
