"""What keeps a file out, and that the row is named in which it stands."""

import pytest

from surveys.instruments.xlsform.forms import remark_words
from surveys.instruments.xlsform.reader import read
from surveys.instruments.xlsform.remarks import Reason, Remark
from tests.surveys.instruments.test_pattern_structure import FIT
from tests.surveys.instruments.xlsform.books import book, said, taken

CHOICES = """
| list_name | name | label |
| yn        | yes  | Yes   |
| yn        | no   | No    |
"""


@pytest.mark.parametrize(
    ("column", "expression", "sentence"),
    [
        ("relevant", "digest(${a}) = 'x'", "The function digest is refused."),
        ("relevant", "wibble(${a})", "There is no function wibble."),
        ("relevant", "${nobody} = 1", "There is no question nobody."),
        ("relevant", "${a} = ", "Something is missing at its end."),
        ("relevant", "${yn} > 3", "> needs a number, and yn is a choice."),
        ("relevant", "/data/b[1] = 2", "paths cannot be read"),
        ("constraint", "regex(., '(')", "pattern ends too early"),
        ("constraint", ". > now()", "The function now is refused."),
        ("calculation", "pulldata('a', 'b', 'c', 'd')", "pulldata is refused"),
        ("calculation", "today()", "today() would keep the day of answering."),
    ],
)
def test_an_expression_that_cannot_be_used_is_refused_with_its_row(
    column, expression, sentence
):
    written = "calculate" if column == "calculation" else "integer"
    found = taken(
        f"""
        | type          | name | label | {column}     |
        | text          | a    | A?    |              |
        | select_one yn | yn   | Yes?  |              |
        | {written}     | c    | C?    | {expression} |
        """,
        CHOICES,
    )
    assert found.instrument is None
    assert {each.place for each in found.faults} == {"survey, row 4"}
    assert sentence in " ".join(map(dict_words, found.faults))


def test_patterns_that_take_too_long_together_are_refused_at_the_row_that_is_too_much():
    head = "| type | name | label | constraint |\n"

    def rows(constraint):
        return head + "".join(
            f"| text | t{n} | T{n}? | {constraint} |\n" for n in range(40)
        )

    held = taken(rows("string-length(.) <= 60 and regex(., '[A-Za-z ]+')"))
    assert held.faults == ()
    found = taken(rows("regex(., '[A-Za-z ]+')"))
    assert found.instrument is None
    ((place, _reason),) = said(found.faults)
    assert place == f"survey, row {FIT + 2}"
    assert "patterns up to here take too long" in dict_words(found.faults[0])


def dict_words(remark) -> str:
    return str(dict(remark.facts))


def test_questions_that_decide_about_each_other_are_refused():
    found = taken(
        """
        | type    | name | label | relevant  |
        | integer | a    | A?    | ${b} > 1  |
        | integer | b    | B?    | ${a} > 1  |
        """
    )
    (fault,) = found.faults
    assert fault.place in {"survey, row 2", "survey, row 3"}
    assert "decide about each other" in fault.facts["said"]


@pytest.mark.parametrize(
    ("survey", "place", "reason"),
    [
        ("| text | | A? |", "survey, row 2", Reason.NO_NAME),
        ("| text | a | A? |\n| text | a | A? |", "survey, row 3", Reason.NAME_TWICE),
        ("| select_one x | a | A? |", "survey, row 2", Reason.NO_LIST),
        ("| end_group | | |", "survey, row 2", Reason.NOT_BEGUN),
        (
            "| begin_group | g | G |\n| end_repeat | | |",
            "survey, row 3",
            Reason.NOT_BEGUN,
        ),
        (
            "| begin_group | g | G |\n| text | a | A? |",
            "survey, row 2",
            Reason.NOT_ENDED,
        ),
        ("| begin_repeat | | G |\n| end_repeat | | |", "survey, row 2", Reason.NO_NAME),
        (
            "| begin_repeat | r | R |\n| begin_repeat | s | S |\n| text | a | A |",
            "survey, row 3",
            Reason.REPEAT_INSIDE,
        ),
    ],
)
def test_rows_that_do_not_fit_together_are_refused(survey, place, reason):
    found = taken(f"| type | name | label |\n{survey}")
    assert found.instrument is None
    assert (place, reason) in said(found.faults)


def test_required_is_yes_or_no():
    found = taken("| type | name | label | required |\n| text | a | A? | ${b} = 1 |")
    assert said(found.faults) == [("survey, row 2", Reason.ONLY_YES_OR_NO)]


def test_a_choice_without_a_name_is_refused():
    found = taken(
        "| type | name | label |\n| select_one yn | a | A? |",
        CHOICES + "| yn | | Perhaps |",
    )
    assert said(found.faults) == [("choices, row 4", Reason.NO_NAME)]


@pytest.mark.parametrize(
    ("header", "default", "place"),
    [("label::Klingon", "", "survey"), ("label", "Klingon", "settings, row 2")],
)
def test_a_language_nobody_knows_is_asked_about(header, default, place):
    settings = f"| default_language |\n| {default} |" if default else ""
    found = taken(f"| type | name | {header} |\n| text | a | A? |", "", settings)
    assert said(found.faults) == [(place, Reason.WHICH_LANGUAGE)]


def test_all_faults_are_said_at_once():
    found = taken(
        """
        | type         | name | label | relevant | required |
        | select_one x | a    | A?    | foo()    | perhaps  |
        | text         |      | B?    |          |          |
        """
    )
    assert set(said(found.faults)) == {
        ("survey, row 2", Reason.NO_LIST),
        ("survey, row 2", Reason.SAID),
        ("survey, row 2", Reason.ONLY_YES_OR_NO),
        ("survey, row 3", Reason.NO_NAME),
    }


def test_what_the_engine_refuses_is_said_at_its_row():
    found = taken(
        """
        | type          | name | label |
        | begin_repeat  | r    | R     |
        | text          | a    | A?    |
        | select_one ja | yn   | Yes?  |
        | end_repeat    |      |       |
        """,
        "| list_name | name | label |\n| ja | ja | Ja |",
    )
    assert {each.place for each in found.faults} == {"survey, row 4"}
    assert found.faults[0].facts["said"] == "A choice needs at least two options."


def test_a_file_without_questions_or_without_the_sheet_is_refused():
    assert "There is no question." in dict_words(
        taken("| type | name | label |\n| note | a | Hello |").faults[0]
    )
    other = book("", "| list_name | name |\n| a | b |", "| form_id |\n| a |")
    (fault,) = read("xlsx", "a", "", other).faults
    assert fault.reason is Reason.NO_SURVEY


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("version", "two"),
        ("version", "1.5"),
        ("sensitive", '"yes"'),
        ("minimum", "[]"),
        ("bands", '[{"key": "a"}]'),
        ("bands", '[{"key": "a", "label": {"en": 5}}]'),
        ("merges", '[[{"key": "a", "label": {"en": "A"}, "members": "b"}]]'),
        ("merges", "[" * 5000),
    ],
)
def test_nonsense_in_a_column_of_ours_is_refused(column, text):
    found = taken(
        f"| type | name | label | commonweal::{column} |\n| integer | a | A? | {text} |"
    )
    assert said(found.faults) == [("survey, row 2", Reason.UNREADABLE)]


@pytest.mark.parametrize("column", ["consent", "title", "notice", "groups"])
def test_nonsense_in_the_settings_is_refused(column):
    found = taken(
        "| type | name | label |\n| text | a | A? |",
        "",
        f"| form_title | commonweal::{column} |\n| T | 5 |",
    )
    assert said(found.faults) == [("settings, row 2", Reason.UNREADABLE)]


def test_a_column_that_stands_twice_is_refused():
    found = taken("| type | name | label | label |\n| text | a | A | B |")
    assert [each.reason for each in found.faults] == [Reason.COLUMN_TWICE]


def test_rows_after_a_long_gap_are_not_lost_in_silence():
    gap = "\n".join(["| | | |"] * 70)
    found = taken(f"| type | name | label |\n| text | a | A |\n{gap}\n| text | b | B |")
    assert [each.reason for each in found.faults] == [Reason.GAP]


@pytest.mark.parametrize("repeats", [False, True])
def test_more_questions_than_anybody_answers_are_refused(repeats):
    count = 200 if repeats else 1600
    rows = "\n".join(f"| text | q{number} | Why? |" for number in range(count))
    rows = f"| begin_repeat | r | R |\n{rows}\n| end_repeat | |" if repeats else rows
    found = taken(f"| type | name | label |\n{rows}")
    assert said(found.faults) == [("survey", Reason.TOO_MANY_QUESTIONS)]


def test_each_reason_has_words(app):
    facts = dict.fromkeys(
        (
            "name",
            "type",
            "list",
            "key",
            "column",
            "default",
            "language",
            "words",
            "option",
            "most",
            "condition",
            "setting",
            "value",
            "cell",
            "said",
        ),
        "x",
    )
    with app.test_request_context():
        for reason in Reason:
            words = remark_words(Remark(reason, "survey, row 3", facts))
            assert words.startswith("survey, row 3: ")
            assert "%(" not in words


def test_what_the_engine_says_is_said_in_the_reader_s_language(app):
    def words(said):
        return remark_words(Remark(Reason.SAID, "survey, row 3", {"said": said}))

    with app.test_request_context("/?lang=ar"):
        assert "There is no question" not in words("There is no question nobody.")
        assert "nobody" in words("There is no question nobody.")
        assert words("It is too long.").endswith(": It is too long.")
