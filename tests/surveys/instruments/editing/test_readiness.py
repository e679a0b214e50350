"""What stops a draft from becoming a version, at the question where it is wrong."""

from dataclasses import replace

import pytest

from surveys.instruments.editing.differences import history
from surveys.instruments.editing.drafting import (
    add_item,
    begun,
    change_item,
    item_of,
    put_repeat,
    remove_item,
)
from surveys.instruments.editing.readiness import Fault, Lack, faults_of
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.options import Option
from surveys.instruments.rounds import Repeat
from tests.surveys.instruments.scored import SCORED
from tests.surveys.instruments.small import SMALL


def test_a_finished_draft_has_no_fault():
    assert faults_of(SMALL, history([SMALL])) == []


def test_a_draft_from_scratch_lacks_nearly_everything():
    assert faults_of(begun("spring", "", "en"), {}) == [
        Fault("", Lack.TITLE),
        Fault("", Lack.CONSENT),
        Fault("", Lack.AGREE),
        Fault("", reason="There is no question."),
    ]


def test_a_fault_is_at_the_question_that_has_it():
    found = faults_of(remove_item(SMALL, "asked"), {})
    assert {each.key for each in found} == {"barriers", "travel_how"}
    assert all("asked is not an earlier question." in each.reason for each in found)


@pytest.mark.parametrize("key", ["a.b", "a", "a.options"])
def test_a_key_with_points_in_it_is_found_again(key):
    draft = add_item(SMALL, Item("a", Kind.TEXT, {"en": "?"}))
    broken = Item(key, Kind.SELECT_ONE, {"en": "?"})
    draft = change_item(draft, broken) if key == "a" else add_item(draft, broken)
    assert [each.key for each in faults_of(draft, {})] == [key]


def test_words_that_are_missing_are_named():
    empty = replace(item_of(SMALL, "wish"), label={"en": ""})
    assert faults_of(change_item(SMALL, empty), {}) == [Fault("wish", Lack.WORDS)]
    asked = item_of(SMALL, "asked")
    bare = replace(asked, options=(*asked.options, Option("x", {"en": ""})))
    assert faults_of(change_item(SMALL, bare), {}) == [
        Fault("asked", Lack.OPTION_WORDS)
    ]


def test_a_key_of_an_earlier_version_is_not_used_for_another_kind():
    other = Item("wish", Kind.INTEGER, {"en": "How many wishes?"})
    draft = change_item(SMALL, other)
    without = remove_item(SMALL, "wish")
    assert faults_of(draft, {}) == []
    assert faults_of(draft, history([SMALL])) == [Fault("wish", Lack.OTHER_KIND)]
    # Not even where a version in between did without it.
    assert faults_of(draft, history([SMALL, without])) == [
        Fault("wish", Lack.OTHER_KIND)
    ]


def test_a_fault_in_each_round_of_a_repeat_is_told_once():
    repeat = Repeat("visits", {"en": "Visits"}, 3, count=["item", "age"])
    broken = Item("how", Kind.SELECT_ONE, {"en": "How?"}, repeat="visits")
    found = faults_of(add_item(put_repeat(SMALL, repeat), broken), {})
    assert found == [Fault("how", reason="A choice needs at least two options.")]


def test_the_question_between_rounds_belongs_to_the_repeat_s_first():
    repeat = Repeat("age", {"en": "Visits"}, 2, another={"en": "?"})
    item = Item("visit", Kind.TEXT, {"en": "How?"}, repeat="age")
    clash = Item("age_another_2", Kind.TEXT, {"en": "?"})
    draft = add_item(add_item(put_repeat(SMALL, repeat), item), clash)
    assert any("age_another_2" in each.reason for each in faults_of(draft, {}))


def test_a_score_needs_words_for_its_results():
    nameless = replace(item_of(SCORED, "went"), label={"ar": "..."})
    found = faults_of(change_item(SCORED, nameless), {})
    assert found == [Fault("went", Lack.WORDS)]
