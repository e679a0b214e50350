import pytest

from surveys.instruments.strict_toml import Place
from surveys.waves.counting.cells import (
    Cell,
    cells_of,
    counted_items,
    uncountable,
    without_texts,
)
from surveys.waves.plan_file import plan_of
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


def test_nobody_is_asked_for_their_own_words():
    assert [item.key for item in SMALL.items if item not in without_texts(SMALL)] == [
        "wish"
    ]


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
