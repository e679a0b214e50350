"""Which conditions are rules on single answers, and what stops the others."""

import pytest

from surveys.instruments.made_up import labelled, question
from surveys.instruments.rules.rule import Led, Rule
from tests.surveys.instruments.rules.town import only_asked, town


def led(condition):
    return town(condition).led["end"]


def only(item, *options):
    return Rule(item, frozenset(options))


def unless(item, *options):
    return Rule(item, frozenset(options), unless=True)


def test_whoever_is_asked_without_a_condition_is_everybody():
    assert led("") == Led()


@pytest.mark.parametrize(
    ("condition", "rules"),
    [
        ("${asked} = 'yes'", [only("asked", "yes")]),
        ("'yes' = ${asked}", [only("asked", "yes")]),
        ("selected(${asked}, 'yes')", [only("asked", "yes")]),
        ("not(${asked} = 'yes')", [unless("asked", "yes")]),
        ("${asked} != ''", [only("asked", "yes", "gave_up", "no", "prefer_not")]),
        (
            "${asked} = ''",
            [unless("asked", "yes", "gave_up", "no", "prefer_not")],
        ),
        (
            "${asked} != 'yes' and ${asked} != ''",
            [only("asked", "gave_up", "no", "prefer_not")],
        ),
        (
            "not(${asked} = 'yes' or ${asked} = 'no')",
            [unless("asked", "yes", "no")],
        ),
        ("starts-with(${asked}, 'g')", [only("asked", "gave_up")]),
        ("string-length(${asked}) < 4", [unless("asked", "gave_up", "prefer_not")]),
        (
            "if(${asked} = 'yes', true(), ${asked} = 'no')",
            [only("asked", "yes", "no")],
        ),
        ("${asked} = 'yes' or true()", []),
        ("true()", []),
    ],
)
def test_a_condition_on_one_answer_is_a_rule(condition, rules):
    assert led(condition) == Led(tuple(rules))


def test_whoever_gave_no_answer_or_was_not_asked_meets_what_is_only_denied():
    """The evaluator sees an empty text in both cases, and that is not 'a'."""
    (rule,) = led("${whom} != 'a'").rules
    assert rule == unless("whom", "a")
    assert rule.leads([])
    assert rule.leads(["b"])
    assert not rule.leads(["a"])


@pytest.mark.parametrize(
    ("condition", "rules"),
    [
        ("selected(${ticks}, 's')", [only("ticks", "s")]),
        (
            "selected(${ticks}, 's') or selected(${ticks}, 't')",
            [only("ticks", "s", "t")],
        ),
        (
            "selected(${ticks}, 's') and selected(${ticks}, 't')",
            [only("ticks", "s"), only("ticks", "t")],
        ),
        ("not(selected(${ticks}, 's'))", [unless("ticks", "s")]),
        (
            "not(selected(${ticks}, 's')) and not(selected(${ticks}, 't'))",
            [unless("ticks", "s", "t")],
        ),
        (
            "${ticks} != '' and not(selected(${ticks}, 'none'))",
            [only("ticks", "s", "t", "u", "v", "none"), unless("ticks", "none")],
        ),
        ("${ticks} = 'none'", [only("ticks", "none")]),
        (
            "${ticks} = 's'",
            [only("ticks", "s"), unless("ticks", "t", "u", "v", "none")],
        ),
        ("count-selected(${ticks}) >= 1", [only("ticks", "s", "t", "u", "v", "none")]),
        ("${ticks} = ''", [unless("ticks", "s", "t", "u", "v", "none")]),
    ],
)
def test_a_condition_on_what_was_ticked_is_one_too(condition, rules):
    assert led(condition) == Led(tuple(rules))


@pytest.mark.parametrize(
    ("condition", "rules"),
    [
        ("${age} >= 18", [only("age", "adult", "old")]),
        ("${age} > 17", [only("age", "adult", "old")]),
        ("number(${age}) >= 18 and ${age} < 65", [only("age", "adult")]),
        ("18 <= ${age}", [only("age", "adult", "old")]),
        ("not(${age} >= 18)", [unless("age", "adult", "old")]),
        ("${age} != ''", [only("age", "child", "adult", "old")]),
        ("${times} mod 10 = 0", [only("times", "0")]),
        ("${hours} >= 10", [only("hours", "many")]),
        ("${rooms} = 3 or true()", []),
        ("${grown} = 'yes'", [only("age", "adult", "old")]),
    ],
)
def test_a_condition_on_a_number_is_one_where_it_is_the_same_in_each_band(
    condition, rules
):
    assert led(condition) == Led(tuple(rules))


@pytest.mark.parametrize(
    "condition",
    [
        "${age} > 18",  # 18 is an adult, and is not asked
        "${age} = 70",
        "${age} mod 2 = 0",
        "${age} >= -5 and ${age} != 18",
        "${hours} > 10",
        "${hours} > 9",  # 9.5 counts as 9
        "${hours} != ''",  # less than none is in no band, and would count as silence
        "${rooms} > 2",  # no bands
        "${half} > 9",
        "${half} >= 9",  # true from 18 on, but reckoned with: not tried
    ],
)
def test_within_a_band_nobody_may_be_asked_whom_others_of_it_are_not(condition):
    found = led(condition)
    assert not found.whole
    assert found.in_the_way in {("age",), ("hours",), ("rooms",)}


@pytest.mark.parametrize(
    ("condition", "stopped"),
    [
        ("${asked} = 'yes' or ${age} >= 18", ("asked", "age")),
        ("${age} >= 18 or ${asked} = 'yes'", ("asked", "age")),
        ("${asked} = 'yes' and ${words} != ''", ("words",)),
        ("${words} != '' or ${rooms} > 2", ("words",)),
        ("${times} mod 9 = 0 and ${times} < 1", ("times",)),
        ("count-selected(${ticks}) = 2", ("ticks",)),
        ("selected(${ticks}, 's') or not(selected(${ticks}, 't'))", ("ticks",)),
        ("not(selected(${order}, 'x'))", ("order",)),
        ("${later} != 'yes'", ("later",)),
        ("${age} >= 18 and today() > date('2026-01-01')", ()),
        ("${age} + today() > 0", ("age",)),
        ("count(${place}) > 1", ("place_1", "place_2", "place_3")),
        ("${asked} = 'yes' or ${ticks} = ''", ("asked", "ticks")),
    ],
)
def test_what_is_more_than_that_is_stopped_by_questions_that_have_a_name(
    condition, stopped
):
    found = led(condition)
    assert not found.whole
    assert not found.nobody
    assert found.in_the_way == stopped


def test_what_can_be_followed_of_it_still_holds():
    found = led("${asked} = 'yes' and ${words} != ''")
    assert found.rules == (only("asked", "yes"),)


@pytest.mark.parametrize(
    "condition",
    [
        "false()",
        "${asked} = 'yes' and ${asked} = 'no'",
        "selected(${ticks}, 's') and ${ticks} = 'none' and ${age} < 0",
        "${age} < 0",
        "${whom} = 'a' and ${asked} != 'no' and ${whom} = 'b'",
    ],
)
def test_a_question_for_nobody_is_known_as_one(condition):
    found = led(condition)
    assert found.nobody


def test_two_questions_are_two_rules_even_where_the_condition_says_it_sideways():
    assert led("if(${asked} = 'yes', ${age} >= 18, false())").rules == (
        only("asked", "yes"),
        only("age", "adult", "old"),
    )


def test_what_can_be_answered_only_after_another_answer_needs_no_rule_of_its_own():
    """Whoever named somebody said yes or gave up: the rest is that."""
    condition = "${asked} = 'yes' or ${asked} = 'gave_up' or ${whom} = 'a'"
    assert led(condition) == Led((only("asked", "yes", "gave_up"),))


def test_a_plain_condition_stays_as_it_is_written():
    assert town().led["whom"] == Led((only("asked", "yes", "gave_up"),))


def test_each_round_of_a_repeat_is_for_those_with_so_many():
    made = town()
    assert [made.led[f"place_{n}"].rules for n in (1, 2, 3)] == [
        (only("times", "1", "2", "more"),),
        (only("times", "2", "more"),),
        (only("times", "more"),),
    ]


def test_many_options_that_nobody_looks_for_stand_for_each_other():
    assert _wide("${wide} != '' and not(selected(${wide}, 'o3'))").rules == (
        only("wide", *(f"o{n}" for n in range(40))),
        unless("wide", "o3"),
    )
    assert _wide("count-selected(${wide}) > 3").in_the_way == ("wide",)


def _wide(condition):
    """Who is asked on a condition on a question with forty options."""
    options = labelled(**{f"o{number}": "O" for number in range(40)})
    wide = question("wide", "select_multiple", "W?", options=options)
    end = question("end", "text", "E?", relevant=condition)
    return only_asked(wide, end).led["end"]
