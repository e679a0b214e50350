from dataclasses import replace

import pytest

from core import clock
from surveys.instruments.body import checksum, from_body, to_body
from surveys.instruments.expression_structure import vocabulary
from surveys.instruments.expressions.functions import Type
from surveys.instruments.judging import LONGEST_TEXT, TICKED, problem_of
from surveys.instruments.kinds import Precision
from surveys.instruments.options import Relevant
from surveys.instruments.questionnaire import Problem
from surveys.instruments.structure import faults
from tests.surveys.instruments.doubling import DOUBLING
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.small import SMALL

FULL = {
    "rules": TICKED,
    "asked": "yes",
    "reasons": ["cost", "wait", "far"],
    "order": ["wait", "cost", "far"],
    "by_phone": "3",
    "in_person": "2",
    "born": "1990",
    "visited": "2026-03-01",
    "weight": 7.5,
    "how_many": 2,
    "kid_age_1": 4,
    "kid_age_2": 9,
    "school_2": "yes",
    "visit_where_1": "Library",
    "visits_another_2": "yes",
    "visit_where_2": "Clinic",
    "visits_another_3": "no",
    "land": "at",
    "city": "graz",
    "wish": "A bus",
}


def keys_asked(answers):
    return [item.key for item in EVERY_KIND.asked(answers)]


def problem(key, value, **others):
    return EVERY_KIND.problem(EVERY_KIND.by_key[key], {**others, key: value})


def test_full_answers_stand():
    assert EVERY_KIND.check(FULL) == {}
    assert EVERY_KIND.clean(FULL) == FULL
    assert faults(EVERY_KIND) == []


def test_what_is_worked_out_is_kept_with_the_answers():
    complete = EVERY_KIND.complete(FULL)
    assert complete["ease_sum"] == 5
    assert complete["ages"] == 13
    assert EVERY_KIND.check(complete) == {}
    assert list(complete) == [key for key in keys_asked(FULL) if key in complete]
    assert EVERY_KIND.by_key["ease_sum"].categories(5) == ("high",)


def test_nothing_is_worked_out_from_nothing():
    complete = EVERY_KIND.complete({"rules": TICKED})
    assert complete == {"rules": TICKED, "ages": 0}


def test_calculations_that_double_each_other_stay_as_short_as_answers():
    complete = DOUBLING.complete({"c0": "ab"})
    assert complete["c3"] == "ab" * 8
    lengths = {len(complete[f"c{number}"]) for number in range(12, 60)}
    assert lengths == {LONGEST_TEXT}


def test_nobody_can_answer_what_is_worked_out():
    assert "ease_sum" not in EVERY_KIND.clean({**FULL, "ease_sum": 99})


def test_a_condition_follows_answers_that_count():
    assert "order" in keys_asked({"asked": "yes", "reasons": ["cost", "far"]})
    assert "order" not in keys_asked({"asked": "yes", "reasons": ["cost"]})
    # Not asked for reasons, so what was ticked before does not count.
    assert "order" not in keys_asked({"reasons": ["cost", "far"]})


def test_a_plain_condition_is_parted_from_the_rest():
    reasons = EVERY_KIND.by_key["reasons"]
    assert reasons.when is None
    assert reasons.relevant[0].options == {"yes", "no"}
    assert EVERY_KIND.by_key["order"].when is not None


def test_rounds_are_asked_as_often_as_was_said():
    def ages(**answers):
        return [key for key in keys_asked(answers) if key.startswith("kid_age")]

    assert ages() == []
    assert ages(how_many=1) == ["kid_age_1"]
    assert ages(how_many=9) == ["kid_age_1", "kid_age_2", "kid_age_3"]


def test_a_round_speaks_of_itself():
    answers = {"how_many": 3, "kid_age_1": 4, "kid_age_2": 9, "kid_age_3": 12}
    assert [k for k in keys_asked(answers) if k.startswith("school")] == ["school_2"]


def test_another_round_is_asked_for_after_each():
    def visits(**answers):
        return [key for key in keys_asked(answers) if key.startswith("visit")]

    assert visits() == ["visit_where_1", "visits_another_2"]
    assert visits(visits_another_2="yes")[2:] == ["visit_where_2", "visits_another_3"]
    assert visits(visits_another_2="no", visits_another_3="yes") == visits()


@pytest.mark.parametrize(
    ("key", "value", "wrong"),
    [
        ("rules", None, Problem.MISSING),
        ("rules", "no", Problem.NOT_AN_OPTION),
        ("reasons", ["cost", "wait"], Problem.NOT_RIGHT),
        ("reasons", ["cost"], None),
        ("reasons", ["cost", "none"], Problem.NOT_ALONE),
        ("order", ["cost", "wait", "far"], None),
        ("order", ["prefer_not"], None),
        ("order", ["cost", "wait"], Problem.NOT_RANKED),
        ("order", "cost:1 wait:1", Problem.NOT_RANKED),
        ("order", ["cost", "cost", "far"], Problem.NOT_AN_OPTION),
        ("by_phone", "4", Problem.NOT_AN_OPTION),
        ("born", "1990", None),
        ("born", "2190", Problem.NOT_RIGHT),
        ("born", "90", Problem.NOT_A_DATE),
        ("born", "1990-01", Problem.NOT_A_DATE),
        ("born", 1990, Problem.NOT_A_DATE),
        ("visited", "2026-02-29", Problem.NOT_A_DATE),
        ("visited", "2024-02-29", None),
        ("visited", "1024-02-29", Problem.NOT_A_DATE),
        ("weight", 168.5, Problem.TOO_LARGE),
        ("weight", -0.5, Problem.TOO_SMALL),
        ("weight", 3, None),
        ("weight", float("nan"), Problem.NOT_A_NUMBER),
        ("weight", "many", Problem.NOT_A_NUMBER),
        ("how_many", 2.5, Problem.NOT_A_NUMBER),
        ("bye", "x", Problem.NOT_ASKED),
    ],
)
def test_an_answer_stands_or_has_a_problem(key, value, wrong):
    assert problem(key, value) == wrong


def test_a_filtered_choice_offers_what_fits():
    city = EVERY_KIND.by_key["city"]
    offered = EVERY_KIND.options_for(city, {"land": "at"})
    assert [option.key for option in offered] == ["wien", "graz"]
    assert problem("city", "bonn", land="at") is Problem.NOT_AN_OPTION
    assert problem("city", "bonn", land="de") is None
    assert EVERY_KIND.options_for(city, {}) == ()


def test_a_constraint_may_know_the_day():
    clock.stop()
    try:
        assert problem("born", str(clock.today().year + 1)) is Problem.NOT_RIGHT
    finally:
        clock.go_on()


def test_a_body_gives_the_same_instrument():
    assert from_body(to_body(EVERY_KIND)) == EVERY_KIND


def test_what_nobody_said_is_not_in_a_body():
    """So that what was kept before a feature came has the checksum it had."""
    (item, *_) = to_body(SMALL)["items"]
    assert set(item) == {"key", "kind", "label"}
    assert "repeats" not in to_body(SMALL)
    assert "attributes" not in to_body(SMALL)["items"][1]["options"][0]
    assert checksum(to_body(SMALL)) == checksum(to_body(from_body(to_body(SMALL))))


def test_expressions_know_what_answers_are():
    known = vocabulary(EVERY_KIND)
    assert known["born"].gives is Type.DAY
    assert known["weight"].gives is Type.NUMBER
    assert known["order"].options == {"cost", "wait", "far", "prefer_not"}
    assert "bye" not in known


def changed(key, **parts):
    items = [replace(i, **parts) if i.key == key else i for i in EVERY_KIND.items]
    return faults(replace(EVERY_KIND, items=tuple(items)))


@pytest.mark.parametrize(
    ("key", "parts", "place", "reason"),
    [
        ("wish", {"when": ["=", ["item", "gone"], 1]}, "items.wish.when", "gone"),
        ("wish", {"when": ["self"]}, "items.wish.when", "only a constraint"),
        ("wish", {"constraint": ["+", ["self"], 1]}, "items.wish.constraint", "text"),
        ("wish", {"calculation": 1}, "items.wish.calculation", "nothing else"),
        ("ages", {"calculation": None}, "items.ages.calculation", "has a calculation"),
        ("ages", {"calculation": ["today"]}, "items.ages.calculation", "the day of"),
        ("ages", {"required": True}, "items.ages.required", "asks nothing"),
        ("wish", {"choice_filter": 1}, "items.wish.choice_filter", "Only choices"),
        ("wish", {"random_order": True}, "items.wish.random_order", "Only choices"),
        ("kid_age", {"repeat": "gone"}, "items.kid_age.repeat", "no repeat gone"),
        ("asked", {"when": ["=", ["item", "wish"], "a"]}, None, None),
        (
            "asked",
            {"when": ["=", ["item", "reasons"], "cost"]},
            "items.asked",
            "decide about each other: ",
        ),
        ("ages", {"calculation": ["item", "ages"]}, "items.ages", "each other: ages"),
    ],
)
def test_an_expression_that_makes_no_sense_is_a_fault(key, parts, place, reason):
    found = changed(key, **parts)
    if place is None:
        assert found == []
    else:
        assert found[0][0] == place
        assert reason in found[0][1]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"at_most": 0}, "1 to 20 rounds"),
        ({"at_most": 21}, "1 to 20 rounds"),
        ({"at_most": 10**12}, "1 to 20 rounds"),
        ({"key": "empty"}, "no question in this repeat"),
        ({"count": ["item", "gone"]}, "no question gone"),
    ],
)
def test_a_repeat_that_makes_no_sense_is_a_fault(parts, reason):
    first = replace(EVERY_KIND.repeats[0], **parts)
    found = faults(replace(EVERY_KIND, repeats=(first, EVERY_KIND.repeats[1])))
    assert any(reason in said for _place, said in found)


DATES = ("2021", "2021-03", "2021-03-07")


@pytest.mark.parametrize("precision", Precision)
@pytest.mark.parametrize("said", [*DATES, "2021-13", "2021-00", "21-03", "2021-3"])
def test_a_date_is_as_exact_as_it_was_asked_for(precision, said):
    """A year alone stands only where that is declared, and nothing more there."""
    declared = {
        Precision.YEAR: DATES[0],
        Precision.MONTH: DATES[1],
        Precision.DAY: DATES[2],
    }
    item = replace(EVERY_KIND.by_key["visited"], precision=precision)
    stands = said == declared[precision]
    assert problem_of(item, said) is (None if stands else Problem.NOT_A_DATE)


def test_words_of_a_round_speak_of_that_round():
    items = [
        replace(i, label={"en": "${kid_age} of ${how_many}: school?"})
        if i.key == "school"
        else i
        for i in EVERY_KIND.items
    ]
    spoken = replace(EVERY_KIND, items=tuple(items)).by_key["school_2"].label
    assert spoken == {"en": "${kid_age_2} of ${how_many}: school?"}


def test_another_round_is_not_asked_for_where_none_was_begun():
    items = [
        replace(i, relevant=(Relevant("asked", frozenset({"yes"})),))
        if i.key == "visit_where"
        else i
        for i in EVERY_KIND.items
    ]
    visits = replace(EVERY_KIND, items=tuple(items))
    asked = {item.key for item in visits.asked({"asked": "no"})}
    assert not [key for key in asked if key.startswith("visit")]
    assert "visits_another_2" in {i.key for i in visits.asked({"asked": "yes"})}


def test_texts_may_name_the_question_of_a_repeat_or_that_of_one_round():
    assert changed("wish", label={"en": "${kid_age} or ${kid_age_2}?"}) == []
    children = replace(EVERY_KIND.repeats[0], label={"en": "${gone}"})
    found = faults(replace(EVERY_KIND, repeats=(children, *EVERY_KIND.repeats[1:])))
    assert found == [(f"repeats.{children.key}.label", "There is no question gone.")]
