"""The verbs on a draft: each gives another draft and leaves the first alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Conflict, NotFound
from surveys.instruments.body import from_body, to_body
from surveys.instruments.editing.drafting import (
    add_item,
    begun,
    change_item,
    item_of,
    move_item,
    proposed_key,
    put_repeat,
    remove_item,
    remove_repeat,
)
from surveys.instruments.item_structure import KEY
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.rounds import Repeat
from tests.surveys.instruments.small import SMALL

KEYS = [item.key for item in SMALL.items]
NEW = Item("new", Kind.TEXT, {"en": "New?"})
CHILDREN = Repeat("children", {"en": "Children"}, at_most=2, count=["item", "age"])

some_key = st.sampled_from(KEYS)


def keys(draft):
    return [item.key for item in draft.items]


def test_a_draft_from_scratch_is_free_and_has_nothing_in_it():
    draft = begun("spring", "Spring", "uk")
    assert draft.languages == ("uk",)
    assert draft.items == ()
    assert draft.licence.may_modify
    assert from_body(to_body(draft)) == draft


@given(some_key)
def test_an_added_question_stands_behind_the_one_named(after):
    added = add_item(SMALL, NEW, after=after)
    assert keys(added).index("new") == KEYS.index(after) + 1
    assert keys(remove_item(added, "new")) == KEYS


def test_an_added_question_stands_last_where_none_is_named():
    assert keys(add_item(SMALL, NEW))[-1] == "new"
    assert keys(add_item(SMALL, NEW, after="gone"))[-1] == "new"


def test_a_key_is_given_once():
    with pytest.raises(Conflict, match="key_taken"):
        add_item(add_item(SMALL, NEW), NEW)


@given(some_key, st.integers(-9, 9))
def test_moving_changes_the_order_and_nothing_else(key, by):
    moved = move_item(SMALL, key, by)
    assert sorted(keys(moved)) == sorted(KEYS)
    rest = [each for each in keys(moved) if each != key]
    assert rest == [each for each in KEYS if each != key]
    expected = min(max(0, KEYS.index(key) + by), len(KEYS) - 1)
    assert keys(moved).index(key) == expected


@given(some_key, st.integers(0, 5))
def test_a_move_within_the_list_can_be_taken_back(key, by):
    by = min(by, len(KEYS) - 1 - KEYS.index(key))
    assert move_item(move_item(SMALL, key, by), key, -by) == SMALL


@given(some_key)
def test_a_change_is_about_one_question(key):
    changed = change_item(SMALL, Item(key, Kind.NOTE, {"en": "Other"}))
    assert keys(changed) == KEYS
    assert item_of(changed, key).label == {"en": "Other"}
    others = [each for each in changed.items if each.key != key]
    assert others == [each for each in SMALL.items if each.key != key]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just(move_item), some_key, st.integers(-3, 3)),
            st.tuples(st.just(remove_item), some_key),
        ),
        max_size=6,
    )
)
def test_whatever_is_done_a_draft_can_be_stored_and_read_again(acts):
    draft = SMALL
    for act, key, *more in acts:
        if key in keys(draft):
            draft = act(draft, key, *more)
    assert from_body(to_body(draft)) == draft
    assert keys(SMALL) == KEYS


@pytest.mark.parametrize(
    "act", [lambda d: remove_item(d, "gone"), lambda d: move_item(d, "gone", 1)]
)
def test_what_is_not_there_cannot_be_touched(act):
    with pytest.raises(NotFound):
        act(SMALL)


def test_a_repeat_is_put_in_its_own_place_and_leaves_its_questions_behind():
    once = put_repeat(SMALL, CHILDREN)
    other = Repeat("children", {"en": "Kids"}, at_most=3, count=["item", "age"])
    assert put_repeat(once, other).repeats == (other,)
    within = add_item(once, Item("name", Kind.TEXT, {"en": "?"}, repeat="children"))
    left = remove_repeat(within, "children")
    assert left.repeats == ()
    assert item_of(left, "name").repeat is None


@given(st.text(max_size=80), st.sets(st.sampled_from(["q", "help", "help_2"])))
def test_a_proposed_key_is_a_key_that_nothing_has(words, taken):
    key = proposed_key(words, taken)
    assert KEY.fullmatch(key)
    assert key not in taken


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Did you ask?", "did_you_ask"),
        ("Où était-ce ?", "ou_etait_ce"),
        ("24 hours", "q_24_hours"),
        ("هل طلبت المساعدة؟", "q"),
    ],
)
def test_a_proposed_key_comes_from_the_words(words, key):
    assert proposed_key(words, ()) == key
    assert proposed_key(words, {key}) == f"{key}_2"
