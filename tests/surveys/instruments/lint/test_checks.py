from dataclasses import replace

import pytest

from surveys.instruments.lint.checks import lint
from surveys.instruments.lint.house_words import read_words
from surveys.instruments.lint.remark import Code, Remark
from surveys.instruments.options import Option, Relevant
from surveys.instruments.questionnaire import Kind
from tests.surveys.instruments.lint.asking import (
    AGREE,
    codes,
    instrument,
    options,
    question,
    remarks,
)
from tests.surveys.instruments.small import SMALL

BLAMING = read_words(
    "en.toml", '[[words]]\nsay = ["lazy"]\nreason = "Why."\ninstead = "tired"', "en"
)


@pytest.mark.parametrize(
    "label",
    [
        "In the last 12 months, did you ask anyone for help?",
        "Where do you live?",
        "I was listened to.",
        "How old are you?",
        "Do you look after someone who could not manage without you?",
    ],
)
def test_a_good_question_draws_no_remark(label):
    assert codes(question(label)) == []


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Was the place clean and near?", "double"),
        ("Don't you think the wait is long?", "leading"),
        (
            "To what extent did institutional accessibility influence utilisation?",
            "hard_to_read",
        ),
        ("Do you know an addict?", "house_word"),
        ("Have you asked for help?", "no_period"),
    ],
)
def test_a_bad_question_draws_the_remark_that_names_it(label, code):
    assert codes(question(label)) == [code]


def test_one_or_the_other_is_minor_where_yes_covers_both():
    (asked,) = remarks(question("Is it cold or dark there?"))
    assert (asked.code, asked.minor, asked.facts) == (
        Code.DOUBLE,
        True,
        {"words": "or"},
    )


def test_one_or_the_other_is_not_minor_on_a_scale():
    (rated,) = remarks(question("It is cold or dark there.", options=options(*AGREE)))
    assert (rated.code, rated.minor) == (Code.DOUBLE, False)


def test_an_open_question_may_ask_two_things():
    open_ = question("What was good and what was bad?", kind=Kind.TEXT, options=())
    assert [(r.code, r.minor) for r in remarks(open_)] == [(Code.DOUBLE, True)]


def test_a_question_may_have_25_words():
    label = {"pl": "słowo " * 25}
    assert codes(question(label, options=()), languages=("pl",)) == []
    (found,) = remarks(question({"pl": "słowo " * 26}), languages=("pl",))
    assert (found.code, found.facts) == (
        Code.LONG_QUESTION,
        {"count": 26, "most": 25},
    )


def test_a_note_may_be_long_and_say_two_things():
    note = question(
        "Thank you. This is short and plain. " * 9, kind=Kind.NOTE, options=()
    )
    assert codes(note) == []


def test_what_the_original_does_is_said_once():
    label = {"en": "Is it clean and near?", "es": "¿Está limpio y cerca?"}
    both = question(label, options=())
    found = remarks(both, languages=("en", "es"))
    assert [(r.language, r.code) for r in found] == [("en", Code.DOUBLE)]


def test_what_only_a_translation_does_is_said_of_it():
    label = {"en": "Is it clean?", "es": "¿No cree que está limpio y cerca?"}
    alone = question(label, options=())
    found = remarks(alone, languages=("en", "es"))
    assert {(r.language, r.code) for r in found} == {
        ("es", Code.LEADING),
        ("es", Code.DOUBLE),
    }


def test_a_long_answer_is_named():
    long = "word " * 16
    (found,) = remarks(question("Which?", options=options("Yes", long)))
    assert found.facts == {"count": 16, "most": 15, "words": long}


def test_signs_are_no_words():
    label = {"fr": "Est-ce que " + "très " * 22 + "loin ?"}
    assert codes(question(label, options=()), languages=("fr",)) == []


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("Have you asked for help since March?", {}),
        ("Have you ever asked for help?", {}),
        ("Did you ask for help?", {"hint": {"en": "Think of the last 12 months."}}),
        ("Did you get it?", {"relevant": (Relevant("a", frozenset({"yes"})),)}),
        ("What did you do?", {"kind": Kind.TEXT, "options": ()}),
    ],
)
def test_a_time_may_stand_in_the_question_its_hint_or_the_one_before(label, parts):
    assert codes(question(label, **parts)) == []


def test_a_sensitive_question_needs_a_way_to_decline():
    way_out = Option("no_word", {"en": "Prefer not to say"}, missing=True)
    kinds = (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE)
    for kind in kinds:
        bare = question("Which?", kind=kind, sensitive=True)
        assert codes(bare) == ["no_way_out"]
        assert codes(replace(bare, options=(*bare.options, way_out))) == []
    assert codes(question("Why?", kind=Kind.TEXT, options=(), sensitive=True)) == []


def test_a_scale_may_be_too_long_or_lean_to_one_side():
    ten = question("How sure are you?", options=options(*map(str, range(1, 11))))
    (found,) = remarks(ten)
    assert (found.code, found.facts) == (Code.MANY_POINTS, {"count": 10, "most": 7})

    leaning = question("It helps.", options=options("Fully agree", "Agree", "Disagree"))
    (found,) = remarks(leaning)
    assert (found.code, found.facts) == (
        Code.UNBALANCED,
        {"agree": 2, "disagree": 1},
    )
    assert codes(question("It helps.", options=options(*AGREE))) == []


def test_gaps_and_copies_in_a_translation_are_counted():
    half = question({"en": "Is it near?", "es": "¿Está cerca?"})
    (found,) = remarks(half, languages=("en", "es"))
    assert (found.language, found.code, found.facts) == (
        "es",
        Code.UNTRANSLATED,
        {"count": 2},
    )
    copied = question({"en": "Is it near?", "es": "Is it near?"}, options=())
    assert codes(copied, languages=("en", "es")) == ["same_words"]
    short = question({"en": "No", "es": "No"}, options=())
    assert codes(short, languages=("en", "es")) == []


def test_nothing_is_said_of_trying_out_unless_it_is_known():
    found = lint(SMALL, {})
    assert Code.UNPRETESTED not in {r.code for r in found}


def test_what_nobody_tried_out_is_named_by_question_and_language():
    asked = ["asked", "barriers", "travel_how", "age", "wish"]
    tried = {(key, "en") for key in asked} | {("age", "ar")}
    left = [r for r in lint(SMALL, {}, pretested=tried) if r.code is Code.UNPRETESTED]
    assert {(r.place, r.language) for r in left} == {
        (key, "ar") for key in asked if key != "age"
    }
    assert all(r.minor for r in left)


def test_house_words_are_looked_for_wherever_people_read():
    lazy = {"en": "Lazy people"}
    spots = replace(
        instrument(question("Who?", options=options("The lazy", "No"), hint=lazy)),
        title=lazy,
        notice=lazy,
    )
    facts = {"words": "lazy", "reason": "Why.", "instead": "tired"}
    assert lint(spots, {"en": BLAMING}) == [
        Remark(place, "en", Code.HOUSE_WORD, facts)
        for place in ("title", "notice", "q", "q")
    ]


def test_remarks_come_in_the_order_of_the_questions():
    first = replace(question("Is it clean and near?"), key="first")
    second = replace(question("Don't you agree?"), key="second")
    assert [r.place for r in remarks(first, second)] == ["first", "second"]
