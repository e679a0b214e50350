"""Questions by two breakdowns at once."""

import random
from dataclasses import replace

import pytest

from surveys.findings.gate import Gate
from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.tabulate import cross
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.plan import crossed_key
from tests.surveys.findings.factories import PLAN, crowd, person, plan, tabulated
from tests.surveys.instruments.small import SMALL

ASKED, AGE = SMALL.by_key["asked"], SMALL.by_key["age"]
BY = {"key": "both", "label": "Age and language", "of": ["age", "language"]}
RAW = PLAN | {
    "tables": [{"item": "asked", "by": ["age", "language", "both"]}],
    "crossings": [BY],
}


def everybody(each=30, **more):
    """Four groups, three answers: so many in each, but for what is said."""
    numbers = {
        (language, age, answer): each
        for language in ("en", "ar")
        for age in (20, 30)
        for answer in ("yes", "no", "gave_up")
    }
    return crowd(
        *(
            (more.get(f"{language}{age}{answer}", n), person(answer, age), language)
            for (language, age, answer), n in numbers.items()
        )
    )


def table(people, raw=RAW):
    gate = Gate(tabulated(people, raw), plan(raw))
    return gate.by_group(ASKED, plan(raw).crossings[0])


def test_a_crossing_has_a_group_for_each_pair_of_groups():
    found = plan(RAW).crossings[0]
    labels = {group.key: group.label["en"] for group in found.groups}
    assert labels["under_25.ar"] == "Under 25, Arabic"
    assert labels["under_25.-"] == "Under 25, ?"
    assert len(labels) == 3 * 5
    assert found.group_of({"age": 20}, {"language": "ar"}) == "under_25.ar"
    assert found.group_of({}, {"language": "ar"}) == crossed_key("-", "ar")


def test_a_whole_table_of_many_people_is_published():
    rows = {row.key: row for row in table(everybody(50)).rows}
    assert rows["under_25.en"].counts == (50, 50, 50)
    assert [row.base for row in rows.values()] == [150] * 4


def test_below_five_hundred_people_it_is_not():
    assert table(everybody(41)).columns == ()
    assert table(everybody(42)).columns


@pytest.mark.parametrize(
    "few",
    [
        {"en20gave_up": 3},
        {"en20yes": 3, "en20no": 3, "en20gave_up": 3},
        {"en20yes": 0, "en20no": 0},
        {"en20yes": 0, "en20no": 0, "en20gave_up": 0},
    ],
    ids=["an answer", "a group", "all alike", "nobody, so all are old"],
)
def test_one_thing_to_hide_hides_the_whole_table(few):
    assert table(everybody(60, **few)).columns == ()


def test_where_it_is_hidden_the_question_stands_alone():
    people = everybody(60, en20gave_up=3)
    bodies = [each.body for each in frozen_tables(tabulated(people, RAW), plan(RAW))]
    assert bodies[-1]["breakdown"]["key"] == "both"
    assert [row["key"] for row in bodies[-1]["rows"]] == [""]


def test_the_sizes_of_crossed_groups_are_in_their_table_only():
    assert "both" not in summary_of(tabulated(everybody(), RAW), plan(RAW))["groups"]


def test_nothing_small_follows_from_the_three_tables_together():
    """Whatever adds up from what is published holds enough people, or nobody."""
    chance = random.Random(7)  # noqa: S311  # the same people each time
    shown = 0
    for _ in range(40):
        cells = [
            f"{lang}{age}{a}"
            for lang in ("en", "ar")
            for age in (20, 30)
            for a in ("yes", "no", "gave_up")
        ]
        numbers = {c: chance.choice([0, 4, 5, 30, 90, 120]) for c in cells}
        people = everybody(60, **numbers)
        tabulation = tabulated(people, RAW)
        if not table(people).columns:
            continue
        shown += 1
        for breakdown in (*plan(RAW).breakdowns, plan(RAW).crossings[0]):
            groups = tabulation.groups(breakdown)
            for row in cross(groups, tabulation.answers(ASKED)).values():
                assert not [n for n in row.values() if 0 < n < 5]
                assert (
                    not sum(row.values()) or sum(row.values()) - max(row.values()) >= 3
                )
    assert shown


def test_a_sensitive_breakdown_is_not_crossed():
    """That nobody of a group is in one of its groups would be seen."""
    items = tuple(replace(i, sensitive=i.key == "age") for i in SMALL.items)
    with pytest.raises(FileRefused, match="age is sensitive"):
        plan(RAW, replace(SMALL, items=items))


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"crossings": [BY | {"of": ["age"]}]}, "two different"),
        ({"crossings": [BY | {"of": ["age", "age"]}]}, "two different"),
        ({"crossings": [BY | {"of": ["age", "area"]}]}, "no breakdown area"),
        ({"crossings": [BY | {"key": "age"}]}, "stands there twice"),
        ({"tables": [{"item": "age", "by": ["both"]}]}, "grouped by itself"),
        ({"tables": [{"item": "barriers", "by": ["both"]}]}, "not asked of everybody"),
    ],
)
def test_what_cannot_be_crossed_is_refused(raw, why):
    with pytest.raises(FileRefused, match=why):
        plan(RAW | raw)
