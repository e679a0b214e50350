import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.judging import problem_of
from surveys.instruments.options import Band, Option, Relevant
from surveys.instruments.questionnaire import Item, Kind, Problem, is_empty
from tests.surveys.instruments.small import SMALL

KEYS = {item.key for item in SMALL.items}
ASKED = SMALL.by_key["asked"]
BARRIERS = SMALL.by_key["barriers"]
AGE = SMALL.by_key["age"]


def keys(answers):
    return [item.key for item in SMALL.asked(answers)]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["welcome", "asked", "age", "wish"]),
        ({"asked": "no"}, ["welcome", "asked", "age", "wish"]),
        ({"asked": "gave_up"}, ["welcome", "asked", "barriers", "age", "wish"]),
        (
            {"asked": "yes", "barriers": ["cost", "travel"]},
            ["welcome", "asked", "barriers", "travel_how", "age", "wish"],
        ),
        (
            {"asked": "gave_up", "barriers": ["travel"]},
            ["welcome", "asked", "barriers", "age", "wish"],
        ),
        ({"barriers": ["travel"]}, ["welcome", "asked", "age", "wish"]),
    ],
)
def test_what_is_asked_follows_from_what_was_answered(answers, asked):
    assert keys(answers) == asked


def test_an_answer_that_was_not_asked_leads_nowhere():
    answers = {"asked": "no", "barriers": ["travel"], "travel_how": "agree"}
    assert "travel_how" not in keys(answers)


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({}, {}),
        ({"asked": "no", "age": 0, "wish": "A bus"}, {}),
        ({"asked": "perhaps"}, {"asked": Problem.NOT_AN_OPTION}),
        ({"asked": ["yes"]}, {"asked": Problem.NOT_AN_OPTION}),
        ({"asked": 1}, {"asked": Problem.NOT_AN_OPTION}),
        ({"asked": "yes", "barriers": "cost"}, {"barriers": Problem.NOT_AN_OPTION}),
        ({"asked": "yes", "barriers": ["hats"]}, {"barriers": Problem.NOT_AN_OPTION}),
        (
            {"asked": "yes", "barriers": ["cost", "cost"]},
            {"barriers": Problem.NOT_AN_OPTION},
        ),
        (
            {"asked": "yes", "barriers": ["cost", "nothing"]},
            {"barriers": Problem.NOT_ALONE},
        ),
        ({"asked": "yes", "barriers": ["nothing"]}, {}),
        (
            {"asked": "yes", "barriers": ["cost", "travel", "wait"]},
            {"barriers": Problem.TOO_MANY},
        ),
        ({"asked": "no", "barriers": ["cost"]}, {"barriers": Problem.NOT_ASKED}),
        ({"age": "37"}, {"age": Problem.NOT_A_NUMBER}),
        ({"age": True}, {"age": Problem.NOT_A_NUMBER}),
        ({"age": -1}, {"age": Problem.TOO_SMALL}),
        ({"age": 121}, {"age": Problem.TOO_LARGE}),
        ({"wish": "w" * 40}, {}),
        ({"wish": "w" * 41}, {"wish": Problem.TOO_LONG}),
        ({"wish": 3}, {"wish": Problem.NOT_A_TEXT}),
        ({"welcome": "hello"}, {"welcome": Problem.NOT_ASKED}),
        ({"shoe": "left"}, {"shoe": Problem.UNKNOWN}),
    ],
)
def test_each_answer_stands_or_has_its_problem(answers, problems):
    assert SMALL.check(answers) == problems


@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_a_question_may_be_skipped_unless_it_is_required(nothing):
    item = Item("a", Kind.TEXT, {"en": "?"})
    assert problem_of(item, nothing) is None
    required = Item("a", Kind.TEXT, {"en": "?"}, required=True)
    assert problem_of(required, nothing) is Problem.MISSING


def test_zero_is_an_answer():
    assert not is_empty(0)
    assert SMALL.clean({"age": 0}) == {"age": 0}


def test_a_declared_non_answer_stands_alone():
    options = (Option("a", {}), Option("b", {}), Option("skip", {}, missing=True))
    item = Item("m", Kind.SELECT_MULTIPLE, {}, options=options)
    assert problem_of(item, ["a", "skip"]) is Problem.NOT_ALONE
    assert problem_of(item, ["a", "b"]) is None
    assert problem_of(item, ["skip"]) is None


def test_an_answer_counts_under_its_options_or_its_band():
    assert ASKED.categories("yes") == ("yes",)
    assert BARRIERS.categories(["cost", "travel"]) == ("cost", "travel")
    assert AGE.categories(24) == ("under_25",)
    assert AGE.categories(25) == ("from_25",)
    assert SMALL.by_key["wish"].categories("A bus") == ()


def test_a_number_outside_all_bands_counts_nowhere():
    item = Item("n", Kind.INTEGER, {}, bands=(Band("few", {}, 1, 9),))
    assert [item.categories(n) for n in (0, 1, 9, 10)] == [(), ("few",), ("few",), ()]


def test_a_condition_holds_for_one_of_several_ticked():
    rule = Relevant("m", frozenset({"a", "b"}))
    assert rule.holds("a")
    assert rule.holds(["c", "b"])
    assert not rule.holds(["c"])
    assert not rule.holds(None)
    assert not rule.holds(3)


def test_cleaning_keeps_what_was_asked_in_the_order_of_the_questions():
    answers = {"wish": "A bus", "barriers": ("cost",), "asked": "gave_up", "shoe": "x"}
    assert list(SMALL.clean(answers).items()) == [
        ("asked", "gave_up"),
        ("barriers", ["cost"]),
        ("wish", "A bus"),
    ]


any_value = (
    st.text(max_size=5)
    | st.integers()
    | st.lists(st.sampled_from(["cost", "travel", "nothing", "x"]))
    | st.sampled_from(["yes", "gave_up", "no", "agree"])
)
any_answers = st.dictionaries(st.sampled_from([*sorted(KEYS), "shoe"]), any_value)


@given(any_answers)
def test_any_answers_are_judged_and_cleaned(answers):
    assert set(SMALL.check(answers)) <= set(answers)
    cleaned = SMALL.clean(answers)
    assert set(cleaned) <= KEYS
    assert Problem.UNKNOWN not in SMALL.check(cleaned).values()


@given(any_answers)
def test_cleaning_twice_changes_nothing_more(answers):
    cleaned = SMALL.clean(answers)
    assert SMALL.clean(cleaned) == cleaned


@given(any_answers)
def test_what_is_asked_stands_in_the_order_of_the_questions(answers):
    order = [item.key for item in SMALL.items]
    asked = keys(answers)
    assert asked == sorted(asked, key=order.index)
