import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.judging import TICKED, Problem
from surveys.waves.paging import Step, first_page, is_first, progress, turn
from surveys.waves.sheet import CHECK, PREFIX, WHOLE, Sheet, carried, read_answers
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.small import SMALL
from tests.surveys.instruments.test_every_kind import FULL as FULL_OF_EVERY_KIND

KEYS = [item.key for item in SMALL.items]
FULL = {
    "asked": "yes",
    "barriers": ["cost", "travel"],
    "travel_how": "agree",
    "age": 37,
    "wish": "A bus",
}


def fields(**values):
    return {f"{PREFIX}{key}": value for key, value in values.items()}


def step(answers, at, wish, *, returning=False):
    return turn(SMALL, Sheet(answers, at, returning), wish)


def test_a_form_becomes_answers():
    sent = fields(
        asked=["yes"], barriers=["cost", "travel", "cost"], age=[" 37 "], wish=["A bus"]
    )
    assert read_answers(SMALL, sent) == {
        "asked": "yes",
        "barriers": ["cost", "travel"],
        "age": 37,
        "wish": "A bus",
    }


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0", 0),
        ("٣٧", 37),
        ("-3", -3),
        ("many", "many"),
        ("3.5", "3.5"),
        ("9" * 12, "9" * 12),
    ],
)
def test_a_number_that_is_none_stays_as_it_was_typed(typed, read):
    assert read_answers(SMALL, fields(age=[typed])) == {"age": read}


def test_a_text_loses_only_what_nobody_can_see():
    sent = fields(wish=[" one\r\ntwo\x00\x1b three\t"], welcome=["x"], unknown=["x"])
    assert read_answers(SMALL, sent) == {"wish": "one\ntwo three"}


def test_nothing_typed_is_no_answer():
    assert read_answers(SMALL, fields(wish=["  "], asked=[""], barriers=[""])) == {}


def test_pages_come_in_the_order_of_what_is_asked():
    sheet, seen = first_page(SMALL, Sheet({})), []
    sheet = Sheet(FULL, sheet.at)
    while sheet.at != CHECK:
        seen.append(sheet.at)
        sheet, problem = turn(SMALL, sheet, Step.NEXT)
        assert problem is None
    assert seen == KEYS


def test_what_is_not_asked_is_passed_over_both_ways():
    onward, _ = step({"asked": "no"}, "asked", Step.NEXT)
    assert onward.at == "age"
    back, _ = turn(SMALL, onward, Step.BACK)
    assert back.at == "asked"


def test_a_wrong_answer_stays_on_its_page_with_its_problem():
    sheet, problem = step({"age": "many"}, "age", Step.NEXT)
    assert (sheet.at, sheet.answers, problem) == (
        "age",
        {"age": "many"},
        Problem.NOT_A_NUMBER,
    )


def test_back_takes_a_wrong_answer_along_unjudged():
    sheet, problem = step({"age": "many"}, "age", Step.BACK)
    assert (sheet.at, sheet.answers, problem) == ("asked", {"age": "many"}, None)


def test_skipping_drops_the_answer_and_goes_on():
    sheet, problem = step(FULL, "age", Step.SKIP)
    assert (sheet.at, problem) == ("wish", None)
    assert "age" not in sheet.answers
    assert FULL["age"] == 37


def test_the_same_page_in_another_language_keeps_what_was_typed():
    assert step({"age": "many"}, "age", Step.STAY) == (
        Sheet({"age": "many"}, "age"),
        None,
    )


def test_a_changed_answer_leads_back_to_the_check():
    sheet, _ = step(FULL, "asked", Step.NEXT, returning=True)
    assert sheet == Sheet(FULL, CHECK)


def test_nothing_lies_before_the_first_page():
    assert is_first(SMALL, Sheet({}, "welcome"))
    assert not is_first(SMALL, Sheet({}, "asked"))
    assert not is_first(SMALL, Sheet({}, CHECK))
    assert step({}, "welcome", Step.BACK)[0].at == "welcome"


def test_progress_counts_questions_and_not_notes():
    assert progress(SMALL, Sheet({}, "welcome")) is None
    assert progress(SMALL, Sheet({}, "asked")) == (1, 5)
    assert progress(SMALL, Sheet(FULL, "wish")) == (5, 5)


def test_hidden_fields_hold_each_answer_but_that_of_the_page():
    assert carried(FULL, but="asked") == [
        ("q.barriers", "cost"),
        ("q.barriers", "travel"),
        ("q.travel_how", "agree"),
        ("q.age", "37"),
        ("q.wish", "A bus"),
    ]


answer_sheets = st.fixed_dictionaries(
    {},
    optional={
        "asked": st.sampled_from(["yes", "gave_up", "no", "odd"]),
        "barriers": st.lists(st.sampled_from(["cost", "travel", "nothing", "odd"])),
        "age": st.integers(-5, 130) | st.text(max_size=5),
        "wish": st.text(max_size=60),
    },
)


@given(answer_sheets, st.sampled_from([CHECK, "nowhere", *KEYS]), st.sampled_from(Step))
def test_every_step_leads_to_a_page_that_there_is(answers, at, wish):
    sheet, _ = step(answers, at if at in KEYS else CHECK, wish)
    assert sheet.at in {CHECK, WHOLE, *KEYS}


@given(answer_sheets)
def test_what_the_page_carries_comes_back_the_same(answers):
    sent = {}
    for name, value in carried(read_answers(SMALL, _typed(answers))):
        sent.setdefault(name, []).append(value)
    assert read_answers(SMALL, sent) == read_answers(SMALL, _typed(answers))


def _typed(answers):
    return fields(
        **{
            key: [str(value)] if isinstance(value, str | int) else value
            for key, value in answers.items()
        }
    )


def dated(year, month, day):
    return {"visited~year": year, "visited~month": month, "visited~day": day}


def read(**values):
    return read_answers(EVERY_KIND, fields(**values))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"born~year": "1990"}, "1990"),
        ({"born~year": " 90 "}, "90"),
        (
            {"visited~year": "2026", "visited~month": "3", "visited~day": "1"},
            "2026-03-01",
        ),
        (
            {"visited~year": "٢٠٢٦", "visited~month": "٣", "visited~day": "١"},
            "2026-03-01",
        ),
        ({"visited~year": "2026", "visited~month": "May"}, "2026-May-"),
        ({"visited": "2026-03-01"}, "2026-03-01"),
    ],
)
def test_a_date_is_put_together_and_keeps_what_was_typed(typed, answer):
    (found,) = read(**{key: [value] for key, value in typed.items()}).values()
    assert found == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("7,5", 7.5),
        ("7.50", 7.5),
        ("7", 7),
        ("٧٫٥", 7.5),
        ("-0,5", -0.5),
        ("7.5.1", "7.5.1"),
        ("1e3", "1e3"),
    ],
)
def test_a_decimal_may_have_a_comma(typed, answer):
    assert read(weight=[typed]) == {"weight": answer}


def test_a_rank_is_read_from_places():
    places = {"order~cost": ["2"], "order~wait": ["1"], "order~far": [""]}
    assert read(**places) == {"order": ["wait", "cost"]}


@pytest.mark.parametrize("far", ["1", "5", "first"])
def test_places_that_make_no_order_stay_as_they_were_chosen(far):
    places = {"order~cost": ["2"], "order~wait": ["1"], "order~far": [far]}
    found = read(**places)
    assert found == {"order": f"cost:2 wait:1 far:{far}"}
    assert EVERY_KIND.check(found | {"rules": TICKED, "reasons": ["cost"]})
    again = {
        name: [value for n, value in carried(found) if n == name]
        for name, _ in carried(found)
    }
    assert read_answers(EVERY_KIND, again) == found


def travelled(answers):
    found: dict[str, list[str]] = {}
    for name, value in carried(answers):
        found.setdefault(name, []).append(value)
    return found


def test_every_kind_of_answer_travels_through_a_page():
    found = read_answers(EVERY_KIND, travelled(FULL_OF_EVERY_KIND))
    assert found == FULL_OF_EVERY_KIND


def test_what_is_worked_out_is_never_read_from_a_page():
    assert read(ages=["99"], ease_sum=["9"]) == {}


def test_a_place_of_thousands_of_digits_is_no_place():
    typed = {"order~cost": ["1" * 5_000], "order~wait": ["2"]}
    assert read(**typed)["order"].startswith("cost:111")
