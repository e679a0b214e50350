"""Expressions as typed: what is left as it stood stays, what is changed is read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.editing.typed_expressions import (
    text_of,
    tree_of,
    with_condition,
)
from surveys.instruments.expressions.tree import ExpressionRefused
from surveys.instruments.options import Relevant
from tests.surveys.instruments.small import SMALL

by_key = {item.key: item for item in SMALL.items}


@given(st.sampled_from(SMALL.items))
def test_a_condition_typed_as_it_stands_leaves_the_question_as_it_was(item):
    assert with_condition(item, f" {text_of(item.condition)} ", SMALL) is item


@given(st.sampled_from(SMALL.items))
def test_a_condition_written_out_is_read_as_the_same_condition(item):
    bare = replace(item, relevant=(), when=None)
    assert with_condition(bare, text_of(item.condition), SMALL) == item


def test_what_the_gate_can_follow_is_parted_from_the_rest():
    wish = with_condition(by_key["wish"], "${asked} = 'yes' and ${age} > 17", SMALL)
    assert wish.relevant == (Relevant("asked", frozenset({"yes"})),)
    assert wish.when == [">", ["item", "age"], 17]
    assert with_condition(wish, "", SMALL) == by_key["wish"]


def test_attributes_are_known_in_a_choice_filter_alone():
    tree = tree_of("country = ${asked}", SMALL, attributes=frozenset({"country"}))
    assert tree == ["=", ["attr", "country"], ["item", "asked"]]
    with pytest.raises(ExpressionRefused):
        tree_of("country = ${asked}", SMALL)


def test_a_question_of_a_repeat_is_one_answer_inside_and_all_of_them_outside():
    age = replace(by_key["age"], repeat="children")
    items = tuple(age if item.key == "age" else item for item in SMALL.items)
    draft = replace(SMALL, items=items)
    assert tree_of("sum(${age})", draft, by_key["wish"]) == ["sum", ["every", "age"]]
    assert tree_of("${age} > 3", draft, age) == [">", ["item", "age"], 3]


@pytest.mark.parametrize("typed", ["${asked} =", "${nobody} = 1", "now() > 3"])
def test_what_cannot_be_read_is_refused_with_a_reason(typed):
    with pytest.raises(ExpressionRefused, match=r"\w"):
        tree_of(typed, SMALL)


def test_nothing_typed_is_no_expression():
    assert tree_of("  ", SMALL) is None
    assert text_of(None) == ""
