from dataclasses import replace

import pytest

from surveys.instruments.agreement import reading
from surveys.instruments.agreement.reading import (
    changed_since,
    is_translated,
    parts,
)
from surveys.instruments.numbering import numbered
from surveys.instruments.options import Relevant
from surveys.instruments.questionnaire import Kind
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.scored import SCORED
from tests.surveys.instruments.small import SMALL


def lines():
    return {line.item.key: line for part in parts(SMALL) for line in part.lines}


def test_every_question_stands_once_in_its_order():
    assert list(lines()) == [item.key for item in SMALL.items]


def test_what_can_be_answered_is_numbered_and_a_note_is_not():
    assert SMALL.items[0].kind is Kind.NOTE
    assert [line.number for line in lines().values()] == [None, 1, 2, 3, 4, 5]


def test_questions_stand_under_their_headings():
    found = [
        (part.heading and part.heading["en"], [line.item.key for line in part.lines])
        for part in parts(SMALL)
    ]
    assert found == [
        (None, ["welcome", "asked", "barriers", "travel_how"]),
        ("About you", ["age"]),
        (None, ["wish"]),
    ]


def test_each_condition_names_the_earlier_question_and_its_answers():
    found = [
        (rule.question["en"], [answer["en"] for answer in rule.answers])
        for rule in lines()["travel_how"].conditions
    ]
    assert found == [
        ("Did you ask for help?", ["Yes"]),
        ("What got in the way?", ["Travel"]),
    ]
    assert lines()["age"].conditions == ()


def test_answers_of_a_condition_stand_in_the_order_in_which_they_are_offered():
    (rule,) = lines()["barriers"].conditions
    assert [answer["en"] for answer in rule.answers] == ["Yes", "I tried and gave up"]


@pytest.mark.parametrize(
    ("language", "whole"), [("en", True), ("ar", False), ("pl", False)]
)
def test_a_language_is_there_when_no_text_lacks_it(language, whole):
    assert is_translated(SMALL, language) is whole


def test_one_answer_choice_without_a_translation_is_a_gap():
    english = replace(SMALL, items=SMALL.items[:1])
    option = replace(SMALL.items[1].options[0], label={"ar": "نعم"})
    gap = replace(SMALL.items[1], options=(option,))
    assert is_translated(english, "en")
    assert not is_translated(replace(SMALL, items=(gap,)), "en")


def test_a_condition_that_is_no_plain_answer_is_shown_as_it_is_written():
    lines = {line.item.key: line for part in parts(EVERY_KIND) for line in part.lines}
    assert lines["order"].rule == "count-selected(${reasons}) > 1"
    assert lines["reasons"].rule == ""
    assert [len(c.answers) for c in lines["reasons"].conditions] == [2]
    assert lines["ease_sum"].number is None
    assert lines["kid_age"].number == lines["how_many"].number + 1


def every_line(instrument):
    return {line.item.key: line for part in parts(instrument) for line in part.lines}


def test_a_condition_may_name_one_round_of_a_repeat():
    rule = Relevant("school_2", frozenset({"yes"}))
    asked = tuple(
        replace(item, relevant=(rule,)) if item.key == "wish" else item
        for item in EVERY_KIND.items
    )
    (found,) = every_line(replace(EVERY_KIND, items=asked))["wish"].conditions
    assert found.question["en"] == "Does this child go to school?"
    assert [answer["en"] for answer in found.answers] == ["Yes"]


def test_numbers_are_those_of_paper_and_screen_behind_a_repeat_too():
    lines, numbers = every_line(EVERY_KIND), numbered(EVERY_KIND)
    assert lines["kid_age"].number == numbers["kid_age_1"]
    assert lines["visit_where"].number == numbers["visit_where_1"]
    assert lines["land"].number == numbers["land"]
    # Three rounds of two questions; three of one, with two that ask for another.
    assert lines["visit_where"].number == lines["kid_age"].number + 6
    assert lines["land"].number == lines["visit_where"].number + 5


def test_a_line_says_what_it_comes_to_and_in_which_repeat_it_is():
    lines = every_line(EVERY_KIND)
    assert lines["ages"].comes_to == "sum(${kid_age})"
    assert lines["school"].comes_to == ""
    assert lines["school"].repeat.key == "children"
    assert lines["land"].repeat is None


def test_what_is_worked_out_has_no_words_to_be_translated():
    assert is_translated(EVERY_KIND, "en")


@pytest.mark.parametrize("changed", ["repeat", "message"])
def test_every_text_that_is_read_counts_as_one_to_be_translated(changed):
    words = {"ar": "..."}
    if changed == "repeat":
        first, *others = EVERY_KIND.repeats
        gap = replace(EVERY_KIND, repeats=(replace(first, label=words), *others))
    else:
        first, *rest = EVERY_KIND.items
        gap = replace(
            EVERY_KIND, items=(replace(first, constraint_message=words), *rest)
        )
    assert not is_translated(gap, "en")


@pytest.mark.parametrize("lacking", ["label", "bands"])
def test_a_score_is_read_in_results_and_has_to_be_translated(lacking):
    score = SCORED.by_key["went"]
    nothing = {"ar": "..."}
    bands = (replace(score.bands[0], label=nothing), *score.bands[1:])
    gap = replace(score, **{lacking: nothing if lacking == "label" else bands})
    items = tuple(gap if item.key == "went" else item for item in SCORED.items)
    assert is_translated(SCORED, "en")
    assert not is_translated(replace(SCORED, items=items), "en")


def test_a_score_names_its_questions_and_the_answers_at_its_ends():
    lines = {line.item.key: line for part in parts(SCORED) for line in part.lines}
    assert [label["en"] for label in lines["went"].over] == [
        "The room?",
        "The people?",
        "The tea?",
    ]
    assert [label["en"] for label in lines["went"].ends] == ["Bad", "Good"]
    assert lines["went"].number is None
    assert (lines["town"].over, lines["town"].ends) == ((), ())


OTHER = replace(SMALL, title={"en": "Other questions"})


def test_two_versions_are_compared_once(monkeypatch):
    compared = []

    def differences(old, new):
        compared.append((old, new))
        return ["it"]

    monkeypatch.setattr(reading, "differences", differences)
    monkeypatch.setattr(reading, "_told", {})
    for _time in range(2):
        assert changed_since("a", SMALL, "b", OTHER) == ("it",)
    assert changed_since("b", OTHER, "a", SMALL) == ("it",)
    assert compared == [(SMALL, OTHER), (OTHER, SMALL)]


def test_where_there_was_no_version_before_nothing_changed():
    assert changed_since(None, None, "b", OTHER) == ()
