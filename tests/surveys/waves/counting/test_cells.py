from dataclasses import replace

import pytest

from surveys.instruments.kinds import Kind
from surveys.instruments.shipped import template, template_names, templates
from surveys.instruments.strict_toml import Place
from surveys.waves.counting.cells import (
    Cell,
    cells_of,
    counted_items,
    uncountable,
    without_own_words,
)
from surveys.waves.plan_file import plan_of
from surveys.waves.planning.drawing_up import offered
from tests.surveys.instruments.scored import SCORED, SCORED_PLAN
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.counting.countable import COUNTABLE, PLAN

WHO = {"language": "en", "mode": "web"}


def planned(instrument=COUNTABLE, **changes):
    return plan_of(Place("test"), PLAN | changes, instrument)


def test_one_person_adds_one_to_their_group_and_to_each_of_their_answers():
    answers = {"asked": "yes", "age": 30, "barriers": ["cost", "wait"]}
    assert cells_of(planned(), answers, WHO) == [
        Cell("", "", "from_25"),
        Cell("age", "from_25", ""),
        Cell("asked", "yes", "from_25"),
        Cell("barriers", "cost", "from_25"),
        Cell("barriers", "wait", "from_25"),
    ]


def test_cells_come_in_one_order_so_that_two_people_cannot_block_each_other():
    for answers in ({"asked": "yes", "age": 30}, {"asked": "no"}, {"age": 3}):
        cells = cells_of(planned(), answers, WHO)
        assert cells == sorted(cells)


def test_who_did_not_answer_is_counted_as_that():
    cells = cells_of(planned(), {"age": 30}, WHO)
    assert [cell.answer for cell in cells if cell.item == "asked"] == [""]
    unknown = cells_of(planned(), {"asked": "no"}, WHO)
    assert {cell.group for cell in unknown if cell.item in {"", "asked"}} == {"-"}


def test_a_plan_that_can_be_counted_has_no_reason_against():
    assert uncountable(planned(), COUNTABLE) is None
    assert [item.key for item in counted_items(planned())] == [
        "asked",
        "barriers",
        "age",
    ]


@pytest.mark.parametrize(
    ("instrument", "changes", "why"),
    [
        (
            COUNTABLE,
            {
                "breakdowns": [
                    {"key": "age", "label": "Age", "item": "age"},
                    {"key": "said", "label": "Said", "item": "asked"},
                ]
            },
            ("counters.breakdowns", "said"),
        ),
        (SMALL, {"tables": [{"item": "barriers"}]}, ("counters.not_counted", "asked")),
        (
            SMALL,
            {},
            ("counters.condition", "barriers"),
        ),
    ],
)
def test_what_cannot_be_counted_says_why(instrument, changes, why):
    assert uncountable(planned(instrument, **changes), instrument) == why


def test_whoever_is_asked_on_any_condition_is_not_counted_at_once():
    """The counts would not say how many were asked."""
    items = [
        replace(item, when=["!=", ["item", "asked"], "yes"])
        if item.key == "barriers"
        else item
        for item in COUNTABLE.items
    ]
    some = replace(COUNTABLE, items=tuple(items))
    assert some.led["barriers"].whole
    assert uncountable(planned(some), some) == ("counters.condition", "barriers")


def test_nobody_is_asked_for_their_own_words():
    left = [item.key for item in without_own_words(SMALL)]
    assert left == [item.key for item in SMALL.items if item.key != "wish"]


@pytest.mark.parametrize("name", template_names())
def test_a_set_that_ships_is_counted_as_if_it_asked_for_no_consent(name):
    """Nothing is written, so nothing can be quoted: nobody is asked."""
    made = template(name)
    tables = [{"item": item.key} for item in offered(made)]
    raw = {"title": "T", "tables": tables, "breakdowns": []}
    plain = replace(
        made, items=tuple(i for i in made.items if i.key != "quote_consent")
    )
    found = [
        uncountable(plan_of(Place("t"), raw, each), each) for each in (made, plain)
    ]
    assert found[0] == found[1]
    asked = [item.key for item in without_own_words(made)]
    assert asked == [i.key for i in plain.items if i.kind is not Kind.TEXT]


def test_some_sets_that_ship_can_be_counted_at_once():
    found = set()
    for made in templates():
        tables = [{"item": item.key} for item in offered(made)]
        plan = plan_of(
            Place("t"), {"title": "T", "tables": tables, "breakdowns": []}, made
        )
        found |= {made.slug} if uncountable(plan, made) is None else set()
    assert found == {"talking-about-it-here", "was-this-fair"}


def test_a_consent_to_quote_is_not_counted_where_no_words_are_kept():
    consent = replace(
        COUNTABLE.by_key["asked"], key="quote_consent", merges=(), relevant=()
    )
    made = replace(COUNTABLE, items=(*COUNTABLE.items, consent))
    counted = [*PLAN["tables"], {"item": "quote_consent"}]
    assert uncountable(planned(made), made) is None
    assert uncountable(planned(made, tables=counted), made) == (
        "counters.own_words",
        "quote_consent",
    )


def scored(*tables):
    raw = {**SCORED_PLAN, "tables": [*tables]}
    return plan_of(Place("test"), raw, SCORED)


def by_town(*keys):
    return [{"item": key, "by": ["town"]} for key in keys]


def test_a_score_is_counted_in_its_band_and_kept_nowhere():
    plan = scored(*by_town("s1", "s2", "s3", "went"))
    assert uncountable(plan, SCORED) is None
    answers = {"s1": "good", "s2": "good", "s3": "does_not_apply", "town": "n"}
    found = [cell for cell in cells_of(plan, answers, WHO) if cell.item == "went"]
    assert found == [Cell("went", "high", "n")]
    few = cells_of(plan, {"s1": "good", "town": "n"}, WHO)
    assert [cell for cell in few if cell.item == "went"] == [Cell("went", "", "n")]


def test_a_score_is_not_counted_by_other_groups_than_its_questions():
    """What one tells of the others within a group could not be followed."""
    apart = scored(*by_town("s1", "s2", "went"), {"item": "s3"})
    assert uncountable(apart, SCORED) == ("counters.score", "went")
    whole = [{"item": key} for key in ("s1", "s2", "s3", "went")]
    assert uncountable(scored(*whole), SCORED) is None
    assert uncountable(scored(*by_town("s1", "s2", "s3")), SCORED) is None
