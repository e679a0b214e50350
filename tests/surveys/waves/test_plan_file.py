from dataclasses import replace

import pytest

from surveys.instruments.options import Merge
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.plan import ORDINARY, Attribute, Thresholds
from surveys.waves.plan_file import read_plan
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.rules.town import town
from tests.surveys.instruments.scored import SCORED
from tests.surveys.instruments.small import SMALL

PLAN = """
title = {en = "Small, spring", ar = "صغير"}
tables = [
  {item = "asked", by = ["age", "language"]},
  {item = "barriers", by = ["age"]},
  {item = "age"},
]

[[breakdowns]]
key = "age"
label = "Age"
item = "age"
design = true
reference = "from_25"

[[breakdowns]]
key = "language"
label = {en = "Language", ar = "اللغة"}
attribute = "language"
groups = [{key = "en", label = "English"}, {key = "ar", label = "Arabic"}]
merges = [[{key = "all", label = "All", options = ["en", "ar"]}]]

[disclosure]
group_base = 12
[disclosure.sensitive]
cell = 11

[method]
sponsor = "The library"
"""
READ = read_plan("small.plan.toml", PLAN, SMALL)


def refusal(text):
    with pytest.raises(FileRefused) as caught:
        read_plan("small.plan.toml", text, SMALL)
    return caught.value.key, caught.value.reason


def test_each_question_has_a_table_for_everybody_and_one_a_breakdown():
    assert [
        (each.item.key, each.breakdown and each.breakdown.key) for each in READ.tables
    ] == [
        ("asked", None),
        ("asked", "age"),
        ("asked", "language"),
        ("barriers", None),
        ("barriers", "age"),
        ("age", None),
    ]


def test_the_groups_of_a_number_are_its_bands():
    age = READ.breakdowns[0]
    assert [group.key for group in age.groups] == ["under_25", "from_25"]
    assert age.group_of({"age": 24}, {}) == "under_25"
    assert age.group_of({"age": 0}, {}) == "under_25"
    assert age.group_of({}, {}) is None
    assert age.design
    assert age.reference == "from_25"


def test_an_attribute_of_the_response_groups_people_too():
    language = READ.breakdowns[1]
    assert language.source is Attribute.LANGUAGE
    assert language.group_of({}, {"language": "ar"}) == "ar"
    assert language.group_of({}, {"language": "uk"}) is None
    assert language.merges == ((Merge("all", {"en": "All"}, ("en", "ar")),),)


def test_a_sensitive_question_has_its_own_thresholds():
    assert READ.thresholds(SMALL.by_key["asked"]) == Thresholds(12, 5, 3)
    assert READ.thresholds(SMALL.by_key["barriers"]) == Thresholds(20, 11, 3)


def test_groups_of_a_sensitive_question_hold_more_people():
    age = READ.breakdowns[0]
    assert READ.fewest_in(age) == 12
    delicate = replace(SMALL.by_key["age"], sensitive=True)
    assert READ.fewest_in(replace(age, source=delicate)) == 20


def test_words_are_kept_by_language():
    assert READ.title == {"en": "Small, spring", "ar": "صغير"}
    assert READ.method == {"sponsor": {"en": "The library"}}


@pytest.mark.parametrize(
    ("wrong", "right", "key", "reason"),
    [
        ('{item = "age"}', '{item = "wish"}', "tables.3.item", "can be counted"),
        ('{item = "age"}', '{item = "welcome"}', "tables.3.item", "can be"),
        ('{item = "age"}', '{item = "asked"}', "tables", "asked stands there twice"),
        ('by = ["age"]', 'by = ["town"]', "tables.2.by", "no breakdown town"),
        ('by = ["age"]', 'by = ["age", "age"]', "tables.2.by", "twice"),
        ('{item = "age"}', '{item = "age", by = ["age"]}', "tables.3.by", "by itself"),
        ('item = "age"\ndesign', "design", "breakdowns.1", "item or an attribute"),
        ('item = "age"\nd', 'item = "barriers"\nd', "breakdowns.1.item", "several"),
        ('"from_25"', '"over_90"', "breakdowns.1.reference", "no group over_90"),
        ("design = true", "groups = []", "breakdowns.1", "stand in the instrument"),
        (
            'attribute = "language"',
            'attribute = "shoe"',
            "breakdowns.2.attribute",
            "mode",
        ),
        ('options = ["en"', 'options = ["fr"', "breakdowns.2.merges.1.1.options", "fr"),
        ("group_base = 12", "group_base = 4", "disclosure.group_base", "below 5"),
        ("cell = 11", "cell = 2", "disclosure.sensitive.cell", "below 3"),
        ("cell = 11", "cells = 11", "disclosure.sensitive.cells", "not known"),
        ('ar = "صغير"', 'de = "Klein"', "title.de", "not known"),
        ('en = "Small, spring", ', "", "title.en", "missing"),
        ("sponsor = ", "sponsor = 3 #", "method.sponsor", "table"),
    ],
)
def test_a_plan_that_does_not_hold_is_refused_with_its_key(wrong, right, key, reason):
    found_key, found_reason = refusal(PLAN.replace(wrong, right, 1))
    assert found_key == key
    assert reason in found_reason


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        (
            "${asked} = 'yes' or ${age} >= 18",
            "end is asked on a condition on asked, age that cannot be protected.",
        ),
        (
            "${asked} = 'yes' and ${words} != ''",
            "end is asked on a condition on words that cannot be protected.",
        ),
        (
            "${asked} = 'yes' and today() > date('2026-01-01')",
            "end is asked on a condition that cannot be protected.",
        ),
        ("${age} < 0", "end is asked of nobody, whatever people answer."),
    ],
)
def test_a_condition_that_cannot_be_followed_is_refused_with_what_is_in_the_way(
    condition, reason
):
    plan = 'title = "T"\ntables = [{item = "asked"}, {item = "end"}]'
    with pytest.raises(FileRefused) as caught:
        read_plan("town.plan.toml", plan, town(condition))
    assert (caught.value.key, caught.value.reason) == ("tables.2.item", reason)


def test_a_condition_that_can_be_followed_is_planned_as_it_is_typed():
    plan = 'title = "T"\ntables = [{item = "asked"}, {item = "end"}]'
    made = town("not(${asked} = 'yes') and ${age} >= 18")
    read = read_plan("town.plan.toml", plan, made)
    assert [table.item.key for table in read.tables] == ["asked", "end"]


SCORED_PLAN = """
title = "Scored"
tables = [{item = "went", by = ["town"]}]
[[breakdowns]]
key = "town"
label = "Town"
item = "town"
"""


def test_a_score_has_tables_like_a_question():
    plan = read_plan("scored.plan.toml", SCORED_PLAN, SCORED)
    assert [each.item.key for each in plan.tables] == ["went", "went"]
    assert plan.thresholds(SCORED.by_key["went"]) == ORDINARY


def test_a_score_makes_no_groups():
    wrong = SCORED_PLAN.replace('item = "town"', 'item = "went"')
    with pytest.raises(FileRefused, match="A score is a result, and makes no groups"):
        read_plan("scored.plan.toml", wrong, SCORED)


def test_what_else_is_worked_out_has_no_table():
    """A calculation can be any function of the answers: what its bands tell beside
    their tables nobody can follow."""
    text = 'title = "All"\ntables = [{item = "ease_sum"}]'
    with pytest.raises(FileRefused, match="not a question that can be counted"):
        read_plan("all.plan.toml", text, EVERY_KIND)


def test_a_question_that_a_score_needs_is_asked_of_everybody():
    """Who came by a channel's own address would have no answer to it."""
    text = 'channel_item = "s1"\n' + SCORED_PLAN
    with pytest.raises(FileRefused, match="went depends on the answer to s1"):
        read_plan("scored.plan.toml", text, SCORED)
