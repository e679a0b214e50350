import pytest

from surveys.instruments.kinds import Kind
from surveys.instruments.options import Option, Relevant
from surveys.instruments.xlsform.reader import read
from surveys.instruments.xlsform.remarks import Reason
from tests.surveys.instruments.limesurvey.small import (
    OLDER,
    SMALL,
    answer,
    document,
    part,
    question,
    rows,
    words,
)

TAKEN = read("lss", "small", "", SMALL.encode())
MADE = TAKEN.instrument
BY_KEY = {item.key: item for item in MADE.items} if MADE else {}


def test_nothing_keeps_it_out():
    assert TAKEN.faults == ()


def test_questions_come_in_the_order_of_their_groups():
    assert list(BY_KEY) == [
        *("welcome_text", "A1", "A1_other", "A2", "A3", "A4", "A5"),
        *("B1_r1", "B1_r2", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9_t1", "B10"),
    ]


@pytest.mark.parametrize(
    ("key", "kind", "options"),
    [
        ("A1", Kind.SELECT_ONE, "x1 x2 other"),
        ("A2", Kind.SELECT_ONE, "Y N"),
        ("A3", Kind.SELECT_MULTIPLE, "s1 s2 s3"),
        ("A4", Kind.TEXT, ""),
        ("B1_r1", Kind.SELECT_ONE, "o1 o2"),
        ("B2", Kind.INTEGER, ""),
        ("B3", Kind.DATE, ""),
        ("B4", Kind.RANK, "p2 p1"),
        ("B5", Kind.SCALE, "1 2 3 4 5"),
        ("B6", Kind.NOTE, ""),
        ("B7", Kind.NOTE, ""),
        ("B8", Kind.SELECT_ONE, "F M"),
        ("B9_t1", Kind.TEXT, ""),
        ("B10", Kind.SELECT_ONE, "a b"),
    ],
)
def test_each_type_becomes_a_kind(key, kind, options):
    assert BY_KEY[key].kind is kind
    assert " ".join(BY_KEY[key].option_keys) == options


def test_words_come_in_all_languages_without_html():
    assert MADE.title == {"en": "Small survey", "de": "Kleine Umfrage"}
    assert MADE.languages == ("en", "de")
    assert BY_KEY["A1"].label == {
        "en": "Where did you ask?",
        "de": "Wo haben Sie gefragt?",
    }
    assert BY_KEY["A1"].hint == {"en": "Any place"}
    assert BY_KEY["A1"].options[0].label["de"] == "In einer Bücherei"
    assert BY_KEY["welcome_text"].label == {"en": "Welcome & thank you."}
    assert [group.label for group in MADE.groups] == [
        {"en": "About help", "de": "Über Hilfe"},
        {"en": "More"},
        {"en": "Question 6"},
        {"en": "Question 14"},
    ]


def test_an_answer_can_be_named_in_the_words():
    assert BY_KEY["A2"].label == {"en": "Did it help? You said ${A1}."}


def test_simple_conditions_are_taken_over():
    yes = Relevant("A2", frozenset({"Y"}))
    assert BY_KEY["A2"].relevant == (Relevant("A1", frozenset({"x1"})),)
    assert BY_KEY["A3"].relevant == (yes,)
    assert BY_KEY["A3"].when == ["not", ["=", ["item", "A1"], ""]]
    assert BY_KEY["A4"].when == [
        "or",
        ["selected", ["item", "A3"], "s2"],
        ["=", ["item", "A1"], "other"],
    ]
    assert BY_KEY["B10"].when == ["!=", ["item", "B1_r1"], "o2"]
    assert all(yes in item.relevant for key, item in BY_KEY.items() if key[0] == "B")


def test_a_table_is_a_matrix_and_boxes_are_a_group():
    tables = {group.key: group.matrix for group in MADE.groups}
    assert tables["B1_group"] is True
    assert tables["B9_group"] is False
    assert BY_KEY["B1_r1"].group == "B1_group"
    assert BY_KEY["B1_r1"].label == {"en": "The room"}


def test_bounds_order_and_what_must_be_answered_are_taken_over():
    assert (BY_KEY["B2"].minimum, BY_KEY["B2"].maximum) == (-5, 99)
    assert BY_KEY["A1"].random_order
    assert [key for key, item in BY_KEY.items() if item.required] == ["A2"]
    assert BY_KEY["A3"].at_most == 2
    assert BY_KEY["A3"].options[2] == Option(
        "s3", {"en": "Hard thing 33"}, exclusive=True
    )


def test_what_was_left_out_is_listed():
    listed = [
        (each.place, each.reason)
        for each in TAKEN.warnings
        if each.reason not in {Reason.CONSENT_IS_BLANK, Reason.OTHER_LANGUAGE}
    ]
    assert listed == [
        ("question A3", Reason.SETTING_LEFT_OUT),
        ("question A5", Reason.CONDITION_LEFT_OUT),
        ("question B2", Reason.SETTING_LEFT_OUT),
        ("question B11", Reason.LEFT_OUT),
        ("question B7", Reason.KEPT_AS_NOTE),
    ]
    facts = {each.place: dict(each.facts) for each in TAKEN.warnings}
    assert facts["question A5"] == {"condition": "count(A3_s1, A3_s2) > 1"}
    assert facts["question B2"] == {"setting": "preg", "value": "/^[0-9]+$/"}


def test_files_of_older_versions_come_in_too():
    taken = read("lss", "older", "", OLDER.encode())
    assert taken.faults == ()
    first, second = taken.instrument.items[1:]
    assert first.label == {"en": "Did you?", "de": "Haben Sie?"}
    assert [option.label["de"] for option in first.options] == ["Ja", "Nein"]
    assert second.relevant == (Relevant("Q1", frozenset({"n"})),)


def test_a_question_that_cannot_be_taken_in_is_named():
    odd = document(
        rows("groups", {"gid": "1", "group_order": "1", "group_name": "G"}),
        rows("questions", question(1, "L1", "L"), question(2, "T1", "S")),
        rows("question_l10ns", words(1, "One?"), words(2, "Two?")),
    )
    (fault, *_more) = read("lss", "odd", "", odd.encode()).faults
    assert fault.place == "question L1"


def test_answers_come_in_and_are_checked():
    answers = {"A1": "x1", "A2": "Y", "A3": ["s1"], "B5": "4", "B4": ["p1", "p2"]}
    assert MADE.check(answers) == {}


RARER = document(
    rows("groups", {"gid": "1", "group_order": "1"}),
    rows("group_l10ns", {"gid": "1", "group_name": "Rarer", "language": "en"}),
    rows(
        "questions",
        question(1, "L", "O", mandatory="S"),
        question(2, "P", "P"),
        question(3, "A", "A", mandatory="Y"),
        question(4, "B", "B"),
        question(5, "H", "H"),
        question(6, "K", "K"),
        question(7, "N", "N"),
        question(8, "U", "U"),
        question(9, "E", "*", relevance="A_1.NAOK == 5"),
    ),
    rows(
        "subquestions",
        *(part(10 * n + 1, n, "1") for n in (2, 3, 4, 5, 6)),
        part(22, 2, "2"),
    ),
    rows(
        "question_l10ns",
        *(words(number, f"Question {number}") for number in range(1, 10)),
        *(words(number, f"Part {number}") for number in (21, 22, 31, 41, 51, 61)),
    ),
    rows(
        "answers",
        answer(1, 1, "a", 1),
        answer(2, 1, "b", 2),
        answer(3, 5, "c", 1),
        answer(4, 5, "d", 2),
    ),
    rows(
        "answer_l10ns",
        *(
            {"aid": str(n), "answer": f"Answer {n}", "language": "en"}
            for n in range(1, 5)
        ),
    ),
)


def test_rarer_types_come_in_too():
    taken = read("lss", "rarer", "", RARER.encode())
    assert taken.faults == ()
    found = {
        item.key: (item.kind, " ".join(item.option_keys))
        for item in taken.instrument.items
    }
    assert found == {
        "L": (Kind.SELECT_ONE, "a b"),
        "P": (Kind.SELECT_MULTIPLE, "1 2"),
        "A_1": (Kind.SCALE, "1 2 3 4 5"),
        "B_1": (Kind.SCALE, "1 2 3 4 5 6 7 8 9 10"),
        "H_1": (Kind.SELECT_ONE, "c d"),
        "K_1": (Kind.DECIMAL, ""),
        "N": (Kind.DECIMAL, ""),
        "U": (Kind.TEXT, ""),
        "E": (Kind.NOTE, ""),
    }
    required = [item.key for item in taken.instrument.items if item.required]
    assert required == ["A_1"]
    comments = [
        each.place for each in taken.warnings if each.reason is Reason.SETTING_LEFT_OUT
    ]
    assert comments == ["question L", "question P"]
    assert taken.instrument.items[-1].when == ["=", ["item", "A_1"], 5]
